import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.article.folding import line_keys
from reader.article.model import TEXT_VERSION, Article
from reader.catalog.database import CatalogDamagedError, Database
from reader.catalog.packing import (
    pack_article,
    pack_keys,
    pack_spans,
    pack_text,
    unpack_article,
    unpack_spans,
    unpack_text,
)
from reader.collection.post import JAPAN, Post, Problem, Source
from reader.text.storing import text_hash

SCAN_KEY = 0
"""The key under which problems are kept that belong to no post."""

BEGINNING = 160
"""Code points of a text that stand in for a missing excerpt."""

_COLUMNS = """key, id, path, title, day, date, minutes, categories, tags, author, excerpt,
              minutes_full, built_hash IS content_hash, built_hash IS content_hash AND indexed,
              CASE WHEN built_hash IS content_hash THEN text_hash ELSE '' END"""
_KNOWN = "key, id, path, content_hash, size, mtime_ns, file"


@dataclass(frozen=True, slots=True)
class PostRow:
    """What a list shows of a post.

    `day` is YYYY-MM-DD and `date` an ISO time, both Japanese, empty when the post has no date.
    `built` tells whether its article is that of the present file, `indexed` whether its text is in
    the search index too. `minutes` is the time to read what does not fold. `text_hash` names the
    text of its article, empty where it is not built.
    """

    key: int
    id: str
    path: str
    title: str
    day: str
    date: str
    minutes: float
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    author: str
    excerpt: str
    minutes_full: float
    built: bool
    indexed: bool
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The file of a post as it was when it was last read."""

    key: int
    id: str
    path: str
    content_hash: str
    size: int
    mtime_ns: int
    file: bytes

    def source(self, root: Path) -> Source:
        """The file, whose name on the disk may be spelt differently from `path`."""
        return Source(self.path, root / os.fsdecode(self.file), self.size, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class Listed:
    """A post whose front matter was read, with its file relative to the root; no body is kept."""

    post: Post
    content_hash: str
    size: int
    mtime_ns: int
    file: bytes


@dataclass(frozen=True, slots=True)
class Built:
    """An article made from the file with this hash, packed so that a batch stays small."""

    key: int
    content_hash: str
    text_hash: str
    minutes: float
    minutes_full: float
    beginning: str
    text: bytes
    article: bytes
    line_keys: bytes
    folds: bytes
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(
        cls, key: int, content_hash: str, article: Article, problems: tuple[Problem, ...] = ()
    ) -> "Built":
        """Pack an article."""
        packed = pack_text(article.text), pack_article(article)
        beginning = _storable(article.text[:BEGINNING].replace("\n", " "))
        minutes = article.minutes_folded, article.minutes_full
        keys = pack_keys(line_keys(article.text, article.lines))
        folds = pack_spans((fold.start, fold.end) for fold in article.folds)
        name = text_hash(article.text)
        return cls(key, content_hash, name, *minutes, beginning, *packed, keys, folds, problems)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Equal stamps mean an unchanged catalog; a new generation shares nothing with the old one."""

    generation: str
    version: int
    listed: bool


class Catalog:
    """What is known of a collection's files, kept so that nothing must be read at the next start.

    Disposable: a file that is damaged or of another schema is replaced by an empty one. One
    process writes at a time (reader.catalog.lock), any number read meanwhile and never wait.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        with self._database.reading() as connection:
            known = _meta(connection, "text_version")
        if known != TEXT_VERSION:
            self._drop_articles()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def renew(self) -> None:
        """Replace a damaged file by an empty one of a new generation."""
        self._database.renew()
        self._drop_articles()

    def check(self) -> None:
        """Read the whole list of posts once. Raises CatalogDamagedError."""
        with self._database.reading() as connection:
            (found,) = connection.execute("PRAGMA quick_check(posts)").fetchone()
        if found != "ok":
            raise CatalogDamagedError(found)

    # ---- reading

    def stamp(self) -> Stamp:
        """The present state of the catalog."""
        with self._database.reading() as connection:
            facts = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        return Stamp(facts["generation"], facts["version"], bool(facts["listed"]))

    def rows(self) -> list[PostRow]:
        """All posts, newest first."""
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT {_COLUMNS} FROM posts ORDER BY date DESC, path DESC"  # noqa: S608 - constant
            ).fetchall()
        lists: dict[str, tuple[str, ...]] = {}

        def parsed(packed: str) -> tuple[str, ...]:
            if packed not in lists:
                lists[packed] = tuple(json.loads(packed))
            return lists[packed]

        rows: list[PostRow] = []
        for *facts, categories, tags, author, excerpt, full, built, indexed, name in found:
            facts += parsed(categories), parsed(tags), author, excerpt, full
            facts += bool(built), bool(indexed), name
            rows.append(PostRow(*facts))
        return rows

    def count(self) -> int:
        """The number of posts."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM posts").fetchone()[0])

    def known(self) -> dict[str, Known]:
        """The files of all posts by post id."""
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT {_KNOWN} FROM posts"  # noqa: S608 - constant
            ).fetchall()
        return {row[1]: Known(*row) for row in found}

    def find(self, post_id: str) -> tuple[Known, str | None] | None:
        """The file of a post, and the hash that its stored article was made from if it has one."""
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT {_KNOWN}, built_hash FROM posts WHERE id = ?",  # noqa: S608 - constant
                (post_id,),
            ).fetchone()
        return (Known(*found[:-1]), found[-1]) if found else None

    def title(self, post_id: str) -> str:
        """The title of a post, empty when there is no such post."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT title FROM posts WHERE id = ?", (post_id,)
            ).fetchone()
        return str(found[0]) if found else ""

    def text(self, post_id: str) -> str | None:
        """The canonical text that is stored for a post, None when there is none."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT text FROM articles JOIN posts USING (key) WHERE id = ?", (post_id,)
            ).fetchone()
        return unpack_text(found[0]) if found else None

    def folds(self, post_id: str) -> list[tuple[int, int]]:
        """The spans that fold in the stored text of a post, apart from boilerplate."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT folds FROM articles JOIN posts USING (key) WHERE id = ?", (post_id,)
            ).fetchone()
        return unpack_spans(found[0]) if found else []

    def texts(self, keys: Iterable[int]) -> Iterator[tuple[int, str]]:
        """The stored canonical texts of these posts; a post that has none is left out."""
        with self._database.reading() as connection:
            for key in keys:
                found = connection.execute(
                    "SELECT text FROM articles WHERE key = ?", (key,)
                ).fetchone()
                if found:
                    yield key, unpack_text(found[0])

    def article(self, post_id: str) -> Article | None:
        """The article that is stored for a post, None when there is none."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT text, article FROM articles JOIN posts USING (key) WHERE id = ?",
                (post_id,),
            ).fetchone()
        return unpack_article(post_id, unpack_text(found[0]), found[1]) if found else None

    def line_keys(self) -> Iterator[bytes]:
        """The keys of the lines of every stored article, as `pack_keys` packs them."""
        with self._database.reading() as connection:
            for (packed,) in connection.execute("SELECT line_keys FROM articles"):
                yield packed

    def common_lines(self) -> frozenset[int]:
        """The keys of the lines that stand in very many posts."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT line_key FROM common_lines").fetchall()
        return frozenset(key for (key,) in found)

    def problems(self) -> list[Problem]:
        """Everything that was odd about the files, by path."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT path, kind, detail, line FROM problems ORDER BY path, line, kind"
            ).fetchall()
        return [Problem(*row) for row in found]

    def pending(self) -> list[Known]:
        """The posts whose article is missing or was made from another file, newest first."""
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT {_KNOWN} FROM posts"  # noqa: S608 - constant
                " WHERE built_hash IS NOT content_hash ORDER BY date DESC, path DESC"
            ).fetchall()
        return [Known(*row) for row in found]

    # ---- writing

    def set_listed(self, batch: Iterable[Listed]) -> None:
        """Add posts, or renew what is known of them; a changed file makes its post pending."""
        with self._database.writing() as connection:
            for listed in batch:
                key = connection.execute(_UPSERT, _listed_row(listed)).fetchone()[0]
                connection.execute(
                    "INSERT OR REPLACE INTO extras VALUES (?, ?)", (key, _json(listed.post.extra))
                )
                _set_problems(connection, key, listed.post.problems)

    def touch(self, files: Iterable[Known]) -> None:
        """Note the size and time of files whose content is as before."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE posts SET size = ?, mtime_ns = ? WHERE key = ?",
                [(file.size, file.mtime_ns, file.key) for file in files],
            )

    def set_built(self, batch: Sequence[Built]) -> None:
        """Store articles and call their posts built, not yet indexed.

        Their problems are of the kind unbuilt.

        A post without an excerpt is shown with the beginning of its text.
        """
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)",
                [(b.key, b.text, b.article, b.line_keys, b.folds) for b in batch],
            )
            connection.executemany(
                """UPDATE posts SET built_hash = ?, text_hash = ?, indexed = 0, minutes = ?,
                minutes_full = ?, excerpt = CASE excerpt WHEN '' THEN ? ELSE excerpt END
                WHERE key = ?""",
                [
                    (b.content_hash, b.text_hash, b.minutes, b.minutes_full, b.beginning, b.key)
                    for b in batch
                ],
            )
            connection.executemany(
                "DELETE FROM problems WHERE key = ? AND kind = 'unbuilt'",
                [(built.key,) for built in batch],
            )
            for built in batch:
                _add_problems(connection, built.key, built.problems)

    def set_indexed(self, keys: Iterable[int], *, indexed: bool = True) -> None:
        """Note that the texts of these posts are in the search index, or are not."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE posts SET indexed = ? WHERE key = ?", [(indexed, key) for key in keys]
            )

    def set_common_lines(self, keys: Iterable[int]) -> None:
        """Keep which lines stand in very many posts, when these are others than before."""
        wanted = frozenset(keys)
        if wanted == self.common_lines():
            return
        with self._database.writing() as connection:
            connection.execute("DELETE FROM common_lines")
            connection.executemany("INSERT INTO common_lines VALUES (?)", [(k,) for k in wanted])

    def remove(self, keys: Iterable[int]) -> None:
        """Forget posts."""
        gone = [(key,) for key in keys]
        with self._database.writing() as connection:
            for table in ("articles", "extras", "problems", "posts"):
                connection.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608 - constant

    def finish_listing(self, problems: Iterable[Problem]) -> None:
        """Note that every file of the folder is known, and what was odd apart from the posts."""
        with self._database.writing() as connection:
            _set_problems(connection, SCAN_KEY, problems)
            connection.execute("UPDATE meta SET value = 1 WHERE name = 'listed'")

    def forget_files(self) -> None:
        """Have every file read and built again; posts keep their ids and keys."""
        self._drop_articles()
        with self._database.writing() as connection:
            connection.execute("UPDATE posts SET size = -1")

    def _drop_articles(self) -> None:
        with self._database.writing() as connection:
            connection.execute("UPDATE posts SET built_hash = NULL")
            connection.execute("DELETE FROM articles")
            connection.execute(
                "UPDATE meta SET value = ? WHERE name = 'text_version'", (TEXT_VERSION,)
            )


_UPSERT = """
INSERT INTO posts (id, path, content_hash, size, mtime_ns, file, title, day, date, author, excerpt,
                   categories, tags)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    built_hash = CASE WHEN path = excluded.path THEN built_hash END,
    path = excluded.path, content_hash = excluded.content_hash, size = excluded.size,
    mtime_ns = excluded.mtime_ns, file = excluded.file, title = excluded.title, day = excluded.day,
    date = excluded.date, author = excluded.author, excerpt = excluded.excerpt,
    categories = excluded.categories, tags = excluded.tags
RETURNING key
"""


def _listed_row(listed: Listed) -> tuple[object, ...]:
    post = listed.post
    date = post.date.astimezone(JAPAN).isoformat() if post.date else ""
    return (
        post.id,
        post.path,
        listed.content_hash,
        listed.size,
        listed.mtime_ns,
        listed.file,
        _storable(post.title),
        post.day,
        date,
        _storable(post.author),
        _storable(post.excerpt),
        _json(post.categories),
        _json(post.tags),
    )


def _json(value: Mapping[str, str] | Sequence[str]) -> str:
    plain = dict(value) if isinstance(value, Mapping) else value
    return _storable(json.dumps(plain, ensure_ascii=False))


def _storable(text: str) -> str:
    # YAML can spell half of a pair of surrogates, which SQLite refuses.
    return text.encode("utf-8", "replace").decode()


def _meta(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0]


def _set_problems(connection: sqlite3.Connection, key: int, problems: Iterable[Problem]) -> None:
    connection.execute("DELETE FROM problems WHERE key = ?", (key,))
    _add_problems(connection, key, problems)


def _add_problems(connection: sqlite3.Connection, key: int, problems: Iterable[Problem]) -> None:
    connection.executemany(
        "INSERT INTO problems VALUES (?, ?, ?, ?, ?)",
        [(key, p.path, p.kind, _storable(p.detail), p.line) for p in problems],
    )
