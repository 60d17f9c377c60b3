"""Parts of Python-Markdown that ask a deadline whether to go on, and that lose no text.

Between two questions the engine does one block, one match, one tag or one row.
"""

import re
from collections.abc import Callable
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, OListProcessor
from markdown.extensions.footnotes import FootnoteExtension, FootnotePostTreeprocessor
from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HtmlStash

from reader.article.deadline import NEVER, Deadline

# A row is searched again for each of its backticks and pipes.
_MOST_ROW_EFFORT: Final = 4_000_000
# The engine makes a line break of it before it looks for the place of the footnotes.
_NOWHERE: Final = "\r"
_NOTHING: Final = re.compile(r"(?!)")
# The engine's own rules read on beyond the line, for each line that opens a bracket.
_FOOTNOTE: Final = re.compile(r"^ {0,3}\[\^([^\]\n]*)\]: *(.*)$", re.MULTILINE)
_REFERENCE: Final = re.compile(
    r"""^ {0,3}\[([^\[\]\n]*)\]: *(\S+) *((["'])(.*)\4 *|\((.*)\) *)?$""", re.MULTILINE
)


class WatchedEngine(Markdown):
    """Python-Markdown with a deadline for the body that it reads."""

    deadline: Deadline = NEVER


def deadline_of(engine: Markdown) -> Deadline:
    """The deadline of the body that an engine reads."""
    return engine.deadline if isinstance(engine, WatchedEngine) else NEVER


def watch(engine: WatchedEngine) -> None:
    """Puts the questions between the steps of an engine that has all its rules."""
    engine.htmlStash = _Stash(engine)
    _watch_blocks(engine)
    for rule in engine.inlinePatterns:
        rule.handleMatch = _asking(engine, rule)  # type: ignore[method-assign]
    engine.inlinePatterns.register(_EveryText(engine), "keisen_every_text", 1_000)
    trees = engine.treeprocessors
    trees.register(_Inline(engine), "inline", 20)
    for priority in (1_000, 30, 19.5, 10, -1_000):
        trees.register(_EveryTree(engine), f"keisen_every_tree_{priority}", priority)
    engine.postprocessors.register(_EveryPage(engine), "keisen_every_page", 1_000)


def _watch_blocks(engine: WatchedEngine) -> None:
    blocks = engine.parser.blockprocessors
    blocks.register(_EveryBlock(engine), "keisen_every_block", 1_000)
    blocks.register(_Tables(engine.parser, {"use_align_attribute": True}), "table", 75)
    blocks.register(_NumberedItems(engine.parser), "olist", 40)
    blocks.register(_Items(engine.parser), "ulist", 30)
    blocks["footnote"].RE = _FOOTNOTE  # type: ignore[attr-defined]
    blocks["reference"].RE = _REFERENCE  # type: ignore[attr-defined]


def _asking(engine: WatchedEngine, rule: Pattern) -> Callable[..., Any]:
    work = rule.handleMatch

    def ask(*match: Any) -> Any:
        engine.deadline.check()
        return work(*match)

    return ask


class _Stash(HtmlStash):
    """The HTML that was put aside; every look at it asks."""

    def __init__(self, engine: WatchedEngine) -> None:
        self._engine = engine
        self._blocks: list[str | Element] = []
        super().__init__()

    @property
    def rawHtmlBlocks(self) -> list[str | Element]:  # noqa: N802
        self._engine.deadline.check()
        return self._blocks

    @rawHtmlBlocks.setter
    def rawHtmlBlocks(self, blocks: list[str | Element]) -> None:  # noqa: N802
        self._blocks = blocks


class _EveryBlock(BlockProcessor):
    """Takes no block, and asks before each."""

    def __init__(self, engine: WatchedEngine) -> None:
        super().__init__(engine.parser)
        self._engine = engine

    def test(self, parent: Element, block: str) -> bool:
        self._engine.deadline.check()
        return False


class _EveryText(InlineProcessor):
    """Matches nothing, and asks before each text."""

    def __init__(self, engine: WatchedEngine) -> None:
        super().__init__("", engine)
        self._engine = engine

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
        self._engine.deadline.check()
        return _NOTHING


class _EveryTree(Treeprocessor):
    """Changes nothing, and asks between the passes over the tree."""

    def __init__(self, engine: WatchedEngine) -> None:
        super().__init__(engine)
        self._engine = engine

    def run(self, root: Element) -> None:
        self._engine.deadline.check()


class _EveryPage(Postprocessor):
    """Changes nothing, and asks once the tree is written."""

    def __init__(self, engine: WatchedEngine) -> None:
        super().__init__(engine)
        self._engine = engine

    def run(self, text: str) -> str:
        self._engine.deadline.check()
        return text


class _Inline(InlineTreeprocessor):
    """The engine's pass over all texts, which names the ancestors of each element: then it asks."""

    def __init__(self, engine: WatchedEngine) -> None:
        self._engine = engine
        self._ancestors: list[str] = []
        super().__init__(engine)

    @property
    def ancestors(self) -> list[str]:
        return self._ancestors

    @ancestors.setter
    def ancestors(self, tags: list[str]) -> None:
        self._engine.deadline.check()
        self._ancestors = tags


class _Tables(TableProcessor):
    """Tables whose rows are not searched without end."""

    def test(self, parent: Element, block: str) -> bool:
        header, line_break, _ = block.partition("\n")
        return bool(line_break) and "|" in header and super().test(parent, block)

    def _split_row(self, row: str) -> list[str]:
        deadline_of(self.parser.md).check()
        ticks = row.count("`")
        if ticks * (ticks + row.count("|")) > _MOST_ROW_EFFORT:
            return [row]
        cells: list[str] = super()._split_row(row)  # type: ignore[misc]
        return cells


class _ByLine(OListProcessor):
    """Items put together once from their lines, not anew for each of them."""

    def get_items(self, block: str) -> list[str]:
        items: list[list[str]] = []
        for line in block.split("\n"):
            item = self.CHILD_RE.match(line)
            if item:
                if not items and self.TAG == "ol":
                    self.STARTSWITH = item[1].rstrip(".")  # type: ignore[misc]
                items.append([item[3]])
            elif self.INDENT_RE.match(line) and not items[-1][0].startswith(" " * self.tab_length):
                items.append([line])
            else:
                items[-1].append(line)
        return ["\n".join(lines) for lines in items]


class _NumberedItems(_ByLine, SaneOListProcessor):
    """Numbered items."""


class _Items(_ByLine, SaneUListProcessor):
    """Items with a dot."""


class HtmlBlocks(HTMLExtractorExtra):
    """Finds blocks of HTML; asks at every tag, and closes all that were left open."""

    def updatepos(self, i: int, j: int) -> int:
        """The place after a token."""
        deadline_of(self.md).check()
        return super().updatepos(i, j)

    mdstack: list[str]

    def close(self) -> None:
        """Takes what is left; the engine closes only one of several elements of one name."""
        super().close()
        while self.mdstack:
            self.handle_endtag(self.mdstack[0])


class Footnotes(FootnoteExtension):
    """Footnotes of which no text is lost when two have one name, or when they have a place."""

    def __init__(self) -> None:
        super().__init__(BACKLINK_TEXT="", BACKLINK_TITLE="", PLACE_MARKER=_NOWHERE)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Registers the rules."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_WaysBack(self), "footnote-duplicate", 15)

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802
        """Keeps the text of a footnote beside what there is already under its name."""
        deadline_of(self.md).check()
        before = self.footnotes.get(id)
        is_new = before is None or before == text
        super().setFootnote(id, text if is_new else f"{before}\n\n{text}")


class _WaysBack(FootnotePostTreeprocessor):
    """The ways back to all places that name a footnote."""

    def add_duplicates(self, li: Element, duplicates: int) -> None:
        deadline_of(self.footnotes.md).check()
        super().add_duplicates(li, duplicates)
