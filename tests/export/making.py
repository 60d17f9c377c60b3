"""Posts and annotations for the tests of exports, with fixed ids and times."""

from datetime import UTC, datetime, timedelta

from reader.export.model import ExportPost
from reader.notes.model import Annotation, State
from reader.notes.placing import describe

EXPORTED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CREATED = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def annotation(
    quote: str,
    number: int = 1,
    *,
    start: int = 0,
    color: str = "yellow",
    note: str = "",
    tags: tuple[str, ...] = (),
    created: datetime = CREATED,
    orphan: bool = False,
) -> Annotation:
    """An annotation of a text that is blank before its quote; its number tells its id."""
    selector = describe(" " * start + quote, start, start + len(quote))
    return Annotation(
        f"{0x019B_0000_0000 + number:012x}7{number:03x}8{number:015x}",
        "2026-03-01-hbm",
        selector,
        None if orphan else start,
        None if orphan else start + len(quote),
        State.ORPHANED if orphan else State.ANCHORED,
        color,
        note,
        tags,
        created,
        created + timedelta(days=1),
    )


def post(
    *annotations: Annotation,
    path: str = "2026-03-01-hbm.md",
    title: str = "題名",
    tags: tuple[str, ...] = ("AI投資", "HBM"),
    day: str = "2026-03-01",
) -> ExportPost:
    """A post whose id is its path without the suffix."""
    return ExportPost(path.removesuffix(".md"), path, title, day, tags, annotations)
