"""The engines that the search benchmark compares, all over the same texts in normal form."""

import importlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from reader.search.index import SearchIndex
from reader.search.model import Form
from reader.search.query import And, Node, Not, Or, Word
from reader.search.ranking import TITLE_WEIGHT
from tests.benchmarks.search_texts import Post, Query

PAGE = 20
SPACE, LINE_END = "\u2581", "\u2582"


class Engine(Protocol):
    """An engine on a folder of its own; keys are the numbers of posts."""

    name: str

    def __init__(self, folder: Path) -> None: ...

    def build(self, prepared: Any) -> None:
        """Index everything and commit."""

    def prepare(self, posts: Sequence[Post]) -> Any:
        """What the engine needs made of the texts before; timed apart."""

    def reopen(self) -> None:
        """Open the committed index as a new process would."""

    def change(self, key: int, post: Post) -> None:
        """Replace a post and make that visible."""

    def page(self, query: Query) -> tuple[int, list[int]]:
        """The exact total and the keys of the best twenty."""

    def every(self, query: Query) -> set[int]:
        """All keys that are found."""

    def ranked(self, query: Query) -> list[int]:
        """All keys, best first."""


class Keisen:
    """Keisen's own index."""

    name = "keisen"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "index"
        self.reopen()

    def prepare(self, posts: Sequence[Post]) -> Sequence[Post]:
        return posts

    def build(self, prepared: Iterable[Post]) -> None:
        with self._index.batch() as batch:
            for key, post in enumerate(prepared):
                batch.put_normal(key, post.title, post.text)
        self._snapshot = self._index.snapshot()

    def reopen(self) -> None:
        self._index = SearchIndex(self._folder, "benchmark")
        self._snapshot = self._index.snapshot()

    def change(self, key: int, post: Post) -> None:
        with self._index.batch() as batch:
            batch.put_normal(key, post.title, post.text)
        self._snapshot = self._index.snapshot()

    def page(self, query: Query) -> tuple[int, list[int]]:
        matches = self._snapshot.search(_tree(query))
        return len(matches.keys), matches.best(PAGE).tolist()

    def every(self, query: Query) -> set[int]:
        return set(self._snapshot.search(_tree(query)).keys.tolist())

    def ranked(self, query: Query) -> list[int]:
        matches = self._snapshot.search(_tree(query))
        keys: list[int] = matches.best(len(matches.keys)).tolist()
        return keys


class Tantivy:
    """tantivy over bigrams with positions that are cut in Python.

    A word is a phrase of its bigrams, one character is any bigram that begins with it; the last
    character of a line is a bigram of its own. Titles count as much more as in Keisen.
    """

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._tantivy: Any = importlib.import_module("tantivy")
        builder = self._tantivy.SchemaBuilder()
        builder.add_integer_field("key", stored=True, indexed=True)
        for field in ("title", "text"):
            builder.add_text_field(field, tokenizer_name="whitespace")
        self._schema = builder.build()
        self._folder = folder
        folder.mkdir(exist_ok=True)
        self.reopen()

    def prepare(self, posts: Sequence[Post]) -> list[tuple[str, str]]:
        return [(_bigrams(post.title), _bigrams(post.text)) for post in posts]

    def build(self, prepared: Iterable[tuple[str, str]]) -> None:
        writer = self._index.writer(256_000_000, 1)
        for key, fields in enumerate(prepared):
            writer.add_document(self._document(key, fields))
        writer.commit()
        writer.wait_merging_threads()
        self._refresh()

    def reopen(self) -> None:
        self._index = self._tantivy.Index(self._schema, path=str(self._folder))
        self._refresh()

    def change(self, key: int, post: Post) -> None:
        writer = self._index.writer(15_000_000, 1)
        writer.delete_documents("key", key)
        writer.add_document(self._document(key, (_bigrams(post.title), _bigrams(post.text))))
        writer.commit()
        self._refresh()

    def page(self, query: Query) -> tuple[int, list[int]]:
        return self._search(query, PAGE)

    def every(self, query: Query) -> set[int]:
        return set(self.ranked(query))

    def ranked(self, query: Query) -> list[int]:
        return self._search(query, max(1, self._searcher.num_docs))[1]

    def _refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _document(self, key: int, fields: tuple[str, str]) -> Any:
        document = self._tantivy.Document()
        document.add_integer("key", key)
        document.add_text("title", fields[0])
        document.add_text("text", fields[1])
        return document

    def _search(self, query: Query, limit: int) -> tuple[int, list[int]]:
        occur, made = self._tantivy.Occur, self._tantivy.Query
        wanted = occur.Should if query.either else occur.Must
        parts = [(wanted, self._word(word)) for word in query.words]
        parts += [(occur.MustNot, self._word(word)) for word in query.without]
        found = self._searcher.search(
            parts[0][1] if len(parts) == 1 else made.boolean_query(parts), limit, count=True
        )
        doc = self._searcher.doc
        return found.count, [doc(address)["key"][0] for _, address in found.hits]

    def _word(self, word: str) -> Any:
        occur, made = self._tantivy.Occur, self._tantivy.Query
        fields = [
            (occur.Should, made.boost_query(self._in("title", word), TITLE_WEIGHT)),
            (occur.Should, self._in("text", word)),
        ]
        return made.boolean_query(fields)

    def _in(self, field: str, word: str) -> Any:
        made, schema = self._tantivy.Query, self._schema
        text = word.replace(" ", SPACE)
        if len(text) == 1:
            sign = "\\" + text if text in r".*+?|()[]{}^$\&~#@-" else text
            return made.regex_query(schema, field, f"{sign}.?")
        grams = [text[at : at + 2] for at in range(len(text) - 1)]
        if len(grams) == 1:
            return made.term_query(schema, field, grams[0])
        return made.phrase_query(schema, field, grams)


class Fts5:
    """SQLite FTS5 with trigrams; shorter words by LIKE."""

    name = "fts5 trigram"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._path = folder / "fts.sqlite3"
        self.reopen()

    def prepare(self, posts: Sequence[Post]) -> Sequence[Post]:
        return posts

    def build(self, prepared: Iterable[Post]) -> None:
        self._data.execute(
            "CREATE VIRTUAL TABLE posts"
            " USING fts5(title, text, tokenize='trigram case_sensitive 1')"
        )
        rows = ((key, post.title, post.text) for key, post in enumerate(prepared))
        self._data.executemany("INSERT INTO posts (rowid, title, text) VALUES (?, ?, ?)", rows)
        self._data.commit()

    def reopen(self) -> None:
        self._data = sqlite3.connect(self._path)

    def change(self, key: int, post: Post) -> None:
        self._data.execute("DELETE FROM posts WHERE rowid = ?", (key,))
        new = (key, post.title, post.text)
        self._data.execute("INSERT INTO posts (rowid, title, text) VALUES (?, ?, ?)", new)
        self._data.commit()

    def page(self, query: Query) -> tuple[int, list[int]]:
        every = self._rows(query)
        return len(every), every[:PAGE]

    def every(self, query: Query) -> set[int]:
        return set(self._rows(query))

    def ranked(self, query: Query) -> list[int]:
        return self._rows(query)

    def _rows(self, query: Query) -> list[int]:
        words = (*query.words, *query.without)
        if all(len(word) >= 3 for word in words):
            joined = (" OR " if query.either else " AND ").join(map(_phrase, query.words))
            match = "".join((f"({joined})", *(f" NOT {_phrase(w)}" for w in query.without)))
            found = self._data.execute(
                "SELECT rowid FROM posts WHERE posts MATCH ? ORDER BY rank", (match,)
            )
        else:
            part = "(title LIKE ? ESCAPE '\\' OR text LIKE ? ESCAPE '\\')"
            wanted = (" OR " if query.either else " AND ").join([part] * len(query.words))
            sql = f"SELECT rowid FROM posts WHERE ({wanted})"
            sql += "".join(f" AND NOT {part}" for _ in query.without)
            patterns = [pattern for word in words for pattern in [_like(word)] * 2]
            found = self._data.execute(sql, patterns)
        return [key for (key,) in found]


def _tree(query: Query) -> Node:
    words: tuple[Node, ...] = tuple(Word((Form(word),)) for word in query.words)
    if query.either:
        return Or(words)
    without = tuple(Not(Word((Form(word),))) for word in query.without)
    return words[0] if len(words) == 1 and not without else And(words + without)


def _bigrams(text: str) -> str:
    grams: list[str] = []
    for line in text.replace(" ", SPACE).split("\n"):
        grams += [line[at : at + 2] for at in range(len(line))]
        grams.append(LINE_END)
    return " ".join(grams)


def _phrase(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
