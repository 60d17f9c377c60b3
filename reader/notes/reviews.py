from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from reader.notes.database import Database
from reader.notes.model import Annotation, Change, State
from reader.notes.reviewing import Candidate, choose, day_span, done_today
from reader.notes.rows import load
from reader.notes.tables import AnnotationRow, ReviewRow

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

HANDFUL = 5


class Rating(IntEnum):
    """How well a person knew an annotation."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """An annotation to see again, with the days until the next time for each Rating in order."""

    annotation: Annotation
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Handful:
    """What is left of a day, and how much of it is done."""

    cards: tuple[ReviewCard, ...]
    done: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What was known of an annotation before an answer; `card` is None where it was never seen."""

    annotation_id: str
    card: str | None
    due: datetime | None
    reviewed: datetime | None


class Reviews:
    """When annotations are seen again. The zone of `now` says which day is meant.

    Left out are the trash, notes on whole posts, and orphans that are not kept as a quote.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def handful(self, now: datetime, count: int = HANDFUL) -> Handful:
        """The rest of today's annotations."""
        with self._database.reading() as session:
            candidates = _candidates(session)
            chosen = [one.annotation_id for one in choose(candidates, now, count)]
            found = {one.id: one for one in load(session, col(AnnotationRow.id).in_(chosen))}
            cards = [
                ReviewCard(found[key], _days(session.get(ReviewRow, key), now)) for key in chosen
            ]
        return Handful(tuple(cards), min(count, len(done_today(candidates, now))))

    def left(self, now: datetime, count: int = HANDFUL) -> int:
        """How many annotations are left today."""
        with self._database.reading() as session:
            return len(choose(_candidates(session), now, count))

    def answer(self, annotation_id: str, rating: Rating, now: datetime) -> tuple[Answered, Change]:
        """Keep how well an annotation was known; an unknown id is a KeyError."""
        with self._database.writing() as session:
            if session.get(AnnotationRow, annotation_id) is None:
                raise KeyError(annotation_id)
            row = session.get(ReviewRow, annotation_id)
            before = Answered(
                annotation_id,
                row.card if row else None,
                row.due if row else None,
                row.reviewed if row else None,
            )
            card = _rated(row, rating, now)
            session.merge(
                ReviewRow(
                    annotation_id=annotation_id,
                    card=card.to_json(),
                    due=card.due,
                    reviewed=now.astimezone(UTC),
                )
            )
        return before, Change("reviews", (annotation_id,))

    def take_back(self, answered: Answered) -> Change:
        """Know again what was known before an answer."""
        with self._database.writing() as session:
            row = session.get(ReviewRow, answered.annotation_id)
            if row and (answered.card is None or answered.due is None):
                session.delete(row)
            elif row and answered.card and answered.due:
                row.card, row.due, row.reviewed = answered.card, answered.due, answered.reviewed
        return Change("reviews", (answered.annotation_id,))


def _candidates(session: Session) -> Sequence[Candidate]:
    state = col(AnnotationRow.state)
    found = (
        select(
            col(AnnotationRow.id),
            col(AnnotationRow.post_id),
            col(AnnotationRow.created),
            col(ReviewRow.due),
            col(ReviewRow.reviewed),
        )
        .outerjoin(ReviewRow, col(ReviewRow.annotation_id) == col(AnnotationRow.id))
        .where(
            col(AnnotationRow.deleted).is_(None),
            col(AnnotationRow.exact) != "",
            (state != State.ORPHANED) | col(AnnotationRow.as_quote),
        )
    )
    return [Candidate(*row) for row in session.connection().execute(found).all()]


def _scheduler() -> "Scheduler":
    # Late, because nobody waits for it who does not review.
    from fsrs import Scheduler

    # Without steps of minutes every answer is about days, and nothing comes twice on one day.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _rated(row: ReviewRow | None, rating: Rating, now: datetime) -> "Card":
    from fsrs import Card
    from fsrs import Rating as CardRating

    moment = now.astimezone(UTC)
    card = Card.from_json(row.card) if row else Card(card_id=1, due=moment)
    return _scheduler().review_card(card, CardRating(int(rating)), moment)[0]


def _days(row: ReviewRow | None, now: datetime) -> tuple[int, ...]:
    today = day_span(now)[0].date()
    dues = (_rated(row, rating, now).due.astimezone(now.tzinfo).date() for rating in Rating)
    return tuple(max(1, (due - today).days) for due in dues)
