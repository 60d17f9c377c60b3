"""Texts as databases and files can hold them, and the names that tell such texts apart."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with each NUL and lone surrogate replaced by U+FFFD.

    The length stays the same, so that offsets into the text hold.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def text_hash(text: str) -> str:
    """The name of a text as it is stored: 32 hex digits."""
    from hashlib import blake2b  # late, because the first list of posts needs no hash

    return blake2b(storable(text).encode(), digest_size=16).hexdigest()
