from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from reader.errors import UserError
from reader.library import Library
from reader.notes.model import Annotation, State
from reader.ui.flow import FlowLayout
from reader.ui.notes_rows import NoteLine
from reader.ui.parts import link_button
from reader.ui.theme import LIGHT, SERIF, Tokens, interface_font

AROUND = 320
MOST_QUOTE = 4000
EXACT = (State.ANCHORED, State.MOVED)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote with the text around it; `is_former` says that the text is an older one."""

    before: str
    quote: str
    after: str
    is_former: bool = False


def passage_of(library: Library, annotation: Annotation) -> Passage:
    """The passage of an annotation in the present text, else in the one it was marked in."""
    if annotation.is_on_post:
        return Passage("", "", "")
    start, end = annotation.start, annotation.end
    if start is not None and end is not None and annotation.state is not State.ORPHANED:
        try:
            text = library.article(annotation.post_id).text
        except UserError:
            text = ""
        quote = text[start:end]
        if quote == annotation.quote or (quote and annotation.state not in EXACT):
            return _cut(text, start, end)
    former = library.notes.text_of_annotation(annotation.id)
    selector = annotation.selector
    return _cut(former, selector.start, selector.end, is_former=True)


def _cut(text: str, start: int, end: int, *, is_former: bool = False) -> Passage:
    """The paragraph of a passage, and the one before it where that is short."""
    first = text.rfind("\n", 0, start) + 1
    first = text.rfind("\n", 0, max(0, first - 1)) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before = text[max(first, start - AROUND) : start]
    after = text[end : min(last, end + AROUND)]
    if first < start - AROUND:
        before = "…" + before
    if last > end + AROUND:
        after += "…"
    return Passage(before, text[start:end][:MOST_QUOTE], after, is_former)


class NotesPreview(QFrame):
    """The chosen annotation in its text, with its note and what can be done with it."""

    open_wanted = Signal(object)
    copy_wanted = Signal()
    delete_wanted = Signal()
    restore_wanted = Signal()
    purge_wanted = Signal()

    def __init__(self, parent: QWidget, *, is_trash: bool) -> None:
        super().__init__(parent)
        self.setObjectName("notes_preview")
        self._tokens = LIGHT
        self.line: NoteLine | None = None
        self._passage: Passage | None = None
        self.title = QLabel(self)
        self.title.setObjectName("preview_title")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body = QTextBrowser(self)
        self.body.setOpenLinks(False)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setAccessibleName(self.tr("注釈のまわりの本文"))
        self._links = QWidget(self)
        self._add_links(is_trash=is_trash)
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 26, 30, 20)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.body, 100)
        row = QHBoxLayout()
        row.addWidget(self._links, 1)
        column.addLayout(row)
        column.addStretch(1)
        layout = self.body.document().documentLayout()
        layout.documentSizeChanged.connect(
            lambda size: self.body.setMaximumHeight(round(size.height()) + 6)
        )
        self.show_line(None)

    def _add_links(self, *, is_trash: bool) -> None:
        flow = FlowLayout(self._links, spacing=10)
        copy = (self.tr("引用をコピー Ctrl+C"), self.copy_wanted)
        if is_trash:
            links = [
                (self.tr("元に戻す"), self.restore_wanted), copy,
                (self.tr("完全に消す…"), self.purge_wanted),
            ]  # fmt: skip
        else:
            opened = link_button(self.tr("記事でひらく ⏎"), self._links)
            opened.clicked.connect(lambda: self.open_wanted.emit(self.line))
            flow.addWidget(opened)
            links = [copy, (self.tr("消す ⌫（元に戻せます）"), self.delete_wanted)]
        for text, signal in links:
            button = link_button(text, self._links)
            button.clicked.connect(signal)
            flow.addWidget(button)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        self._draw()

    def show_line(self, line: NoteLine | None) -> None:
        """Show an annotation, for the present without the text around it."""
        if line is None or self.line is None or line.annotation.id != self.line.annotation.id:
            self._passage = None
        self.line = line
        self._links.setVisible(line is not None)
        self.title.setText((line.noted.title or line.noted.path) if line else "")
        self._draw()

    def show_passage(self, passage: Passage) -> None:
        """Show the text around the annotation."""
        self._passage = passage
        self._draw()

    def _draw(self) -> None:
        self.body.setHtml(self._html(self.line) if self.line else "")

    def _html(self, line: NoteLine) -> str:
        annotation, tokens = line.annotation, self._tokens
        passage = self._passage or Passage("", annotation.quote[:MOST_QUOTE], "")
        marked = _blended(tokens.color(annotation.color), tokens.color("paper"), tokens).name()
        mark = f"<span style='background-color:{marked}'>{_lines(passage.quote)}</span>"
        parts = []
        if passage.quote:
            parts.append(
                f"<p style='font-family:{_families()};font-size:16px;line-height:135%'>"
                f"{_lines(passage.before)}{mark}{_lines(passage.after)}</p>"
            )
        if passage.is_former:
            parts.append(_small(self.tr("マークしたときの本文です。"), tokens.warning))
        if line.badge:
            parts.append(_small(line.badge, tokens.warning))
        if annotation.note:
            family = escape(", ".join(interface_font(13).families()))
            parts.append(
                f"<p style='font-family:{family};font-size:14px;line-height:125%;margin-top:16px'>"
                f"{_lines(annotation.note)}</p>"
            )
        tags = "  ".join(f"#{tag}" for tag in annotation.tags)
        facts = " · ".join(part for part in (tags, line.when) if part)
        parts.append(_small(facts, tokens.muted))
        return f"<body style='color:{tokens.ink}'>{''.join(parts)}</body>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _small(text: str, color: str) -> str:
    return f"<p style='font-size:12px;color:{color};margin-top:10px'>{escape(text)}</p>"


def _families() -> str:
    return escape(", ".join(SERIF))


def _blended(color: QColor, ground: QColor, tokens: Tokens) -> QColor:
    share = 0.36 if tokens.dark else 0.5
    parts = zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(share * one + (1 - share) * other) for one, other in parts))
