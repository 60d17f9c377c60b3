from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.library.dossiers import DossierPage, in_time
from reader.notes.model import Annotation, Change
from reader.ui.areas import Area
from reader.ui.dossier_list import DossierList
from reader.ui.dossiers import LONGEST_NAME, Dossiers
from reader.ui.icons import icon
from reader.ui.parts import Banner, EmptyState, icon_button, link_button
from reader.ui.session import Session
from reader.ui.theme import Tokens

if TYPE_CHECKING:
    from reader.export.write import ExportReport

SEPARATOR = " · "


class DossierView(Area):
    """One dossier as a page: its name, what it spans, and its annotations below their posts."""

    place_wanted = Signal(str, object)
    annotated_wanted = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget, session: Session, dossiers: Dossiers) -> None:
        super().__init__(parent)
        self.setObjectName("dossier")
        self._session, self._dossiers = session, dossiers
        self._id = ""
        self.page: DossierPage | None = None
        self.title = QLineEdit(self)
        self.title.setObjectName("dossier_title")
        self.title.setAccessibleName(self.tr("調査ファイルの名前"))
        self.title.setMaxLength(LONGEST_NAME)
        self.title.editingFinished.connect(self._rename)
        self.facts = QLabel(self)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.query = link_button("", self)
        self.sort = link_button(self.tr("時間の順にならべる"), self)
        self.export_ = QPushButton(self.tr("書き出す…"), self)
        self.delete = icon_button("delete_dossier", self.tr("この調査ファイルを消す"), self)
        self.banner = Banner(self)
        self.list = DossierList(self)
        self.empty = EmptyState(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QFrame(self)
        head.setObjectName("dossier_head")
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.title, 1)
        for widget in (self.export_, self.delete):
            above.addWidget(widget)
        below.setContentsMargins(6, 0, 0, 0)
        below.addWidget(self.facts)
        below.addWidget(self.query)
        below.addStretch(1)
        below.addWidget(self.sort)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 10, 16, 8)
        inside.setSpacing(2)
        inside.addLayout(above)
        inside.addLayout(below)
        for shown in (self.list, self.empty):
            self.stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.export_.clicked.connect(self._export)
        self.delete.clicked.connect(lambda: self._dossiers.delete(self._id))
        self.query.clicked.connect(self._ask_query)
        self.sort.clicked.connect(self._sort)
        self.list.opened.connect(self._open)
        self.list.reordered.connect(lambda order: self._dossiers.reorder(self._id, order))
        self.list.take_out_wanted.connect(lambda ids: self._dossiers.take_out(self._id, ids))
        self._session.notes_changed.connect(self._notes_changed)
        self._session.rows_changed.connect(self._load)

    def show_part(self, part: str) -> None:
        if part != self._id:
            self._rename()
            self._id, self.page = part, None
            self.banner.hide()
        self._load()

    def annotation_ids(self) -> tuple[str, ...]:
        return tuple(self.list.selected_ids())

    def say_in_view(self, text: str) -> bool:
        self.banner.say(text, warning=True)
        return True

    def enter(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_tokens(self, tokens: Tokens) -> None:
        self.list.set_tokens(tokens)
        self.banner.set_tokens(tokens)
        self.delete.setIcon(icon("trash", tokens.muted))

    # ---- showing

    def _notes_changed(self, change: Change) -> None:
        if change.kind not in ("state", "searches"):
            self._load()

    def _load(self) -> None:
        library, wanted = self._session.library, self._id
        if not library or not wanted or self.isHidden():
            return
        if self._session.notes_usable and not self._dossiers.get(wanted):
            self.gone.emit()
            return

        def work() -> DossierPage | None:
            try:
                return library.dossier_page(wanted)
            except KeyError:
                return None

        self._session.in_order(work, self._show)

    def _show(self, page: DossierPage | None) -> None:
        if not page or page.dossier.id != self._id:
            return
        dossier, anew = page.dossier, self.page is None
        self.page = page
        if anew or not self.title.hasFocus():
            self.title.setText(dossier.name)
            self.title.setCursorPosition(0)
        is_chosen = dossier.query is None
        self.facts.setText(self._facts(page))
        self.query.setVisible(not is_chosen)
        self.query.setText(
            self._elided(self.tr("条件: {0}").format(" ".join((dossier.query or "").split())))
        )
        self.sort.setVisible(is_chosen and not page.is_in_time_order)
        self.export_.setEnabled(bool(page.notes))
        self.list.show_notes(page.notes, movable=is_chosen, anew=anew)
        had_keyboard = self.empty.isVisible() and not self.title.hasFocus()
        self.stack.setCurrentWidget(self.list if page.notes else self.empty)
        if page.notes and had_keyboard:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_empty(is_chosen)

    def _say_empty(self, is_chosen: bool) -> None:
        if is_chosen:
            self.empty.say(
                self.tr("まだ何も入っていません"),
                self.tr(
                    "記事のマークをひらいて「調査ファイルに加える…」をえらぶと、ここに時間の順に並びます。"
                ),
                self.tr("注釈のある記事へ"),
                self.annotated_wanted.emit,
            )
        else:
            self.empty.say(
                self.tr("条件に合う注釈がありません"),
                self.tr("これから付ける注釈も、条件に合えばここに並びます。"),
                self.tr("条件を変える…"),
                self._ask_query,
            )

    def _facts(self, page: DossierPage) -> str:
        first, last = page.span
        days = first if first == last else f"{first} 〜 {last}"
        parts = (
            self.tr("{0} 件").format(f"{len(page.notes):,}"),
            self.tr("{0} 記事").format(f"{page.posts:,}"),
            days,
        )
        return SEPARATOR.join(part for part in parts if part)

    def _elided(self, text: str) -> str:
        metrics = self.query.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 320)
        return shown.replace("&", "&&")

    # ---- what the person does

    def _rename(self) -> None:
        dossier, name = self._dossiers.get(self._id), " ".join(self.title.text().split())
        if not dossier or self.page is None:
            return
        if not name:
            self.title.setText(dossier.name)
        elif name != " ".join(dossier.name.split())[:LONGEST_NAME]:
            self._dossiers.rename(self._id, name)

    def _ask_query(self) -> None:
        if self.page:
            self._dossiers.ask_query(self.page.dossier)

    def _sort(self) -> None:
        if self.page:
            self._dossiers.reorder(self._id, in_time(self.page))

    def _open(self, annotation: Annotation) -> None:
        self.place_wanted.emit(annotation.post_id, annotation.start)

    def _export(self) -> None:
        self._dossiers.ask_and_export(self._id, self.tell_exported)

    def tell_exported(self, report: "ExportReport", folder: Path) -> None:
        """Say what became of the file."""
        if report.kept:
            text = self.tr("あなたが書きかえた {0} はそのままにしました。").format(
                report.kept[0].name
            ) + self.tr(
                "新しく書き出すには、その名前を変えるか、別のフォルダーをえらんでください。"
            )
        elif report.unchanged:
            text = self.tr("{0} は変わりありません。").format(report.unchanged[0].name)
        else:
            text = self.tr("{0} を書き出しました。").format(report.written[0].name)
        self.banner.say(
            text,
            warning=bool(report.kept),
            action=self.tr("フォルダーをひらく"),
            do=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
        )
