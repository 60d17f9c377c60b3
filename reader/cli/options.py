import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from reader import __version__
from reader.errors import UserError
from reader.library import Library
from reader.logs import log_file, log_to_file
from reader.messages import LANGUAGES, message
from reader.state import recent_folders, remember_folder

log = logging.getLogger(__name__)


def _known_language(lang: str | None) -> str | None:
    if lang is not None and lang not in LANGUAGES:
        raise typer.BadParameter(" | ".join(LANGUAGES))
    return lang


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"keisen {__version__}")
        raise typer.Exit


FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--folder", help="記事のフォルダー（なければ最後にひらいたもの） · folder of posts"
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data-dir", help="ノートの置き場所 · where notes are kept [KEISEN_DATA_DIR]"),
]
CacheOption = Annotated[
    Path | None,
    typer.Option("--cache-dir", help="索引の置き場所 · where indexes are kept [KEISEN_CACHE_DIR]"),
]
LangOption = Annotated[
    str | None,
    typer.Option("--lang", help="ja | en", callback=_known_language),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON だけを出す · print JSON only")]
VersionOption = Annotated[
    bool,
    typer.Option("--version", help="版を出す · print the version", callback=_show_version),
]


@dataclass(frozen=True, slots=True)
class Common:
    """The options that every command has, wherever they stand on the line."""

    folder: Path | None = None
    data_dir: Path | None = None
    cache_dir: Path | None = None
    lang: str | None = None

    @classmethod
    def of(
        cls,
        context: typer.Context,
        folder: Path | None,
        data_dir: Path | None,
        cache_dir: Path | None,
        lang: str | None,
    ) -> "Common":
        """The options after the command's name, or else those before it."""
        before = context.find_root().obj or cls()
        return cls(
            folder or before.folder,
            data_dir or before.data_dir,
            cache_dir or before.cache_dir,
            lang or before.lang,
        )

    @property
    def language(self) -> str:
        """Japanese, unless the option or the environment asks for English."""
        named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        wanted = self.lang or next((name for name in named if name), "")
        return "en" if wanted.startswith("en") else "ja"

    def say(self, key: str, /, **facts: object) -> None:
        """Print a message."""
        typer.echo(str(message(key, self.language, **facts)))

    def warn(self, key: str, /, **facts: object) -> None:
        """Print a message on stderr."""
        typer.echo(str(message(key, self.language, **facts)), err=True)


@contextmanager
def telling(common: Common) -> Iterator[None]:
    """Tell what went wrong on stderr and end with exit code 1; a fault of ours is logged too."""
    log_to_file(common.cache_dir)
    try:
        yield
    except UserError as error:
        common.warn(error.key, **error.facts)
        raise typer.Exit(1) from error
    except typer.Exit:
        raise
    except Exception as error:
        log.exception("A command failed")
        path = log_file(common.cache_dir)
        common.warn("our-fault-log", error=type(error).__name__, log=path)
        raise typer.Exit(1) from error


@contextmanager
def opened(common: Common) -> Iterator[Library]:
    """The library of the folder that is meant; the folder becomes the last opened one."""
    with telling(common):
        known = recent_folders(common.data_dir)
        folder = common.folder or (known[0] if known else None)
        if folder is None:
            raise UserError("folder-unknown")
        with closing(Library.open(folder, common.data_dir, common.cache_dir)) as library:
            remember_folder(folder, common.data_dir)
            yield library


def print_json(value: Any) -> None:
    """Print a value as JSON and nothing else, in UTF-8 whatever the locale."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()
