from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that a person should know, and that never drops the file silently.

    `kind` is a key of reader.messages under "problem."; `detail` is the fact its text names;
    `line` counts from 1 in the file, None where a line means nothing.
    """

    path: str
    kind: str
    detail: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file found by a scan: `path` is relative to the root, with slashes, in NFC."""

    path: str
    file: Path
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Post:
    """What one Markdown file says: its front matter in normal form and its Markdown body."""

    id: str
    path: str
    title: str
    date: datetime | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    author: str
    excerpt: str
    body: str
    problems: tuple[Problem, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The date in Japanese time as YYYY-MM-DD, or an empty string."""
        return self.date.astimezone(JAPAN).strftime("%Y-%m-%d") if self.date else ""
