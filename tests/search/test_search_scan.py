from dataclasses import dataclass

import pytest

from reader.search.model import Form
from reader.search.query import And, Filter, Node, Not, Or, Place, Word
from reader.search.scan import Scanned, scan
from reader.text.normal import normalise


@dataclass(frozen=True)
class SomeFacts:
    tags: tuple[str, ...] = ()
    note: str = ""

    def passes(self, wanted: Filter) -> bool:
        return bool(set(wanted.values) & set(self.tags))

    def noted(self, word: Word) -> bool:
        return any(form.text in self.note for form in word.forms)


FACTS = SomeFacts(("半導体",), "要確認")


def word(*texts: str, place: Place = "any", whole: bool = False) -> Word:
    return Word(tuple(Form(text, whole) for text in texts), place)


def score(query: Node, title: str, text: str) -> float | None:
    return scan(query, Scanned(normalise(title), normalise(text), FACTS))


TAG = Filter("tag", ("半導体",))
OTHER_TAG = Filter("tag", ("電力",))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (word("推論"), True),
        (And((word("推論"), word("gpu"))), True),
        (And((word("推論"), word("電力"))), False),
        (Or((word("推論"), word("電力"))), True),
        (Or(()), False),
        (And(()), True),
        (word("論コスト"), True),
        (word("1000億"), True),
        (word("題名"), True),
        (word("題名", place="text"), False),
        (word("推論", place="title"), False),
        (word("電力", "推論"), True),
        (word("スト", whole=True), True),
        (word("pu", whole=True), False),
        (word("\ufffd"), True),
        (word("要確認"), True),
        (word("要確認", place="note"), True),
        (word("推論", place="note"), False),
        (TAG, True),
        (OTHER_TAG, False),
        (Not(OTHER_TAG), True),
        (And((word("推論"), Not(TAG))), False),
        (Not(word("電力")), True),
    ],
)
def test_a_post_matches_when_it_has_what_the_query_wants(query: Node, found: bool) -> None:
    found_score = score(query, "題名のＧＰＵ", "推論コストは\n1,000億円\0\ud800")
    assert (found_score is not None) == found


def scored(query: Node, title: str, text: str) -> float:
    found = score(query, title, text)
    assert found is not None
    return found


def test_a_title_counts_more_than_a_text() -> None:
    assert scored(word("推論"), "推論", "") > scored(word("推論"), "", "推論")


def test_more_occurrences_score_higher() -> None:
    assert scored(word("推論"), "", "推論と推論") > scored(word("推論"), "", "推論")


def test_filters_and_what_is_not_wanted_add_nothing_to_a_score() -> None:
    alone = scored(word("推論"), "", "推論")
    assert scored(And((word("推論"), TAG, Not(word("電力")))), "", "推論") == alone
    assert scored(TAG, "", "推論") == 0
