"""Single values of a YAML front matter, written so that every reader of YAML gives them back."""

import json
import re

# What JSON leaves as it is and YAML does not allow, or takes for a line break.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[^\W_](?:[\w./ -]*\w)?")
_NUMBER = re.compile(r"[0-9][0-9a-fox_.:-]*", re.IGNORECASE)
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))


def quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def plain(text: str) -> str:
    """The text as it is where YAML reads it as this text, else in double quotes."""
    if not _PLAIN.fullmatch(text) or _NUMBER.fullmatch(text) or text.lower() in _WORDS:
        return quoted(text)
    return text


def value_of(written: str) -> str:
    """The text that `plain` or `quoted` has written; what neither has written stays as it is."""
    try:
        found = json.loads(written)
    except ValueError:
        return written
    return found if isinstance(found, str) else written
