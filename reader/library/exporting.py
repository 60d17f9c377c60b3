"""What is given to an export: posts with their annotations, those of lost files too."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from reader.catalog.store import PostRow
from reader.errors import UserError
from reader.export.model import ExportPost
from reader.notes.model import Annotation


def check_target(folder: Path, collection: Path) -> None:
    """Raises UserError for a folder inside the collection, which is never written to."""
    if folder.resolve().is_relative_to(collection.resolve()):
        raise UserError("export-inside", path=folder)


def posts_to_export(
    rows: Mapping[str, PostRow],
    annotations: Sequence[Annotation],
    known: Mapping[str, tuple[str, str]],
    wanted: Collection[str] | None,
) -> list[ExportPost]:
    """The wanted posts (None: all) with their annotations.

    Posts without any are among them, because an earlier export may have made a file for them; of
    all posts those whose file is gone are too, as long as they have annotations.
    """
    by_post: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        by_post[annotation.post_id].append(annotation)
    ids = dict.fromkeys([*rows, *by_post]) if wanted is None else dict.fromkeys(wanted)
    return [_export_post(post_id, rows.get(post_id), by_post[post_id], known) for post_id in ids]


def _export_post(
    post_id: str,
    row: PostRow | None,
    annotations: Sequence[Annotation],
    known: Mapping[str, tuple[str, str]],
) -> ExportPost:
    if row:
        facts = row.path, row.title, row.day, row.tags
    else:
        facts = known.get(post_id, (f"{post_id}.md", ""))[0], "", "", ()
    return ExportPost(post_id, *facts, tuple(annotations))
