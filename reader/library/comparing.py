"""What a post said before, and what has changed in it since."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reader.catalog.store import Known
from reader.errors import UserError

if TYPE_CHECKING:
    from reader.notes.store import NotesStore
    from reader.text.comparing import Kind, Piece

PastKind = Literal["read", "marked", "committed"]


@dataclass(frozen=True, slots=True)
class PastText:
    """A former text of a post: that was read, that an annotation was marked in, or of a commit.

    `name` is the hash of a text or a commit, `subject` what its author wrote of the commit, `path`
    what the file was called in it. `when` is None where that is not known.
    """

    kind: PastKind
    name: str
    when: datetime | None
    subject: str = ""
    path: str = ""


@dataclass(frozen=True)
class Comparison:
    """A former text of a post, its present one, and the sentences of both."""

    post_id: str
    past: PastText
    old: str
    new: str
    pieces: "tuple[Piece, ...]"

    def counts(self) -> "Counter[Kind]":
        """How many sentences were added, removed, reworded and moved, and how many are the same."""
        return Counter(
            piece.kind for piece in self.pieces if piece.new or piece.kind.value == "removed"
        )

    @property
    def is_same(self) -> bool:
        """Whether no sentence has changed."""
        return all(piece.kind.value == "same" for piece in self.pieces)


class PastTexts:
    """The former texts of the posts of a folder; notes and git are asked only when it is needed."""

    def __init__(self, root: Path, notes: "Callable[[], NotesStore | None]") -> None:
        self._root, self._notes = root, notes

    def kept(self, post_id: str, text: str) -> list[PastText]:
        """The text that was read, then those that were marked and are not the present one."""
        from reader.text.storing import text_hash

        notes, present = self._notes(), text_hash(text)
        return [
            PastText("read", kept.text_hash, kept.read_at)
            if kept.was_read
            else PastText("marked", kept.text_hash, kept.marked_at)
            for kept in (notes.kept_texts(post_id) if notes else ())
            if kept.was_read or kept.text_hash != present
        ]

    def committed(self, known: Known, data: bytes | None) -> list[PastText]:
        """The texts of the commits that did not give the file its present bytes, newest first."""
        from reader.collection.git_history import blob_names, versions

        file = known.source(self._root).file.relative_to(self._root).as_posix()
        present = blob_names(data) if data is not None else ()
        return [
            PastText("committed", one.commit, one.when, one.subject, one.path)
            for one in versions(self._root, file)
            if one.blob not in present
        ]

    def text(self, known: Known, past: PastText) -> str:
        """The text itself. Raises UserError past-gone when it is not there any more."""
        text = self._built(known, past) if past.kind == "committed" else self._stored(known, past)
        if text is None:
            raise UserError("past-gone", post=known.path)
        return text

    def _stored(self, known: Known, past: PastText) -> str | None:
        notes = self._notes()
        return notes.kept_text(known.id, past.name) if notes else None

    def _built(self, known: Known, past: PastText) -> str | None:
        from reader.collection.git_history import file_at
        from reader.library.making import make_article, make_post
        from reader.text.storing import storable

        data = file_at(self._root, past.path, past.name)
        if data is None:
            return None
        return storable(make_article(make_post(data, past.path, known.id))[0].text)


def comparison(post_id: str, past: PastText, old: str, new: str) -> Comparison:
    """Compare a former text with the present one."""
    from reader.text.comparing import compare
    from reader.text.storing import storable

    present = storable(new)
    return Comparison(post_id, past, old, present, tuple(compare(old, present)))
