"""A body as plain paragraphs, for what the Markdown engine cannot or should not read."""

import re
from html import escape
from typing import Final

LONGEST_PARAGRAPH = 2_000
"""Code points; a longer paragraph is divided, so that the page need not set all of it at once."""

_SOME = f".{{1,{LONGEST_PARAGRAPH}}}"
_PIECE = re.compile(rf"(?s){_SOME}\Z|{_SOME}(?<=[。！？!?\n])|{_SOME}")
_BREAK = re.compile(r"\n(?:[ \t]*\n)+")

SIZE: Final = "size"
NESTING: Final = "nesting"
ENGINE: Final = "engine"
TIME: Final = "time"


class TangledMarkup(ValueError):  # noqa: N818
    """Markup that is nested too deeply, or that reads differently each time it is written."""


def plain_html(body: str, reason: str) -> str:
    """Every paragraph of the source as it stands, under an empty marker that says why.

    The page writes the marker's words, so that they are not part of the text.
    """
    pieces = (piece for part in _BREAK.split(body) for piece in _PIECE.findall(part))
    paragraphs = (piece.strip("\n") for piece in pieces)
    lines = (escape(part, quote=False).replace("\n", "<br>") for part in paragraphs if part)
    chip = f'<div class="k-marker k-plain" data-reason="{reason}"></div>'
    return chip + "".join(f"<p>{line}</p>" for line in lines)
