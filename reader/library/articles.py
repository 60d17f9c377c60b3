from dataclasses import dataclass
from pathlib import Path

from reader.article.folding import with_common
from reader.article.model import Article
from reader.catalog.store import Catalog, Known, Stamp
from reader.collection.post import Post
from reader.errors import UserError
from reader.library.model import Notice


@dataclass(frozen=True, slots=True)
class Shown:
    """An article, and why it is not what the file says now, if it is not."""

    article: Article
    notice: Notice | None = None


class Articles:
    """Posts and articles by id, true to the files: what is stored is used while it is current."""

    def __init__(self, root: Path, catalog: Catalog) -> None:
        self._root, self._catalog = root, catalog
        self._common: tuple[Stamp, frozenset[int]] | None = None

    def file(self, post_id: str) -> tuple[str, str]:
        """Path and content hash of a post as the catalog knows them. Raises UserError."""
        known, _ = self._known(post_id)
        return known.path, known.content_hash

    def known(self, post_id: str) -> Known:
        """The file of a post. Raises UserError post-missing."""
        return self._known(post_id)[0]

    def data(self, known: Known) -> bytes | None:
        """The bytes of a file, None when it cannot be read."""
        try:
            return self._bytes(known)
        except UserError:
            return None

    def post(self, post_id: str) -> Post:
        """A post as its file says now. Raises UserError when the file cannot be read."""
        from reader.library.making import make_post

        known, _ = self._known(post_id)
        return make_post(self._bytes(known), known.path, known.id)

    def show(self, post_id: str) -> Shown:
        """The article of a post: the stored one if it is of the present file, else made now.

        When the file cannot be read any more the stored one is given, with a notice. Raises
        UserError when there is none.
        """
        from reader.collection.read import content_hash
        from reader.library.making import make_article, make_post

        known, built_hash = self._known(post_id)
        try:
            data = self._bytes(known)
        except UserError as error:
            stored = self._catalog.article(post_id)
            if stored is None:
                raise
            notice = Notice("post-kept", {"path": known.path, **error.facts})
            return Shown(self._folded(stored, self._catalog.title(post_id)), notice)
        stored = self._catalog.article(post_id) if built_hash == content_hash(data) else None
        if stored:
            return Shown(self._folded(stored, self._catalog.title(post_id)))
        post = make_post(data, known.path, post_id)
        return Shown(self._folded(make_article(post)[0], post.title))

    def _folded(self, article: Article, title: str) -> Article:
        """The article with the lines folded that stand in very many posts of the collection."""
        stamp = self._catalog.stamp()
        if self._common is None or self._common[0] != stamp:
            self._common = stamp, self._catalog.common_lines()
        common = self._common[1]
        return with_common(article, title, common) if common else article

    def _known(self, post_id: str) -> tuple[Known, str | None]:
        found = self._catalog.find(post_id)
        if found is None:
            raise UserError("post-missing", post=post_id)
        return found

    def _bytes(self, known: Known) -> bytes:
        from reader.collection.read import read_source

        return read_source(known.source(self._root))
