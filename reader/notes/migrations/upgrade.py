"""Brings a notes database to the newest revision; the only module that imports Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from reader.notes.database import make_engine, unwrapped
from reader.notes.migrations import SCRIPTS


def upgrade(path: Path, scripts: Path = SCRIPTS) -> None:
    """Run all missing migrations in one transaction; `scripts` is a folder of Alembic's layout."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    engine = make_engine(path)
    try:
        writer = engine.execution_options(begin="BEGIN IMMEDIATE")
        with unwrapped(path), writer.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
