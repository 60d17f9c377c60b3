import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from reader.search.model import Form, Snippet
from reader.search.scan import occurrences
from reader.text.normal import Normalised, normalise, normalise_with_map

Span = tuple[int, int]

_ENOUGH = 50  # occurrences of a form that are looked at to find the best place to show
_LONGEST_FOLD = 18  # code points that NFKC makes of one


def find_all(forms: Sequence[Form], text: str) -> list[Span]:
    """Every place where one of the forms stands: sorted code point spans in the original text.

    The text is not in normal form. Spans that overlap are one, spans that only
    touch are two.
    """
    lines = _Lines(text)
    return _merged(sorted(lines.source_span(match) for match in lines.matches(forms)))


def snippets(
    forms: Sequence[Form], text: str, limit: int = 2, width: int = 70
) -> tuple[Snippet, ...]:
    """The pieces of a text that show the most forms, in the order of the text.

    Each is a slice of one line of the original text, without an ellipsis, at most `width` code
    points long unless its match is longer. Empty when no form stands in the text.
    """
    lines = _Lines(text)
    matches = lines.matches(forms, _ENOUGH)
    shown: list[_Window] = []
    while matches and len(shown) < limit:
        window = _window(text, _best(matches, shown, lines, width), shown, lines, forms, width)
        shown.append(window)
        matches = [match for match in matches if not _touches(window, match, lines)]
    return tuple(Snippet(text[window.start : window.end], window.marks) for window in sorted(shown))


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """An occurrence of form number `form`; offsets in the normal form of its line."""

    line: int
    start: int
    end: int
    form: int


@dataclass(frozen=True, slots=True, order=True)
class _Window:
    """A piece of a line to be shown and what matches in it; offsets in the original text."""

    start: int
    end: int
    line: int
    marks: tuple[Span, ...]
    forms: frozenset[int]


class _Lines:
    """The lines of a text beside their normal forms; an offset map is made where it is needed."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._normal = normalise(text).split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        pairs = zip(self._lines, self._normal, strict=True)
        self._is_normal = [line == normal for line, normal in pairs]
        self._maps: dict[int, Normalised] = {}

    def span(self, line: int) -> Span:
        """Where a line begins and ends in the original text."""
        return self._starts[line], self._starts[line + 1] - 1

    def source_span(self, match: _Match) -> Span:
        """Where a match is in the original text."""
        line, start, end = match.line, match.start, match.end
        if not self._is_normal[line]:
            if line not in self._maps:
                self._maps[line] = normalise_with_map(self._lines[line])
            start, end = self._maps[line].source_span(start, end)
        return self._starts[line] + start, self._starts[line] + end

    def matches(self, forms: Sequence[Form], enough: int | None = None) -> list[_Match]:
        """All matches in order, or the first `enough` of each form."""
        found: list[_Match] = []
        for number, form in enumerate(forms):
            lines = (line for line, normal in enumerate(self._normal) if form.text in normal)
            every = (match for line in lines for match in self._matches_of(form, number, line))
            found += islice(every, enough)
        return sorted(found)

    def matches_near(self, match: _Match, reach: int, forms: Sequence[Form]) -> list[_Match]:
        """All matches on the match's line within `reach` code points of the original of it."""
        first, last = match.start - reach * _LONGEST_FOLD, match.end + reach * _LONGEST_FOLD
        found = (
            self._matches_of(form, number, match.line, max(0, first), last)
            for number, form in enumerate(forms)
        )
        return [match for matches in found for match in matches]

    def _matches_of(
        self, form: Form, number: int, line: int, first: int = 0, last: int | None = None
    ) -> Iterator[_Match]:
        normal = self._normal[line]
        for start, end in occurrences(form, normal, first, last):
            yield _Match(line, start, end, number)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _best(matches: Sequence[_Match], shown: Sequence[_Window], lines: _Lines, width: int) -> _Match:
    """The match to show next: the one with the most forms close after it, new forms first.

    Among equals one on a line that is not shown yet, then on a line that is longer than a heading,
    then the earliest.
    """
    seen = {form for window in shown for form in window.forms}
    seen_lines = {window.line for window in shown}

    def worth(at: int) -> tuple[int, int, bool, bool]:
        line = matches[at].line
        start, end = lines.span(line)
        forms = _forms_after(matches, at, width * 2 // 3)
        return len(forms - seen), len(forms), line not in seen_lines, end - start > width // 2

    return matches[max(range(len(matches)), key=worth)]


def _forms_after(matches: Sequence[_Match], at: int, reach: int) -> set[int]:
    """The forms of a match and of those that end at most `reach` after its start, on its line."""
    first = matches[at]
    forms = {first.form}
    for number in range(at + 1, len(matches)):
        match = matches[number]
        if match.line != first.line or match.start > first.start + reach:
            break
        if match.end <= first.start + reach:
            forms.add(match.form)
    return forms


def _window(
    text: str, match: _Match, shown: list[_Window], lines: _Lines, forms: Sequence[Form], width: int
) -> _Window:
    """A piece of the match's line that overlaps none that is shown already."""
    first, last = lines.source_span(match)
    left, right = lines.span(match.line)
    left = max([left, *(window.end for window in shown if window.end <= first)])
    right = min([right, *(window.start for window in shown if window.start >= last)])
    start = max(left, min(first - max(0, width - (last - first)) // 3, right - width))
    start = _nicer_start(text, start, first, left)
    end = _nicer_end(text, min(right, max(start + width, last)), last, right)
    marks: list[Span] = []
    shown_forms: set[int] = set()
    for other in lines.matches_near(match, 2 * width, forms):
        first, last = lines.source_span(other)
        if start <= first and last <= end:
            marks.append((first - start, last - start))
            shown_forms.add(other.form)
    return _Window(start, end, match.line, tuple(_merged(sorted(marks))), frozenset(shown_forms))


def _touches(window: _Window, match: _Match, lines: _Lines) -> bool:
    if match.line != window.line:
        return False
    start, end = lines.source_span(match)
    return start < window.end and window.start < end


def _nicer_start(text: str, start: int, latest: int, left: int) -> int:
    """The last start of a sentence before the match, or a start that divides no word."""
    sentence = max(text.rfind(sign, start, latest) for sign in "。！？") + 1
    if sentence:
        while sentence < latest and text[sentence] in "」』）) \u3000":
            sentence += 1
        return sentence
    while left < start < latest and _divides(text, start):
        start += 1
    return start


def _nicer_end(text: str, end: int, earliest: int, right: int) -> int:
    nicer = end
    while earliest < nicer < right and _divides(text, nicer):
        nicer -= 1
    return nicer if nicer > earliest else end


def _divides(text: str, at: int) -> bool:
    """Whether a cut would part a character from its marks or a Latin word or number in two."""
    before, after = text[at - 1], text[at]
    latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return latin or after.isspace() or unicodedata.category(after)[0] == "M"
