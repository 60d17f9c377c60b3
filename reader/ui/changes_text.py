from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from reader.ui.theme import LIGHT, SERIF, Tokens, interface_font

if TYPE_CHECKING:
    from reader.library.comparing import Comparison
    from reader.text.comparing import Piece

TEXT_PIXELS, LABEL_PIXELS = 16, 12
MEASURE = 38 * TEXT_PIXELS
LEFT, LEAST_RIGHT, TOP, BOTTOM = 44, 24, 22, 60
CONTEXT = 1
LEAST_HIDDEN = 3
MOST_SHOWN = 1000
LONGEST_SENTENCE = 3000
LONGEST_GAP = 100
ELLIPSIS = "…"
MORE = "more"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces in a row that are not shown, from `first` on, until somebody wants to see them.

    `is_rest` where everything is that comes after what is shown.
    """

    first: int
    count: int
    is_rest: bool = False


def laid_out(
    pieces: "Sequence[Piece]", opened: Collection[int] = (), limit: int = MOST_SHOWN
) -> list[int | Stretch]:
    """The pieces to be shown by their places, and what is left out between them.

    Of what did not change, one sentence stays before and after each change. A stretch whose first
    piece is in `opened` is shown. After `limit` pieces the rest is one stretch.
    """
    items: list[int | Stretch] = []
    at = shown = 0
    while at < len(pieces) and shown < limit:
        end = _end_of_same(pieces, at)
        first = at + (CONTEXT if at else 0)
        last = end - (CONTEXT if end < len(pieces) else 0)
        if end > at and last - first >= LEAST_HIDDEN and first not in opened:
            items += [*range(at, first), Stretch(first, last - first), *range(last, end)]
            shown += first - at + end - last
        else:
            end = min(max(end, at + 1), at + limit - shown)
            items += range(at, end)
            shown += end - at
        at = end
    if at < len(pieces):
        items.append(Stretch(at, len(pieces) - at, is_rest=True))
    return items


def _end_of_same(pieces: "Sequence[Piece]", at: int) -> int:
    while at < len(pieces) and pieces[at].kind.value == "same":
        at += 1
    return at


def place_of(pieces: "Sequence[Piece]", at: int) -> int:
    """Where a piece, or what stands in its place, is in the present text."""
    piece = pieces[at]
    if piece.new:
        return piece.new[0]
    if piece.elsewhere:
        return piece.elsewhere[0]
    after = next((one.new[0] for one in pieces[at:] if one.new), None)
    if after is not None:
        return after
    return next((one.new[0] for one in reversed(pieces[:at]) if one.new), 0)


class ChangesText(QTextBrowser):
    """Both texts as one: what came, what went, what reads otherwise and what moved.

    A double click or Enter on a sentence asks for its place in the article; n and N go from change
    to change.
    """

    place_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("changes_text")
        self.setAccessibleName(self.tr("変わったところ"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._follow)
        self._found: Comparison | None = None
        self._opened: set[int] = set()
        self._limit = MOST_SHOWN
        self.set_tokens(LIGHT)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        self._formats = _formats(tokens)
        self._redraw()

    def show_comparison(self, found: "Comparison | None") -> None:
        """Show what a comparison has found, from the start; None shows nothing."""
        self._found = found
        pieces = found.pieces if found else ()
        self._places = (
            {piece.old: at for at, piece in enumerate(pieces)},
            {piece.new: at for at, piece in enumerate(pieces)},
        )
        self._opened.clear()
        self._limit = MOST_SHOWN
        self._draw()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Go to the next change (1) or the one before (-1)."""
        at = self.textCursor().position()
        later = [start for start in self._changes if (start - at) * by > 0]
        if later:
            self._go(later[0] if by > 0 else later[-1])

    # ---- drawing

    def _redraw(self) -> None:
        bar = self.verticalScrollBar()
        place, at = bar.value(), self.textCursor().position()
        self._draw()
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        bar.setValue(place)

    def _draw(self) -> None:
        self.clear()
        self._starts: list[int] = []
        self._shown: list[int] = []
        self._changes: list[int] = []
        found = self._found
        if not found:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        before: int | Stretch | None = None
        for item in laid_out(found.pieces, self._opened, self._limit):
            if isinstance(item, Stretch):
                self._draw_stretch(cursor, item, first=before is None)
            else:
                if isinstance(before, Stretch) or self._begins_line(found, item):
                    cursor.insertBlock(self._formats.paragraph)
                elif before is None:
                    cursor.setBlockFormat(self._formats.paragraph)
                self._draw_piece(cursor, item, found, before)
            before = item
        cursor.endEditBlock()
        margins = self.document().rootFrame().frameFormat()
        margins.setTopMargin(TOP)
        margins.setBottomMargin(BOTTOM)
        self.document().rootFrame().setFrameFormat(margins)

    def _begins_line(self, found: "Comparison", at: int) -> bool:
        """Whether a sentence stands in another line than the one before it in the same text."""
        piece = found.pieces[at]
        text, span = (found.new, piece.new) if piece.new else (found.old, piece.old)
        before = text[max(0, span[0] - LONGEST_GAP) : span[0]] if span and at else ""
        return "\n" in before[len(before.rstrip()) :]

    def _draw_stretch(self, cursor: QTextCursor, stretch: Stretch, *, first: bool) -> None:
        if first:
            cursor.setBlockFormat(self._formats.band)
        else:
            cursor.insertBlock(self._formats.band)
        words = self.tr("つづき {0} 文") if stretch.is_rest else self.tr("変わらない {0} 文")
        href = MORE if stretch.is_rest else str(stretch.first)
        cursor.insertText(words.format(f"{stretch.count:,}"), self._formats.link(href))

    def _draw_piece(
        self, cursor: QTextCursor, at: int, found: "Comparison", before: int | Stretch | None
    ) -> None:
        piece, formats = found.pieces[at], self._formats
        self._starts.append(cursor.position())
        self._shown.append(at)
        kind = piece.kind.value
        if kind != "same" and not (
            isinstance(before, int) and found.pieces[before].kind.value == kind
        ):
            self._changes.append(cursor.position())
        if kind == "reworded":
            self._draw_reworded(cursor, piece, found)
            return
        if kind == "moved":
            words = self._moved_words(piece, at)
            last = found.pieces[before] if isinstance(before, int) else None
            if not last or last.kind != piece.kind or words != self._moved_words(last, at - 1):
                cursor.insertText(f"{words}\u2002", formats.label)
        text = found.new[slice(*piece.new)] if piece.new else found.old[slice(*piece.old or (0, 0))]
        gone = kind == "moved" and not piece.new
        cursor.insertText(_clipped(text), formats.away if gone else formats.by_kind[kind])

    def _draw_reworded(self, cursor: QTextCursor, piece: "Piece", found: "Comparison") -> None:
        """The new wording, in which what went is struck out before what came for it."""
        formats, start, end = self._formats, *(piece.new or (0, 0))
        at = start
        for old, new in piece.edits:
            cursor.insertText(_clipped(found.new[at : new[0]]), formats.by_kind["reworded"])
            cursor.insertText(_clipped(found.old[slice(*old)]), formats.by_kind["removed"])
            cursor.insertText(_clipped(found.new[slice(*new)]), formats.fresh)
            at = new[1]
        cursor.insertText(_clipped(found.new[at:end]), formats.by_kind["reworded"])

    def _moved_words(self, piece: "Piece", at: int) -> str:
        if piece.new:
            above = self._places[0].get(piece.elsewhere, at) < at
            return self.tr("↑上から移動") if above else self.tr("↓下から移動")
        above = self._places[1].get(piece.elsewhere, at) < at
        return self.tr("↑上へ移動") if above else self.tr("↓下へ移動")

    # ---- what the person does

    def _follow(self, url: QUrl) -> None:
        if url.fragment() == MORE:
            self._limit += MOST_SHOWN
        else:
            self._opened.add(int(url.fragment()))
        self._redraw()

    def _go(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        middle = self.cursorRect().center().y() - self.viewport().height() // 3
        bar.setValue(bar.value() + middle)

    def _open_place(self, position: int) -> None:
        if self._found and self._starts:
            shown = self._shown[max(0, bisect_right(self._starts, position) - 1)]
            self.place_wanted.emit(place_of(self._found.pieces, shown))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.anchorAt(event.position().toPoint()):
            self._open_place(self.cursorForPosition(event.position().toPoint()).position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_link = self.textCursor().hasSelection() and self.textCursor().charFormat().isAnchor()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_link:
            self._open_place(self.textCursor().position())
        elif event.text().lower() == "n":
            self.step(-1 if event.text() == "N" else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        right = max(LEAST_RIGHT, self.width() - LEFT - MEASURE)
        self.setViewportMargins(LEFT, 0, right, 0)
        super().resizeEvent(event)


@dataclass(frozen=True, slots=True)
class _Formats:
    """How each kind of text looks in one theme."""

    tokens: Tokens
    paragraph: QTextBlockFormat
    band: QTextBlockFormat
    by_kind: dict[str, QTextCharFormat]
    fresh: QTextCharFormat
    away: QTextCharFormat
    label: QTextCharFormat

    def link(self, fragment: str) -> QTextCharFormat:
        """Words that can be clicked."""
        link = _format(self.tokens, "muted", interface_font(LABEL_PIXELS))
        link.setAnchor(True)
        link.setAnchorHref(f"#{fragment}")
        return link


def _formats(tokens: Tokens) -> _Formats:
    serif = QFont(list(SERIF))
    serif.setPixelSize(TEXT_PIXELS)
    same, reworded = _format(tokens, "soft", serif), _format(tokens, "ink", serif)
    removed, away = _format(tokens, "muted", serif), _format(tokens, "muted", serif)
    removed.setFontStrikeOut(True)
    added, fresh = _format(tokens, "ink", serif), _format(tokens, "ink", serif)
    added.setBackground(tokens.color("accent_ground"))
    fresh.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    fresh.setUnderlineColor(tokens.color("accent"))
    paragraph, band = QTextBlockFormat(), QTextBlockFormat()
    paragraph.setLineHeight(165, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    paragraph.setBottomMargin(10)
    band.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    band.setBackground(tokens.color("side"))
    band.setTopMargin(8)
    band.setBottomMargin(16)
    kinds = {"same": same, "added": added, "removed": removed, "reworded": reworded}
    kinds["moved"] = reworded
    label = _format(tokens, "accent", interface_font(LABEL_PIXELS))
    return _Formats(tokens, paragraph, band, kinds, fresh, away, label)


def _format(tokens: Tokens, color: str, font: QFont) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font)
    made.setForeground(tokens.color(color))
    return made


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_SENTENCE else text[:LONGEST_SENTENCE] + ELLIPSIS
