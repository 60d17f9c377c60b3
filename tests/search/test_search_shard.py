from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import sorting, textfile
from reader.search.model import Form
from reader.search.shard import needle
from reader.search.textfile import TextFile, TextFileWriter, pack_document

TEXTS = st.text(st.sampled_from("abあ𠮷😀\uffff\n"), max_size=200)
DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12)


def write(path: Path, documents: list[tuple[str, str]]) -> TextFile:
    with path.open("wb") as file:
        writer = TextFileWriter(file.write)
        for key, (title, text) in enumerate(documents):
            writer.add(pack_document(key, title, text))
        writer.finish()
    with path.open("rb") as file:
        return TextFile(file.fileno())


def counts_of(texts: TextFile, word: str) -> list[int]:
    counts: list[int] = []
    for shard in texts.shards:
        wanted = needle(Form(word))
        own = np.zeros((2, shard.documents), np.intp)
        gram = shard.gram(wanted)
        if gram:
            own[0, gram.titles] = gram.title_counts
            own[1] = gram.texts
        else:
            start, end = shard.span(wanted)
            rows = shard.rows(start, end)
            assert shard.few_rows(start, end) == rows.tolist()
            np.add.at(own.reshape(-1), rows, 1)
        counts += own.T.ravel().tolist()
    return counts


def occurrences(word: str, text: str) -> int:
    return sum(text.startswith(word, at) for at in range(len(text)))


@given(DOCUMENTS, st.text(st.sampled_from("abあ𠮷😀\uffff"), min_size=1, max_size=7))
def test_occurrences_are_counted_in_small_shards_with_frequent_grams(
    tmp_path_factory: pytest.TempPathFactory, documents: list[tuple[str, str]], word: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textfile, "MOST_UNITS", 512)
        patch.setattr(sorting, "_FREQUENT", 64)
        texts = write(tmp_path_factory.mktemp("shard") / "texts", documents)
    rows = [row for document in documents for row in document]
    assert counts_of(texts, word) == [min(255, occurrences(word, row)) for row in rows]


@given(DOCUMENTS)
def test_documents_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, documents: list[tuple[str, str]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textfile, "MOST_DOCUMENTS", 2)
        texts = write(tmp_path_factory.mktemp("shard") / "texts", documents)
    assert [texts.document(key) for key in texts.keys.tolist()] == [
        pack_document(key, title, text) for key, (title, text) in enumerate(documents)
    ]


def test_a_row_too_long_for_three_bytes_is_searched_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "_NARROW_UNITS", 1 << 17)
    texts = write(tmp_path / "texts", [("題", "あいう" * 50_000 + "終わり")])
    assert counts_of(texts, "終わり") == [0, 1]
    assert counts_of(texts, "いうあいう") == [0, 49_999]


def test_more_occurrences_than_a_byte_holds_are_counted_as_255(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", [("", "あ" * 5000)])
    assert counts_of(texts, "あ") == [0, 255]
    assert counts_of(texts, "あああああ") == [0, 4996]


@pytest.mark.parametrize("data", [b"x", b"x" * 100, bytes(100)])
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "texts").write_bytes(data)
    with (tmp_path / "texts").open("rb") as file, pytest.raises(ValueError, match=r"short|direc"):
        TextFile(file.fileno())
