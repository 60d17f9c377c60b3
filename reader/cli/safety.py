"""The commands that look after what is kept: going back to a copy, looking whether it is sound."""

from pathlib import Path
from typing import Annotated

import typer

from reader.cli.commands import app, console
from reader.cli.options import (
    CacheOption,
    Common,
    DataOption,
    FolderOption,
    JsonOption,
    LangOption,
    opened,
    print_json,
)
from reader.cli.progress import shown_progress
from reader.cli.shapes import backup_shape, check_shape, restore_shape
from reader.library import Library
from reader.notes.backups import count_annotations


@app.command()
def restore(
    context: typer.Context,
    backup: Annotated[
        str | None,
        typer.Argument(help="控えの名かファイル（なければ一覧） · a backup, none lists them"),
    ] = None,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """ノートを控えに戻す · go back to a backup of the notes"""
    common = Common.of(context, folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        if backup is None:
            _list_backups(library, common, as_json=as_json)
            return
        file = library.backups.find(backup)
        kept = library.restore_notes(file)
        count = count_annotations(library.places.notes)
        if as_json:
            print_json(restore_shape(file, count, kept))
        else:
            _tell_restored(common, file, count, kept)


def _list_backups(library: Library, common: Common, *, as_json: bool) -> None:
    found = library.backups.all()
    if as_json:
        print_json([backup_shape(backup) for backup in found])
    else:
        from reader.cli.printing import print_backups

        print_backups(console(), found, common.language)


def _tell_restored(common: Common, file: Path, count: int, kept: Path | None) -> None:
    common.say("restore.done", backup=file.name, count=f"{count:,}")
    if kept:
        common.say("restore.kept", path=kept)


@app.command()
def check(
    context: typer.Context,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="索引と注釈の位置を直す · mend index and places"),
    ] = False,
    as_json: JsonOption = False,
    folder: FolderOption = None,
    data_dir: DataOption = None,
    cache_dir: CacheOption = None,
    lang: LangOption = None,
) -> None:
    """ノート、控え、索引に問題がないか見る · see whether notes, backups and index are sound"""
    common = Common.of(context, folder, data_dir, cache_dir, lang)
    with opened(common) as library:
        checker = library.checker()
        if repair:
            with shown_progress(common.language, quiet=as_json) as report:
                found = checker.repair(report)
        else:
            found = checker.check()
        if as_json:
            print_json(check_shape(found))
        else:
            from reader.cli.printing import print_check

            print_check(console(), found, common.language)
    raise typer.Exit(1 if found.faults else 0)
