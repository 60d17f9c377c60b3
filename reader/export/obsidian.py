"""The annotations of a post as a Markdown note for Obsidian."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from reader.collection.post import JAPAN
from reader.export.escaping import literal, literal_lines, tag, tame
from reader.export.model import ExportPost
from reader.export.yaml_values import plain, quoted
from reader.notes.model import Annotation
from reader.text.storing import storable

COLOR_NAMES = {"yellow": "黄", "green": "緑", "blue": "青", "pink": "赤", "violet": "紫"}

KEY_DIGITS = 16
"""How many digits of an annotation's id stand in a file: so many are unique."""

_BLOCK = re.compile(r"#{1,6}\s|[-+*]\s|[0-9]{1,9}[.)]\s|```|~~~|\|")


def render(post: ExportPost, exported: datetime) -> str:
    """The whole note: front matter, title, one quote for each annotation in the order of the text.

    `exported` is aware and shown in Japanese time, as all times are.
    """
    parts = [
        _head(post, exported),
        *(block(post, a) for a in sorted(post.annotations, key=_place)),
    ]
    return storable("\n\n".join(parts)) + "\n"


def block(post: ExportPost, annotation: Annotation) -> str:
    """An annotation: quote, note, tags, the way back and the id of the block."""
    quoted_lines = [] if annotation.is_on_post else ["\n".join(_quote_lines(annotation))]
    remark = _remark(annotation, post_link(post.id, annotation.id))
    return "\n\n".join((*quoted_lines, remark, f"^hl-{annotation.id[:KEY_DIGITS]}"))


def post_link(post_id: str, annotation_id: str) -> str:
    """The link that opens a post in Keisen at an annotation."""
    return f"keisen://post/{quote(storable(post_id), safe='')}?a={annotation_id[:KEY_DIGITS]}"


def _head(post: ExportPost, exported: datetime) -> str:
    title = " ".join(post.title.split()) or PurePosixPath(post.path).stem
    tags = dict.fromkeys(plain(name) for name in map(tag, post.tags) if name)
    moment = exported.astimezone(JAPAN).isoformat(timespec="seconds")
    lines = [
        "---",
        f"title: {quoted(title)}",
        f"source: {quoted(post.path)}",
        *([f"published: {post.day}"] if post.day else []),
        f"tags: [{', '.join(tags)}]",
        f"keisen_post: {plain(storable(post.id))}",
        f"keisen_exported: {moment}",
        "---",
        f"# {literal(title)}",
    ]
    return "\n".join(lines)


def _quote_lines(annotation: Annotation) -> Iterator[str]:
    day = annotation.created.astimezone(JAPAN).strftime("%Y-%m-%d")
    yield f"> [!quote] {COLOR_NAMES[annotation.color]} · {day}"
    for line in literal_lines(annotation.quote):
        yield f"> {line}" if line else ">"


def _remark(annotation: Annotation, link: str) -> str:
    tags = dict.fromkeys(f"#{name}" for name in map(tag, annotation.tags) if name)
    tail = " ".join((*tags, f"[原文を開く]({link})"))
    note = tame(annotation.note)
    if not note:
        return tail
    label = "記事全体へのメモ" if annotation.is_on_post else "メモ"
    if "\n" not in note:
        return f"{label}: {note} {tail}"
    gap = "\n\n" if _BLOCK.match(note) else " "
    return f"{label}:{gap}{note}\n\n{tail}"


def _place(annotation: Annotation) -> tuple[bool, int, str]:
    start = annotation.selector.start if annotation.start is None else annotation.start
    return not annotation.is_on_post, start, annotation.id
