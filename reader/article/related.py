"""The list of related posts that many posts end with."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from reader.article.model import Block, Link, RelatedSection
from reader.collection.links import is_external

_LONGEST_LABEL: Final = 40
_LABELS: Final = frozenset({"heading", "paragraph"})
_ENTRIES: Final = frozenset({"item", "paragraph"})
_ENDS: Final = frozenset({"heading", "marker"})

_TOGETHER: Final = "(?:あわせて|合わせて|併せて)"
_LABEL = re.compile(
    r"[\W\d_]*(?:"
    r"(?:この記事[のにと])?関連(?:する|の)?(?:記事|リンク|ページ|投稿|ポスト|コンテンツ|エントリー?)"
    r"(?:の?(?:一覧|リスト|まとめ)|はこちら)?"
    rf"|{_TOGETHER}お?読みたい(?:記事|投稿)?"
    r"|(?:こちら|次|以下)の(?:記事|投稿)も(?:どうぞ|おすすめ)"
    r"|(?:おすすめ|オススメ|お薦め)の?(?:関連)?記事|(?:よく|一緒に)読まれている記事"
    r"|(?:related|recommended)(?: (?:posts?|articles?|links?|pages?|reading|stories))?"
    r"|see also|further reading|read (?:next|more)|you (?:may|might) also like"
    r")[\W_]*",
    re.IGNORECASE,
)
# What may stand beside a link in its line: signs, numbers and the parts of a date.
_BESIDE_LINK = re.compile(r"[\W\d_年月日]*")
_NO_POST = re.compile(
    r"#|[^?#]*\.(?:png|jpe?g|gif|webp|avif|svg|pdf|zip|csv|xlsx?)$", re.IGNORECASE
)


def related_section(
    text: str, blocks: Sequence[Block], links: Sequence[Link]
) -> RelatedSection | None:
    """The last list of links to other posts under a label such as 関連記事, None without one.

    It holds the label and lines that are links and nothing else. Below a paragraph that is a label
    it must reach a heading, a marker or the end; below a heading a last word may follow it.
    """
    entries = _Entries(text, links)
    for at in range(len(blocks) - 2, -1, -1):
        if not _is_label(text, blocks[at]):
            continue
        end, found = entries.run(blocks, at + 1)
        is_last = end == len(blocks) or blocks[end].kind in _ENDS
        if found and (is_last or blocks[at].kind == "heading"):
            return RelatedSection(blocks[at].start, blocks[end - 1].end, tuple(found))
    return None


def _is_label(text: str, block: Block) -> bool:
    is_short = block.kind in _LABELS and block.end - block.start <= _LONGEST_LABEL
    return is_short and _LABEL.fullmatch(text, block.start, block.end) is not None


class _Entries:
    """The lines of a text that are links to posts and nothing else."""

    def __init__(self, text: str, links: Sequence[Link]) -> None:
        self._text = text
        self._links = sorted(links, key=lambda link: link.start)
        self._starts = [link.start for link in self._links]

    def run(self, blocks: Sequence[Block], at: int) -> tuple[int, list[Link]]:
        """The place after the entries that follow one another from `at` on, and their links."""
        found: list[Link] = []
        while at < len(blocks) and (own := self._of(blocks[at])):
            found += own
            at += 1
        return at, found

    def _of(self, block: Block) -> Sequence[Link]:
        if block.kind not in _ENTRIES:
            return ()
        first, last = (bisect_left(self._starts, edge) for edge in (block.start, block.end))
        links = self._links[first:last]
        edges = [block.start, *(edge for link in links for edge in (link.start, link.end))]
        gaps = zip(edges[::2], [*edges[1::2], block.end], strict=True)
        is_entry = all(
            start <= end and _BESIDE_LINK.fullmatch(self._text, start, end) for start, end in gaps
        )
        return links if is_entry and all(map(_leads_to_post, links)) else ()


def _leads_to_post(link: Link) -> bool:
    return not is_external(link.href) and not _NO_POST.match(link.href.strip())
