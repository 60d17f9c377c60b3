"""Saving the keys of front matter that its parser refuses."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reader.collection.values import FrontMatterError, Value, Values, read_yaml

_KEY = r"[A-Za-z_][\w.-]*"
_MOST_LINES = 400
_MOST_PAIRS = 60
_MARKER = re.compile(r"<{7} |<{7}$|={7}$|>{7} |>{7}$")
_CONTINUES = re.compile(r"[ \t]+\S|- |[\]}\"']")

# Lines are named by one letter each: k a key, c the continuation of one, b blank, m a marker of a
# merge conflict, h a heading, x anything else. Front matter goes on over blank lines, and over a
# few strange ones, as long as a key comes right after them.
_HEADER = re.compile(r"[bm]*kc*(?:(?:[bm]*|[xc]{1,3})kc*)*m*")

_GLUED_CLOSING = re.compile(
    rf"""({_KEY}[ \t]*+[:=][ \t]*+(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^"'\[\s].*?))
    [ \t]{{1,9}}---(?:[ \t]+|$)""",
    re.VERBOSE,
)
_LOOSE_CLOSING = re.compile(r"\s*---(?:[ \t]+|[ \t]*\n|\Z)")
# Bounded everywhere: a hostile line must not make the search for the end of a value quadratic.
_PAIR = re.compile(
    rf"""[ \t]*+\n?[ \t]*+({_KEY}):(?=\s)[ \t]*+
    ( "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+' | \[[^\]\n]*+\]
    | (?!---\s)[^\s"'\[].{{0,400}}?
      (?=[ \t]{{1,9}}(?:---(?:\s|\Z)|{_KEY}:[ \t])|[ \t]{{0,9}}\n)
    | (?!---(?:\s|\Z))\S++
    | ) """,
    re.VERBOSE,
)


@dataclass(slots=True)
class Saved:
    """What could be saved of a text: keys with values, keys that came again, and the rest.

    `repeated` holds (key, line from 1); `end` is the code point where the body begins.
    """

    values: dict[str, Value] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    end: int = 0

    def keep(self, key: str, value: Value, line: int) -> None:
        """Take a key; the last of several wins."""
        if key in self.values:
            self.repeated.append((key, line))
        self.values[key] = value


def salvage_lines(
    text: str, read: Callable[[str], Values | None], separator: str, *, closed: bool
) -> Saved:
    """Save the keys at the head of a text in which every key begins a line.

    `closed` says that a closing line follows the text; otherwise it may hide behind a value.
    """
    lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    key = re.compile(rf"({_KEY})[ \t]*{separator}(?=[ \t]|$)[ \t]*(.*)")
    header = _HEADER.match("".join(_letter(line, key) for line in lines))
    lines = lines[: header.end()] if header else []
    saved = Saved(end=min(sum(map(len, lines)) + len(lines), len(text)))
    if not closed:
        _cut_at_closing(text, lines, saved)
    for line, chunk in _chunks(lines, key):
        _keep_chunk(saved, chunk, line, key, read)
    return saved


def salvage_inline(text: str, start: int) -> Saved:
    """Save `key: value` pairs that stand one after the other in a line, from `start` on."""
    saved = Saved(end=start)
    for _ in range(_MOST_PAIRS):
        pair = _PAIR.match(text, saved.end)
        if not pair:
            break
        saved.keep(pair[1], _inline_value(pair[2]), text.count("\n", 0, pair.start(1)) + 1)
        saved.end = pair.end()
    closing = _LOOSE_CLOSING.match(text, saved.end)
    saved.end = closing.end() if closing else saved.end
    return saved


def _letter(line: str, key: re.Pattern[str]) -> str:
    if key.match(line):
        return "k"
    if not line.strip():
        return "b"
    if _MARKER.match(line):
        return "m"
    if _CONTINUES.match(line):
        return "c"
    return "h" if line.startswith("#") else "x"


def _cut_at_closing(text: str, lines: list[str], saved: Saved) -> None:
    """End the header at a "---" that stands behind a value, or before the body in its line."""
    at = 0
    for number, line in enumerate(lines):
        glued = _GLUED_CLOSING.match(line)
        if glued:
            lines[number:] = [glued[1]]
            saved.end = at + glued.end()
            return
        at += len(line) + 1
    closing = _LOOSE_CLOSING.match(text, saved.end)
    if closing:
        saved.end = closing.end()


def _chunks(lines: Sequence[str], key: re.Pattern[str]) -> list[tuple[int, list[str]]]:
    """Every key line, with its number from 1, and the lines that belong to it."""
    chunks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        if key.match(line):
            chunks.append((number, [line]))
        elif chunks and not _MARKER.match(line):
            chunks[-1][1].append(line)
    return chunks


def _keep_chunk(
    saved: Saved,
    chunk: Sequence[str],
    line: int,
    key: re.Pattern[str],
    read: Callable[[str], Values | None],
) -> None:
    match = key.match(chunk[0])
    if not match:
        return
    try:
        values = read("\n".join(chunk))
    except FrontMatterError:
        values = None
    if values and match[1] in values.of:
        saved.keep(match[1], values.of[match[1]], line)
    else:
        pieces = [match[2], *chunk[1:]]
        saved.keep(match[1], _bare(" ".join(filter(None, map(str.strip, pieces)))), line)


def _inline_value(written: str) -> Value:
    try:
        values = read_yaml(f"value: {written}")
    except FrontMatterError:
        values = None
    return values.of.get("value") if values else _bare(written)


def _bare(written: str) -> str:
    """A value without the quotes that one or both of its ends still have."""
    return written.strip().strip("\"'").strip()
