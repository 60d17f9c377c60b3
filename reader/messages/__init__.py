"""Every sentence of the command line, and every error and problem text, in two languages."""

from dataclasses import dataclass

from reader.messages.console import CONSOLE
from reader.messages.errors import ERRORS
from reader.messages.problems import PROBLEMS
from reader.messages.queries import QUERIES

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """A text for a person: what happened, and what to do next (may be empty)."""

    text: str
    next_step: str = ""

    def __str__(self) -> str:
        return f"{self.text}\n{self.next_step}" if self.next_step else self.text


def message(key: str, lang: str = "ja", /, **facts: object) -> Message:
    """The text of a key in a language, its facts filled in. Raises KeyError for an unknown key."""
    text, next_step = _TABLE[key]["ja" if lang not in LANGUAGES else lang]
    return Message(text.format(**facts), next_step.format(**facts))


def known_keys() -> frozenset[str]:
    """All message keys."""
    return frozenset(_TABLE)


_TABLE = ERRORS | PROBLEMS | QUERIES | CONSOLE
