"""Printing and PDFs from the window: asking, writing, telling."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from reader.ui.paper_commands import new_printer
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000
POST = "2025-11-07-gpu-leasing"
TITLE = "GPUリースの残価は誰が負うか"


@pytest.fixture
def workspace(open_window: OpenWindow, sample_folder: Path, qtbot: QtBot) -> Workspace:
    """The window with a post open."""
    workspace = open_window(sample_folder)
    reading = workspace.reading
    assert reading.pane
    with qtbot.waitSignal(reading.pane.painted, timeout=LONG):
        reading.visit(POST)
    return workspace


def words(file: Path) -> str:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setParent(document)
    buffer.setData(file.read_bytes())
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = (document.getAllText(number).text() for number in range(document.pageCount()))
    return "".join("".join(pages).split())


def told(workspace: Workspace, qtbot: QtBot, what: str) -> str:
    """What a banner says, as soon as it holds some words."""
    banners = workspace.reading.banner, workspace.list.banner
    qtbot.waitUntil(lambda: any(what in banner.text() for banner in banners), timeout=LONG)
    return next(banner.text() for banner in banners if what in banner.text())


def test_a_note_that_is_being_written_is_in_the_pdf(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    marking, pane = workspace.reading.marking, workspace.reading.pane
    assert marking
    assert pane
    marking.add((0, 6), "yellow", lambda new: pane.rect_of(0, 6, lambda place: marking.open_editor(
        new.id, place
    )))  # fmt: skip
    editor = workspace.reading.editor
    qtbot.waitUntil(editor.isVisible, timeout=LONG)
    editor.note.insertPlainText("書きかけのメモ")
    workspace.paper.write_pdf(tmp_path / "紙.pdf")
    assert "2 ページ" in told(workspace, qtbot, "紙.pdf")
    found = words(tmp_path / "紙.pdf")
    assert "1書きかけのメモ" in found
    assert TITLE in found


def test_the_file_is_asked_for_by_the_name_of_the_post(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace._preferences.pdf_folder = str(tmp_path)
    workspace.menu_action("pdf").trigger()
    dialog = workspace.paper._dialog
    assert isinstance(dialog, QFileDialog)
    assert dialog.directory().absolutePath() == str(tmp_path)
    assert dialog.selectedFiles() == [str(tmp_path / f"{TITLE}.pdf")]
    (tmp_path / "ほか").mkdir()
    dialog.setDirectory(str(tmp_path / "ほか"))
    dialog.selectFile("名前")
    dialog.accept()
    told(workspace, qtbot, "名前.pdf")
    assert (tmp_path / "ほか" / "名前.pdf").read_bytes().startswith(b"%PDF")
    assert workspace._preferences.pdf_folder == str(tmp_path / "ほか")


def test_nothing_is_written_into_the_folder_of_posts(
    workspace: Workspace, qtbot: QtBot, sample_folder: Path
) -> None:
    before = sorted(sample_folder.rglob("*"))
    workspace.paper.write_pdf(sample_folder / "assets" / "紙.pdf")
    assert "別のフォルダー" in told(workspace, qtbot, "記事のフォルダーの中")
    assert sorted(sample_folder.rglob("*")) == before


def test_a_target_that_cannot_be_written_is_told(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace.paper.write_pdf(tmp_path / "ない" / "紙.pdf")
    assert "別のフォルダー" in told(workspace, qtbot, "書けません")
    workspace.paper.write_pdf(tmp_path / "紙.pdf")
    told(workspace, qtbot, "紙.pdf（")


def test_a_file_that_is_no_pdf_is_left_alone(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "大切.pdf").write_text("手で書いたもの", "utf-8")
    workspace.paper.write_pdf(tmp_path / "大切.pdf")
    assert "別の名前" in told(workspace, qtbot, "PDF ではありません")
    assert (tmp_path / "大切.pdf").read_text("utf-8") == "手で書いたもの"


def test_only_one_post_at_a_time_is_printed(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace.paper.write_pdf(tmp_path / "一.pdf")
    workspace.paper.write_pdf(tmp_path / "二.pdf")
    assert workspace.status.note.text() == "まだ前の記事を紙の形にしています"
    told(workspace, qtbot, "一.pdf")
    assert not (tmp_path / "二.pdf").exists()


def test_a_printer_gets_the_post(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    printer = new_printer(TITLE)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    workspace.paper.print(printer)
    qtbot.waitUntil(
        lambda: workspace.status.note.text() == f"プリンターに送りました: {TITLE}", timeout=LONG
    )
    assert (tmp_path / "printer.pdf").stat().st_size > 1000


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="there is a printer")
def test_without_a_printer_a_pdf_is_offered(workspace: Workspace) -> None:
    workspace.menu_action("print").trigger()
    assert "プリンターがありません" in workspace.reading.banner.text()
    workspace.reading.banner._act()
    assert isinstance(workspace.paper._dialog, QFileDialog)


def test_without_a_post_there_is_nothing_to_print(
    open_window: OpenWindow, sample_folder: Path
) -> None:
    workspace = open_window(sample_folder)
    assert not workspace.menu_action("pdf").isEnabled()
    assert not workspace.menu_action("print").isEnabled()


def test_the_window_may_be_closed_meanwhile(
    workspace: Workspace, open_window: OpenWindow, sample_folder: Path, tmp_path: Path
) -> None:
    workspace.paper.write_pdf(tmp_path / "紙.pdf")
    again = open_window(sample_folder)
    assert again.session.rows
