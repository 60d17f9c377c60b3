import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.export.yaml_values import plain, quoted, value_of

WRITABLE = st.text(st.characters(exclude_categories=["Cs"]))
WORDLIKE = st.text("0123456789abefnoxyES_-./ :#", max_size=12)


@given(WRITABLE | WORDLIKE)
def test_every_reader_of_yaml_gets_the_text_back(text: str) -> None:
    written = f"a: {quoted(text)}\nb: {plain(text)}\nc: [{plain(text)}, {quoted(text)}]\n"
    assert yaml.safe_load(written) == {"a": text, "b": text, "c": [text, text]}


@given(WRITABLE)
def test_a_value_is_on_one_line_and_is_read_back(text: str) -> None:
    for written in (quoted(text), plain(text)):
        assert len(written.splitlines()) <= 1
        assert value_of(written) == text


@pytest.mark.parametrize("text", ["2026-03-01-hbm", "AI投資", "HBM", "記事/2026 年", "a"])
def test_a_plain_word_needs_no_quotes(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-03-01", "1e5", "0x1F", "yes", "Null", "a: b", "a,b", "#a", "- a", "a "],
)
def test_what_yaml_would_read_otherwise_is_quoted(text: str) -> None:
    assert plain(text) == f'"{text}"'


@pytest.mark.parametrize("written", ["2026", "[a", "", "hand: written"])
def test_what_a_person_wrote_stays(written: str) -> None:
    assert value_of(written) == written
