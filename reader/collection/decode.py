"""Bytes of a file to its characters."""

from reader.collection.kinds import Kind
from reader.collection.post import Problem

_LOST = "\ufffd"
_LOST_BYTES = _LOST.encode()
# EUC-JP first: Shift_JIS never reads as EUC-JP, but EUC-JP often reads as half-width katakana.
_JAPANESE = (("euc_jp", "EUC-JP"), ("cp932", "Shift_JIS"))


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file with "\\n" as its only line break, without BOM and NUL.

    UTF-8, also with a few bad bytes (they become U+FFFD), UTF-16 with a BOM, Shift_JIS or
    EUC-JP. What is none of these comes out as damaged UTF-8: no bytes are refused.
    """
    text, problems = _characters(data, path)
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        problems.append(_counted(text, "\0", Kind.NUL, path))
        text = text.replace("\0", "")
    return text, problems


def _characters(data: bytes, path: str) -> tuple[str, list[Problem]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, path)
    if _LOST_BYTES in data:
        return text, [_counted(text, _LOST, Kind.CHARACTER_LOST, path)]
    return text, []


def _not_utf8(data: bytes, path: str) -> tuple[str, list[Problem]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), [_other("UTF-16", path)]
    good = data.decode("utf-8", "ignore")
    bad_bytes = len(data) - len(good.encode())
    if bad_bytes * 100 >= len(data) and bad_bytes >= _many_byte_characters(good):
        japanese = _japanese(data)
        if japanese:
            return japanese[0], [_other(japanese[1], path)]
    text = data.decode("utf-8", "replace")
    return text, [Problem(path, Kind.NOT_UTF8, f"{bad_bytes:,}", _line(text, text.index(_LOST)))]


def _many_byte_characters(text: str) -> int:
    """How much speaks for UTF-8: Shift_JIS and EUC-JP hardly ever form such a character."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _japanese(data: bytes) -> tuple[str, str] | None:
    """The text in the older encoding that fits nearly all of the bytes, and its name."""
    read = [(data.decode(codec, "replace"), name) for codec, name in _JAPANESE]
    text, name = min(read, key=lambda candidate: candidate[0].count(_LOST))
    return (text, name) if text.count(_LOST) * 100 < len(data) else None


def _other(name: str, path: str) -> Problem:
    return Problem(path, Kind.OTHER_ENCODING, name)


def _counted(text: str, sign: str, kind: Kind, path: str) -> Problem:
    return Problem(path, kind, f"{text.count(sign):,}", _line(text, text.index(sign)))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
