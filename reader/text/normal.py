"""The normal form in which words and texts are compared: the same for the index and for a query."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_REPLACEMENT = "\ufffd"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_COMMA = re.compile(",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")  # comma first: four times faster
# Kept as they are: as a plain 1, ① would be found in nearly every post.
_CIRCLED = re.compile("([①-⑳])")

# Signs that become exactly one and join no other; nearly all signs of nearly all lines are of them.
_EVEN = (
    " -~\u2010-\u2016\u2018-\u2023\u2190-\u2211\u2460-\u2473\u2500-\u266f\u3000-\u3029\u3041-\u3096"
    "\u30a1-\u30fe\u4e00-\u9fff\uff01-\uff5e\U0001f300-\U0001f64f"
)
_EVEN_LINE = re.compile(f"[{_EVEN}]*")
# Either a run of them that no other sign follows, or other signs and the one before them.
_PARTS = re.compile(f"([{_EVEN}]+(?![^{_EVEN}]))|[{_EVEN}]?[^{_EVEN}]+")

# Applied before NFKC: what is deleted can stand between two characters that NFKC would join, and
# the signs that make nearly every Japanese text need NFKC are replaced here at a tenth of its cost.
_BEFORE = (
    ("\u200b", ""),
    ("\ufeff", ""),
    ("\u00ad", ""),
    ("\0", _REPLACEMENT),
    *(
        (sign, unicodedata.normalize("NFKC", sign))
        for sign in "（）：；！？，．／％＋＆＝～｜…\u3000"
    ),
    *((chr(ord("０") + digit), str(digit)) for digit in range(10)),
)
# Applied after NFKC, which turns other dashes into these.
_AFTER = (
    ("〜", "~"),
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
    *((quote, "'") for quote in "\u2018\u2019\u201a\u201b"),
    *((quote, '"') for quote in "\u201c\u201d\u201e\u201f"),
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normal form that knows where each of its code points comes from.

    `starts` and `ends` hold, for each code point of `text`, the code point span of the original
    that became it; `length` is the length of the original.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    length: int

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The code point span of the original that became the given span of the normal form.

        It is as wide as the characters that cannot be divided: all of ㍿ for any part of 株式会社.
        """
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.starts[start] if start < len(self.starts) else self.length
        return at, at


def normalise(text: str) -> str:
    """The normal form: NFKC, case folded, with one sign for all dashes, tildes and quotes.

    A comma between digits goes when exactly three digits follow it. Line breaks stay where they
    are: line n of the normal form is the normal form of line n. Holds no NUL and no surrogate.
    """
    return _without_commas(_fold(text))


def normalise_with_map(text: str) -> Normalised:
    """The normal form of a text together with the way back; cheapest for a single line."""
    if "\n" not in text:
        return _map_line(text)
    starts: list[int] = []
    ends: list[int] = []
    normal: list[str] = []
    at = 0
    for line in text.split("\n"):
        part = _map_line(line)
        normal.append(part.text)
        starts += [at + start for start in part.starts]
        ends += [at + end for end in part.ends]
        at += len(line) + 1
        starts.append(at - 1)
        ends.append(at)
    del starts[-1], ends[-1]
    return Normalised("\n".join(normal), starts, ends, len(text))


def _map_line(line: str) -> Normalised:
    folded, length = _fold(line), len(line)
    normal = _without_commas(folded)
    if len(normal) == length and _EVEN_LINE.fullmatch(line):
        return Normalised(normal, range(length), range(1, length + 1), length)
    starts, ends = _spans(line, folded)
    if len(normal) < len(folded):
        commas = {match.start() for match in _COMMA.finditer(folded)}
        starts = [start for at, start in enumerate(starts) if at not in commas]
        ends = [end for at, end in enumerate(ends) if at not in commas]
    return Normalised(normal, starts, ends, length)


def _spans(line: str, folded: str) -> tuple[list[int], list[int]]:
    """Where each code point of a folded line begins and ends in the line."""
    starts: list[int] = []
    ends: list[int] = []
    for part in _PARTS.finditer(line):
        first, last = part.span()
        if part[1]:
            starts += range(first, last)
            ends += range(first + 1, last + 1)
            continue
        for start, end in _clusters(line, first, last):
            piece = _fold_cluster(line[start:end])
            if not folded.startswith(piece, len(starts)):
                return _undivided(line, folded)
            starts += [start] * len(piece)
            ends += [end] * len(piece)
    return (starts, ends) if len(starts) == len(folded) else _undivided(line, folded)


def _undivided(line: str, folded: str) -> tuple[list[int], list[int]]:
    """For signs that join across clusters: no part of the line can be told from the others."""
    return [0] * len(folded), [len(line)] * len(folded)


def _clusters(line: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Spans of signs that NFKC may join: one and the marks that follow it."""
    start = first
    for at in range(first + 1, last):
        if not _joins_what_precedes(line[at]):
            yield start, at
            start = at
    yield start, last


def _joins_what_precedes(character: str) -> bool:
    if character < "\u0300":
        return False
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"  # vowels and final consonants of Hangul
        or "\u3130" <= character <= "\u318f"  # the same, free-standing
        or "\uff9e" <= character <= "\uffdc"  # half-width voice marks and Hangul
    )


@lru_cache(4096)
def _fold_cluster(cluster: str) -> str:
    return _fold(cluster)


def _without_commas(folded: str) -> str:
    return _COMMA.sub("", folded) if "," in folded else folded


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower().replace("\0", _REPLACEMENT)
    text = _compose(_replace(_without_surrogates(text), _BEFORE))
    folded = text.casefold()
    if folded != text:
        folded = _compose(folded)  # some letters fold to several that belong together
    return _replace(folded, _AFTER)


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-16-le")  # the fastest way to know that there are none
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub(_REPLACEMENT, text)
    return text


def _replace(text: str, table: Sequence[tuple[str, str]]) -> str:
    for sign, plain in table:
        if sign in text:
            text = text.replace(sign, plain)
    return text


def _compose(text: str) -> str:
    """NFKC, done for the lines that need it only: it is slow on everything it has to change."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    return "\n".join(map(_compose_line, text.split("\n")))


def _compose_line(line: str) -> str:
    if unicodedata.is_normalized("NFKC", line):
        return line
    parts = _CIRCLED.split(line)
    parts[::2] = [unicodedata.normalize("NFKC", part) for part in parts[::2]]
    return "".join(parts)
