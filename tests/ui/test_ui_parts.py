"""The small widgets, the colours and the words of the window."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.notes.model import Annotation, Selector, State
from reader.resources import resource
from reader.ui.note_editor import Draft, NoteEditor
from reader.ui.parts import Banner, EmptyState
from reader.ui.post_delegate import elided
from reader.ui.sidebar import Line, Scope, SidebarModel
from reader.ui.theme import TOKENS, Tokens, interface_font
from reader.ui.translation import chosen_language

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def annotation(note: str = "前のメモ", tags: tuple[str, ...] = ("要確認",)) -> Annotation:
    selector = Selector(0, 3, "引用文", "", "", 1, 1)
    return Annotation("a1", "p", selector, 0, 3, State.ANCHORED, "green", note, tags, NOW, NOW)


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """A window to put things on."""
    widget = QWidget()
    widget.resize(600, 400)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_editor_keeps_what_was_written_when_it_closes(ground: QWidget, qtbot: QtBot) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(10, 10, 50, 20))
    editor.note.setPlainText("新しいメモ")
    with qtbot.waitSignal(editor.saved) as saved:
        QTest.keyClick(editor.note, Qt.Key.Key_Escape)
    assert saved.args == ["a1", Draft("green", "新しいメモ", ("要確認",))]


def test_the_editor_says_nothing_when_nothing_changed(ground: QWidget, qtbot: QtBot) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(10, 10, 50, 20))
    with qtbot.assertNotEmitted(editor.saved):
        editor.finish()
    assert editor.isHidden()


def test_opening_another_note_keeps_the_first(ground: QWidget, qtbot: QtBot) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(10, 10, 50, 20))
    editor.note.setPlainText("一つ目")
    with qtbot.waitSignal(editor.saved) as saved:
        editor.edit(annotation(note="二つ目"), QRect(10, 10, 50, 20))
    assert saved.args[1].note == "一つ目"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("要確認 リスク", ("要確認", "リスク")),
        ("#要確認　＃リスク", ("要確認", "リスク")),
        ("要確認、要確認", ("要確認",)),
        ("  ", ()),
        ("#", ()),
    ],
)
def test_tags_are_read_as_they_are_typed(
    ground: QWidget, typed: str, tags: tuple[str, ...]
) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(10, 10, 50, 20))
    editor.tags.setText(typed)
    assert editor.draft().tags == tags


@pytest.mark.parametrize(("steps", "tag"), [(1, "hbm price"), (2, "hbm2")])
def test_the_last_of_several_tags_is_completed(
    ground: QWidget, qtbot: QtBot, steps: int, tag: str
) -> None:
    editor = NoteEditor(ground)
    editor.set_known_tags(["hbm price", "hbm2"])
    editor.edit(annotation(tags=("要確認",)), QRect(10, 10, 50, 20), focus_tags=True)
    with qtbot.waitActive(ground):
        ground.activateWindow()
    QTest.keyClicks(editor.tags, " hbm")
    popup = editor.tags.completer().popup()
    assert popup
    qtbot.waitUntil(popup.isVisible)
    for _ in range(steps):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor.draft().tags == ("要確認", tag)
    assert editor.isVisible()


def test_completion_begins_with_the_preset_tags(ground: QWidget) -> None:
    editor = NoteEditor(ground)
    editor.set_known_tags(["数字の確認", "リスク"])
    completer = editor.tags.completer()
    completer.setCompletionPrefix("要確認 数")
    offered = completer.completionModel()
    names = [offered.index(row, 0).data() for row in range(offered.rowCount())]
    assert names == ["数字", "数字の確認"]


def test_a_preset_tag_comes_and_goes_by_a_click(ground: QWidget) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(10, 10, 50, 20))
    for tags in (("要確認", "リスク"), ("要確認",)):
        editor.presets["リスク"].click()
        assert editor.draft().tags == tags
        assert editor.presets["リスク"].isChecked() == ("リスク" in tags)


def test_a_note_is_shown_as_it_will_look_and_loads_nothing(ground: QWidget) -> None:
    editor = NoteEditor(ground)
    note = "# 見出し\n\n**太字** ![絵](https://example.com/a.png)<script>x</script>"
    editor.edit(annotation(note=note), QRect(10, 10, 50, 20))
    editor.turn()
    assert editor.preview.isVisible()
    assert editor.preview.toPlainText().startswith("見出し\n太字")
    assert editor.draft().note == note
    editor.turn()
    assert editor.note.isVisible()


def test_the_editor_can_be_made_larger_and_stays_inside(ground: QWidget) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(300, 300, 50, 20))
    small = editor.size()
    editor.enlarge()
    assert editor.width() > small.width()
    assert ground.rect().contains(editor.geometry())
    editor.enlarge()
    assert editor.size() == small


def test_the_editor_says_whether_a_mark_is_underlined(ground: QWidget) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(10, 10, 50, 20))
    editor.underline.click()
    assert editor.draft().style == "underline"


@pytest.mark.parametrize("corner", [(0, 0), (590, 390), (590, 0), (0, 390)])
def test_the_editor_stays_inside_its_ground(ground: QWidget, corner: tuple[int, int]) -> None:
    editor = NoteEditor(ground)
    editor.edit(annotation(), QRect(*corner, 10, 10))
    assert ground.rect().contains(editor.geometry())


def test_a_banner_does_what_it_offers_and_goes(ground: QWidget) -> None:
    done: list[str] = []
    banner = Banner(ground)
    banner.say("見本です。", action="ひらく", do=lambda: done.append("x"))
    assert banner.text() == "見本です。"
    banner._act()
    assert (done, banner.text()) == (["x"], "")


def test_an_empty_state_names_the_next_step(ground: QWidget) -> None:
    empty = EmptyState(ground)
    empty.say("記事がありません", "ファイルを入れてください。")
    assert empty.title() == "記事がありません"


def contrast(one: QColor, two: QColor) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def light(color: QColor) -> float:
        parts = (color.redF(), color.greenF(), color.blueF())
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(two)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", TOKENS.values(), ids=TOKENS)
@pytest.mark.parametrize("ink", ["ink", "soft", "muted", "accent"])
@pytest.mark.parametrize("ground_name", ["window", "side", "list", "paper", "card"])
def test_text_can_be_read(tokens: Tokens, ink: str, ground_name: str) -> None:
    assert contrast(tokens.color(ink), tokens.color(ground_name)) >= 4.5


@pytest.mark.parametrize("tokens", TOKENS.values(), ids=TOKENS)
def test_a_theme_is_dark_where_its_ink_is_lighter_than_its_paper(tokens: Tokens) -> None:
    assert tokens.dark == (tokens.color("ink").lightness() > tokens.color("paper").lightness())


@pytest.mark.parametrize("tokens", TOKENS.values(), ids=TOKENS)
def test_marked_text_in_the_list_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.color("ink"), tokens.color("hit")) >= 4.5


@pytest.mark.parametrize("text", ["短い", "長い題名" * 40, "😀" * 200, ""])
def test_a_title_is_cut_to_its_line(qapp: QApplication, text: str) -> None:
    layout = elided(text, QFont(interface_font(14)), 300, 1, (), QTextCharFormat())
    assert layout.lineCount() <= 1
    if layout.lineCount():
        assert layout.lineAt(0).naturalTextWidth() <= 300
        assert len(text) < 10 or layout.text().endswith("…")


def test_counts_change_without_losing_the_line(qtbot: QtBot, ground: QWidget) -> None:
    model = SidebarModel(ground)
    model.set_lines([Line("ライブラリ"), Line("未読", 3, Scope("unread"))])
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_lines([Line("ライブラリ"), Line("未読", 2, Scope("unread"))])
    assert model.place_of(Scope("unread")).row() == 1


def test_the_language_can_be_chosen() -> None:
    assert (chosen_language("ja"), chosen_language("en")) == ("ja", "en")


def test_every_text_of_the_window_is_translated() -> None:
    tree = ET.parse(resource("translations", "keisen_en.ts"))
    untranslated = [
        message.findtext("source")
        for message in tree.iter("message")
        if message.find("translation") is None or not message.findtext("translation")
    ]
    assert untranslated == []


def test_translations_name_the_same_facts() -> None:
    tree = ET.parse(resource("translations", "keisen_en.ts"))
    for message in tree.iter("message"):
        source, text = message.findtext("source") or "", message.findtext("translation") or ""
        assert sorted(re.findall(r"\{\d\}", source)) == sorted(re.findall(r"\{\d\}", text)), source


def test_the_translation_file_knows_every_text(tmp_path: Path) -> None:
    known = resource("translations", "keisen_en.ts")
    fresh = tmp_path / "fresh.ts"
    fresh.write_bytes(known.read_bytes())
    sources = sorted(map(str, (Path(__file__).parents[2] / "reader" / "ui").glob("*.py")))
    command = ["pyside6-lupdate", *sources, "-ts", str(fresh), "-no-obsolete", "-locations", "none"]
    subprocess.run(_tool(command), check=True, capture_output=True)
    assert texts(fresh) == texts(known)


def test_the_compiled_translation_is_that_of_its_source(tmp_path: Path) -> None:
    source, compiled = (resource("translations", f"keisen_en.{end}") for end in ("ts", "qm"))
    fresh = tmp_path / "fresh.qm"
    command = ["pyside6-lrelease", str(source), "-qm", str(fresh)]
    subprocess.run(_tool(command), check=True, capture_output=True)
    assert fresh.read_bytes() == compiled.read_bytes()


def texts(path: Path) -> set[str]:
    """The source texts of a translation file."""
    return {message.findtext("source") or "" for message in ET.parse(path).iter("message")}


def _tool(command: list[str]) -> list[str]:
    return [str(Path(sys.executable).with_name(command[0])), *command[1:]]


def test_every_key_of_the_window_is_in_the_manual() -> None:
    root = Path(__file__).parents[2]
    source = (root / "reader" / "ui" / "menus.py").read_text(encoding="utf-8")
    manual = (root / "README.md").read_text(encoding="utf-8")
    keys = re.findall(r'"((?:Ctrl|Alt)\+[^"]+|F\d+)"', source)
    arrows = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
    shown = [re.sub("Left|Right|Up|Down", lambda m: arrows[m[0]], key) for key in keys]
    assert len(keys) > 15
    assert [key for key in shown if manual.count(f"`{key}`") < 2] == []
