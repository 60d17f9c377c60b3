"""What need not be read twice: passages of a post that are said in it before.

Sentences are compared in their normal form without white space and without the signs at their
edges. Nothing here hides what is new: a sentence folds only when the same words stay visible
elsewhere in the post, apart from marks that programs left behind, the title that stands above the
article anyway, and paragraphs that stand in very many posts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import groupby
from typing import Final

from reader.article.lining import sentence_spans
from reader.article.model import Article, Fold, Line
from reader.text.normal import normalise

COMMON_POSTS: Final = 20
"""A paragraph that stands in this many posts is boilerplate."""

_SHORTEST_RUN: Final = 40  # code points of sentences inside a line that are worth folding
_SHORTEST_REPEAT: Final = 8  # a shorter line is a label rather than something said twice
_SHORTEST_FRAGMENT: Final = 8
_SHORTEST_COMMON: Final = 12
_SHORTEST_ADVERT: Final = 6
_LABEL_LENGTH: Final = 24
# Looking for pieces of sentences takes the product of their number and the length of the text.
_MOST_EFFORT: Final = 40_000_000

_CHARACTERS_A_MINUTE: Final = 500

_EDGE: Final = " …．.・·\"“”'‘’「」『』（）()[]【】:：、，,。！？!?―—–-*#>~"
_TERMINATED = re.compile(r"[。！？!?][」』）)\"”’*＊]*\s*$")
_CONTINUED = re.compile(r"[「\"“]*(?:…|\.\.\.)")
_LEAD_IN = re.compile(rf"[^。！？]{{1,{_LABEL_LENGTH}}}[：:、]")
_ADVERT = re.compile(r"utm_|amazon|amzn", re.IGNORECASE)

NEW, REPEAT, FRAGMENT, BOILERPLATE, MARKER, TITLE, EMPTY = (
    "new",
    "repeat",
    "fragment",
    "boilerplate",
    "marker",
    "title",
    "empty",
)
_MAYBE: Final = "maybe"


@dataclass(slots=True)
class _Sentence:
    start: int
    end: int
    normal: str
    state: str = NEW


@dataclass(slots=True)
class _Part:
    """A line with its sentences; `fold` is why it folds as a whole, None where it does not."""

    line: Line
    sentences: list[_Sentence]
    fold: str | None = None
    is_common: bool = False


def fold_text(
    text: str, lines: Sequence[Line], title: str = "", common: Collection[int] = ()
) -> tuple[Fold, ...]:
    """The passages of a canonical text that need not be read, in order and not overlapping.

    `common` are the keys (`line_keys`) of the lines that stand in very many posts.
    """
    parts = _parts(text, lines)
    if common:
        _find_common(text, parts, common)
    _find_repeats(parts, _normal(title), _normal(_first_line(text, lines)))
    _find_fragments(text, parts)
    _fold_lines(text, parts)
    return tuple(_merged(parts))


def line_keys(text: str, lines: Sequence[Line]) -> set[int]:
    """Numbers of 63 bits that stand for the lines which may turn out to stand in many posts."""
    kept = [line for line in lines if line.kind not in ("fixed", "links", "marker")]
    return {
        _key(normal)
        for line, normal in zip(kept, _normals(text[x.start : x.end] for x in kept), strict=True)
        if _may_be_common(line, normal, text)
    }


def visible_text(text: str, folds: Iterable[Fold]) -> str:
    """What of a text is not folded; a line break stands where something is."""
    pieces: list[str] = []
    at = 0
    for fold in folds:
        pieces.append(text[at : fold.start])
        at = fold.end
    return "\n".join([*pieces, text[at:]])


def reading_minutes(text: str, folds: Iterable[Fold] = ()) -> float:
    """The minutes that it takes to read what is not folded."""
    return len("".join(visible_text(text, folds).split())) / _CHARACTERS_A_MINUTE


def with_common(article: Article, title: str, common: Collection[int]) -> Article:
    """The article with those lines folded too that stand in very many posts."""
    folds = fold_text(article.text, article.lines, title, common)
    minutes = reading_minutes(article.text, folds)
    return replace(article, folds=folds, minutes_folded=minutes)


def _key(normal: str) -> int:
    return int.from_bytes(blake2b(normal.encode(), digest_size=8).digest()) >> 1


def _may_be_common(line: Line, normal: str, text: str) -> bool:
    if line.kind == "heading":
        return bool(normal)
    if line.kind not in ("paragraph", "item"):
        return False
    if len(normal) >= _SHORTEST_COMMON:
        return True
    is_advert = _ADVERT.search(text, line.start, line.end) is not None
    return is_advert and len(normal) >= _SHORTEST_ADVERT


# ---- sentences


def _normal(text: str) -> str:
    return next(iter(_normals([text])))


def _normals(texts: Iterable[str]) -> list[str]:
    """The normal forms of texts; one pass over all of them is far cheaper."""
    wanted = [text.replace("\n", " ") for text in texts]
    joined = normalise("\n".join(wanted)).replace(" ", "").replace("\t", "")
    return [normal.strip(_EDGE) for normal in joined.split("\n")] if wanted else []


def sentence_normals(text: str, lines: Sequence[Line]) -> list[tuple[tuple[int, int], str]]:
    """The spans of the sentences of lines, each with its normal form."""
    spans = sentence_spans(text, lines)
    return list(zip(spans, _normals(text[start:end] for start, end in spans), strict=True))


def _parts(text: str, lines: Sequence[Line]) -> list[_Part]:
    spans = [
        [] if line.kind in ("fixed", "marker") else sentence_spans(text, [line]) for line in lines
    ]
    flat = iter(_normals(text[start:end] for own in spans for start, end in own))
    return [
        _Part(line, [_Sentence(*span, next(flat)) for span in own])
        for line, own in zip(lines, spans, strict=True)
    ]


def _first_line(text: str, lines: Sequence[Line]) -> str:
    return text[lines[0].start : lines[0].end] if lines else ""


def _find_common(text: str, parts: Sequence[_Part], common: Collection[int]) -> None:
    for part, normal in zip(
        parts, _normals(text[x.line.start : x.line.end] for x in parts), strict=True
    ):
        is_prose = part.line.kind in ("paragraph", "item", "heading")
        part.is_common = is_prose and _key(normal) in common


def _find_repeats(parts: Sequence[_Part], title: str, first_line: str) -> None:
    seen: set[str] = set()
    for number, part in enumerate(parts):
        is_title = number == 0 and bool(title) and first_line == title
        for sentence in part.sentences:
            if part.is_common and part.line.kind != "heading":
                sentence.state = BOILERPLATE
            elif not sentence.normal:
                sentence.state = EMPTY
            elif is_title or (number == 0 and sentence.normal == title):
                sentence.state = TITLE
                seen.add(sentence.normal)
            elif sentence.normal in seen:
                sentence.state = REPEAT
            else:
                seen.add(sentence.normal)


def _find_fragments(text: str, parts: Sequence[_Part]) -> None:
    """Pieces that were cut off: their words stand inside a sentence that stays visible."""
    kept = [
        (part, sentence)
        for part in parts
        if part.line.kind in ("paragraph", "item")
        for sentence in part.sentences
        if sentence.state == NEW
    ]
    pieces = [
        sentence
        for part, sentence in kept
        if part.line.kind == "paragraph" and _is_cut_off(text, sentence)
    ]
    whole = "\0".join(sentence.normal for _, sentence in kept)
    if len(pieces) * len(whole) > _MOST_EFFORT:
        return
    for piece in pieces:
        if _stands_inside(piece.normal, whole):
            piece.state = FRAGMENT
    # A piece may rest only on what is no piece itself.
    whole = "\0".join(sentence.normal for _, sentence in kept if sentence.state == NEW)
    for piece in pieces:
        if piece.state == FRAGMENT and piece.normal not in whole:
            piece.state = NEW
            whole += "\0" + piece.normal


def _is_cut_off(text: str, sentence: _Sentence) -> bool:
    if len(sentence.normal) < _SHORTEST_FRAGMENT:
        return False
    raw = text[sentence.start : sentence.end]
    return not _TERMINATED.search(raw[-20:]) or bool(_CONTINUED.match(raw))


def _stands_inside(piece: str, whole: str) -> bool:
    """Whether a piece stands in the joined sentences as a part of a longer one."""
    at = whole.find(piece)
    while at >= 0:
        end = at + len(piece)
        is_start = at == 0 or whole[at - 1] == "\0"
        is_end = end == len(whole) or whole[end] == "\0"
        if not (is_start and is_end):
            return True
        at = whole.find(piece, at + 1)
    return False


# ---- lines


def _fold_lines(text: str, parts: Sequence[_Part]) -> None:
    for number, part in enumerate(parts):
        part.fold = _whole(text, part, is_first=number == 0)
    _settle_labels(parts)
    _settle_headings(parts)


def _whole(text: str, part: _Part, *, is_first: bool) -> str | None:
    """Why a line folds as a whole; _MAYBE for one that folds only with what follows it."""
    kind = part.line.kind
    states = [sentence.state for sentence in part.sentences]
    if kind == "marker":
        return MARKER
    if not states or kind == "fixed":
        return None
    folds = NEW not in states
    if kind == "heading":
        if is_first and folds and set(states) <= {TITLE, EMPTY}:
            return TITLE
        return _MAYBE if folds or part.is_common else None
    if not folds or kind == "links":
        return None
    if BOILERPLATE in states:
        return BOILERPLATE
    if kind == "label" or _LEAD_IN.fullmatch(text, part.line.start, part.line.end):
        return _MAYBE
    reason = next(state for state in (TITLE, FRAGMENT, REPEAT, EMPTY) if state in states)
    if reason == EMPTY or (reason == REPEAT and _length(part) < _SHORTEST_REPEAT):
        return None
    return reason


def _length(part: _Part) -> int:
    return sum(len(sentence.normal) for sentence in part.sentences)


def _settle_labels(parts: Sequence[_Part]) -> None:
    following: str | None = None
    for part in reversed(parts):
        if part.line.kind not in ("heading", "fixed") and part.fold == _MAYBE:
            part.fold = REPEAT if following in (REPEAT, FRAGMENT, _MAYBE) else None
        following = part.fold


def _settle_headings(parts: Sequence[_Part]) -> None:
    """A heading folds when everything up to the next one of its rank folds."""
    ends = _section_ends(parts)
    keeps = [0]
    for part in parts:
        # A heading below is asked for itself: what it stands for is counted with its lines.
        keeps.append(keeps[-1] + (part.fold is None))
    for number, part in enumerate(parts):
        if part.fold != _MAYBE:
            continue
        end = ends[number]
        below = parts[number + 1 : end]
        is_common = NEW in {sentence.state for sentence in part.sentences}
        folds = keeps[end] == keeps[number + 1] and (
            not is_common or any(other.fold == BOILERPLATE for other in below)
        )
        part.fold = (BOILERPLATE if is_common else REPEAT) if folds else None


def _section_ends(parts: Sequence[_Part]) -> list[int]:
    """For each heading the number of the next line that is a heading of its rank or above."""
    ends = [len(parts)] * len(parts)
    last = [len(parts)] * 8
    for number in range(len(parts) - 1, -1, -1):
        line = parts[number].line
        if line.kind == "heading":
            ends[number] = min(last[: line.level + 1])
            last[line.level] = number
    return ends


# ---- passages


def _merged(parts: Sequence[_Part]) -> Iterator[Fold]:
    """Lines that fold one after the other are one fold."""
    for is_whole, group in groupby(parts, key=lambda part: part.fold is not None):
        if is_whole:
            yield _fold_of(list(group))
        else:
            for part in group:
                yield from _runs(part)


def _fold_of(parts: Sequence[_Part]) -> Fold:
    lengths: dict[str, int] = {}
    for part in parts:
        reason = part.fold or REPEAT
        lengths[reason] = lengths.get(reason, 0) + part.line.end - part.line.start
    reason = max(lengths, key=lambda found: lengths[found])
    count = sum(len(part.sentences) for part in parts)
    return Fold(parts[0].line.start, parts[-1].line.end, reason, len(parts), count)


def _runs(part: _Part) -> Iterator[Fold]:
    """Sentences inside a line that stays, where enough of them fold one after the other."""
    if part.line.kind not in ("paragraph", "item"):
        return
    for folds, group in groupby(part.sentences, key=lambda sentence: sentence.state != NEW):
        run = list(group)
        length = sum(sentence.end - sentence.start for sentence in run)
        if folds and length >= _SHORTEST_RUN:
            yield Fold(run[0].start, run[-1].end, run[0].state, 0, len(run))
