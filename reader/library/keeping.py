"""What a refresh does for the notes: ids that outlive the catalog, places that follow an edit."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.catalog.store import Known
from reader.errors import UserError
from reader.notes.model import Placements
from reader.places import Places

if TYPE_CHECKING:
    from reader.notes.store import NotesStore

log = logging.getLogger(__name__)

INITIATOR = "refresh"


class Keeper:
    """The notes as a refresh needs them; opened late, and only when there is a file of notes.

    Notes that cannot be opened keep nobody from reading and searching: nothing is remembered
    then, and annotations are placed by a later refresh.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._store: NotesStore | None = None
        self._tried = False

    def close(self) -> None:
        """Close the notes."""
        if self._store:
            self._store.close()
            self._store = None

    def known_posts(self) -> Mapping[str, tuple[str, str]]:
        """Path and content hash by post id."""
        store = self._open()
        return store.known_posts() if store else {}

    def text_of(self, post_id: str) -> str | None:
        """The newest text that is kept of a post, None when there is none."""
        store = self._open()
        return store.text_of_post(post_id) if store else None

    def place_many(self, texts: Mapping[str, str]) -> tuple[tuple[str, ...], Placements]:
        """Give the annotations of posts their places in their new texts, by post id.

        Returns the posts of which a place or state has changed, and the numbers of annotations.
        """
        store = self._open()
        if not (store and texts) or store.read_only:
            return (), Placements()
        change, numbers = store.places.place_many(texts, INITIATOR)
        return change.posts if change else (), numbers

    def remember(self, posts: Mapping[str, Known]) -> None:
        """Keep path and content of every post that a person has done something with."""
        store = self._open()
        if store and not store.read_only:
            noted = store.counts().keys() | store.reading().keys() | store.known_posts().keys()
            files = {post_id: posts[post_id] for post_id in noted & posts.keys()}
            store.remember_posts({name: (f.path, f.content_hash) for name, f in files.items()})

    def annotated(self) -> list[str]:
        """The ids of the posts that have annotations."""
        store = self._open()
        return list(store.counts()) if store else []

    def _open(self) -> "NotesStore | None":
        if not self._tried and self._places.notes.exists():
            from reader.notes.store import NotesStore

            try:
                self._store = NotesStore(self._places.notes)
            except UserError as error:
                log.info("The notes cannot be opened now: %s", error.key)
        self._tried = True
        return self._store
