import json

from PySide6.QtCore import QFile, QIODevice, QObject, Signal, Slot
from PySide6.QtWebEngineCore import QWebEngineScript

from reader.resources import resource

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
"""The isolated script world of the page: it sees the article, the article does not see it."""

_PARTS = (
    "base", "text", "axis", "folds", "marks", "hits", "map", "lines", "notes", "selection",
    "cursor", "scrolling", "appearance", "footnotes", "nears", "regions", "printing", "reader",
)  # fmt: skip


class Bridge(QObject):
    """What the page's script calls; each slot passes its call on as the signal of the same sense.

    Numbers named start, end and offset are UTF-16 units of the canonical text. `seq` is the
    number of the showing that a call is about. A box is left, top, width, height in CSS pixels.
    """

    started = Signal()
    text_read = Signal(int, int)
    was_painted = Signal(int)
    was_selected = Signal(int, int, int)
    was_cleared = Signal(int)
    wanted = Signal(int, str, int, int)
    marks_clicked = Signal(int, list, list)
    link_clicked = Signal(int, str)
    was_scrolled = Signal(int, int)
    hit_stepped = Signal(int, int)
    hit_wanted = Signal(int, int)
    was_escaped = Signal(int)
    was_prepared = Signal(int)
    offer_taken = Signal(int, str)

    @Slot()
    def ready(self) -> None:
        """The script runs and listens."""
        self.started.emit()

    @Slot(int, int)
    def indexed(self, seq: int, length: int) -> None:
        """The text of the article was read from the page."""
        self.text_read.emit(seq, length)

    @Slot(int)
    def painted(self, seq: int) -> None:
        """The article is on the screen."""
        self.was_painted.emit(seq)

    @Slot(int, int, int)
    def selected(self, seq: int, start: int, end: int) -> None:
        """A selection came to rest."""
        self.was_selected.emit(seq, start, end)

    @Slot(int)
    def cleared(self, seq: int) -> None:
        """The reported selection is gone."""
        self.was_cleared.emit(seq)

    @Slot(int, str, int, int)
    def act(self, seq: int, action: str, start: int, end: int) -> None:
        """A button of the palette was pressed."""
        self.wanted.emit(seq, action, start, end)

    @Slot(int, list, list)
    def markClicked(self, seq: int, ids: list[str], box: list[float]) -> None:
        """Marks, innermost first, or a margin note were clicked."""
        self.marks_clicked.emit(seq, ids, box)

    @Slot(int, str)
    def link(self, seq: int, href: str) -> None:
        """A link was clicked."""
        self.link_clicked.emit(seq, href)

    @Slot(int, int)
    def scrolled(self, seq: int, offset: int) -> None:
        """Another text is the first on the screen."""
        self.was_scrolled.emit(seq, offset)

    @Slot(int, int)
    def hitStepped(self, seq: int, by: int) -> None:
        """A key asks for the next hit (1) or the one before (-1)."""
        self.hit_stepped.emit(seq, by)

    @Slot(int, int)
    def hitWanted(self, seq: int, offset: int) -> None:
        """The tick of a hit that starts here was clicked on the map."""
        self.hit_wanted.emit(seq, offset)

    @Slot(int)
    def escaped(self, seq: int) -> None:
        """Escape was pressed, and the page has no use for it."""
        self.was_escaped.emit(seq)

    @Slot(int)
    def prepared(self, turn: int) -> None:
        """The article is ready for paper; `turn` is the number of the printing."""
        self.was_prepared.emit(turn)

    @Slot(int, str)
    def offerTaken(self, seq: int, name: str) -> None:
        """The button of a notice above the article was pressed."""
        self.offer_taken.emit(seq, name)


def page_script() -> QWebEngineScript:
    """The page's own script together with the channel that it speaks through."""
    script = QWebEngineScript()
    script.setName("keisen")
    script.setWorldId(WORLD)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
    script.setRunsOnSubFrames(False)
    script.setSourceCode(f"{_channel_script()}\n{_own_script()}")
    return script


def call(function: str, *arguments: object) -> str:
    """The script source that calls a function of the page."""
    return f"Keisen.{function}({', '.join(json.dumps(argument) for argument in arguments)})"


def _own_script() -> str:
    parts = (resource("page", f"{name}.js").read_text(encoding="utf-8") for name in _PARTS)
    return "(() => {{\n'use strict';\n{}\n}})();".format("\n".join(parts))


def _channel_script() -> str:
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data()).decode()
