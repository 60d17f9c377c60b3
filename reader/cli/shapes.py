"""The JSON shapes of the command line; README.md documents them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.article.model import Article
from reader.catalog.store import PostRow
from reader.collection.post import Problem
from reader.export.write import Fate
from reader.library import Hint, Notice, RefreshReport, SearchResult
from reader.library.checking import CheckReport
from reader.messages import message
from reader.notes.auditing import Fault
from reader.notes.backups import CHECK, DAILY, REPLACED, Backup
from reader.notes.model import Annotation
from reader.search.model import Hit

Shape = dict[str, Any]


def index_shape(report: RefreshReport) -> Shape:
    """What `keisen index --json` prints."""
    return {
        "posts": report.posts,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "problems": [problem_shape(problem) for problem in report.problems],
        "seconds": round(report.seconds, 3),
    }


def problem_shape(problem: Problem) -> Shape:
    """Something odd about a file."""
    return {"path": problem.path, "kind": str(problem.kind), "detail": problem.detail}


def search_shape(result: SearchResult, rows: Mapping[str, PostRow], lang: str) -> Shape:
    """What `keisen search --json` prints."""
    return {
        "query": result.query,
        "total": result.total,
        "exact": result.exact,
        "ms": round(result.ms, 3),
        "hits": [_hit_shape(hit, rows[hit.post_id]) for hit in result.hits],
        "expansions": [
            {"kind": e.kind, "term": e.term, "forms": list(e.forms), "on": e.on}
            for e in result.expansions
        ],
        "hints": [
            {"text": hint_text(hint, lang), "start": hint.start, "end": hint.end}
            for hint in result.hints
        ],
        "facets": {
            "months": dict(result.facets.months),
            "categories": dict(result.facets.categories),
            "tags": dict(result.facets.tags),
        },
        "warnings": [notice_text(notice, lang) for notice in result.warnings],
    }


def _hit_shape(hit: Hit, row: PostRow) -> Shape:
    return {
        "id": row.id,
        "path": row.path,
        "title": row.title,
        "date": row.date or None,
        "score": round(hit.score, 4),
        "snippets": [
            {"text": snippet.text, "marks": [list(mark) for mark in snippet.marks]}
            for snippet in hit.snippets
        ],
        "places": hit.places,
        "folded": hit.folded,
        "notes": [
            {"id": note.annotation_id, "quote": note.quote.text, "note": note.note.text}
            for note in hit.notes
        ],
    }


def show_shape(row: PostRow, article: Article, problems: Sequence[Problem]) -> Shape:
    """What `keisen show --json` prints; offsets are code points."""
    return {
        "id": row.id,
        "path": row.path,
        "title": row.title,
        "date": row.date or None,
        "text": article.text,
        "blocks": [{"start": b.start, "end": b.end, "kind": b.kind} for b in article.blocks],
        "folds": [{"start": f.start, "end": f.end, "reason": f.reason} for f in article.folds],
        "headings": [
            {"start": h.start, "end": h.end, "level": h.level, "text": h.text}
            for h in article.headings
        ],
        "minutes": {
            "full": round(article.minutes_full, 1),
            "folded": round(article.minutes_folded, 1),
        },
        "problems": [problem_shape(problem) for problem in problems],
    }


def pdf_shape(row: PostRow, file: Path, pages: int) -> Shape:
    """What `keisen show --pdf --json` prints."""
    return {"id": row.id, "path": row.path, "pdf": str(file), "pages": pages}


def annotation_shape(annotation: Annotation, path: str) -> Shape:
    """An annotation as `keisen notes --json` prints it; no place while it is orphaned."""
    return {
        "id": annotation.id,
        "post": annotation.post_id,
        "path": path,
        "start": annotation.start,
        "end": annotation.end,
        "quote": annotation.quote,
        "color": annotation.color,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "state": str(annotation.state),
        "created": annotation.created.isoformat(timespec="milliseconds"),
        "updated": annotation.updated.isoformat(timespec="milliseconds"),
    }


def export_shape(folder: Path, fates: Mapping[Path, Fate], *, dry_run: bool) -> Shape:
    """What `keisen export --json` prints: the paths of all files by what became of them."""
    names = {fate: [str(path) for path in fates if fates[path] is fate] for fate in Fate}
    return {
        "dest": str(folder),
        "dry_run": dry_run,
        "new": names[Fate.NEW],
        "changed": names[Fate.CHANGED],
        "unchanged": names[Fate.UNCHANGED],
        "kept": names[Fate.KEPT],
    }


def backup_shape(backup: Backup) -> Shape:
    """A backup as `keisen restore --json` lists it; `annotations` is null where it is damaged."""
    return {
        "name": backup.path.name,
        "path": str(backup.path),
        "made": backup.made.isoformat(timespec="seconds"),
        "why": backup.why,
        "bytes": backup.size,
        "annotations": backup.annotations,
    }


def restore_shape(backup: Path, annotations: int, kept: Path | None) -> Shape:
    """What `keisen restore BACKUP --json` prints; `kept` is the file of the notes before."""
    return {
        "restored": str(backup),
        "annotations": annotations,
        "kept": str(kept) if kept else None,
    }


def check_shape(report: CheckReport) -> Shape:
    """What `keisen check --json` prints; `ok` is whether nothing is wrong any more."""
    return {
        "ok": not report.faults,
        "posts": report.posts,
        "annotations": report.annotations,
        "backups": report.backups,
        "faults": [fault_shape(fault) for fault in report.faults],
        "mended": [fault_shape(fault) for fault in report.mended],
        "backup": str(report.backup) if report.backup else None,
    }


def fault_shape(fault: Fault) -> Shape:
    """Something that is wrong; `annotation` is null where it is about none."""
    return {"kind": fault.kind, "what": fault.what, "annotation": fault.annotation or None}


def backup_words(backup: Backup, lang: str) -> str:
    """Why a backup was made, in a person's words."""
    keys = {DAILY: "backup.daily", CHECK: "backup.check", REPLACED: "backup.replaced"}
    return str(message(keys.get(backup.why, "backup.migration"), lang))


def notice_text(notice: Notice, lang: str) -> str:
    """A notice in a person's words, on one line."""
    return str(message(notice.key, lang, **notice.facts)).replace("\n", " ")


def hint_text(hint: Hint, lang: str) -> str:
    """What was not understood in a query, on one line."""
    return str(message(hint.key, lang, **hint.facts)).replace("\n", " ")
