"""The rows of the notes view: which annotations, under which headings, in which words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from PySide6.QtCore import QCoreApplication

from reader.collection.post import JAPAN
from reader.library.noting import Noted
from reader.notes.many import days_left
from reader.notes.model import COLORS, Annotation, State
from reader.search.editing import parts_of, quoted, switched_part
from reader.search.model import Hint
from reader.ui.note_editor import color_names

translate = QCoreApplication.translate
Group = Literal["post", "tag", "color", "month"]
Order = Literal["new", "place"]
MOST_SHOWN = 400
CHANGED = (State.EDITED, State.MOVED, State.MOVED_EDITED)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above the annotations of a group."""

    text: str
    facts: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """An annotation as the list shows it; units are halves of a full width."""

    noted: Noted
    quote: str
    note: str
    when: str
    badge: str
    quote_units: int
    note_units: int
    title: str = ""

    @property
    def annotation(self) -> Annotation:
        """The annotation of the line."""
        return self.noted.annotation


Row = Heading | NoteLine


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the notes view is asked to show; empty is no condition.

    `names` are those that the person chose for colours.
    """

    query: str = ""
    color: str = ""
    tags: tuple[str, ...] = ()
    state: str = ""
    order: Order = "new"
    group: Group = "post"
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.query.strip() or self.color or self.tags or self.state)

    def as_query(self) -> str:
        """The conditions on words, colour and tags as one query; a state cannot be asked for."""
        query = self.query.strip()
        color = [f"color:{self.color}"] if self.color else []
        for part in (*color, *(f"tag:{quoted(name)}" for name in self.tags)):
            query = query if part in parts_of(query) else switched_part(query, part)
        return query


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows, how many annotations they are, and of how many; the tags in use, by number."""

    rows: Sequence[Row] = ()
    count: int = 0
    total: int = 0
    tags: Sequence[str] = ()
    hints: Sequence[Hint] = field(default_factory=tuple)


def build(
    found: Sequence[Noted],
    everything: Sequence[Noted],
    wanted: Wanted,
    now: datetime,
    hints: Sequence[Hint] = (),
) -> Rows:
    """The rows of annotations in the order of the store; `everything` is what there is at all."""
    kept = [noted for noted in found if _passes(noted.annotation, wanted)]
    tags = Counter(tag for noted in everything for tag in noted.annotation.tags)
    used = sorted(tags, key=lambda tag: (-tags[tag], tag))
    rows: list[Row] = []
    lines: dict[str, NoteLine] = {}
    for key, members in _groups(kept, wanted):
        rows.append(_heading(key, members, wanted))
        for noted in members:
            known = lines.get(noted.annotation.id)
            if known is None:
                title = "" if wanted.group == "post" else _title(noted)
                known = lines[noted.annotation.id] = _line(noted, title, now)
            rows.append(known)
    return Rows(rows, len(kept), len(everything), used, hints)


def when(moment: datetime, now: datetime) -> str:
    """A moment as people say it: today, yesterday, the day, with the year if it is another."""
    local, today = moment.astimezone(JAPAN), now.astimezone(JAPAN)
    clock = f"{local:%H:%M}"
    if local.date() == today.date():
        return translate("NotesView", "きょう {0}").format(clock)
    if local.date() == today.date() - timedelta(days=1):
        return translate("NotesView", "きのう {0}").format(clock)
    if local.year == today.year:
        return translate("NotesView", "{0}月{1}日").format(local.month, local.day)
    return translate("NotesView", "{0}年{1}月{2}日").format(local.year, local.month, local.day)


def badge(annotation: Annotation, now: datetime) -> str:
    """What a person should know of the place of an annotation, or how long the trash keeps it."""
    if annotation.deleted:
        left = days_left(annotation.deleted, now)
        return translate("NotesView", "あと {0} 日で消えます").format(left)
    if annotation.as_quote:
        return ""
    if annotation.state is State.ORPHANED:
        return translate("NotesView", "本文から無くなりました")
    if annotation.state in CHANGED:
        return translate("NotesView", "本文が変わったため位置を直しました")
    return ""


def source(noted: Noted) -> str:
    """A quote with where it is from."""
    place = f"— {_title(noted)} ({noted.day})" if noted.day else f"— {_title(noted)}"
    return "\n".join(part for part in (noted.annotation.quote, place) if part)


def _passes(annotation: Annotation, wanted: Wanted) -> bool:
    if wanted.color and annotation.color != wanted.color:
        return False
    if wanted.state == "orphaned" and annotation.state is not State.ORPHANED:
        return False
    if wanted.state == "changed" and annotation.state not in CHANGED:
        return False
    return all(tag in annotation.tags for tag in wanted.tags)


def _groups(kept: Sequence[Noted], wanted: Wanted) -> Iterable[tuple[str, list[Noted]]]:
    groups: dict[str, list[Noted]] = {}
    keys = _KEYS[wanted.group]
    ordered = kept
    if wanted.order == "new":
        ordered = sorted(kept, key=lambda noted: noted.annotation.created, reverse=True)
    elif wanted.group == "post":
        # The newest post first; inside it the order of its text.
        ordered = sorted(kept, key=lambda noted: noted.day, reverse=True)
    for noted in ordered:
        for key in keys(noted.annotation):
            groups.setdefault(key, []).append(noted)
    if wanted.group == "tag":
        return sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[0]))
    if wanted.group == "color":
        return sorted(groups.items(), key=lambda group: COLORS.index(group[0]))
    if wanted.group == "month":
        return sorted(groups.items(), reverse=True)
    return groups.items()


_KEYS: dict[Group, Callable[[Annotation], tuple[str, ...]]] = {
    "post": lambda one: (one.post_id,),
    "tag": lambda one: one.tags or ("",),
    "color": lambda one: (one.color,),
    "month": lambda one: (f"{one.created.astimezone(JAPAN):%Y-%m}",),
}


def _heading(key: str, members: Sequence[Noted], wanted: Wanted) -> Heading:
    group = wanted.group
    count = translate("NotesView", "{0} 件").format(f"{len(members):,}")
    if group == "post":
        day = members[0].day
        return Heading(_title(members[0]), f"{day} · {count}" if day else count)
    if group == "tag":
        return Heading(key or translate("NotesView", "タグなし"), count)
    if group == "color":
        return Heading(color_names(wanted.names)[key], count)
    year, month = key.split("-")
    return Heading(translate("NotesView", "{0}年{1}月").format(year, int(month)), count)


def _title(noted: Noted) -> str:
    return " ".join(noted.title.split()) or noted.path


def _line(noted: Noted, title: str, now: datetime) -> NoteLine:
    annotation = noted.annotation
    quote = " ".join(annotation.quote[:MOST_SHOWN].split())
    if annotation.is_on_post:
        quote = translate("NotesView", "記事全体へのメモ")
    note = " ".join(annotation.note[:MOST_SHOWN].split())
    moment = when(annotation.created, now)
    told = badge(annotation, now)
    return NoteLine(noted, quote, note, moment, told, _units(quote), _units(note), title)


def _units(text: str) -> int:
    """A letter of ASCII is one byte and one half of a width, a kana or kanji three and two."""
    return (len(text.encode(errors="replace")) + len(text)) // 2


def present() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
