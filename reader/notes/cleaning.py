"""The one door for tags: they are kept in one form."""

import re
from collections.abc import Iterable

from reader.text.storing import storable

_SPACES = re.compile(r"\s+")


def storable_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: on one line, without the leading "#", each once, none empty."""
    named = (_SPACES.sub(" ", storable(tag)).strip().lstrip("#＃").strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in named if tag))
