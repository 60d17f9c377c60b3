"""The texts of a segment as a column of Whoosh; the index pickles the class by its module path."""

from typing import Any

from whoosh import columns

from reader.search.textfile import TextFile, TextFileWriter


class SuffixColumn(columns.Column):  # type: ignore[misc]  # Whoosh has no types
    """A column of packed documents that can be searched for any substring.

    Needs a segment that is not compound: Whoosh copies the columns of a compound one to memory.
    """

    def default_value(self, reverse: bool = False) -> bytes:
        """What a document without a value has; every document of the index has one."""
        return b""

    def writer(self, dbfile: Any) -> "SuffixColumnWriter":
        """A writer on a structured file of Whoosh."""
        return SuffixColumnWriter(dbfile)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> "SuffixColumnReader":
        """A reader of a whole structured file of Whoosh."""
        return SuffixColumnReader(dbfile, doccount)


class SuffixColumnWriter:
    """Collects the documents of a segment and sorts their texts."""

    def __init__(self, dbfile: Any) -> None:
        self._texts = TextFileWriter(dbfile.write)
        self._count = 0

    def add(self, docnum: int, value: bytes) -> None:
        """Add the document of a number; the numbers leave no gap."""
        if docnum != self._count:
            raise ValueError("every document needs a text")
        self._texts.add(value)
        self._count += 1

    def finish(self, doccount: int) -> None:
        """Write everything that is not written yet."""
        if doccount != self._count:
            raise ValueError("every document needs a text")
        self._texts.finish()


class SuffixColumnReader:
    """The documents of a segment; `texts` stays valid when the reader is closed."""

    def __init__(self, dbfile: Any, doccount: int) -> None:
        self.texts = TextFile(dbfile.fileno())
        if len(self.texts.keys) != doccount:
            raise ValueError("documents are missing")

    def __getitem__(self, docnum: int) -> bytes:
        return self.texts.document(docnum)
