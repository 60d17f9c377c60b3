"""Writing the tags of an annotation."""

import re
from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

_GAPS = re.compile("[ \t\u3000、]+")
_LAST_WORD = re.compile("[^ \t\u3000、]*\\Z")
_NO_BREAK = "\u00a0"
"""Stands in the field for a space within a tag."""


def preset_tags() -> tuple[str, ...]:
    """The tags that say of which kind a passage is, in the person's language."""
    translate = QCoreApplication.translate
    return (
        translate("Tags", "主張"),
        translate("Tags", "数字"),
        translate("Tags", "リスク"),
        translate("Tags", "疑問"),
        translate("Tags", "要対応"),
    )


class TagField(QLineEdit):
    """A line of tags parted by spaces; the last one is completed from those that are known."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("タグ（空白で区切る）"))
        self.setAccessibleName(self.tr("タグ"))
        self._known = QStringListModel(self)
        completer = _LastWord(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.set_known(())

    def set_known(self, tags: Sequence[str]) -> None:
        """Offer these tags after the preset ones."""
        known = dict.fromkeys((*preset_tags(), *tags))
        self._known.setStringList([_shown(tag) for tag in known])

    def tags(self) -> tuple[str, ...]:
        """The tags that are written, each once."""
        words = (word.lstrip("#＃").strip() for word in _GAPS.split(self.text()))
        names = (" ".join(word.split(_NO_BREAK)).strip() for word in words)
        return tuple(dict.fromkeys(name for name in names if name))

    def set_tags(self, tags: Sequence[str]) -> None:
        """Write these tags."""
        self.setText(" ".join(_shown(tag) for tag in tags))

    def toggle(self, tag: str) -> None:
        """Add a tag, or take it away where it stands already."""
        tags = self.tags()
        others = tuple(one for one in tags if one != tag)
        self.set_tags(others if tag in tags else (*tags, tag))


class _LastWord(QCompleter):
    """Completes the last word of a line and leaves what stands before it."""

    _before = ""  # what was typed before the last word

    def splitPath(self, path: str) -> list[str]:
        start = _start_of_last(path)
        self._before = path[:start]
        word = path[start:].lstrip("#＃")
        return [word] if word else ["\uffff"]  # nothing holds that: nothing is offered

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return f"{self._before}{index.data()} "


def _start_of_last(text: str) -> int:
    found = _LAST_WORD.search(text)
    return found.start() if found else len(text)


def _shown(tag: str) -> str:
    return tag.replace(" ", _NO_BREAK)
