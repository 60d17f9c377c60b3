"""Which annotations are seen again today; pure, and the same for the whole of a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

SHARE = 2 / 5
"""The part of a handful that one post may have."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An annotation that may be seen again; `due` and `reviewed` are None where it never was."""

    annotation_id: str
    post_id: str
    created: datetime
    due: datetime | None = None
    reviewed: datetime | None = None


def day_span(now: datetime) -> tuple[datetime, datetime]:
    """The beginning and the end of the day that a moment belongs to, in its own zone."""
    begin = datetime.combine(now.date(), time(), now.tzinfo)
    return begin, begin + timedelta(days=1)


def done_today(candidates: Iterable[Candidate], now: datetime) -> list[Candidate]:
    """What was seen again today."""
    begin, end = day_span(now)
    return [one for one in candidates if one.reviewed and begin <= one.reviewed < end]


def most_of_a_post(count: int) -> int:
    """How many annotations one post may have in a handful."""
    return max(1, int(count * SHARE))


def choose(candidates: Sequence[Candidate], now: datetime, count: int) -> list[Candidate]:
    """The rest of today's handful, in order: what is due, longest first, then what is new.

    What is answered in this order leaves the others as they were.
    """
    begin, end = day_span(now)
    done = done_today(candidates, now)
    seen = Counter(one.post_id for one in done)
    left = max(0, count - len(done))
    most = most_of_a_post(count)
    due = [one for one in candidates if one.due and one.due < end and one not in done]
    chosen = _longest_due(due, seen, most, left)
    new = [one for one in candidates if one.due is None]
    # What was marked today comes last: it must not push away what the day began with.
    for group in (
        [one for one in new if one.created < begin],
        [one for one in new if one.created >= begin],
    ):
        chosen += _new(group, now.date(), seen, most, left - len(chosen))
    return chosen


def _longest_due(
    due: Iterable[Candidate], seen: Counter[str], most: int, count: int
) -> list[Candidate]:
    chosen: list[Candidate] = []
    for one in sorted(due, key=lambda one: (one.due, one.annotation_id)):
        if len(chosen) < count and seen[one.post_id] < most:
            chosen.append(one)
            seen[one.post_id] += 1
    return chosen


def _new(
    new: Iterable[Candidate], day: date, seen: Counter[str], most: int, count: int
) -> list[Candidate]:
    """Draw a post, however many annotations it has, then one of them; a drawn post weighs less."""
    waiting: dict[str, list[Candidate]] = {}
    for one in sorted(new, key=lambda one: (_lot(day, one.annotation_id), one.annotation_id)):
        waiting.setdefault(one.post_id, []).append(one)
    lots = {post: _lot(day, post) for post in waiting}
    chosen: list[Candidate] = []
    while len(chosen) < count:
        open_posts = [post for post, ones in waiting.items() if ones and seen[post] < most]
        if not open_posts:
            break
        post = max(open_posts, key=lambda post: (lots[post] / (1 + seen[post]), post))
        chosen.append(waiting[post].pop())
        seen[post] += 1
    return chosen


def _lot(day: date, name: str) -> float:
    """A number between 0 and 1 that is another one every day."""
    digest = sha256(f"{day.isoformat()} {name}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
