"""What an appearance is, how it is written down, and what is remembered for each folder."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from reader.ui.appearance import (
    AT_FIRST,
    SIZES,
    THEMES,
    Appearance,
    appearance_of,
    page_facts,
    read_appearance,
    resized,
    write_appearance,
)
from reader.ui.preferences import Preferences

CHOSEN = Appearance("sepia", "Noto Serif CJK JP", 22, 2.2, 40, justify=False, vertical=True)
ANY = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([]))


def test_an_appearance_comes_back_as_it_was_written() -> None:
    assert read_appearance(write_appearance(CHOSEN)) == CHOSEN


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "3", '"sepia"'])
def test_what_is_no_appearance_is_as_otherwise(text: str) -> None:
    assert read_appearance(text, CHOSEN) == CHOSEN


@pytest.mark.parametrize(
    ("name", "stored", "read"),
    [
        ("theme", "green", "sepia"),
        ("theme", 3, "sepia"),
        ("font", "", "Noto Serif CJK JP"),
        ("font", "a\nb", "Noto Serif CJK JP"),
        ("font", "x" * 101, "Noto Serif CJK JP"),
        ("font", "gothic", "gothic"),
        ("size", 3, 12),
        ("size", 99, 32),
        ("size", 10**400, 32),
        ("size", 17.6, 18),
        ("size", "20", 22),
        ("size", True, 22),
        ("line_height", 0, 1.4),
        ("line_height", float("inf"), 2.6),
        ("line_height", float("nan"), 2.2),
        ("measure", 5, 20),
        ("measure", 500, 60),
        ("justify", "yes", False),
        ("justify", True, True),
        ("vertical", None, True),
    ],
)
def test_a_value_is_brought_into_range_or_is_as_otherwise(
    name: str, stored: object, read: object
) -> None:
    known = appearance_of({name: stored}, CHOSEN)
    assert known == replace(CHOSEN, **{name: read})  # type: ignore[arg-type]


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(asdict(AT_FIRST), ANY)))
def test_whatever_is_stored_articles_can_be_read(facts: dict[str, object]) -> None:
    known = appearance_of(facts)
    assert known.theme in THEMES
    assert known.font
    assert 12 <= known.size <= 32
    assert 1.4 <= known.line_height <= 2.6
    assert 20 <= known.measure <= 60


@pytest.mark.parametrize(
    ("size", "by", "after"), [(17, 1, 18), (17, -1, 16), (21, 1, 22), (32, 1, 32), (12, -1, 12),
                              (30, 0, 17)]
)  # fmt: skip
def test_the_size_goes_in_steps(size: int, by: int, after: int) -> None:
    assert resized(Appearance(size=size), by).size == after


def test_the_steps_begin_and_end_where_the_range_does() -> None:
    assert (SIZES[0], SIZES[-1]) == (12, 32)
    assert AT_FIRST.size in SIZES


@pytest.mark.parametrize(
    ("font", "family"),
    [
        ("mincho", "var(--serif)"),
        ("gothic", "var(--sans)"),
        ("Yu Mincho", '"Yu Mincho", var(--serif)'),
        ('a"; b\\', '"a\\"; b\\\\", var(--serif)'),
    ],
)
def test_a_font_is_a_family_of_the_page(font: str, family: str) -> None:
    variables = page_facts(Appearance(font=font))["variables"]
    assert isinstance(variables, dict)
    assert variables["--text-font"] == family


# ---- what is remembered


def test_each_folder_keeps_its_own_appearance(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    Preferences(tmp_path).keep_appearance(one, CHOSEN)
    Preferences(tmp_path).keep_appearance(two, AT_FIRST)
    assert Preferences(tmp_path).appearance(one) == CHOSEN
    assert Preferences(tmp_path).appearance(two) == AT_FIRST


def test_a_new_folder_looks_as_was_chosen_last(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    assert preferences.appearance(tmp_path / "new") == AT_FIRST
    preferences.keep_appearance(tmp_path / "one", CHOSEN)
    assert preferences.appearance(tmp_path / "new") == CHOSEN
    assert preferences.appearance() == CHOSEN


def stored(tmp_path: Path) -> QSettings:
    """The settings file as an earlier version, or a person, writes it."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.mark.parametrize("value", ["{", "", "sepia", '{"size": "x"}', ["a", "b"]])
def test_a_spoilt_value_is_as_was_chosen_last(tmp_path: Path, value: object) -> None:
    folder = tmp_path / "one"
    Preferences(tmp_path).keep_appearance(folder, CHOSEN)
    settings = stored(tmp_path)
    settings.setValue(next(k for k in settings.allKeys() if "one" in k), value)
    settings.sync()
    assert Preferences(tmp_path).appearance(folder) == CHOSEN


@pytest.mark.parametrize(
    ("old", "taken"),
    [
        ({"theme": "dark", "zoom": "1.4"}, Appearance("dark", size=24)),
        ({"theme": "light"}, Appearance("light")),
        ({"zoom": "0.7"}, Appearance(size=12)),
        ({"zoom": "2.0"}, Appearance(size=32)),
        ({"theme": "green", "zoom": "large"}, AT_FIRST),
        ({"zoom": "nan"}, AT_FIRST),
    ],
)
def test_the_theme_and_the_zoom_of_an_earlier_version_are_taken_over(
    tmp_path: Path, old: dict[str, str], taken: Appearance
) -> None:
    settings = stored(tmp_path)
    for key, value in old.items():
        settings.setValue(key, value)
    settings.sync()
    assert Preferences(tmp_path).appearance(tmp_path / "one") == taken
    assert not {"theme", "zoom"} & set(stored(tmp_path).allKeys())


def test_an_earlier_version_cannot_take_back_what_was_chosen_since(tmp_path: Path) -> None:
    Preferences(tmp_path).keep_appearance(tmp_path / "one", CHOSEN)
    settings = stored(tmp_path)
    settings.setValue("theme", "dark")
    settings.sync()
    assert Preferences(tmp_path).appearance() == CHOSEN
