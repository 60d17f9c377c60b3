"""Lines of an article, gathered while its canonical text is written."""

import re
from collections.abc import Iterable
from typing import Final

from reader.article.model import Line
from reader.text.sentences import sentences

_FIXED_KINDS: Final = frozenset(("cell", "code"))
_BOLD: Final = frozenset(("strong", "b"))

# The lines of a merge conflict tell whose words stand there: they are always seen.
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
# Formulas, and what programs left in the text for other programs.
_FORMULA = re.compile(r"\$\$|\\begin\{|\\end\{|:::|\{\{[<%]|https?://\S+$")
_NO_WORD = re.compile(r"[\s：:・、。|/／]*")


def sentence_spans(text: str, lines: Iterable[Line]) -> list[tuple[int, int]]:
    """The spans of the sentences of lines in code points: none goes on over a line's end."""
    return [
        (line.start + first, line.start + last)
        for line in lines
        for first, last in sentences(text[line.start : line.end])
    ]


class LineWriter:
    """Tells the lines of a text apart, and what they are, from what is put into it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._start = -1
        self._is_fixed = False
        self._has_picture = False
        self._bold_depth = self._link_depth = 0
        self._is_bold = self._is_linked = True

    def start_block(self) -> None:
        """Whatever comes next stands in another block."""
        self._has_picture = False

    def hold_picture(self) -> None:
        """A picture stands in the present block."""
        self._has_picture = True

    def enter(self, tag: str) -> None:
        """An element is opened."""
        self._bold_depth += tag in _BOLD
        self._link_depth += tag == "a"

    def leave(self, tag: str) -> None:
        """An element is closed."""
        self._bold_depth -= tag in _BOLD
        self._link_depth -= tag == "a"

    def put(self, at: int, text: str) -> None:
        """Text of the present line, at a code point offset."""
        if self._start < 0:
            self._start = at
            self._is_fixed = bool(_FORMULA.match(text) or _CONFLICT.match(text))
        if self._bold_depth and self._link_depth:
            return
        if _NO_WORD.fullmatch(text):
            return
        self._is_bold &= bool(self._bold_depth)
        self._is_linked &= bool(self._link_depth)

    def end(self, at: int, kind: str, level: int) -> None:
        """The line ends here; `kind` and `level` are those of its block."""
        if self._start >= 0:
            own = self._kind(kind)
            self.lines.append(Line(self._start, at, own, level if own == "heading" else 0))
        self._start = -1
        self._is_bold = self._is_linked = True

    def _kind(self, kind: str) -> str:
        if kind in _FIXED_KINDS or self._is_fixed or self._has_picture:
            return "fixed"
        if kind in ("heading", "marker"):
            return kind
        if self._is_linked:
            return "links"
        if self._is_bold:
            return "label"
        return "item" if kind == "item" else "paragraph"
