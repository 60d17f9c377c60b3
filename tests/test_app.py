import os
import sys
from pathlib import Path

import pytest

from reader.app import check_qt, guard, run_window
from reader.errors import UserError


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_screen_of_any_kind_is_enough(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    guard({name: ":0"})


def test_without_a_screen_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(UserError, match="no-display"):
        guard({"DISPLAY": ""})


def test_other_systems_have_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    guard({})


@pytest.mark.parametrize(("user", "disabled"), [(0, "1"), (1000, None)])
def test_the_sandbox_is_off_for_root_only(
    monkeypatch: pytest.MonkeyPatch, user: int, disabled: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    environ = {"DISPLAY": ":0"}
    guard(environ)
    assert environ.get("QTWEBENGINE_DISABLE_SANDBOX") == disabled


@pytest.mark.parametrize(
    ("version", "python", "key"),
    [
        ("6.11.3", (3, 11), ""),
        ("6.12.0", (3, 11), "qt-wrong"),
        ("6.12.0", (3, 12), ""),
        ("7.0", (3, 11), "qt-wrong"),
    ],
)
def test_a_qt_that_would_end_the_process_is_refused(
    version: str, python: tuple[int, int], key: str
) -> None:
    if not key:
        check_qt(version, python)
        return
    with pytest.raises(UserError, match=key):
        check_qt(version, python)


def test_a_missing_qt_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "reader.ui.main", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6", None)
    with pytest.raises(UserError, match="qt-missing"):
        run_window(None)


def test_a_folder_that_is_not_there_is_told_before_anything_opens(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder-missing"):
        run_window(tmp_path / "nowhere")
