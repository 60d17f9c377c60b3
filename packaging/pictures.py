"""Writes pictures of the real window's main views on the sample collection, light and dark."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from driving import opened_window, picture, sample_copy, settle, wait_until
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from reader.article.model import Article
from reader.library import Library
from reader.notes.model import Annotation
from reader.ui.bridge import WORLD
from reader.ui.note_editor import Draft
from reader.ui.sidebar import Scope
from reader.ui.window import MainWindow
from reader.ui.workspace import Workspace

SHOWPIECE = "大手クラウド三社"
REPEATING = "受電まで七年"
NOTED = "設備投資の数字"
MARKS = (
    ("2025年の合計", "見込み", "yellow", "前年比 +30%。会社計画か市場予想かを確認する。", "要確認"),
    ("推論コストは", "。", "green", "推論の比率が上がる企業＝自社チップ。", "競争力"),
    ("電力契約の条件", "は、", "pink", "電力：開示が無い。次の決算で質問。", "リスク"),
)


def main() -> int:
    """Write all pictures into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    options = parser.parse_args()
    out: Path = options.folder
    with tempfile.TemporaryDirectory() as work:
        with opened_window(None, Path(work), options.lang) as window:
            _in_both(window, out, "welcome")
        empty = Path(work) / "空のフォルダー"
        empty.mkdir()
        with opened_window(None, Path(work), options.lang) as window:
            window.open_folder(empty)
            workspace = window.workspace
            wait_until("the reading", lambda: workspace and workspace.session.settled)
            settle()
            _in_both(window, out, "empty-folder")
        with opened_window(sample_copy(Path(work)), Path(work), options.lang) as window:
            if window.workspace is None:
                return 1
            _views(window, window.workspace, out)
    return 0


def _views(window: MainWindow, workspace: Workspace, out: Path) -> None:
    _in_both(window, out, "list")
    _open(workspace, SHOWPIECE)
    for start, end, color, note, tag in MARKS:
        _mark(workspace, start, end, color, note, tag)
    workspace.bar.search.set_query("推論コスト 億ドル")
    wait_until("the hits", lambda: workspace.list.highlights.text)
    _choose(workspace, SHOWPIECE)
    _in_both(window, out, "main")
    _select(workspace, "専用チップを持つ会社ほど")
    _in_both(window, out, "palette")
    _edit_first(workspace)
    _in_both(window, out, "note")
    workspace.reading.editor.finish()
    _search_views(window, workspace, out)
    workspace.bar.search.set_query("存在しない言葉")
    wait_until("no hits", lambda: not workspace.list.list.posts.posts())
    _in_both(window, out, "no-hits")
    workspace.bar.search.clear()
    _reading_views(window, workspace, out)
    _notes_views(window, workspace, out)
    longest = max(workspace.session.rows, key=lambda row: len(row.title))
    _open(workspace, longest.title)
    _in_both(window, out, "long-title")
    workspace.show_problems()
    _in_both(window, out, "problems", workspace.problems_dialog)


def _reading_views(window: MainWindow, workspace: Workspace, out: Path) -> None:
    _open(workspace, REPEATING)
    reading, actions = workspace.reading, workspace.actions_
    fold = next(fold for fold in _article(workspace).folds if fold.lines)
    _scroll_to(workspace, _article(workspace).text[fold.start - 60 : fold.start - 40])
    _in_both(window, out, "folded")
    actions["folds"].trigger()
    settle(300)
    _in_both(window, out, "unfolded")
    actions["folds"].trigger()
    _open(workspace, SHOWPIECE)
    for theme in ("sepia", "black"):
        window.theme.choose(theme)
        settle(300)
        print(picture(window, out / f"theme-{theme}.png"), flush=True)
    window.theme.choose("light")
    workspace.show_appearance()
    settle(300)
    print(picture(workspace.styling.panel, out / "appearance-light.png"), flush=True)
    workspace.styling.panel.hide()
    actions["vertical"].trigger()
    settle(600)
    _in_both(window, out, "vertical")
    actions["vertical"].trigger()
    settle(300)
    actions["panel"].trigger()
    settle(300)
    _in_both(window, out, "outline")
    actions["panel"].trigger()
    actions["focus"].trigger()
    settle(300)
    actions["beside"].trigger()
    wait_until("the second view", lambda: workspace.reading is not reading)
    _open(workspace, REPEATING)
    _in_both(window, out, "side-by-side")
    actions["beside"].trigger()
    actions["focus"].trigger()
    _open(workspace, NOTED)
    _footnote(workspace)
    _in_both(window, out, "footnote")
    _changes(window, workspace, out)
    workspace.show_keys()
    settle(300)
    _in_both(window, out, "keys", workspace.keys_dialog)
    workspace.keys_dialog.hide()


def _notes_views(window: MainWindow, workspace: Workspace, out: Path) -> None:
    """The views of annotations, after an edit took one passage away."""
    sidebar, areas = workspace.sidebar, workspace.areas
    row = next(row for row in workspace.session.rows if row.title.startswith(SHOWPIECE))
    file = workspace.session.folder / row.path
    source = file.read_text(encoding="utf-8")
    gone = MARKS[-1][0]
    start = source.index(gone)
    end = source.index("。", start) + 1
    file.write_text(source[:start] + source[end:], encoding="utf-8")
    workspace.session.refresh()
    wait_until("the edit", lambda: workspace.session.notes.unsettled)
    _open(workspace, NOTED)
    _mark(workspace, "設備投資", "。", "blue", "三社の合計と見くらべる。", "数字")
    sidebar.scope_chosen.emit(Scope("area", "notes"))
    settle(900)
    _in_both(window, out, "notes")
    sidebar.scope_chosen.emit(Scope("area", "changed_notes"))
    settle(900)
    _in_both(window, out, "changed-notes")
    ids = [note.annotation.id for note in _library(workspace).annotations()]
    workspace.dossiers.make("電力", then=lambda made: workspace.dossiers.add(made.id, ids))
    wait_until("the dossier", lambda: len(ids) in workspace.dossiers.counts.values())
    (dossier,) = workspace.session.notes.dossiers
    areas.show(f"dossier:{dossier.id}")
    settle(900)
    _in_both(window, out, "dossier")
    workspace.actions_["reviews"].trigger()
    wait_until("the review", lambda: workspace.reviewing.left)
    sidebar.scope_chosen.emit(Scope("area", "review"))
    settle(600)
    _in_both(window, out, "review")
    areas.show_posts()
    file.write_text(source, encoding="utf-8")
    workspace.session.refresh()
    settle(300)
    wait_until("the passage", lambda: not workspace.session.notes.unsettled)


def _library(workspace: Workspace) -> Library:
    library = workspace.session.library
    if library is None:
        sys.exit("no folder is open")
    return library


def _article(workspace: Workspace) -> Article:
    pane = workspace.reading.pane
    if not (pane and pane.article):
        sys.exit("no article is open")
    return pane.article


def _scroll_to(workspace: Workspace, words: str, before: int = 0) -> None:
    pane, text = workspace.reading.pane, _article(workspace).text
    if pane and words in text:
        pane.scroll_to(max(0, text.index(words) - before), flash=False)
        settle(300)


def _footnote(workspace: Workspace) -> None:
    """Open the first footnote as the keyboard does."""
    pane = workspace.reading.pane
    if pane:
        pane.setFocus()
        link = "document.querySelector('#article a[href^=\"#fn:\"]')"
        pane.page().runJavaScript(
            f"{link}.focus(); {link}.scrollIntoView({{block: 'center'}})", WORLD
        )
        settle(300)
        surface = pane.focusProxy()
        if surface:
            QTest.keyClick(surface, Qt.Key.Key_Return)
        settle(300)


def _changes(window: MainWindow, workspace: Workspace, out: Path) -> None:
    """Edit a post that was read, and show what changed."""
    row = next(row for row in workspace.session.rows if row.title.startswith(REPEATING))
    _open(workspace, REPEATING)
    file = workspace.session.folder / row.path
    file.write_text(_edited(file.read_text(encoding="utf-8")), encoding="utf-8")
    workspace.session.refresh()
    settle(300)
    wait_until("the edit", lambda: not workspace.session.refreshing)
    settle(600)
    workspace.reading.show_changes()
    settle(1200)
    _in_both(window, out, "changes")
    workspace.reading.changes.close()


def _edited(source: str) -> str:
    """A post with one sentence less, one more, and two in other words."""
    lines = source.split("\n")
    prose = [
        number for number, line in enumerate(lines) if len(line) > 60 and line[0] not in "|#->"
    ]
    first, second = prose[0], prose[2]
    lines[first] = lines[first].replace("。", "。接続を待つ計画は、この半年でさらに増えた。", 1)
    lines[second] = lines[second].partition("。")[2] or lines[second]
    return "\n".join(lines).replace("年", "年間", 3)


def _shows(workspace: Workspace, query: str) -> bool:
    return workspace.list.shown_query == query


def _search_views(window: MainWindow, workspace: Workspace, out: Path) -> None:
    for name, query in (
        ("results", "推論 (グーグル OR サーバー OR 億ドル) after:2025-10 -広告"),
        ("query-error", "推論 date:きのう (コスト"),
    ):
        workspace.bar.search.set_query(query)
        wait_until(name, partial(_shows, workspace, query))
        _choose(workspace, SHOWPIECE)
        _in_both(window, out, name)
    workspace.reading.find_in_post()
    workspace.reading.finding.bar.field.insert("億ドル")
    settle(600)
    _in_both(window, out, "find")
    workspace.reading.finding.bar.close_bar()
    workspace.show_palette()
    settle(300)
    workspace.palette_.field.setText("電力")
    settle(400)
    _in_both(window, out, "names")
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Escape)


def _in_both(window: MainWindow, out: Path, name: str, widget: object = None) -> None:
    from PySide6.QtWidgets import QWidget

    target = widget if isinstance(widget, QWidget) else window
    for theme in ("light", "dark"):
        window.theme.choose(theme)
        settle(250)
        print(picture(target, out / f"{name}-{theme}.png"), flush=True)
    window.theme.choose("light")


def _open(workspace: Workspace, title: str) -> None:
    row = next(row for row in workspace.session.rows if row.title.startswith(title))
    workspace.reading.visit(row.id)
    wait_until("the article", lambda: workspace.reading.post_id == row.id)
    settle()


def _choose(workspace: Workspace, title: str) -> None:
    row = next(row for row in workspace.session.rows if row.title.startswith(title))
    workspace.list.list.setCurrentIndex(workspace.list.list.posts.place_of(row.id))
    settle(600)


def _mark(workspace: Workspace, start: str, end: str, color: str, note: str, tag: str) -> None:
    pane, marking = workspace.reading.pane, workspace.reading.marking
    if not (pane and pane.article and marking):
        sys.exit("no article is open")
    text = pane.article.text
    first = text.index(start)
    span = first, text.index(end, first) + (0 if end in "。は、" else len(end))

    def write_note(new: Annotation) -> None:
        marking.change(new.id, Draft(color, note, (tag,)))

    marking.add(span, color, write_note)
    wait_until("the note", lambda: note in [a.note for a in marking.annotations.values()])


def _select(workspace: Workspace, words: str) -> None:
    pane = workspace.reading.pane
    if pane and pane.article and words in pane.article.text:
        start = pane.article.text.index(words)
        span = f"{start}, {start + len(words)}"
        script = (
            f"getSelection().removeAllRanges(); getSelection().addRange(Keisen.rangeOf({span}))"
        )
        pane.page().runJavaScript(script, WORLD)
        settle()


def _edit_first(workspace: Workspace) -> None:
    pane, marking = workspace.reading.pane, workspace.reading.marking
    if not (pane and marking):
        return
    pane.clear_selection()
    first = min(marking.annotations.values(), key=lambda a: a.selector.start)
    shown: list[Sequence[str]] = []

    def edit(place: QRect) -> None:
        marking.open_editor(first.id, place)
        shown.append((first.id,))

    pane.rect_of(first.selector.start, first.selector.end, edit)
    wait_until("the editor", lambda: shown)


if __name__ == "__main__":
    sys.exit(main())
