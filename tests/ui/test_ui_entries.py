"""How the list draws a post that was found."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from reader.catalog.store import PostRow
from reader.notes.model import ReadingState
from reader.search.model import Hit, NoteHit, Snippet
from reader.ui.entry import Entry
from reader.ui.post_delegate import PostDelegate, elided, snippet_of
from reader.ui.post_list import PostListModel
from reader.ui.theme import DARK, LIGHT, Tokens, interface_font

ROW = PostRow(
    1, "a", "a.md", "電力の契約", "2026-01-02", "2026-01-02", 9.0, (), (), "", "抜粋",
    9.0, True, True, "present",
)  # fmt: skip
READ = ReadingState("a", read=True, read_hash="present")
OLD = ReadingState("a", read=True, read_hash="before")
NOTE = NoteHit("n", "pink", Snippet("契約", ()), Snippet("電力を見る", ((0, 2),)))
SNIPPETS = (Snippet("電力の話", ((0, 2),)), Snippet("安い電力", ((2, 4),)))
MARKED = Hit("a", 1.0, title_marks=((0, 2),), snippets=SNIPPETS, places=1_234)
NOTED = Hit("a", 1.0, notes=(NOTE,))


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def delegate(ground: QWidget) -> PostDelegate:
    return PostDelegate(ground)


def entry(hit: Hit | None = None, annotations: int = 0, *, starred: bool = False) -> Entry:
    return Entry(ROW, ReadingState("a", starred=starred), annotations, hit)


def painted(
    ground: QWidget,
    delegate: PostDelegate,
    hit: Hit | None,
    state: ReadingState = READ,
    style: QStyle.StateFlag = QStyle.StateFlag.State_Enabled,
) -> QImage:
    """The picture of a row of the list."""
    model = PostListModel(ground)
    model.set_rows([ROW], [hit] if hit else [])
    model.set_notes({"a": state}, {})
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 336, delegate.HEIGHT)
    option.state = style
    image = QImage(336, delegate.HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    return image


def colors(image: QImage, top: int, bottom: int) -> set[str]:
    """The colours between two heights."""
    points = ((x, y) for y in range(top, bottom) for x in range(image.width()))
    return {QColor(image.pixel(*point)).name() for point in points}


@pytest.mark.parametrize(
    ("shown", "facts"),
    [
        (entry(), "2026-01-02\u20029 分"),
        (entry(annotations=3, starred=True), "2026-01-02\u20029 分\u2002注釈 3\u2002★"),
        (entry(MARKED, 3), "2026-01-02\u20029 分\u2002本文 1,234 か所"),
        (entry(NOTED, 3), "2026-01-02\u20029 分\u2002注釈 1 か所"),
        (
            entry(Hit("a", 1.0, places=2, notes=(NOTE, NOTE)), starred=True),
            "2026-01-02\u20029 分\u2002本文 2 か所 · 注釈 2 か所\u2002★",
        ),
    ],
)
def test_the_facts_tell_where_a_post_matches(
    delegate: PostDelegate, shown: Entry, facts: str
) -> None:
    assert delegate.facts(shown) == facts


def test_snippets_follow_each_other_with_their_marks() -> None:
    text, marks = snippet_of(entry(MARKED))
    assert text == "…電力の話…安い電力"
    assert [text[start:end] for start, end in marks] == ["電力", "電力"]


@pytest.mark.parametrize("hit", [None, NOTED])
def test_without_snippets_the_excerpt_is_shown(hit: Hit | None) -> None:
    assert snippet_of(entry(hit)) == ("抜粋", ())


def test_the_match_of_a_long_note_is_in_view(ground: QWidget, delegate: PostDelegate) -> None:
    note = Snippet("前" * 500 + "推論" + "後" * 500, ((500, 502),))
    hit = Hit("a", 1.0, notes=(NoteHit("n", "pink", Snippet("費用", ()), note),))
    assert LIGHT.hit in colors(painted(ground, delegate, hit), 56, 74)


def test_what_is_cut_off_is_not_marked() -> None:
    mark = QTextCharFormat()
    layout = elided("電力" * 50, interface_font(14), 100, 1, [(0, 2), (80, 90)], mark)
    shown = layout.text()
    assert shown.endswith("…")
    assert [one.start + one.length for one in layout.formats()] == [2]
    whole = elided("電力" * 50, interface_font(14), 100, 1, [(0, 100)], mark)
    assert whole.formats()[0].length == len(shown) - 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_matches_are_marked_in_title_and_snippet(
    ground: QWidget, delegate: PostDelegate, tokens: Tokens
) -> None:
    delegate.set_tokens(tokens)
    found, plain = (painted(ground, delegate, hit) for hit in (MARKED, None))
    for lines in ((11, 34), (36, 76)):
        assert tokens.hit in colors(found, *lines)
        assert tokens.hit not in colors(plain, *lines)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_a_note_that_matches_has_a_bar_in_its_color(
    ground: QWidget, delegate: PostDelegate, tokens: Tokens
) -> None:
    delegate.set_tokens(tokens)
    found, plain = (painted(ground, delegate, hit) for hit in (NOTED, MARKED))
    assert {tokens.pink, tokens.hit} <= colors(found, 56, 74)
    assert tokens.pink not in colors(plain, 0, delegate.HEIGHT)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("style", ["State_Enabled", "State_Selected", "State_MouseOver"])
def test_a_post_that_changed_has_a_badge_beside_its_facts(
    ground: QWidget, delegate: PostDelegate, tokens: Tokens, style: str
) -> None:
    delegate.set_tokens(tokens)
    flag = getattr(QStyle.StateFlag, style)
    changed, same = (painted(ground, delegate, None, state, flag) for state in (OLD, READ))
    assert tokens.accent_ground in colors(changed, 77, 94)
    assert tokens.accent_ground not in colors(same, 0, delegate.HEIGHT)


def test_the_badge_leaves_room_for_the_facts(ground: QWidget, delegate: PostDelegate) -> None:
    long = Hit("a", 1.0, places=123_456_789_012_345, notes=(NOTE,) * 3)
    narrow = painted(ground, delegate, long, OLD).copy(0, 77, 336, 17)
    badge = painted(ground, delegate, None, OLD).copy(0, 77, 336, 17)
    right = QRect(270, 0, 66, 17)
    assert narrow.copy(right) == badge.copy(right)


def test_a_post_that_changed_is_spoken_of(ground: QWidget) -> None:
    model = PostListModel(ground)
    model.set_rows([ROW])
    model.set_notes({"a": OLD}, {})
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "電力の契約、2026-01-02、変更あり"
