import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from reader.article.model import Article
from reader.notes.model import COLORS, STYLES, Annotation
from reader.text.utf16 import Utf16Map
from reader.ui.appearance import AT_FIRST, Appearance, page_facts
from reader.ui.bridge import WORLD, Bridge, call, page_script
from reader.ui.hits import NO_HITS, Hits
from reader.ui.page_facts import NOTHING, Prepared, prepare
from reader.ui.page_words import page_words
from reader.ui.scheme import SHELL, Asset
from reader.ui.theme import TOKENS
from reader.ui.walls import WalledPage, walled_profile

log = logging.getLogger(__name__)

PAPER = {name: tokens.paper for name, tokens in TOKENS.items()}
ACTIONS = frozenset({*COLORS, "underline", "note", "tag", "copy", "delete"})


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as the page draws it; start and end are code points of the article's text.

    `color` is yellow, green, blue, pink or violet, `style` highlight or underline. A note or tags
    also stand in the margin; a mark of nothing at 0 is a note on the whole post, above its text.
    """

    id: str
    start: int
    end: int
    color: str
    note: str = ""
    tags: tuple[str, ...] = ()
    style: str = STYLES[0]


def marks_of(annotations: Sequence[Annotation], article: Article) -> list[Mark]:
    """The marks of those annotations that have a place in an article's text."""
    return [
        Mark(a.id, a.start, a.end, a.color, a.note, a.tags, a.style)
        for a in annotations
        if a.start is not None and a.end is not None and a.end <= len(article.text)
    ]


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above an article: its title, a line of facts, and notices about the post.

    An offer is a notice with a button: its text, the words of the button, and a name for what it
    does.
    """

    title: str
    meta: tuple[str, ...]
    notices: tuple[str, ...] = ()
    offers: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class _Shown:
    """Everything that the page shows, or will show as soon as it can."""

    seq: int = 0
    article: Article | None = None
    header: Header | None = None
    prepared: Prepared = NOTHING
    marks: Sequence[Mark] = ()
    hits: Hits = NO_HITS
    position: int = 0
    at_hit: bool = False
    flashes: bool = False
    folded: bool = False
    agrees: bool = False

    @property
    def units(self) -> Utf16Map:
        """The offsets of the article's text in both units."""
        return self.prepared.units


class ReadingPane(QWebEngineView):
    """Shows one article at a time, with its marks and notes, and tells what a person does with it.

    All offsets are code points of the article's canonical text; rectangles are in the pane's own
    coordinates.
    """

    ready = Signal()
    painted = Signal(int)
    selected = Signal(int, int)
    selection_cleared = Signal()
    action_requested = Signal(str, int, int)
    mark_clicked = Signal(list, QRect)
    link_activated = Signal(str)
    scrolled = Signal(int)
    text_mismatch = Signal(int, int, int)
    hit_wanted = Signal(int)
    hit_stepped = Signal(int)
    escaped = Signal()
    prepared = Signal()
    offer_taken = Signal(str)

    def __init__(self, parent: QWidget | None, asset: Asset) -> None:
        super().__init__(parent)
        self.profile, self.interceptor = walled_profile(asset)
        self._page = WalledPage(self.profile, self)
        self._shown = _Shown()
        self._selection: tuple[int, int] | None = None
        self._is_ready = False
        self._lost_seq = -1
        self._turn = 0  # the number of the last printing
        self._held: list[str] | None = None  # what waits for its end, None while there is none
        self._theme = "light"
        self._appearance = AT_FIRST
        self._labels = page_words()
        self.setPage(self._page)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.set_theme(self._theme)
        self._listen()
        self._page.renderProcessTerminated.connect(self._start_again)
        self._page.loadFinished.connect(self._look_for_script)
        self._page.load(QUrl(SHELL))

    # ---- what the window asks for

    @property
    def article(self) -> Article | None:
        """The article that is shown, or None."""
        return self._shown.article

    @property
    def is_ready(self) -> bool:
        """Whether the page has started; until then it keeps only the newest of each request."""
        return self._is_ready

    def show_article(
        self,
        article: Article,
        header: Header,
        *,
        marks: Sequence[Mark] = (),
        hits: Hits = NO_HITS,
        position: int = 0,
        at_hit: bool = False,
        folded: bool = False,
        prepared: Prepared | None = None,
    ) -> int:
        """Show an article from the line that holds `position`; returns the number of this showing.

        `at_hit` scrolls on to the current hit where it is not on that screen; `folded` hides what
        need not be read; `prepared` is what `prepare` made of the article on another thread.
        `painted` brings the same number once the article is on the screen, unless a newer one came
        first.
        """
        seq = self._shown.seq + 1
        ready = prepared or prepare(article)
        shown = _Shown(seq, article, header, ready, marks, hits, position, at_hit)
        shown.folded = folded
        self._show(shown)
        return seq

    def show_blank(self) -> None:
        """Show an empty page."""
        self._show(_Shown(self._shown.seq + 1))

    def set_header(self, header: Header) -> None:
        """Show this above the article instead of the present header."""
        if self._shown.article and header != self._shown.header:
            self._shown.header = header
            self._tell("setHeader", asdict(header))

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks and margin notes instead of the present ones."""
        if list(marks) == list(self._shown.marks):
            return
        self._shown.marks = marks
        self._tell("setMarks", self._mark_facts())

    def set_hits(self, hits: Hits, *, show: bool = False) -> None:
        """Highlight what was found; the current hit stands out and can be brought into view."""
        old, self._shown.hits, self._shown.at_hit = self._shown.hits, hits, show
        if hits.spans is old.spans and hits.drawn() == old.drawn():
            self._tell("setCurrent", self._current_drawn())
        else:
            self._tell("setHits", *self._hit_facts())
        if show:
            self._tell("showCurrent")

    def set_theme(self, name: str) -> None:
        """Draw in the colours of a set: light, sepia, dark or black."""
        self._theme = name
        self._page.setBackgroundColor(QColor(PAPER[name]))
        self._tell("setTheme", name)

    def set_appearance(self, appearance: Appearance) -> None:
        """Set articles in this way; the line that is the first on the screen stays there."""
        turned = appearance.vertical != self._appearance.vertical
        self._appearance = appearance
        self._tell("setAppearance", page_facts(appearance))
        if turned and self._shown.article:
            self._show(replace(self._shown, seq=self._shown.seq + 1, agrees=False))

    def set_labels(self, labels: Mapping[str, str]) -> None:
        """Replace words of the page by key: the actions, the colours, "palette" and "notes"."""
        self._labels.update(labels)
        self._tell("setLabels", self._labels)

    def set_folded(self, folded: bool) -> None:
        """Hide everything that need not be read, or show all of it."""
        self._shown.folded = folded
        self._tell("changeFolding", folded)

    def scroll_to(self, offset: int, flash: bool = True) -> None:
        """Bring a place into view; with a flash it is not moved to the top, but shown briefly."""
        self._shown.position, self._shown.flashes = offset, flash
        self._tell("reveal", self._shown.units.to_utf16(self._inside(offset)), flash)

    def turn_page(self, direction: int) -> None:
        """Scroll by a screen: 1 onwards, -1 back."""
        self._tell("turnPage", direction)

    def selection(self) -> tuple[int, int] | None:
        """Start and end of the selection that the page reported last."""
        return self._selection

    def clear_selection(self) -> None:
        """Select nothing."""
        self._tell("clearSelection")

    def release_selection(self) -> None:
        """Select nothing, except where a sentence was chosen by keys: that stays chosen."""
        self._tell("releaseSelection")

    def rect_of(self, start: int, end: int, found: Callable[[QRect], object]) -> None:
        """Call `found` with where the first line of a passage is drawn; never if nothing is."""
        if self._is_ready:
            source = call("boxOf", *self._to_units(start, end))
            answer = partial(_answer_rect, found)
            self._page.runJavaScript(source, WORLD, answer)

    def print_on(self, *, notes: bool) -> bool:
        """Make the page ready for paper, until `print_off`; `prepared` tells when it is.

        Meanwhile the page stays as it is: what it is told reaches it afterwards. False when there
        is nothing to print, or the page is being printed already.
        """
        if not self._is_ready or self._held is not None or not self._shown.header:
            return False
        self._turn += 1
        options = {"turn": self._turn, "title": self._shown.header.title, "notes": notes}
        self._tell("printOn", options)
        self._held = []
        return True

    def print_off(self) -> None:
        """Take away what was on the page for paper only."""
        held, self._held = self._held, None
        if held is not None and self._is_ready:
            for script in (call("printOff"), *held):
                self._page.runJavaScript(script, WORLD)

    def dispose(self) -> None:
        """Let the page go and then its profile; the pane cannot be used afterwards."""
        self._is_ready = False
        self._page.destroyed.connect(self.profile.deleteLater)
        self._page.deleteLater()

    # ---- to the page

    def _tell(self, function: str, *arguments: object) -> None:
        if self._held is not None:
            self._held.append(call(function, *arguments))
        elif self._is_ready:
            self._page.runJavaScript(call(function, *arguments), WORLD)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        self._forget_selection()
        self._tell("show", self._facts())

    def _facts(self) -> dict[str, object]:
        shown = self._shown
        return {
            "seq": shown.seq,
            "html": shown.article.html if shown.article else "",
            "length": shown.units.length,
            "header": asdict(shown.header) if shown.header else None,
            "marks": self._mark_facts(),
            "hits": self._hit_facts(),
            "position": shown.units.to_utf16(self._inside(shown.position)),
            "atHit": shown.at_hit,
            "isFolded": shown.folded,
            **shown.prepared.facts,
        }

    def _mark_facts(self) -> list[dict[str, object]]:
        return [
            {**asdict(mark), "start": start, "end": end}
            for mark in self._shown.marks
            if 0 <= mark.start < mark.end <= self._text_length() or mark.end == mark.start == 0
            for start, end in [self._to_units(mark.start, mark.end)]
        ]

    def _hit_facts(self) -> tuple[object, ...]:
        hits, to_utf16 = self._shown.hits, self._shown.units.to_utf16
        spans = [self._to_units(*hits.spans[index]) for index in hits.drawn()]
        return spans, self._current_drawn(), [to_utf16(start) for start in hits.ticks()]

    def _current_drawn(self) -> int | None:
        hits = self._shown.hits
        return None if hits.current is None else hits.current - hits.drawn().start

    def _to_units(self, start: int, end: int) -> tuple[int, int]:
        to_utf16 = self._shown.units.to_utf16
        return to_utf16(self._inside(start)), to_utf16(self._inside(end))

    def _inside(self, offset: int) -> int:
        return max(0, min(offset, self._text_length()))

    def _text_length(self) -> int:
        article = self._shown.article
        return len(article.text) if article else 0

    # ---- from the page, which is never trusted: old numbers and impossible offsets are dropped

    def _listen(self) -> None:
        bridge = Bridge(self)
        channel = QWebChannel(self)
        channel.registerObject("bridge", bridge)
        self._page.setWebChannel(channel, WORLD)
        self._page.scripts().insert(page_script())
        bridge.started.connect(self._on_ready)
        bridge.text_read.connect(self._on_text_read)
        bridge.was_painted.connect(self._on_painted)
        bridge.was_selected.connect(self._on_selected)
        bridge.was_cleared.connect(self._on_cleared)
        bridge.wanted.connect(self._on_wanted)
        bridge.marks_clicked.connect(self._on_marks_clicked)
        bridge.link_clicked.connect(self._on_link)
        bridge.was_scrolled.connect(self._on_scrolled)
        bridge.hit_stepped.connect(self._on_hit_stepped)
        bridge.hit_wanted.connect(self._on_hit_wanted)
        bridge.was_escaped.connect(lambda _: self.escaped.emit())
        bridge.was_prepared.connect(self._on_prepared)
        bridge.offer_taken.connect(self._on_offer)

    def _on_ready(self) -> None:
        self._is_ready = True
        self._tell("setTheme", self._theme)
        self._tell("setAppearance", page_facts(self._appearance))
        self._tell("setLabels", self._labels)
        if self._shown.seq:
            self._tell("show", self._facts())
        if self._shown.flashes:
            self.scroll_to(self._shown.position)
        self.ready.emit()

    def _on_text_read(self, seq: int, length: int) -> None:
        if seq != self._shown.seq:
            return
        own = self._shown.units.length
        self._shown.agrees = length == own
        if length != own:
            self.text_mismatch.emit(seq, length, own)

    def _on_painted(self, seq: int) -> None:
        if seq == self._shown.seq:
            self.painted.emit(seq)

    def _on_selected(self, seq: int, start: int, end: int) -> None:
        self._selection = self._span(seq, start, end)
        if self._selection:
            self.selected.emit(*self._selection)

    def _on_cleared(self, seq: int) -> None:
        if seq == self._shown.seq:
            self._forget_selection()

    def _on_wanted(self, seq: int, action: str, start: int, end: int) -> None:
        span = self._span(seq, start, end)
        if span and action in ACTIONS:
            self.action_requested.emit(action, *span)

    def _on_marks_clicked(self, seq: int, ids: list[str], box: list[float]) -> None:
        known = {mark.id for mark in self._shown.marks}
        found = [mark_id for mark_id in ids if mark_id in known]
        if seq == self._shown.seq and found:
            self.mark_clicked.emit(found, _rect(box))

    def _on_link(self, seq: int, href: str) -> None:
        if seq == self._shown.seq:
            self.link_activated.emit(href)

    def _on_offer(self, seq: int, name: str) -> None:
        header = self._shown.header
        known = [offered for *_, offered in header.offers] if header else []
        if seq == self._shown.seq and name in known:
            self.offer_taken.emit(name)

    def _on_scrolled(self, seq: int, offset: int) -> None:
        units = self._shown.units
        if seq == self._shown.seq and 0 <= offset <= units.length:
            self._shown.position = units.to_code_points(offset)
            self._shown.at_hit = False
            self.scrolled.emit(self._shown.position)

    def _on_hit_stepped(self, seq: int, by: int) -> None:
        if seq == self._shown.seq and by in (1, -1):
            self.hit_stepped.emit(by)

    def _on_hit_wanted(self, seq: int, offset: int) -> None:
        units = self._shown.units
        if seq == self._shown.seq and 0 <= offset <= units.length:
            self.hit_wanted.emit(units.to_code_points(offset))

    def _on_prepared(self, turn: int) -> None:
        if turn == self._turn and self._held is not None:
            self.prepared.emit()

    def _span(self, seq: int, start: int, end: int) -> tuple[int, int] | None:
        units, is_new = self._shown.units, seq == self._shown.seq
        if not (is_new and self._shown.agrees and 0 <= start < end <= units.length):
            return None
        return units.to_code_points(start), units.to_code_points(end)

    def _forget_selection(self) -> None:
        if self._selection:
            self._selection = None
            self.selection_cleared.emit()

    def _start_again(self, status: QWebEnginePage.RenderProcessTerminationStatus) -> None:
        """Load the page anew after its process died, but not twice for the same article."""
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        log.error("the page's process ended: %s", status.name)
        self._is_ready, self._held = False, None
        if self._lost_seq != self._shown.seq:
            self._lost_seq = self._shown.seq
            self._page.load(QUrl(SHELL))

    def _look_for_script(self) -> None:
        self._page.runJavaScript("typeof Keisen", WORLD, self._supply_script)

    def _supply_script(self, found: str) -> None:
        """Give the page its script if it was loaded without, as it may be after a crash."""
        if found == "undefined":
            self._page.runJavaScript(page_script().sourceCode(), WORLD)


def _answer_rect(found: Callable[[QRect], object], box: str) -> None:
    if box:
        found(_rect(json.loads(box)))


def _rect(box: Sequence[float]) -> QRect:
    left, top, width, height = box
    return QRectF(left, top, width, height).toAlignedRect()
