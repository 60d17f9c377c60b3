"""What front matter holds, read from YAML and TOML into one small kind of tree."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeAlias

import yaml

# Scalars stay as they are written: a title may be 2025, no or 12:30, and dates are read elsewhere.
Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_DEEPEST = 24
_LARGEST = 1_000_000
_DEEP_TOML_KEY = re.compile(rf"^[^=\n.]*(?:\.[^=\n.]*){{{_DEEPEST}}}", re.MULTILINE)


class FrontMatterError(Exception):
    """The text is no front matter: `line` counts from 1 in the text, None when unknown."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Values:
    """Keys with their values, and the keys that came again: (key, line from 1)."""

    of: Mapping[str, Value]
    repeated: Sequence[tuple[str, int]] = ()


def read_yaml(text: str) -> Values | None:
    """The mapping that a YAML text holds; None when it holds something else, such as prose.

    Raises FrontMatterError. Reads the parser's events instead of letting PyYAML build objects: the
    same speed, and neither depth nor aliases nor tags of a hostile file can do harm.
    """
    try:
        return _YamlTree(text).read()
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or type(error).__name__
        raise FrontMatterError(str(reason), _line(getattr(error, "problem_mark", None))) from None


def read_toml(text: str) -> Values:
    """The table that a TOML text holds. Raises FrontMatterError, also for a repeated key."""
    if len(text) > _LARGEST or _DEEP_TOML_KEY.search(text):
        raise FrontMatterError("too large or too deep")  # tomllib would take minutes
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FrontMatterError(str(error)) from None
    return Values({key: _from_toml(value, 1) for key, value in table.items()})


def as_text(value: Value) -> str:
    """A value in one line: text as it is, lists and mappings as JSON, nothing for null."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_names(value: Value) -> tuple[str, ...]:
    """The names in a value, each once: of a list, of one text parted by commas, or none."""
    if isinstance(value, str):
        # Square brackets are left of a list that could not be read as one.
        parts = re.split("[,、，]", value.strip("[]"))
        names = [part.strip().strip("\"'") for part in parts]
    else:
        names = [as_text(item) for item in value or ()]
    return tuple(dict.fromkeys(filter(None, names)))


class _YamlTree:
    """Builds values from parser events; what aliases stand for counts as if it were written out."""

    def __init__(self, text: str) -> None:
        self._events = yaml.CSafeLoader(text)
        self._anchored: dict[str, _Anchored] = {}
        self._repeated: list[tuple[str, int]] = []
        self._size = 0
        self._reached = 0

    def read(self) -> Values | None:
        """The mapping at the top, None for anything else. Raises yaml.YAMLError."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return Values({})
        top = self._node(self._next(), 0)
        self._next()
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise FrontMatterError("several documents")
        return Values(top, self._repeated) if isinstance(top, Mapping) else None

    def _next(self) -> yaml.Event:
        event = self._events.get_event()
        if event is None:
            raise FrontMatterError("ends too early")
        return event

    def _node(self, event: yaml.Event, depth: int) -> Value:
        anchor: str | None = getattr(event, "anchor", None)
        if anchor is None:
            return self._content(event, depth)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(anchor, depth)
        return self._anchor(anchor, event, depth)

    def _content(self, event: yaml.Event, depth: int) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
            self._grow(len(value) + 1, depth)
            null = event.implicit[0] and value in _NULLS
            return None if null else value.replace("\0", "")
        self._grow(1, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._sequence(depth + 1))
        return self._mapping(depth + 1)

    def _anchor(self, name: str, event: yaml.Event, depth: int) -> Value:
        size, reached = self._size, self._reached
        self._reached = depth
        value = self._content(event, depth)
        self._anchored[name] = _Anchored(value, self._size - size, self._reached - depth)
        self._reached = max(reached, self._reached)
        return value

    def _sequence(self, depth: int) -> Iterator[Value]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._node(event, depth)

    def _mapping(self, depth: int) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = as_text(self._node(event, depth))
            if key in mapping:
                self._repeated.append((key, _line(event.start_mark) or 1))
            mapping[key] = self._node(self._next(), depth)
        return mapping

    def _alias(self, name: str, depth: int) -> Value:
        if name not in self._anchored:
            raise FrontMatterError(f"undefined alias {name}")
        anchored = self._anchored[name]
        self._grow(anchored.size, depth + anchored.height)
        return anchored.value

    def _grow(self, size: int, depth: int) -> None:
        self._size += size
        if depth > self._reached:
            self._reached = depth
        if self._size > _LARGEST or depth > _DEEPEST:
            raise FrontMatterError("too large or too deep")


def _line(mark: Any) -> int | None:
    return mark.line + 1 if mark else None


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: Value
    size: int
    height: int


def _from_toml(value: object, depth: int) -> Value:
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {key: _from_toml(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_from_toml(item, depth + 1) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return (
        hex(value)
        if isinstance(value, int) and abs(value) >= 1 << 64
        else str(value).replace("\0", "")
    )
