"""The one door for texts: what a database and a UTF-8 file cannot hold is replaced here."""

import re
from collections.abc import Iterable

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def storable(text: str) -> str:
    """The text with each NUL and lone surrogate replaced by U+FFFD.

    The length stays the same, so that offsets into the text hold.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def storable_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: on one line, without the leading "#", each once, none empty."""
    named = (_SPACES.sub(" ", storable(tag)).strip().lstrip("#＃").strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in named if tag))
