from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from reader.ui.actions import Command, fill_menu, make_actions
from reader.ui.appearance import THEMES, Appearance

if TYPE_CHECKING:
    from reader.ui.workspace import Workspace

NEED_A_POST = [
    "star",
    "post_note",
    "unread",
    "folds",
    "changes",
    "beside",
    "export_post",
    "pdf",
    "print",
    "next_hit",
    "previous_hit",
    "focus",
]


class Menus(QObject):
    """Everything that can be done in an opened folder: as actions with their keys, and in menus."""

    def __init__(self, window: "Workspace") -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = make_actions(window, self._commands())
        self._add_undo_actions()
        self.menus: list[QMenu] = []
        self._fill()
        self.show_chosen(window.styling.appearance)

    def show_chosen(self, appearance: Appearance) -> None:
        """Check the commands that this appearance comes from."""
        self.actions[appearance.theme].setChecked(True)
        self.actions["vertical"].setChecked(appearance.vertical)

    def show_post(self, post_id: str) -> None:
        """Enable what can be done with an open post, or disable it where none is open."""
        for name in NEED_A_POST:
            self.actions[name].setEnabled(bool(post_id))

    def _commands(self) -> list[Command]:
        return [*self._file(), *self._edit(), *self._view(), *self._themes(), *self._go()]

    def _file(self) -> list[Command]:
        window = self._window
        return [
            Command("open", self.tr("フォルダーをひらく…"), window.folder_wanted.emit, "Ctrl+O"),
            Command("welcome", self.tr("はじめの画面"), window.welcome_wanted.emit),
            Command("refresh", self.tr("フォルダーを読みなおす"), window.session.refresh, "F5"),
            Command("problems", self.tr("読みこみで気になったこと…"), window.show_problems),
            Command("restore", self.tr("控えから戻す…"), window.restoring.show),
            Command(
                "export_post", self.tr("この記事の注釈を書き出す…"), window.export_post, "Ctrl+E"
            ),
            Command("export_list", self.tr("いまの一覧の注釈を書き出す…"), window.export_list),
            Command(
                "export_all", self.tr("すべての注釈を書き出す…"), window.export_all, "Ctrl+Shift+E"
            ),
            Command("pdf", self.tr("PDF として書き出す…"), window.to_pdf, "Ctrl+Shift+P"),
            Command("print", self.tr("印刷…"), window.to_printer, "Ctrl+P"),
            Command("quit", self.tr("終わる"), window.quit_wanted.emit, "Ctrl+Q"),
        ]

    def _edit(self) -> list[Command]:
        window = self._window
        return [
            Command("search", self.tr("すべての記事をさがす"), window.to_search, "Ctrl+Shift+F"),
            Command("find", self.tr("この記事の中をさがす"), window.find_words, "Ctrl+F"),
            Command("next_hit", self.tr("次に見つかった所"), lambda: window.step(1), "F3"),
            Command(
                "previous_hit", self.tr("前に見つかった所"), lambda: window.step(-1), "Shift+F3"
            ),
            Command("save_search", self.tr("検索を保存…"), window.save_search, "Ctrl+S"),
            Command("to_dossier", self.tr("調査ファイルに加える…"), window.to_dossier, "Ctrl+J"),
            Command("new_dossier", self.tr("新しい調査ファイル…"), window.dossiers.make_new),
            Command("aliases", self.tr("言いかえの表…"), window.show_aliases),
            Command("star", self.tr("スター"), lambda: window.reading.toggle_star(), "Ctrl+D"),
            Command(
                "post_note",
                self.tr("記事全体にメモ…"),
                lambda: window.reading.note_post(),
                "Ctrl+M",
            ),
            Command(
                "unread", self.tr("未読にする"), lambda: window.reading.set_read(False), "Ctrl+U"
            ),
        ]

    def _view(self) -> list[Command]:
        window, styling = self._window, self._window.styling
        return [
            Command(
                "folds",
                self.tr("くり返しをたたむ・表示する"),
                lambda: window.reading.toggle_folds(),
                "F8",
            ),
            Command(
                "fold_always",
                self.tr("くり返しはたたんでひらく"),
                window.fold_always,
                checkable=True,
            ),
            Command(
                "changes",
                self.tr("変わったところを見る"),
                lambda: window.reading.show_changes(),
                "Ctrl+Shift+D",
            ),
            Command(
                "beside", self.tr("ならべて読む・一つにもどす"), window.views.toggle, "Ctrl+Shift+B"
            ),
            Command("sidebar", self.tr("ライブラリを隠す・出す"), window.toggle_sidebar, "F9"),
            Command("panel", self.tr("目次を隠す・出す"), window.beside.toggle, "Ctrl+Shift+O"),
            Command("focus", self.tr("読むことに集中"), lambda: window.focus_mode.take(), "F11"),
            Command("appearance", self.tr("文字と色…"), window.show_appearance),
            Command("color_names", self.tr("色の名前…"), window.name_colors),
            Command("larger", self.tr("文字を大きく"), lambda: styling.resize(1), "Ctrl++"),
            Command("smaller", self.tr("文字を小さく"), lambda: styling.resize(-1), "Ctrl+-"),
            Command(
                "normal",
                self.tr("文字をもとの大きさに"),
                lambda: window.styling.resize(0),
                "Ctrl+0",
            ),
            Command(
                "vertical",
                self.tr("縦書き"),
                styling.turn_lines,
                "Ctrl+Shift+T",
                checkable=True,
            ),
            Command("reviews", self.tr("毎日の見なおし"), window.turn_reviews, checkable=True),
            Command("keys", self.tr("キーの一覧…"), window.show_keys, "F1 ?"),
        ]

    def _go(self) -> list[Command]:
        window, posts = self._window, self._window.list.list
        return [
            Command("palette", self.tr("名前でよびだす…"), window.show_palette, "Ctrl+K"),
            Command("back", self.tr("もどる"), lambda: window.reading.back(), "Alt+Left"),
            Command("forward", self.tr("すすむ"), lambda: window.reading.forward(), "Alt+Right"),
            Command("next", self.tr("次の記事"), lambda: posts.choose_next(1), "Alt+Down"),
            Command("previous", self.tr("前の記事"), lambda: posts.choose_next(-1), "Alt+Up"),
            Command("next_region", self.tr("次の区画"), lambda: window.regions.go(1), "F6"),
            Command(
                "previous_region", self.tr("前の区画"), lambda: window.regions.go(-1), "Shift+F6"
            ),
        ]

    def _themes(self) -> list[Command]:
        styling = self._window.styling
        return [
            Command(name, words, partial(styling.choose_theme, name), group="theme")
            for name, words in (
                ("system", self.tr("色はシステムに合わせる")),
                ("light", self.tr("明るい紙")),
                ("sepia", self.tr("セピア")),
                ("dark", self.tr("暗い紙")),
                ("black", self.tr("黒")),
            )
        ]

    def _add_undo_actions(self) -> None:
        window = self._window
        for name, action, keys in (
            ("undo", window.undo.createUndoAction(window, self.tr("元にもどす:")), "Ctrl+Z"),
            ("redo", window.undo.createRedoAction(window, self.tr("やりなおす:")), "Ctrl+Shift+Z"),
        ):
            action.setObjectName(name)
            action.setShortcut(keys)
            window.addAction(action)
            self.actions[name] = action

    def _fill(self) -> None:
        actions, window = self.actions, self._window
        main, export = QMenu(window), QMenu(window)
        for title, names in (
            (
                self.tr("ファイル"),
                (
                    "open welcome refresh problems"
                    " | export_post export_list export_all pdf print | restore quit"
                ),
            ),
            (
                self.tr("編集"),
                (
                    "undo redo | search find next_hit previous_hit | save_search aliases"
                    " | post_note to_dossier new_dossier | star unread"
                ),
            ),
            (
                self.tr("表示"),
                "folds fold_always changes | beside sidebar panel focus | appearance color_names"
                " larger smaller normal vertical | " + " ".join(THEMES) + " | reviews | keys",
            ),
            (
                self.tr("移動"),
                "palette | back forward | next previous | next_region previous_region",
            ),
        ):
            self.menus.append(fill_menu(main.addMenu(title), actions, names))
        fill_menu(export, actions, "export_post export_list export_all")
        window.bar.set_menus(main, export)
