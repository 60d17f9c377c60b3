"""A dossier as one Markdown note: its posts in order, each with its annotations."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from reader.collection.post import JAPAN
from reader.export.escaping import literal
from reader.export.model import ExportDossier, ExportPost
from reader.export.obsidian import block
from reader.export.yaml_values import plain, quoted
from reader.text.storing import storable


def render_dossier(dossier: ExportDossier, exported: datetime) -> str:
    """The whole note: front matter, name, for each post a heading and its quotes.

    `exported` is aware and shown in Japanese time, as all times are.
    """
    parts = [_head(dossier, exported)]
    for post in dossier.posts:
        parts += _post(post)
    return storable("\n\n".join(parts)) + "\n"


def _head(dossier: ExportDossier, exported: datetime) -> str:
    name = " ".join(dossier.name.split())
    moment = exported.astimezone(JAPAN).isoformat(timespec="seconds")
    lines = [
        "---",
        f"title: {quoted(name)}",
        *([f"query: {quoted(dossier.query)}"] if dossier.query else []),
        f"keisen_dossier: {plain(dossier.id)}",
        f"keisen_exported: {moment}",
        "---",
        f"# {literal(name)}",
    ]
    return "\n".join(lines)


def _post(post: ExportPost) -> Iterator[str]:
    title = " ".join(post.title.split()) or PurePosixPath(post.path).stem
    yield f"## {literal(title)}"
    link = f"[記事を開く](keisen://post/{quote(storable(post.id), safe='')})"
    yield " · ".join(part for part in (post.day, literal(post.path), link) if part)
    yield from (block(post, annotation) for annotation in post.annotations)
