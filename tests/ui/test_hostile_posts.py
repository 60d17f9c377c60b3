"""Posts that attack: nothing runs, nothing is asked or read outside, nobody is led away."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.pane import Header, Mark, ReadingPane
from reader.ui.scheme import SHELL, find_file
from reader.ui.workspace import Workspace
from tests.ui.conftest import PATIENCE_MS, START_MS, OpenWindow, Visitor, article_of
from tests.ui.hostile_markup import MARKUP, RUN
from tests.ui.test_walls import let_it_try

SECRET_SIZE = 33
OWN_SIZE = 7
TITLE = "罫線"
MANY = "\n\n".join(MARKUP.values())


class Listener:
    """A port of this machine that counts who knocks."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._count)
        self._thread.start()

    def _count(self) -> None:
        while True:
            connection, _address = self._socket.accept()
            is_end = connection.recv(1) == b"\0"
            connection.close()
            if is_end:
                return
            self.connections += 1

    def close(self) -> None:
        """Say goodbye by the only knock that is not counted."""
        with socket.create_connection(self._socket.getsockname()) as goodbye:
            goodbye.send(b"\0")
        self._thread.join()
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A folder beside the collection with a picture, a post and a text."""
    folder = tmp_path / "outside"
    folder.mkdir()
    picture(folder / "secret.png", SECRET_SIZE)
    (folder / "secret.svg").write_text(DRAWING.format(net="http://127.0.0.1"), encoding="utf-8")
    (folder / "secret.md").write_text("# 秘密\n\n外の記事", encoding="utf-8")
    return folder


DRAWING = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{SECRET_SIZE}" height="9" onload="{RUN}">'
    f'<script>{RUN}</script><image href="{{net}}/a" width="9" height="9"/></svg>'
)


def picture(path: Path, width: int) -> None:
    image = QImage(width, 5, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))


def filled(markup: str, listener: Listener, secret: Path) -> str:
    places = {
        "{net}": f"http://{listener.host}",
        "{host}": listener.host,
        "{file}": (secret / "secret.png").as_uri(),
        "{up}": f"../../../../../../../..{secret.as_posix()}/secret.png",
    }
    for name, place in places.items():
        markup = markup.replace(name, place)
    return markup


def check_untouched(visitor: Visitor, listener: Listener) -> None:
    """What must hold after every attack."""
    pane = visitor.pane
    assert visitor.run("document.title") == TITLE
    assert visitor.run("document.documentElement.dataset.ran ?? ''") == ""
    assert visitor.run("Object.keys(window).filter((name) => name === 'Keisen').length") == 1
    assert visitor.run("document.getElementById('article').parentElement.tagName") == "MAIN"
    assert visitor.run("document.querySelectorAll('#article, #notes, #palette').length") == 3
    assert visitor.run("document.baseURI") == SHELL
    assert pane.url().toString() == SHELL
    assert pane.page().title() == TITLE
    assert not pane.interceptor.blocked
    assert listener.connections == 0


@pytest.mark.parametrize("name", MARKUP)
def test_markup_does_nothing(visitor: Visitor, listener: Listener, secret: Path, name: str) -> None:
    loads: list[object] = []
    for told in (visitor.pane.loadStarted, visitor.pane.profile.downloadRequested):
        told.connect(lambda *facts: loads.append(facts))
    text = visitor.read(filled(f"前の段落\n\n{MARKUP[name]}\n\n後の段落", listener, secret))
    let_it_try(visitor)
    check_untouched(visitor, listener)
    assert visitor.run("Keisen.text()") == text
    assert "前の段落" in text
    assert "後の段落" in text
    assert loads == []


def test_markup_never_leaves_an_attribute_that_acts(
    visitor: Visitor, listener: Listener, secret: Path
) -> None:
    visitor.read(filled(MANY, listener, secret))
    names = set(
        visitor.run(
            "[...document.querySelectorAll('#article *')].flatMap(e => e.getAttributeNames())"
        )
    )
    assert names <= {
        "href", "title", "src", "alt", "class", "data-src", "data-anchor", "data-done", "role",
        "aria-label", "colspan", "rowspan", "align", "start", "open", "data-language",
        "tabindex", "aria-expanded", "data-fold", "data-words", "data-hits", "data-action",
        "data-reason",
    }  # fmt: skip
    sources = visitor.run("[...document.querySelectorAll('#article [src]')].map(e => e.src)")
    assert all(source.startswith("keisen://asset/") for source in sources)
    hrefs = visitor.run("[...document.querySelectorAll('#article a[href]')].map(e => e.href)")
    schemes = {href.partition(":")[0] for href in hrefs}
    assert schemes <= {"http", "https", "mailto", "keisen"}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_in_a_title_and_in_notes_is_text(
    visitor: Visitor, listener: Listener, secret: Path, name: str
) -> None:
    markup = filled(MARKUP[name], listener, secret).replace("\n", " ")
    marks = [Mark("a", 0, 2, "yellow", markup, (markup, "b"))]
    article = article_of("電力の話")
    with visitor.qtbot.waitSignal(visitor.pane.painted, timeout=PATIENCE_MS):
        header = Header(markup, (markup, markup), (markup,))
        visitor.pane.show_article(article, header, marks=marks)
    let_it_try(visitor)
    check_untouched(visitor, listener)
    inside = "[...document.querySelectorAll('#header *, #notes *')].map(e => e.tagName)"
    assert set(visitor.run(inside)) == {"H1", "P", "SPAN", "DIV", "BUTTON"}
    wanted = json.dumps(markup)
    assert visitor.run(f"document.querySelector('#title').textContent === {wanted}")
    words = visitor.run("document.querySelector('.note .words').textContent")
    assert words == markup or markup.startswith(words.removesuffix("…"))
    assert visitor.run(f"document.querySelector('.note .tag').textContent === {wanted}")


# ---- in the window, with files


class Called(QObject):
    """What the system was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Take an address instead of a browser."""
        self.addresses.append(url.toString())


@pytest.fixture
def called() -> Iterator[Called]:
    """Stands where the browser and the other programs of the system are."""
    called = Called()
    schemes = ("http", "https", "mailto", "file", "javascript", "data", "keisen", "ftp")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, called, "open")  # type: ignore[arg-type]
    yield called
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """Every address that a person is asked about; the answer is always no."""
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.informativeText())
            box.reject()

    timer = QTimer(interval=5)
    timer.timeout.connect(answer)
    timer.start()
    yield asked
    timer.stop()


@pytest.fixture
def root(tmp_path: Path, secret: Path, listener: Listener) -> Path:
    """A collection with pictures of its own, drawings, and links out of it."""
    root = tmp_path / "root"
    root.mkdir()
    picture(root / "own.png", OWN_SIZE)
    drawing = DRAWING.format(net=f"http://{listener.host}")
    (root / "drawing.svg").write_text(drawing, encoding="utf-8")
    (root / "disguised.png").write_text(drawing, encoding="utf-8")
    (root / "link.png").symlink_to(secret / "secret.png")
    (root / "linked").symlink_to(secret)
    (root / "linked.md").symlink_to(secret / "secret.md")
    (root / "inside.png").symlink_to(root / "own.png")
    (root / "2026-01-02-b.md").write_text("次の記事", encoding="utf-8")
    return root


def write(root: Path, body: str, front: str = "") -> str:
    (root / "2026-01-01-a.md").write_text(f"{front}{body}", encoding="utf-8")
    return "2026-01-01-a"


def opened(qtbot: QtBot, workspace: Workspace, post_id: str) -> ReadingPane:
    pane = workspace.reading.pane
    assert pane
    with qtbot.waitSignal(pane.painted, timeout=START_MS):
        workspace.reading.visit(post_id)
    return pane


IMAGES = {
    "own.png": OWN_SIZE,
    "/own.png": OWN_SIZE,
    "inside.png": OWN_SIZE,
    "../root/own.png": OWN_SIZE,
    "link.png": 0,
    "linked/secret.png": 0,
    "/linked/secret.png": 0,
    "linked/../linked/secret.png": 0,
    "../outside/secret.png": 0,
    "/../outside/secret.png": 0,
    "%2e%2e/outside/secret.png": 0,
    "..%2Foutside%2Fsecret.png": 0,
    "..\\outside\\secret.png": 0,
    "own.png/../../outside/secret.png": 0,
    "{secret}/secret.png": 0,
    "drawing.svg": 0,
    "disguised.png": 0,
    "linked/secret.svg": 0,
    "linked.md": 0,
    "own.png%00.svg": 0,
}


def test_pictures_come_from_the_collection_only(
    qtbot: QtBot,
    open_window: OpenWindow,
    visitor_of: Callable[[ReadingPane], Visitor],
    root: Path,
    secret: Path,
    listener: Listener,
) -> None:
    places = [place.replace("{secret}", secret.as_posix()) for place in IMAGES]
    post_id = write(root, "\n\n".join(f"<img src='{place}' alt='図'>" for place in places))
    workspace = open_window(root)
    pane = opened(qtbot, workspace, post_id)
    person = visitor_of(pane)
    widths = "[...document.querySelectorAll('#article img')].map(image => image.naturalWidth)"
    person.wait(lambda: person.run("[...document.images].every(image => image.complete)"))
    assert person.run(widths) == list(IMAGES.values())
    article = pane.article
    assert article
    for number in range(len(article.images) + 2):
        found = find_file(QUrl(f"keisen://asset/{post_id}/{number}"), workspace.reading._image_file)
        assert found is None or found[1].resolve().is_relative_to(root.resolve())
    check_untouched(person, listener)


def test_posts_behind_links_out_of_the_collection_are_not_read(
    open_window: OpenWindow, root: Path
) -> None:
    workspace = open_window(root)
    assert list(workspace.session.by_id) == ["2026-01-02-b"]


LINKS = {
    "../../../etc/passwd": "",
    "/etc/passwd": "",
    "linked/secret.md": "",
    "linked.md": "",
    "../outside/secret.md": "",
    "%2e%2e/outside/secret.md": "",
    "{file}": "",
    "javascript:{run}": "",
    "vbscript:{run}": "",
    "data:text/html,a": "",
    "keisen://app/shell.html": "",
    "keisen://asset/other/0": "",
    "qrc:/qtwebchannel/qwebchannel.js": "",
    "chrome://version": "",
    "about:blank": "",
    "view-source:{net}": "",
    "ftp://{host}/a": "",
    "#unknown": "",
    "?a=b": "",
    "{net}/a": "{net}/a",
    "//{host}/b": "https://{host}/b",
    "mailto:a@example.com?subject=b": "mailto:a@example.com?subject=b",
    "https://a@{host}/": "https://a@{host}/",
}


def test_no_link_leads_out_without_a_question(
    qtbot: QtBot,
    open_window: OpenWindow,
    visitor_of: Callable[[ReadingPane], Visitor],
    root: Path,
    secret: Path,
    listener: Listener,
    called: Called,
    asked: list[str],
) -> None:
    def fill(text: str) -> str:
        return filled(text.replace("{run}", "document.title=1"), listener, secret)

    links = [f'<p><a href="{fill(link)}">電力{n}</a></p>' for n, link in enumerate(LINKS)]
    post_id = write(root, "\n\n".join(links))
    workspace = open_window(root)
    pane = opened(qtbot, workspace, post_id)
    person = visitor_of(pane)
    for number, expected in enumerate(LINKS.values()):
        link = f"document.querySelectorAll('#article a')[{number}]"
        person.run(f"{link}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = person.run(f"{link}.getBoundingClientRect()")
        with_question = len(asked) + bool(expected)
        heard: list[str] = []
        pane.link_activated.connect(heard.append)
        person.click(point_in(box))
        let_frames_pass(person)
        person.wait(partial(has_asked, asked, with_question))
        pane.link_activated.disconnect(heard.append)
        assert asked[with_question - 1 :][:1] == ([fill(expected)] if expected else asked[-1:])
        assert len(asked) == with_question
        assert workspace.reading.post_id == post_id
    assert called.addresses == []
    check_untouched(person, listener)


def has_asked(asked: list[str], count: int) -> bool:
    return len(asked) >= count


def point_in(box: dict[str, float]) -> QPoint:
    return QPoint(round(box["left"] + 8), round(box["top"] + box["height"] / 2))


def let_frames_pass(person: Visitor) -> None:
    person.run(
        "(() => { window.isDone = false; let left = 4;"
        "const tick = () => { left -= 1; left ? requestAnimationFrame(tick) : isDone = true; };"
        "tick(); })()"
    )
    person.wait(lambda: person.run("isDone"))


def test_what_stands_for_the_browser_hears_what_is_opened(called: Called) -> None:
    QDesktopServices.openUrl(QUrl("https://example.com/"))
    QDesktopServices.openUrl(QUrl("file:///etc/passwd"))
    assert called.addresses == ["https://example.com/", "file:///etc/passwd"]


FRONT = """---
title: {0}
author: {0}
date: 2026-01-01
tags: [{0}, "b"]
categories: [{0}]
---
"""


def test_markup_in_the_front_matter_is_text_everywhere(
    qtbot: QtBot,
    open_window: OpenWindow,
    visitor_of: Callable[[ReadingPane], Visitor],
    root: Path,
    secret: Path,
    listener: Listener,
    asked: list[str],
) -> None:
    attack = f"</h1><script>{RUN}</script><img src='http://{listener.host}/a' onerror=\"{RUN}\">"
    post_id = write(root, "電力の話", FRONT.format(json.dumps(attack, ensure_ascii=False)))
    workspace = open_window(root)
    window_title = workspace.window().windowTitle()
    pane = opened(qtbot, workspace, post_id)
    person = visitor_of(pane)
    assert person.run("document.querySelector('#title').textContent") == attack
    check_untouched(person, listener)
    assert workspace.window().windowTitle() == window_title
    assert rich_texts_with(workspace, "<img") == []


def rich_texts_with(workspace: Workspace, markup: str) -> list[str]:
    """Texts and tips of the window that Qt would read as markup, with some markup in them."""
    shown: list[str] = []
    for widget in workspace.window().findChildren(QWidget):
        shown.append(widget.toolTip())
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            shown.append(widget.text())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            rows = range(min(model.rowCount(), 50))
            tips = (model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in rows)
            shown += (str(tip) for tip in tips if tip)
    return [text for text in shown if markup in text]


def test_a_quoted_text_of_the_note_editor_is_text(
    qtbot: QtBot, open_window: OpenWindow, root: Path
) -> None:
    post_id = write(root, "`<img src=x>`電力の話")
    workspace = open_window(root)
    opened(qtbot, workspace, post_id)
    marking = workspace.reading.marking
    assert marking
    marking.add((0, 12), "green")
    qtbot.waitUntil(lambda: len(marking.annotations) == 1, timeout=START_MS)
    (annotation_id,) = marking.annotations
    marking.open_editor(annotation_id, QRect(10, 10, 10, 10))
    assert rich_texts_with(workspace, "<img") == []
