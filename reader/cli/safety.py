"""The commands that look after the notes: going back to a copy."""

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
from reader.cli.shapes import backup_shape, restore_shape
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
