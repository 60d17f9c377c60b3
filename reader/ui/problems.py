from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.collection.post import Problem
from reader.messages import message
from reader.ui.parts import plain_tip

PATH = int(Qt.ItemDataRole.UserRole)


class ProblemsDialog(QDialog):
    """Everything that was odd about the files, with what Keisen did; a row opens its post."""

    post_wanted = Signal(str)

    def __init__(self, parent: QWidget, problems: Sequence[Problem], lang: str) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setWindowTitle(self.tr("読みこみで気になったこと"))
        self.resize(860, 520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        intro = QLabel(
            self.tr("{0} 件。記事は一つも捨てていません。ファイルも書きかえていません。").format(
                f"{len(problems):,}"
            ),
            self,
        )
        column.addWidget(intro)
        self.tree = self._tree(problems, lang)
        column.addWidget(self.tree)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("とじる"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _tree(self, problems: Sequence[Problem], lang: str) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setAccessibleName(self.windowTitle())
        tree.setHeaderLabels(
            [self.tr("ファイル"), self.tr("行"), self.tr("こうなっていたので、こうしました")]
        )
        for problem in problems:
            line = "" if problem.line is None else f"{problem.line:,}"
            item = QTreeWidgetItem([problem.path, line, problem_text(problem, lang)])
            item.setData(0, PATH, problem.path)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            for place in (0, 2):
                item.setToolTip(place, plain_tip(item.text(place)))
            tree.addTopLevelItem(item)
        tree.setColumnWidth(0, 320)
        tree.setColumnWidth(1, 48)
        tree.itemActivated.connect(lambda item: self.post_wanted.emit(item.data(0, PATH)))
        return tree


def problem_text(problem: Problem, lang: str) -> str:
    """A problem in a person's words."""
    text = message(f"problem.{problem.kind}", lang, detail=problem.detail, line=problem.line)
    return str(text).replace("\n", " ")
