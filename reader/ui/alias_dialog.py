from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from reader.errors import UserError
from reader.library import AliasTables
from reader.messages import message
from reader.ui.session import Session

MOST_TROUBLES = 3


class AliasDialog(QDialog):
    """The table of aliases: the person's own lines to be edited, the shipped ones to be read."""

    def __init__(self, parent: QWidget, session: Session, tables: AliasTables, lang: str) -> None:
        super().__init__(parent)
        self._session, self._tables, self._lang = session, tables, lang
        self.setWindowTitle(self.tr("言いかえの表"))
        self.resize(620, 460)
        self.own = self._page(editable=True)
        self.own.setPlaceholderText("Google = グーグル, Alphabet\n推論 = inference, (推理)")
        self.shipped = self._page(editable=False)
        tabs = QTabWidget(self)
        self.own.setAccessibleName(self.tr("自分の表"))
        self.shipped.setAccessibleName(self.tr("付いてくる表"))
        tabs.addTab(self.own, self.tr("自分の表"))
        tabs.addTab(self.shipped, self.tr("付いてくる表"))
        about = QLabel(
            self.tr(
                "一行に一組、同じものを指す書き方を並べます。検索の言葉がどれかとまったく同じとき、"
                "ほかの書き方もさがします。付いてくる表と同じ名の行は、こちらが使われます。"
            ),
            self,
        )
        about.setWordWrap(True)
        self.trouble = QLabel(self)
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.button(QDialogButtonBox.StandardButton.Save).setText(self.tr("保存"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("やめる"))
        buttons.accepted.connect(self.check)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (about, tabs, self.trouble, buttons):
            column.addWidget(widget)
        session.reads.run(lambda: (tables.own(), tables.shipped), self._show)

    def _page(self, *, editable: bool) -> QPlainTextEdit:
        page = QPlainTextEdit(self)
        page.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        page.setReadOnly(not editable)
        page.setTabChangesFocus(True)
        return page

    def _show(self, texts: tuple[str, str]) -> None:
        self.own.setPlainText(texts[0])
        self.shipped.setPlainText(texts[1])

    def check(self) -> None:
        """Save, unless there are lines that cannot be read and that were not told yet."""
        text = self.own.toPlainText()
        troubles = self._tables.check(text)
        told = "\n".join(
            str(message(one.key, self._lang, line=one.line, text=one.text))
            for one in troubles[:MOST_TROUBLES]
        )
        if told and told != self.trouble.text():
            self.trouble.setText(told)
            self.trouble.show()
            return
        self._session.reads.run(
            lambda: self._tables.save(text), lambda _: self.accept(), failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._session.failed.emit(error)
            return
        self.trouble.setText(str(message(error.key, self._lang, **error.facts)))
        self.trouble.show()
