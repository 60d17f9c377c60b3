import json
import sys
import zlib
from array import array
from collections.abc import Iterable
from typing import Any

from reader.article.model import (
    Article,
    Block,
    Fold,
    Heading,
    Line,
    Link,
    Near,
    RelatedSection,
)

# A post shrinks to a seventh at this level; higher levels take twice the time for 5 % more.
LEVEL = 4


def pack_text(text: str) -> bytes:
    """Compressed UTF-8 of a text."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpack_text(packed: bytes) -> str:
    """The text that was packed."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def pack_article(article: Article) -> bytes:
    """Everything of an article except its text and its id, compressed."""
    return pack_text(
        json.dumps(
            {
                "html": article.html,
                "blocks": [(b.start, b.end, b.kind, b.level) for b in article.blocks],
                "headings": [(h.start, h.end, h.level, h.text) for h in article.headings],
                "lines": [(x.start, x.end, x.kind, x.level) for x in article.lines],
                "folds": [(f.start, f.end, f.reason, f.lines, f.sentences) for f in article.folds],
                "nears": [(n.start, n.end, n.earlier_start, n.earlier_end) for n in article.nears],
                "links": [(k.start, k.end, k.href) for k in article.links],
                "images": article.images,
                "minutes": (article.minutes_full, article.minutes_folded),
                "related": _related_facts(article.related),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
    )


def unpack_article(post_id: str, text: str, packed: bytes) -> Article:
    """The article that was packed, with its id and text."""
    facts: dict[str, Any] = json.loads(unpack_text(packed))
    return Article(
        post_id=post_id,
        html=facts["html"],
        text=text,
        blocks=tuple(Block(*block) for block in facts["blocks"]),
        headings=tuple(Heading(*heading) for heading in facts["headings"]),
        lines=tuple(Line(*line) for line in facts["lines"]),
        folds=tuple(Fold(*fold) for fold in facts["folds"]),
        nears=tuple(Near(*near) for near in facts["nears"]),
        links=tuple(Link(*link) for link in facts["links"]),
        images=tuple(facts["images"]),
        minutes_full=facts["minutes"][0],
        minutes_folded=facts["minutes"][1],
        related=_related(facts["related"]),
    )


def pack_keys(keys: Iterable[int]) -> bytes:
    """Numbers of 63 bits as little-endian integers of eight bytes."""
    packed = array("q", sorted(keys))
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def pack_spans(spans: Iterable[tuple[int, int]]) -> bytes:
    """Spans as little-endian integers of eight bytes, in order."""
    return pack_keys(offset for span in spans for offset in span)


def unpack_spans(packed: bytes) -> list[tuple[int, int]]:
    """The spans that were packed, which must not overlap."""
    offsets = array("q", packed)
    if sys.byteorder == "big":
        offsets.byteswap()
    return list(zip(offsets[::2], offsets[1::2], strict=True))


def _related_facts(related: RelatedSection | None) -> tuple[object, ...] | None:
    if related is None:
        return None
    return related.start, related.end, [(k.start, k.end, k.href) for k in related.links]


def _related(facts: list[Any] | None) -> RelatedSection | None:
    if facts is None:
        return None
    start, end, links = facts
    return RelatedSection(start, end, tuple(Link(*link) for link in links))
