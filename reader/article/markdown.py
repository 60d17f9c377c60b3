"""Markdown to HTML that is not safe yet: Python-Markdown with the rules for loose Japanese posts.

Python-Markdown is the engine because CommonMark does not close `**` between a Japanese bracket
and a letter.
"""

import re
import threading
from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import Preprocessor

from reader.article.deadline import NEVER, Deadline
from reader.article.inline import MOST_EFFORT, register_inline_rules
from reader.article.recipe import rewrite
from reader.article.watched import Footnotes, HtmlBlocks, WatchedEngine, deadline_of, watch

# The way back from a footnote is drawn by the page, so that it is not in the text.
_BACKLINK: Final = '&#160;<a class="footnote-backref"'

_UNCLOSED_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*(?![^<])")

_engines = threading.local()


def markdown_html(body: str, deadline: Deadline = NEVER) -> str:
    """The HTML of a Markdown body. Safe in threads: each has an engine of its own.

    Raises RecursionError for a body that is nested too deeply, and OutOfTime.
    """
    engine: WatchedEngine | None = getattr(_engines, "engine", None)
    # An engine that raised is left in the middle of its work: the next call makes a new one.
    _engines.engine = None
    if engine is None:
        engine = _make_engine()
    engine.deadline = deadline
    engine.reset()
    html = engine.convert(body)
    _engines.engine = engine
    return html.replace(_BACKLINK, _BACKLINK.removeprefix("&#160;"))


def _make_engine() -> WatchedEngine:
    engine = WatchedEngine(
        extensions=[
            TableExtension(use_align_attribute=True),
            Footnotes(),
            DefListExtension(),
            MarkdownInHtmlExtension(),
            SaneListExtension(),
            Nl2BrExtension(),
            _KeisenExtension(),
        ]
    )
    watch(engine)
    return engine


class _KeisenExtension(Extension):
    """The last extension: it wraps what the others registered."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.register(_Recipe(md), "keisen_recipe", 27)
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
        md.treeprocessors.deregister("prettify")
        register_inline_rules(md)


class _Recipe(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return rewrite(lines, self.md.htmlStash.store, deadline_of(self.md))


class _HtmlBlocks(Preprocessor):
    """Looks for blocks of HTML only where there can be some.

    The search reads every character, and all that follows for each tag that is not closed.
    """

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if "<" not in source:
            return lines
        unclosed = len(_UNCLOSED_TAG.findall(source))
        if unclosed * len(source) > MOST_EFFORT:
            return lines
        found = HtmlBlocks(self.md)
        found.feed(source)
        found.close()
        return "".join(found.cleandoc).split("\n")
