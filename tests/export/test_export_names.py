from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.names import export_names, name_for, same_file_key


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("2026-03-01-hbm.md", "2026-03-01-hbm.md"),
        ("2026/03/架空電機の決算.md", "架空電機の決算.md"),
        ("a:b?c*d.md", "a-b-c-d.md"),
        ('x<y>"z"|w\\v.md', "x-y--z--w-v.md"),
        ("見出し#一[二]^三.md", "見出し-一-二--三.md"),
        ("tab\there.md", "tab-here.md"),
        ("con.md", "_con.md"),
        ("COM1.tar.md", "_COM1.tar.md"),
        ("console.md", "console.md"),
        ("..hidden. .md", "hidden.md"),
        (".md", "post.md"),
        ("???.MD", "---.md"),
        ("か\u3099.md", "が.md"),
        ("\u202egnp.md", "-gnp.md"),
        ("a\udc80.md", "a\ufffd.md"),
    ],
)
def test_a_name_is_safe_and_like_the_posts(path: str, name: str) -> None:
    assert next(export_names(path)) == name


def test_further_names_are_numbered_from_two() -> None:
    assert list(islice(export_names("a/hbm.md"), 3)) == ["hbm.md", "hbm~2.md", "hbm~3.md"]


@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_every_name_fits_every_file_system(path: str) -> None:
    for name in islice(export_names(path), 12):
        assert 4 <= len(name.encode()) <= 255
        assert name.endswith(".md")
        assert not set(name) & set('<>:"/\\|?*\0\n')
        assert name[0] not in ". "


def test_a_long_name_is_cut_between_characters() -> None:
    names = list(islice(export_names("電" * 200 + ".md"), 2))
    assert names == ["電" * 84 + ".md", "電" * 83 + "~2.md"]


@pytest.mark.parametrize(("one", "other"), [("HBM.md", "hbm.md"), ("が.md", "か\u3099.md")])
def test_names_that_a_file_system_takes_for_one_are_one(one: str, other: str) -> None:
    assert same_file_key(one) == same_file_key(other)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("上半期/下半期: 何が変わる?", "上半期-下半期- 何が変わる-.pdf"),
        ("con", "_con.pdf"),
        ("", "post.pdf"),
        ("長" * 200, "長" * 83 + ".pdf"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert name_for(title, ".pdf") == name
