from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

COLORS = ("yellow", "green", "blue", "pink", "violet")
STYLES = ("highlight", "underline")


class State(StrEnum):
    """How an annotation stands to the present text of its post.

    Edited are its own words. Moved is a passage that left its neighbours, not one that more or
    less text stands before.
    """

    ANCHORED = "anchored"
    EDITED = "edited"
    MOVED = "moved"
    MOVED_EDITED = "moved_edited"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Selector:
    """Where a passage stood in the text version it was marked in; kept for ever.

    Offsets are code points. `prefix` and `suffix` are up to 256 characters each.
    The quote was copy number `copy` (from 1) of `copies` equal passages.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    copy: int
    copies: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, with or without a note; `id` is a UUIDv7 as 32 hex digits.

    `start` and `end` are its place in the post's present text, None while it is orphaned.
    `color` is one of COLORS, `style` one of STYLES; `note` is Markdown; times are aware and in UTC.
    A note on a whole post has an empty quote and stands at 0. `as_quote` says that an orphan is to
    stay one: only its words count.
    """

    id: str
    post_id: str
    selector: Selector
    start: int | None
    end: int | None
    state: State
    color: str
    note: str
    tags: tuple[str, ...]
    created: datetime
    updated: datetime
    deleted: datetime | None = None
    style: str = STYLES[0]
    as_quote: bool = False

    @property
    def quote(self) -> str:
        """The words that were marked."""
        return self.selector.exact

    @property
    def is_on_post(self) -> bool:
        """Whether it is a note on the whole post."""
        return not self.selector.exact

    @property
    def needs_attention(self) -> bool:
        """Whether a person should look where it belongs: it may be wrong, or has no place."""
        return self.state in (State.MOVED_EDITED, State.ORPHANED) and not self.as_quote


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an annotation is looked for from: where a person put it last, and in which text.

    `made` is when it was put there; `text` is None where it is damaged.
    """

    selector: Selector
    text: str | None
    made: datetime


@dataclass(frozen=True, slots=True)
class Placements:
    """How many annotations got another place: surely, to be looked at, or none any more."""

    moved: int = 0
    unsure: int = 0
    lost: int = 0

    def __add__(self, other: "Placements") -> "Placements":
        return Placements(
            self.moved + other.moved, self.unsure + other.unsure, self.lost + other.lost
        )

    def __bool__(self) -> bool:
        return bool(self.moved or self.unsure or self.lost)


@dataclass(frozen=True, slots=True)
class ReadingState:
    """What a person has done with a post; `position` is a code point offset into its text.

    `read_hash` names the text that was read, empty where that is not known. `folded` is whether its
    repeated passages are to be folded, None where that was never chosen.
    """

    post_id: str
    read: bool = False
    starred: bool = False
    position: int = 0
    read_hash: str = ""
    folded: bool | None = None

    def differs_from(self, text_hash: str) -> bool:
        """Whether another text was read than the present one; False where one is not known."""
        return self.read and bool(self.read_hash and text_hash) and self.read_hash != text_hash


@dataclass(frozen=True, slots=True)
class KeptText:
    """A former or present text of a post that is kept, by its name.

    `read_at` is when it was read and `marked_at` when its first annotation was made, None where
    that is not known or did not happen.
    """

    text_hash: str
    was_read: bool
    read_at: datetime | None
    marked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that a person keeps under a name; `query` is what is written in the field."""

    id: str
    name: str
    query: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Dossier:
    """Annotations from many posts that belong together under a name.

    They are what `query` finds, or where that is None the chosen `items`: annotation ids in the
    order of the person. Items may lie in the trash; they are in their places again when restored.
    """

    id: str
    name: str
    query: str | None
    created: datetime
    updated: datetime
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What one write to the notes did, so that views refresh only what it names.

    `kind` is added, changed, removed, state (reading state), searches, dossiers or reviews;
    `initiator` names who asked, so that a view can tell its own change from another's.
    """

    kind: str
    annotations: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    initiator: str = ""
