"""Texts as Markdown that Obsidian and CommonMark show letter by letter."""

import re
from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n?")

# What is read inside a line: code, emphasis, links, HTML, entities, strikethrough, highlights,
# comments, mathematics, block ids, tables and tags.
_INLINE = re.compile(
    r"[\\`*\[\]<$^|]"
    r"|(?P<double>[~=%])(?=(?P=double))|(?<=~)~|(?<==)=|(?<=%)%"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|(?<![0-9A-Za-z/])#"
    r"|&(?=#?[0-9A-Za-z]+;)"
)
# What is read at the beginning of a line and not inside: quotes, underlines, rules and lists.
_OPENING = re.compile(r"[=>]|-(?=[-\s:]|$)|\+(?=\s|$)|(?<=[0-9])[.)](?=\s|$)")
_INDENT = re.compile(r"[ \t]+")
_NUMBER = re.compile(r"[0-9]{0,9}")

_MARKERS = r"(?:\s|[-+*](?=\s)|[0-9]{1,9}[.)](?=\s))"
_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
_FENCE_INSIDE = re.compile(rf"({_MARKERS}+)(?=```|~~~)")
_QUOTE = re.compile(rf"({_MARKERS}*)>")
_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!https?:|mailto:)")
_BLOCK_ID = re.compile(r"(?<!\S)\^(?=[A-Za-z0-9-]+\s*$)")
_PAIRS = re.compile(r"%%|\$\$")

_TAG_GAP = re.compile(r"[\s\u2000-\u206f\u2e00-\u2e7f]+")
_TAG_SIGN = re.compile(r"[!-,.:-@\[-^`{-~]")
_FULL_WIDTH = 0xFEE0


def literal(text: str) -> str:
    """One line as Markdown that shows its letters and nothing else, inside a line."""
    return _INLINE.sub(_with_backslash, text)


def literal_lines(text: str) -> Iterator[str]:
    """The lines of a text as Markdown that shows their letters, each for the start of a line.

    A line break of the text ends a paragraph, so an empty line follows it. Spaces at a line's
    beginning become no-break spaces, which Markdown keeps.
    """
    filled = False
    for line in _LINE_END.sub("\n", text).split("\n"):
        if filled or not line.strip():
            yield ""
        filled = bool(line.strip())
        if filled:
            yield _literal_line(line)


def tame(note: str) -> str:
    """A note's own Markdown with only that escaped which would reach beyond the note.

    These are quotes, HTML, code blocks that never end, comments, blocks of mathematics and block
    ids.
    """
    lines: list[str] = []
    fence = ""
    for line in _LINE_END.sub("\n", note).strip().split("\n"):
        lines.append(line if fence else _tame_line(line))
        if fence:
            fence = "" if _closes(line, fence) else fence
        elif opening := _FENCE.fullmatch(line):
            fence = opening[1] or opening[2]
    return "\n".join([*lines, fence] if fence else lines)


def tag(name: str) -> str:
    """A tag as Obsidian can read it, without its "#": spaces become "-", signs full-width ones."""
    joined = _TAG_GAP.sub("-", name.strip())
    clean = _TAG_SIGN.sub(lambda sign: chr(ord(sign[0]) + _FULL_WIDTH), joined)
    return f"_{clean}" if clean.isdecimal() else clean


def _literal_line(line: str) -> str:
    indent = _INDENT.match(line)
    width = len(indent[0].expandtabs(4)) if indent else 0
    line = line.strip(" \t")
    number = _NUMBER.match(line)
    opening = _OPENING.match(line, number.end() if number else 0)
    if not opening:
        return "\u00a0" * width + literal(line)
    before, after = line[: opening.start()], line[opening.end() :]
    # The sign before counts for what follows: "==" has two.
    rest = literal(opening[0] + after)
    return "\u00a0" * width + before + (rest if rest[0] == "\\" else f"\\{rest}")


def _tame_line(line: str) -> str:
    if _FENCE.fullmatch(line):
        return line
    line = _QUOTE.sub(r"\1\\>", line, count=1) if _QUOTE.match(line) else line
    line = _FENCE_INSIDE.sub(r"\1\\", line, count=1) if _FENCE_INSIDE.match(line) else line
    line = _HTML.sub(_with_backslash, line)
    line = _PAIRS.sub(lambda pair: "".join(f"\\{sign}" for sign in pair[0]), line)
    return _BLOCK_ID.sub(_with_backslash, line)


def _closes(line: str, fence: str) -> bool:
    line = line.expandtabs(4).rstrip(" ")
    signs = line.lstrip(" ")
    indent = len(line) - len(signs)
    return indent < 4 and len(signs) >= len(fence) and set(signs) == {fence[0]}


def _with_backslash(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
