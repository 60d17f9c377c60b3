"""Written forms that mean the same, as a table that people can read and write.

    # a comment
    [company]
    Google = グーグル, Alphabet, GOOGL, (アルファベット)

A line is one group: its name and its other forms. A form in parentheses is not searched for the
others of its group, nor they for it: it has other meanings too. The heading says of what kind the
groups below it are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reader.text.normal import normalise

MOST_FORMS = 24


@dataclass(frozen=True, slots=True)
class Group:
    """Forms that mean the same, as they are written."""

    name: str
    kind: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line of a table that was left out: its number from 1, and a key of reader.messages."""

    line: int
    key: str
    text: str


class Aliases:
    """The groups of one or more tables; where a later table has a group's name, it counts."""

    def __init__(self, *tables: Iterable[Group]) -> None:
        groups = {normalise(group.name): group for table in tables for group in table}
        self.groups = tuple(group for group in groups.values() if len(group.members) > 1)
        self._by_form = _by_form(self.groups)

    def others(self, word: str) -> tuple[str, ...]:
        """The other forms of a whole word in normal form, as they are written; often none."""
        found: dict[str, str] = {}
        for group in self._by_form.get(word, ()):
            found |= {normalise(member): member for member in group.members}
        found.pop(word, None)
        return tuple(found.values())[:MOST_FORMS]


def parse_aliases(text: str) -> tuple[list[Group], list[Trouble]]:
    """Read a table; lines that cannot be understood are told and left out."""
    groups: list[Group] = []
    troubles: list[Trouble] = []
    kind = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.removeprefix("\ufeff").strip()
        if line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            kind = line[1:-1].strip()
        elif line:
            group = _group(line, kind)
            if group:
                groups.append(group)
            else:
                troubles.append(Trouble(number, "alias-line", raw.strip()))
    return groups, troubles


def _group(line: str, kind: str) -> Group | None:
    name, equals, rest = line.replace("＝", "=").partition("=")
    name = name.strip()
    if not equals or not normalise(name).strip():
        return None
    searched = (form for form in _forms(rest) if not (form[0] in "(（" and form[-1] in ")）"))
    return Group(name, kind, tuple(dict.fromkeys(filter(normalise, (name, *searched)))))


def _forms(text: str) -> Iterator[str]:
    for form in text.replace("、", ",").replace("，", ",").split(","):
        if form.strip():
            yield form.strip()


def _by_form(groups: Iterable[Group]) -> Mapping[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        for form in {normalise(member) for member in group.members}:
            found.setdefault(form, []).append(group)
    return found
