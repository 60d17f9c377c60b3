from dataclasses import dataclass

TEXT_VERSION = 1
"""The number of the text extraction: raise it whenever the canonical text of any post changes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the canonical text: start and end in code points.

    `kind` is one of paragraph, heading, item, cell, code, quote, term, caption, marker;
    `level` is a heading's 1-6 or an item's depth from 1, else 0.
    """

    start: int
    end: int
    kind: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A block, or the part of one between two forced line breaks; offsets are code points.

    `kind` is paragraph, item, heading, label (all bold), links (nothing but links), marker, or
    fixed for what is never folded: tables, code, formulas and what holds a picture. `level` is
    that of a heading, else 0.
    """

    start: int
    end: int
    kind: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the outline shows it; offsets are code points."""

    start: int
    end: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Fold:
    """A passage that need not be read: it is said elsewhere in the post, or in many posts.

    `reason` is repeat, fragment, boilerplate, marker or title. `lines` is the number of whole
    lines it covers, 0 for sentences inside a line. Offsets are code points.
    """

    start: int
    end: int
    reason: str
    lines: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence that says almost what an earlier one says: both as code point spans."""

    start: int
    end: int
    earlier_start: int
    earlier_end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the author wrote it: the text it covers and its unresolved target."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Article:
    """A rendered post: safe HTML and the canonical text that all offsets point into.

    The text nodes of `html`, joined as reader.article.canonical describes, are exactly `text`.
    `images` are the targets of local images as written; image n is `keisen://asset/<id>/<n>`.
    Reading times are minutes.
    """

    post_id: str
    html: str
    text: str
    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    folds: tuple[Fold, ...]
    links: tuple[Link, ...]
    images: tuple[str, ...]
    minutes_full: float
    minutes_folded: float
    lines: tuple[Line, ...] = ()
    nears: tuple[Near, ...] = ()
