"""A body's lines while they are rewritten: what is written so far, and what is open there."""

from collections.abc import Callable, Iterable
from typing import Final

from reader.article import lines as look
from reader.article.deadline import NEVER, Deadline
from reader.article.plain import TangledMarkup

LEVEL: Final = "    "
"""How far Python-Markdown wants a list level to be indented."""

_WIDE_SPACE: Final = "&#12288;"
_DEEPEST_QUOTE: Final = 50

Stash = Callable[[str], str]
"""Puts HTML aside and returns the text that stands for it in a line."""


class Draft:
    """One pass over the lines of a body, or of a quote in it at some depth.

    Raises TangledMarkup for quotes inside quotes beyond all reason.
    """

    def __init__(
        self, lines: list[str], stash: Stash, depth: int = 0, deadline: Deadline = NEVER
    ) -> None:
        if depth > _DEEPEST_QUOTE:
            raise TangledMarkup
        self.lines = lines
        self.stash = stash
        self.depth = depth  # of quotes around the lines
        self.deadline = deadline
        self.out: list[str] = []
        self.levels: list[tuple[int, bool]] = []  # indent in the source, is it numbered
        self.in_list = False  # an item came after the last blank line
        self.in_conflict = False
        self.never_closed: set[str] = set()
        self._labels: frozenset[str] | None = None

    def put_break(self) -> int:
        """A blank line; returns the one line that it took, as all that puts a line does."""
        self.in_list = False
        self.out.append("")
        return 1

    def put_text(self, line: str) -> int:
        """A line that no rule is for."""
        if "{:" in line:
            line = look.without_attributes(line)
        if self.levels:
            line = self._continued(line)
        # The engine strips what Python takes for white space; this is how a paragraph is indented.
        self.out.append(_WIDE_SPACE + line[1:] if line.startswith("\u3000") else line)
        return 1

    def _continued(self, line: str) -> str:
        """A line of text after an item: part of it when it is indented, else what ends the list."""
        indent = look.indent_of(line)
        if indent >= 2:
            return LEVEL * self.depth_for(indent) + line.lstrip(" ")
        if not self.above():
            self.end_list()
        return line

    def above(self) -> str:
        """The last line written, without edges; empty at a break."""
        return self.out[-1].strip() if self.out else ""

    def end_list(self) -> None:
        """What follows belongs to no item."""
        self.levels.clear()
        self.in_list = False

    def depth_for(self, indent: int) -> int:
        """How many list levels a continuing line lies under, at least one."""
        return max(1, sum(1 for level, _ in self.levels if indent >= level + 2))

    def break_before(self) -> None:
        """A blank line, unless there is one."""
        if self.above():
            self.out.append("")

    def put_block(self, block: Iterable[str], depth: int = 0) -> None:
        """Lines with a break on both sides, under `depth` list levels."""
        self.break_before()
        self.out += [LEVEL * depth + line for line in block]
        self.out.append("")

    def put_chip(self, kind: str, line: str) -> int:
        """A marker in a block of its own."""
        self.end_list()
        self.put_block([self.stash(look.chip(kind, line))])
        return 1

    def labels(self) -> frozenset[str]:
        """What stands in square brackets anywhere, other than where it is defined."""
        if self._labels is None:
            found = look.LABEL.findall("\n".join(self.lines))
            self._labels = frozenset(label.lower() for label in found)
        return self._labels

    def closing(self, start: int, opening: str, closes: Callable[[str], bool]) -> int | None:
        """The line from `start` on that closes a block; a search that failed is not made again."""
        if opening in self.never_closed:
            return None
        for at in range(start, len(self.lines)):
            if closes(self.lines[at]):
                return at
        self.never_closed.add(opening)
        return None

    def block_depth(self, indent: int) -> int:
        """The list levels that a block with this indent lies under; none ends the list."""
        if self.levels and indent >= 2:
            return self.depth_for(indent)
        self.end_list()
        return 0
