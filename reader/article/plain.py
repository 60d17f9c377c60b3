"""A body as plain paragraphs, for what the Markdown engine cannot or should not read."""

import re
from collections.abc import Iterator
from html import escape
from typing import Final

LONGEST_PARAGRAPH = 2_000
"""Code points; a longer paragraph is divided, so that the page need not set all of it at once."""

_SOME = f".{{1,{LONGEST_PARAGRAPH}}}"
_PIECE = re.compile(rf"(?s){_SOME}\Z|{_SOME}(?<=[。！？!?\n])|{_SOME}")
_LINES = re.compile(rf"(?s){_SOME}(?<=\n)|{_SOME}")
_MOST_LINES: Final = 20_000
_BREAK = re.compile(r"\n(?:[ \t]*\n)+")

SIZE: Final = "size"
NESTING: Final = "nesting"
ENGINE: Final = "engine"
TIME: Final = "time"


class TangledMarkup(ValueError):  # noqa: N818
    """Markup that is nested too deeply, or that reads differently each time it is written."""


def plain_html(body: str, reason: str) -> str:
    """Every paragraph of the source as it stands, under an empty marker that says why.

    The page writes the marker's words, so that they are not part of the text. Very many lines are
    blocks of lines, because the page would need long for an element each. What stands here needs
    no cleaning: no markup of the source is markup any more, and a post cannot write this marker.
    """
    body = body.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    is_dense = body.count("\n") > _MOST_LINES
    blocks = _dense_blocks(body) if is_dense else _paragraphs(body)
    return f'<div class="k-marker k-plain" data-reason="{reason}"></div>{"".join(blocks)}'


def _paragraphs(body: str) -> Iterator[str]:
    pieces = (piece for part in _BREAK.split(body) for piece in _PIECE.findall(part))
    for piece in pieces:
        if text := piece.strip("\n"):
            yield f"<p>{escape(text, quote=False).replace(chr(10), '<br>')}</p>"


def _dense_blocks(body: str) -> Iterator[str]:
    for piece in _LINES.findall(body):
        if piece.strip():
            yield f"<pre>{escape(piece.strip(chr(10)), quote=False)}</pre>"
