import signal
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from reader.cli.options import (
    CacheOption,
    Common,
    DataOption,
    FolderOption,
    JsonOption,
    LangOption,
    VersionOption,
    opened,
    print_json,
    telling,
)
from reader.cli.progress import shown_progress
from reader.cli.shapes import (
    annotation_shape,
    export_shape,
    index_shape,
    pdf_shape,
    search_shape,
    show_shape,
)
from reader.library import Library
from reader.notes.model import COLORS

if TYPE_CHECKING:
    from rich.console import Console

    from reader.article.model import Article
    from reader.catalog.store import PostRow
    from reader.export.write import ExportReport, Fate


class FolderGroup(TyperGroup):
    """Takes a first word that is no command for the folder to open."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the words begin with, else the one that opens a folder."""
        if args and args[0] not in self.commands:
            return "open", typer.main.get_command(_window_app), args
        return super().resolve_command(ctx, args)


_HELP = """日本語の記事を読み、さがし、印を付ける · read, search and annotate Japanese posts

keisen [FOLDER] で窓をひらく · opens the window
"""
_window_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app = typer.Typer(
    cls=FolderGroup,
    help=_HELP,
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    subcommand_metavar="[FOLDER] | COMMAND [ARGS]...",
)


def main() -> None:
    """Run the command line and end the process: 0 done, 1 the world failed, 2 wrong usage."""
    app(prog_name="keisen")


@app.callback()
def start(
    context: typer.Context,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
    version: VersionOption = False,
) -> None:
    """Keep the options that stand before the command; without a command open the window."""
    context.obj = Common(folder, data_dir, cache_dir, lang)
    if context.invoked_subcommand is None:
        _open_window(context.obj)


@_window_app.command()
def open_window(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="記事のフォルダー · folder of posts")],
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """窓をひらく · open the window"""
    _open_window(Common.of(context, folder, data_dir, cache_dir, lang))


def _open_window(common: Common) -> None:
    from reader.app import run_window

    with telling(common):
        code = run_window(common.folder, common.data_dir, common.cache_dir, common.lang)
    raise typer.Exit(code)


@app.command()
def index(
    context: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="記事のフォルダー · folder of posts")
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="はじめから読みなおす · read everything again")
    ] = False,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """フォルダーを読んで索引を作る · read and index a folder"""
    common = Common.of(context, path or folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        with (
            shown_progress(common.language, quiet=as_json) as report,
            _interruptible() as cancelled,
        ):
            done = library.refresh(report, cancelled, rebuild=rebuild)
        if as_json:
            print_json(index_shape(done))
        else:
            from reader.cli.printing import print_report

            print_report(console(), done, common.language)
    raise typer.Exit(1 if done.cancelled else 0)


def _no_options(parts: list[str]) -> list[str]:
    """A minus before a word belongs to the query, two are an option that does not exist."""
    for part in parts:
        if part.startswith("--"):
            raise typer.BadParameter(part)
    return parts


@app.command(context_settings={"ignore_unknown_options": True})
def search(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(help="さがす言葉 · words and filters, see README.md", callback=_no_options),
    ],
    limit: Annotated[int, typer.Option("--limit", min=0, help="件数 · number of hits")] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, help="何件目から · from hit")] = 0,
    sort: Annotated[
        Literal["relevance", "date"], typer.Option("--sort", help="並び順 · order")
    ] = "relevance",
    exact: Annotated[
        bool,
        typer.Option("--exact", help="言いかえと表記ゆれをさがさない · no other forms of words"),
    ] = False,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """記事をさがす · search the posts"""
    common = Common.of(context, folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        library.catch_up()
        result = library.search(" ".join(query), limit=limit, offset=offset, sort=sort, exact=exact)
        rows = {row.id: row for row in library.posts()}
        if as_json:
            print_json(search_shape(result, rows, common.language))
        else:
            from reader.cli.printing import print_result

            print_result(console(), result, rows, common.language)


@app.command()
def show(
    context: typer.Context,
    post: Annotated[
        str, typer.Argument(help="id、パス、ファイル名、題名 · id, path, name or title")
    ],
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", metavar="FILE", help="PDF として書き出す · write a PDF"),
    ] = None,
    no_notes: Annotated[
        bool, typer.Option("--no-notes", help="印とメモをのせない · leave out marks and notes")
    ] = False,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """記事の本文を出す · print the text of a post"""
    if no_notes and pdf is None:
        raise typer.BadParameter("--no-notes: --pdf FILE")
    common = Common.of(context, folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        library.catch_up()
        row = library.find(post)
        shown = library.show(row.id)
        problems = [problem for problem in library.problems() if problem.path == row.path]
        if shown.notice:
            common.warn(shown.notice.key, **shown.notice.facts)
        if pdf is not None:
            pages = _write_pdf(
                library, row, shown.article, pdf, common.language, notes=not no_notes
            )
            if as_json:
                print_json(pdf_shape(row, pdf, pages))
            else:
                common.say("show.pdf", path=pdf, pages=pages)
        elif as_json:
            print_json(show_shape(row, shown.article, problems))
        else:
            from reader.cli.printing import print_article

            print_article(console(), row, shown.article, problems, common.language)


def _write_pdf(
    library: Library, row: "PostRow", article: "Article", file: Path, lang: str, *, notes: bool
) -> int:
    from reader.app import make_pdf

    library.check_pdf(file)
    annotations = library.annotations_of(article) if notes else []
    data, pages = make_pdf(library, row, article, annotations, lang)
    library.write_pdf(file, data)
    return pages


@app.command()
def annotate(
    context: typer.Context,
    post: Annotated[
        str, typer.Argument(help="id、パス、ファイル名、題名 · id, path, name or title")
    ],
    quote: Annotated[str, typer.Option("--quote", help="印を付ける文 · the passage to mark")],
    nth: Annotated[int, typer.Option("--nth", min=1, help="同じ文の何番目か · which copy")] = 1,
    color: Annotated[str, typer.Option("--color", help=" | ".join(COLORS))] = COLORS[0],
    note: Annotated[str, typer.Option("--note", help="メモ（Markdown） · note")] = "",
    tags: Annotated[list[str] | None, typer.Option("--tag", help="タグ · tag")] = None,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """本文に印とメモを付ける · mark a passage and add a note"""
    common = Common.of(context, folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        library.catch_up()
        row = library.find(post)
        made = library.annotate(row.id, quote, nth, color=color, note=note, tags=tags or ())
        library.backups.keep_daily()
        if as_json:
            print_json(annotation_shape(made, row.path))
        else:
            common.say("annotate.done", id=made.id)


@app.command()
def notes(
    context: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(help="さがす言葉 · words")] = None,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """注釈を一覧する · list the annotations"""
    common = Common.of(context, folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        library.catch_up()
        found = library.annotations(" ".join(query or ()))
        if as_json:
            print_json([annotation_shape(note.annotation, note.path) for note in found])
        else:
            from reader.cli.printing import print_annotations

            print_annotations(console(), found, common.language)


@app.command()
def export(
    context: typer.Context,
    dest: Annotated[Path, typer.Argument(help="書き出すフォルダー · folder to write to")],
    form: Annotated[
        Literal["obsidian"], typer.Option("--format", help="書式 · format")
    ] = "obsidian",
    query: Annotated[
        str | None,
        typer.Option("--query", help="この言葉を含む記事だけ · posts with words"),
    ] = None,
    dossier: Annotated[
        str | None,
        typer.Option("--dossier", help="この調査ファイルを一つのファイルに · one dossier"),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="書かずに結果だけを出す · only tell"),
    ] = False,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """注釈を Markdown に書き出す · export the annotations as Markdown"""
    common = Common.of(context, folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        library.catch_up()
        if dossier is not None:
            fates = _of_dossier(library, dest, library.find_dossier(dossier), dry_run=dry_run)
        else:
            posts = None if query is None else library.search(query, limit=0).post_ids
            fates = _planned(library, dest, posts) if dry_run else _exported(library, dest, posts)
        if as_json:
            print_json(export_shape(dest, fates, dry_run=dry_run))
        else:
            from reader.cli.printing import print_export

            print_export(console(), dest, fates, common.language, dry_run=dry_run)


def _planned(library: Library, dest: Path, posts: Collection[str] | None) -> dict[Path, "Fate"]:
    return {file.path: file.fate for file in library.plan_export(dest, posts).files}


def _exported(library: Library, dest: Path, posts: Collection[str] | None) -> dict[Path, "Fate"]:
    return _fates(library.export(dest, posts))


def _of_dossier(
    library: Library, dest: Path, dossier_id: str, *, dry_run: bool
) -> dict[Path, "Fate"]:
    if dry_run:
        plan = library.plan_dossier_export(dossier_id, dest)
        return {file.path: file.fate for file in plan.files}
    return _fates(library.export_dossier(dossier_id, dest))


def _fates(report: "ExportReport") -> dict[Path, "Fate"]:
    from reader.export.write import Fate

    by_fate = zip(Fate, (report.new, report.changed, report.unchanged, report.kept), strict=True)
    return {path: fate for fate, paths in by_fate for path in paths}


def console() -> "Console":
    """Where commands print for people."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Make the first Ctrl-C an orderly end; the second one ends everything at once."""
    stop = threading.Event()

    def ask(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, ask)
    try:
        yield stop.is_set
    finally:
        signal.signal(signal.SIGINT, before)
