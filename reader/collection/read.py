"""One file to a post. Whatever the bytes are, there is a post; what was odd is in its problems."""

import re
import stat
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from reader.collection.checks import body_problems, conflict_problems, is_refusal
from reader.collection.dates import date_of_name, parse_date
from reader.collection.decode import decode
from reader.collection.front_matter import split_front_matter
from reader.collection.kinds import Kind
from reader.collection.post import Post, Problem, Source
from reader.collection.values import Value, as_names, as_text
from reader.errors import UserError

LARGEST_POST = 64 * 1024 * 1024

_OWN_KEYS = frozenset(("title", "date", "categories", "tags", "author", "excerpt"))
_DATE_KEYS = ("date", "published_at", "publishDate", "created")
_CODE_OR_HEADING = re.compile(
    r"^ {0,3}(?:(`{3}|~{3}).*?(?:^ {0,3}\1|\Z)|#{1,6}[ \t]++(\S[^\n]*))", re.MULTILINE | re.DOTALL
)
_MARKUP = re.compile(r"\*\*|`|[ \t]#+$")
_LONGEST_HEADING = 200


def read_source(source: Source) -> bytes:
    """The bytes of a file of at most 64 MB. Raises UserError post-unreadable."""
    try:
        # Opening a pipe that has the name of a post would wait for ever.
        if not stat.S_ISREG(source.file.stat().st_mode):
            raise UserError("post-unreadable", path=source.path, reason="not a file")
        with source.file.open("rb") as file:
            data = file.read(LARGEST_POST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("post-unreadable", path=source.path, reason=reason) from error
    if len(data) > LARGEST_POST:
        raise UserError("post-unreadable", path=source.path, reason="> 64 MB")
    return data


def content_hash(data: bytes) -> str:
    """What tells whether a file has changed: 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def parse_post(data: bytes, path: str, post_id: str) -> Post:
    """The post in the bytes of a file. Never raises: what cannot be read is listed as a problem."""
    text, problems = decode(data, path)
    front = split_front_matter(text, path)
    problems += front.problems
    values = front.values
    title = _title(values, front.body, path, problems)
    date = _date(values, path, problems)
    problems += conflict_problems(text, path)
    problems += body_problems(front.body, path)
    return Post(
        id=post_id,
        path=path,
        title=title,
        date=date,
        categories=as_names(_first(values, ("categories", "category"))),
        tags=as_names(_first(values, ("tags", "tag", "topics"))),
        author=_people(_first(values, ("author", "authors"))),
        excerpt=_line(as_text(_first(values, ("excerpt", "description", "summary")))),
        body=front.body,
        problems=tuple(problems),
        extra={key: as_text(value) for key, value in values.items() if key not in _OWN_KEYS},
    )


def _first(values: Mapping[str, Value], keys: Sequence[str]) -> Value:
    return next((values[key] for key in keys if values.get(key)), None)


def _line(text: str) -> str:
    return " ".join(part.strip() for part in text.split("\n")).strip()


def _people(value: Value) -> str:
    if isinstance(value, str) or value is None:
        return _line(value or "")
    people = [value] if isinstance(value, Mapping) else value
    return "、".join(
        as_text(person.get("name") if isinstance(person, Mapping) else person) for person in people
    )


def _title(values: Mapping[str, Value], body: str, path: str, problems: list[Problem]) -> str:
    title = _line(as_text(values.get("title")))
    if not title:
        title = _first_heading(body) or _stem(path)
        if "title" in values:
            problems.append(Problem(path, Kind.TITLE_EMPTY, title))
    if is_refusal(title):
        problems.append(Problem(path, Kind.TITLE_REFUSAL, title))
    return title


def _first_heading(body: str) -> str:
    for match in _CODE_OR_HEADING.finditer(body):
        if match[2]:
            return _MARKUP.sub("", match[2][:_LONGEST_HEADING].rstrip()).strip()
    return ""


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0] or path


def _date(values: Mapping[str, Value], path: str, problems: list[Problem]) -> datetime | None:
    written = as_text(_first(values, _DATE_KEYS))
    date = parse_date(written)
    if written and not date:
        problems.append(Problem(path, Kind.DATE_UNREADABLE, written[:100]))
    return date or date_of_name(path)
