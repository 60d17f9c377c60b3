import pytest

from reader.ui.keymap import Keymap, portable
from reader.ui.page_keys import PAGE_KEYS, PageKey

DEFAULTS = {"open": "Ctrl+O", "find": "Ctrl+F", "aliases": "", "help": "F1"}
KEYMAP = Keymap(DEFAULTS)


def test_without_changes_every_command_has_its_default() -> None:
    assert KEYMAP.keys() == DEFAULTS


def test_a_command_is_given_another_key_and_its_default_again() -> None:
    changed = KEYMAP.with_key("open", "Ctrl+J")
    assert changed.keys()["open"] == "Ctrl+J"
    assert changed.with_key("open", "Ctrl+O") == KEYMAP


def test_a_command_is_left_without_a_key() -> None:
    assert KEYMAP.with_key("open", "").keys()["open"] == ""


def test_the_owner_of_a_key_is_known() -> None:
    assert KEYMAP.owner("Ctrl+F") == "find"
    assert KEYMAP.owner("Ctrl+F", besides="find") is None
    assert KEYMAP.owner("") is None


def test_a_default_key_that_was_taken_over_comes_back_when_it_is_free() -> None:
    taken = KEYMAP.with_key("open", "Ctrl+F")
    assert (taken.keys()["open"], taken.keys()["find"]) == ("Ctrl+F", "")
    assert taken.with_key("open", "Ctrl+J").keys()["find"] == "Ctrl+F"


def test_a_chosen_key_that_was_taken_over_is_gone() -> None:
    taken = KEYMAP.with_key("aliases", "Ctrl+J").with_key("open", "Ctrl+J")
    assert (taken.keys()["open"], taken.keys()["aliases"]) == ("Ctrl+J", "")
    assert taken.with_key("open", "Ctrl+O").keys()["aliases"] == ""


def test_a_default_is_taken_back() -> None:
    taken = KEYMAP.with_key("open", "Ctrl+F").with_key("find", "Ctrl+F")
    assert (taken.keys()["open"], taken.keys()["find"]) == ("", "Ctrl+F")


def test_all_keys_are_as_they_were() -> None:
    changed = KEYMAP.with_key("open", "Ctrl+F").with_key("help", "")
    assert changed.with_defaults() == KEYMAP


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("N", "page"),
        ("Shift+N", "page"),
        ("Space", "page"),
        ("PgDown", "page"),
        ("Esc", "page"),
        ("Tab", "page"),
        ("?", "page"),
        ("Q", "typing"),
        ("Shift+Q", "typing"),
        ("7", "typing"),
        ("あ", "typing"),
        ("Backspace", "typing"),
        ("Ctrl+C", "editing"),
        ("Ctrl+A", "editing"),
        ("", "unreadable"),
        ("Ctrl+", "unreadable"),
        ("ctrl+j", "unreadable"),
        ("Ctrl+K, Ctrl+S", "unreadable"),
    ],
)
def test_some_keys_are_refused(key: str, reason: str) -> None:
    refusal = KEYMAP.refusal(key)
    assert refusal
    assert refusal.reason == reason


@pytest.mark.parametrize("key", ["Ctrl+J", "Alt+Q", "F2", "Shift+F12", "Ctrl+Shift+L", "Meta+F1"])
def test_other_keys_can_be_used(key: str) -> None:
    assert KEYMAP.refusal(key) is None


def test_a_refusal_names_what_the_page_does_with_the_key() -> None:
    key = PageKey("J K", lambda: "次の段落")
    refusal = Keymap(DEFAULTS, page=(key,)).refusal("K")
    assert refusal
    assert refusal.page_key is key


@pytest.mark.parametrize(
    "changed",
    [
        {"open": "N"},
        {"open": "なにか"},
        {"open": "Ctrl+Nichts"},
        {"gone": "Ctrl+J"},
        {"gone": "Ctrl+O"},
        {"open": "Ctrl+C"},
    ],
)
def test_kept_keys_that_make_no_sense_have_no_effect(changed: dict[str, str]) -> None:
    assert Keymap(DEFAULTS, changed).keys() == DEFAULTS


def test_of_two_commands_with_the_same_kept_key_the_first_has_it() -> None:
    twice = Keymap(DEFAULTS, {"find": "Ctrl+J", "open": "Ctrl+J"})
    assert (twice.keys()["find"], twice.keys()["open"]) == ("Ctrl+J", "Ctrl+O")


def test_every_key_of_the_page_can_be_read() -> None:
    keys = [key for one in PAGE_KEYS for key in one.keys.split()]
    assert [key for key in keys if portable(key) != key] == []
    assert len(set(keys)) == len(keys)
    assert all(one.meaning() for one in PAGE_KEYS)
