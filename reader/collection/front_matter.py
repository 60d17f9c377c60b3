"""The part of a file that says things about the post, parted from the post's body."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reader.collection.kinds import Kind
from reader.collection.post import Problem
from reader.collection.salvage import Saved, salvage_inline, salvage_lines
from reader.collection.values import FrontMatterError, Value, Values, read_toml, read_yaml

_OPENING = re.compile(r"(?:[ \t]*\n)*(---|\+\+\+)[ \t]*(?:\n|\Z)")
_OPENING_INLINE = re.compile(r"(?:[ \t]*\n)*---[ \t]+(?=[A-Za-z_][\w-]*:\s)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Keys with their values, the body as it stands in the file, and what was wrong."""

    values: Mapping[str, Value]
    body: str
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class _Language:
    read: Callable[[str], Values | None]
    closing: re.Pattern[str]
    separator: str


_LANGUAGES = {
    "---": _Language(read_yaml, re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE), ":"),
    "+++": _Language(read_toml, re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE), "="),
}


def split_front_matter(text: str, path: str) -> FrontMatter:
    """Read YAML (---) or TOML (+++) front matter; a text without any is all body.

    Front matter that is broken, never closed or pasted into one line with the body is saved key by
    key. What is no front matter after all stays in the body: no character of the file is lost.
    """
    opening = _OPENING.match(text)
    if opening:
        return _Block(text, path, opening.end(), _LANGUAGES[opening[1]]).split()
    inline = _OPENING_INLINE.match(text)
    if inline:
        saved = salvage_inline(text, inline.end())
        line = _line(text, inline.end())
        return _saved(saved, text, 0, Problem(path, Kind.FRONT_MATTER_INLINE, "", line))
    return FrontMatter({}, text)


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    path: str
    start: int
    language: _Language

    def split(self) -> FrontMatter:
        closing = self.language.closing.search(self.text, self.start)
        if not closing:
            return self._unclosed()
        try:
            values = self.language.read(self.text[self.start : closing.start()])
        except FrontMatterError as error:
            return self._broken(closing, error)
        if values is None:
            return FrontMatter({}, self.text)
        problems = _repeated(values.repeated, self.path, _line(self.text, self.start))
        return FrontMatter(values.of, self.text[closing.end() :], problems)

    def _unclosed(self) -> FrontMatter:
        saved = salvage_lines(
            self.text[self.start :],
            self.language.read,
            self.language.separator,
            closed=False,
        )
        return _saved(saved, self.text, self.start, self._problem(Kind.FRONT_MATTER_UNCLOSED))

    def _broken(self, closing: re.Match[str], error: FrontMatterError) -> FrontMatter:
        block = self.text[self.start : closing.start()]
        saved = salvage_lines(block, self.language.read, self.language.separator, closed=True)
        if saved.values and block[saved.end :].strip():
            # The text under the keys is no front matter: the closing line is a rule of the body.
            return _saved(saved, self.text, self.start, self._problem(Kind.FRONT_MATTER_UNCLOSED))
        problem = self._problem(Kind.FRONT_MATTER_BROKEN, error.reason, error.line or 1)
        if not saved.values:
            return FrontMatter({}, self.text, [problem])
        problems = [problem, *_repeated(saved.repeated, self.path, _line(self.text, self.start))]
        return FrontMatter(saved.values, self.text[closing.end() :], problems)

    def _problem(self, kind: Kind, detail: str = "", line: int = 0) -> Problem:
        """`line` counts from 1 in the block; 0 is the line that opens it."""
        return Problem(self.path, kind, detail, _line(self.text, self.start) + line - 1)


def _saved(saved: Saved, text: str, start: int, problem: Problem) -> FrontMatter:
    if not saved.values:
        return FrontMatter({}, text)
    named = Problem(problem.path, problem.kind, ", ".join(saved.values), problem.line)
    repeated = _repeated(saved.repeated, problem.path, _line(text, start))
    return FrontMatter(saved.values, text[start + saved.end :], [named, *repeated])


def _repeated(keys: Sequence[tuple[str, int]], path: str, first_line: int) -> list[Problem]:
    """One problem for each key, at its last line, where the value is that counts."""
    return [
        Problem(path, Kind.KEY_TWICE, key, first_line + line - 1)
        for key, line in dict(keys).items()
    ]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
