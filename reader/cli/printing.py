"""What commands print for people, where nobody asked for JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from reader.article.model import Article
from reader.catalog.store import PostRow
from reader.cli.shapes import backup_words, hint_text, notice_text
from reader.collection.post import Problem
from reader.export.write import Fate
from reader.library import Expansion, Noted, RefreshReport, SearchResult
from reader.library.checking import MADE_AGAIN, CheckReport
from reader.messages import message
from reader.notes.auditing import PLACES
from reader.notes.backups import Backup

MOST_PROBLEMS = 20
MARK = "bold magenta"
QUIET = "dim"
COLORS = {
    "yellow": "yellow",
    "green": "green",
    "blue": "blue",
    "pink": "bright_magenta",
    "violet": "magenta",
}


def print_report(console: Console, report: RefreshReport, lang: str) -> None:
    """What a refresh found, and the first things to know about the files."""
    facts = {"added": report.added, "changed": report.changed, "removed": report.removed}
    done = message(
        "index.done", lang, posts=f"{report.posts:,}", seconds=f"{report.seconds:.1f}", **facts
    )
    console.print(Text(str(done)))
    if report.cancelled:
        console.print(Text(str(message("index.cancelled", lang))))
    print_problems(console, report.problems, lang)


def print_problems(console: Console, problems: Sequence[Problem], lang: str) -> None:
    """The first problems, a line each."""
    if not problems:
        return
    console.print(Text(str(message("index.problems", lang, count=f"{len(problems):,}"))))
    for problem in problems[:MOST_PROBLEMS]:
        place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
        facts = {"detail": problem.detail, "line": problem.line}
        text = message(f"problem.{problem.kind}", lang, **facts).text
        console.print(Text.assemble("  ", (place, "bold"), "  ", text))
    more = len(problems) - MOST_PROBLEMS
    if more > 0:
        console.print(Text(str(message("index.more", lang, count=f"{more:,}")), QUIET))


def print_result(
    console: Console, result: SearchResult, rows: Mapping[str, PostRow], lang: str
) -> None:
    """The hits with their snippets, best first."""
    for notice in result.warnings:
        console.print(Text(notice_text(notice, lang), QUIET))
    for hint in result.hints:
        console.print(Text(hint_text(hint, lang), QUIET))
    for expansion in result.expansions:
        console.print(Text(_expansion_text(expansion, lang), QUIET))
    total = message("search.total", lang, total=f"{result.total:,}", ms=f"{result.ms:.0f}")
    console.print(Text(str(total)))
    for hit in result.hits:
        row = rows[hit.post_id]
        console.print()
        console.print(_marked(row.title, hit.title_marks, "bold"))
        console.print(Text(f"{row.day or message('no-date', lang)}  {row.id}", QUIET))
        for snippet in hit.snippets:
            console.print(Text("  ").append_text(_marked(snippet.text, snippet.marks)))
        for note in hit.notes:
            console.print(Text.assemble("  ", ("▌ ", COLORS[note.color]), note.quote.text))
            if note.note.text:
                console.print(Text("    ").append_text(_marked(note.note.text, note.note.marks)))
    more = result.total - len(result.hits)
    if more > 0:
        console.print()
        console.print(Text(str(message("search.more", lang, count=f"{more:,}")), QUIET))


def print_article(
    console: Console, row: PostRow, article: Article, problems: Iterable[Problem], lang: str
) -> None:
    """A post's title, facts and text."""
    console.print(Text(row.title, "bold"))
    console.print(Text("  ".join(part for part in (row.day, row.author, row.path) if part), QUIET))
    print_problems(console, list(problems), lang)
    console.print()
    console.print(Text(article.text), soft_wrap=True)


def print_annotations(console: Console, found: Sequence[Noted], lang: str) -> None:
    """Annotations with their posts, states and notes."""
    for noted in found:
        annotation = noted.annotation
        state = str(message(f"state.{annotation.state}", lang))
        words = annotation.quote or str(message("notes.on-post", lang))
        console.print(Text.assemble(("▌ ", COLORS[annotation.color]), words))
        if annotation.note:
            console.print(Text(f"  {annotation.note}"))
        tags = " ".join(f"#{tag}" for tag in annotation.tags)
        facts = (noted.title or noted.path, tags, state, annotation.id)
        console.print(Text("  " + "  ".join(fact for fact in facts if fact), QUIET))
    key = "notes.total" if found else "notes.none"
    console.print(Text(str(message(key, lang, count=f"{len(found):,}"))))


def print_export(
    console: Console, folder: Path, fates: Mapping[Path, Fate], lang: str, *, dry_run: bool
) -> None:
    """What an export did or would do, and the files that it left alone."""
    if not fates:
        console.print(Text(str(message("export.none", lang))))
        return
    count = Counter(fates.values())
    written = count[Fate.NEW] + count[Fate.CHANGED]
    facts = {"written": written, "unchanged": count[Fate.UNCHANGED], "kept": count[Fate.KEPT]}
    key = "export.would" if dry_run else "export.done"
    console.print(Text(str(message(key, lang, path=folder, **facts))))
    kept = [path.name for path, fate in fates.items() if fate is Fate.KEPT]
    if kept:
        console.print(Text(str(message("export.kept", lang, paths=", ".join(kept)))))


def print_check(console: Console, report: CheckReport, lang: str) -> None:
    """What was looked at, what was mended and what is wrong."""
    counts = {
        "posts": f"{report.posts:,}",
        "annotations": f"{report.annotations:,}",
        "backups": f"{report.backups:,}",
    }
    console.print(Text(str(message("check.looked", lang, **counts))))
    for key, faults in (("check.mended", report.mended), ("check.wrong", report.faults)):
        for fault in faults[:MOST_PROBLEMS]:
            facts = {"what": fault.what, "annotation": fault.annotation}
            told = str(message(f"check.{fault.kind}", lang, **facts)).replace("\n", " ")
            console.print(Text.assemble((str(message(key, lang)), "bold"), f"  {told}"))
        more = len(faults) - MOST_PROBLEMS
        if more > 0:
            console.print(Text(str(message("check.more", lang, count=f"{more:,}")), QUIET))
    if report.backup:
        console.print(Text(str(message("check.copied", lang, path=report.backup)), QUIET))
    if not report.faults:
        console.print(Text(str(message("check.sound", lang))))
    elif any(fault.kind in (*PLACES, *MADE_AGAIN) for fault in report.faults):
        console.print(Text(str(message("check.how", lang))))


def print_backups(console: Console, found: Sequence[Backup], lang: str) -> None:
    """The copies of the notes, newest first, and how to go back to one."""
    if not found:
        console.print(Text(str(message("restore.none", lang))))
        return
    for backup in found:
        size = f"{max(1, round(backup.size / 1000)):,} kB"
        facts = {"count": f"{backup.annotations or 0:,}", "size": size}
        line = message("backup.line" if backup.readable else "backup.damaged", lang, **facts)
        made = f"{backup.made.astimezone():%Y-%m-%d %H:%M}"
        console.print(Text.assemble((backup.path.name, "bold")))
        console.print(Text(f"  {made}  {backup_words(backup, lang)}  {line}", QUIET))
    console.print(Text(str(message("restore.how", lang))))


def _expansion_text(expansion: Expansion, lang: str) -> str:
    on = {"alias": "search.alias", "variant": "search.variant"}
    key = on[expansion.kind] if expansion.on else "search.off"
    return str(message(key, lang, term=expansion.term, forms="、".join(expansion.forms)))


def _marked(text: str, marks: Iterable[tuple[int, int]], style: str = "") -> Text:
    marked = Text(text, style)
    for start, end in marks:
        marked.stylize(MARK, start, end)
    return marked
