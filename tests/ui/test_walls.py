import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.article.model import Article
from reader.ui.scheme import MAX_ASSET_BYTES, SHELL, find_file
from tests.conftest import Logged
from tests.ui.conftest import PATIENCE_MS, Visitor

Kind = QWebEnginePage.NavigationType

ATTACKS = """
<script>document.title='script';fetch('{net}/fetch')</script>
<script src="{net}/x.js"></script>
<img src="{net}/img.png" onerror="document.title='onerror'">
<img src="keisen://app/none.png" onerror="document.title='onerror2'">
<svg onload="document.title='svg'"><script>document.title='svg2'</script>
<image href="{net}/svgimage"/></svg>
<iframe src="{net}/frame"></iframe>
<iframe srcdoc="<script>parent.document.title='srcdoc'</script>"></iframe>
<iframe src="data:text/html,<script>parent.document.title='data'</script>"></iframe>
<iframe src="{file}"></iframe><img src="{file}"><object data="{file}"></object>
<meta http-equiv="refresh" content="0;url={net}/refresh"><base href="{net}/base/">
<link rel="stylesheet" href="{net}/link.css"><link rel="prefetch" href="{net}/prefetch">
<link rel="preconnect" href="{net}"><link rel="dns-prefetch" href="{net}">
<link rel="stylesheet" href="{file}"><style>@import url({net}/import.css);
body{{background:url({net}/style)}} @font-face{{font-family:q;src:url({net}/font)}}</style>
<div style="background-image:url({net}/attribute);font-family:q">beacon</div>
<form id="form" action="{net}/form" method="post">
<input name="a" autofocus onfocus="document.title='focus'"><button id="button">x</button></form>
<form action="javascript:document.title='action'"><input type="image" src="{net}/input"></form>
<video src="{net}/video" autoplay></video><audio src="{net}/audio"></audio>
<object data="{net}/object"></object><embed src="{net}/embed">
<picture><source srcset="{net}/srcset"><img src="relative.png"></picture>
<details open ontoggle="document.title='toggle'">d</details>
<body onload="document.title='body'"><marquee onstart="document.title='marquee'">m</marquee>
<math><mtext><table><mglyph><style><img src=x onerror="document.title='mxss'"></style></math>
<a id="link" href="javascript:document.title='link'" ping="{net}/ping">javascript</a>
<a id="blank" href="{net}/blank" target="_blank">blank</a> <a id="same" href="{net}/same">same</a>
<a id="save" href="{net}/save" download>download</a> <a id="file" href="{file}">file</a>
"""
FRAMES = 30


class Server(ThreadingHTTPServer):
    """Answers everything and remembers what it was asked for, and by how many connections."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Answer)

    def verify_request(self, request: object, client_address: object) -> bool:
        """Count a connection, and serve it."""
        self.connections += 1
        return True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_facts: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def attacks(server: Server, tmp_path: Path) -> str:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    return ATTACKS.format(net=server.address, file=secret.as_uri())


def let_it_try(visitor: Visitor) -> None:
    """Click everything that can be clicked, send every form, and wait for many frames."""
    for selector, deed in (("a", "click"), ("button", "click"), ("summary", "click"),
                           ("form", "submit")):  # fmt: skip
        everything = f"document.querySelectorAll('#article {selector}')"
        visitor.run(f"[...{everything}].forEach(element => element.{deed}())")
    visitor.run(
        f"(() => {{ let left = {FRAMES}; window.isDone = false;"
        "const tick = () => { left -= 1; left ? requestAnimationFrame(tick) : isDone = true; };"
        "tick(); })()"
    )
    visitor.wait(lambda: visitor.run("isDone"))


def test_a_hostile_post_does_nothing(visitor: Visitor, server: Server, tmp_path: Path) -> None:
    visitor.read(f"# 題\n\n{attacks(server, tmp_path)}\n\n終わり")
    let_it_try(visitor)
    assert server.connections == 0
    assert visitor.run("document.title") == "罫線"
    assert not visitor.pane.interceptor.blocked


def test_hostile_html_does_nothing_even_unsanitised(
    visitor: Visitor, server: Server, tmp_path: Path
) -> None:
    titles: list[str] = []
    visitor.pane.titleChanged.connect(titles.append)
    visitor.show(Article("p", attacks(server, tmp_path), "", (), (), (), (), (), 1, 1))
    let_it_try(visitor)
    visitor.pane.titleChanged.disconnect(titles.append)
    assert server.asked == []
    assert titles == []
    assert visitor.run("document.title") == "罫線"
    assert visitor.pane.url().toString() == SHELL
    # The content security policy refuses everything before the interceptor can see it.
    assert not visitor.pane.interceptor.blocked


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_interceptor_alone_keeps_a_page_offline(
    visitor: Visitor, qtbot: QtBot, server: Server, tmp_path: Path, logged: Logged, scheme: str
) -> None:
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    place = server.address if scheme == "http" else (tmp_path / "secret.txt").as_uri()
    page = QWebEnginePage(visitor.pane.profile)
    page.settings().setAttribute(QWebEngineSettings.WebAttribute.ErrorPageEnabled, False)
    with qtbot.waitSignal(page.loadFinished, timeout=PATIENCE_MS) as caught:
        page.load(QUrl(place))
    blocked = visitor.pane.interceptor.blocked.pop()
    page.deleteLater()
    assert caught.args == [False]
    assert (blocked.kind, blocked.address.rstrip("/")) == ("ResourceTypeMainFrame", place)
    assert server.connections == 0
    assert logged.take()


def test_a_download_is_cancelled(visitor: Visitor, qtbot: QtBot, tmp_path: Path) -> None:
    profile = visitor.pane.profile
    profile.setDownloadPath(str(tmp_path))
    with qtbot.waitSignal(profile.downloadRequested, timeout=PATIENCE_MS) as caught:
        visitor.pane.page().download(QUrl("keisen://app/reader.css"))
    visitor.wait(caught.args[0].isFinished)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "kind", "is_main_frame", "accepted"),
    [
        (SHELL, Kind.NavigationTypeTyped, True, True),
        (SHELL, Kind.NavigationTypeLinkClicked, True, False),
        (SHELL, Kind.NavigationTypeTyped, False, False),
        ("keisen://asset/p/0", Kind.NavigationTypeTyped, True, False),
        ("https://example.com/", Kind.NavigationTypeTyped, True, False),
        ("file:///etc/passwd", Kind.NavigationTypeTyped, True, False),
        ("data:text/html,x", Kind.NavigationTypeRedirect, True, False),
        ("javascript:1", Kind.NavigationTypeLinkClicked, True, False),
    ],
)
def test_navigation(
    visitor: Visitor, address: str, kind: Kind, is_main_frame: bool, accepted: bool
) -> None:
    page = visitor.pane.page()
    assert page.acceptNavigationRequest(QUrl(address), kind, is_main_frame) is accepted


def test_the_page_asks_a_person_nothing(visitor: Visitor) -> None:
    page, origin = visitor.pane.page(), QUrl(SHELL)
    assert page.chooseFiles(QWebEnginePage.FileSelectionMode.FileSelectOpen, [], []) == []
    assert page.createWindow(QWebEnginePage.WebWindowType.WebBrowserTab) is None
    assert page.javaScriptConfirm(origin, "?") is False
    assert page.javaScriptPrompt(origin, "?", "!") == (False, "")


def test_nothing_is_kept_and_nothing_runs(visitor: Visitor, qapp: QApplication) -> None:
    attribute = QWebEngineSettings.WebAttribute
    settings = visitor.pane.settings()
    assert visitor.pane.profile.isOffTheRecord()
    assert visitor.pane.profile.parent() is qapp
    assert not settings.testAttribute(attribute.JavascriptEnabled)
    assert not settings.testAttribute(attribute.LocalContentCanAccessFileUrls)


def test_a_local_image_is_shown(visitor: Visitor, tmp_path: Path) -> None:
    image = QImage(7, 5, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    path = tmp_path / "図 1.png"
    assert image.save(str(path))
    visitor.assets["2025/記事", 0] = path
    visitor.read("![図](assets/a.png)")
    visitor.wait(lambda: visitor.run("document.images[0].naturalWidth") == 7)


@pytest.mark.parametrize("family", ["Keisen Serif", "Keisen Sans"])
def test_the_fonts_of_the_application_can_be_used(visitor: Visitor, family: str) -> None:
    font = f"'17px \"{family}\"', '記'"
    visitor.run(f"document.fonts.load({font}) && 1")
    visitor.wait(lambda: visitor.run(f"document.fonts.check({font})"))


def sized(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize(
    ("name", "size", "kind"),
    [
        ("a.png", 10, "image/png"),
        ("a.JPEG", MAX_ASSET_BYTES, "image/jpeg"),
        ("a.png", MAX_ASSET_BYTES + 1, None),
        ("a.svg", 10, None),
        ("a.html", 10, None),
        ("a", 10, None),
    ],
)
def test_only_small_images_are_served(
    tmp_path: Path, name: str, size: int, kind: str | None
) -> None:
    path = sized(tmp_path / name, size)
    found = find_file(QUrl("keisen://asset/p/0"), lambda _post, _number: path)
    assert found == ((kind, path) if kind else None)


@pytest.mark.parametrize(
    ("post_id", "number"), [("2025/記事 一", 0), ("a%2F../b?c#d", 3), ("~2", 12)]
)
def test_the_address_of_an_image_names_post_and_number(post_id: str, number: int) -> None:
    asked: list[tuple[str, int]] = []
    url = QUrl(f"keisen://asset/{quote(post_id, safe='')}/{number}")
    assert find_file(url, lambda *names: asked.append(names)) is None
    assert asked == [(post_id, number)]


@pytest.mark.parametrize(
    "address",
    [
        "keisen://app/", "keisen://app/reader.js", "keisen://app/../pyproject.toml",
        "keisen://app/%2e%2e/pyproject.toml", "keisen://app//etc/passwd", "keisen://other/shell.html",
        "keisen://asset/p", "keisen://asset/p/", "keisen://asset/p/-1", "keisen://asset/p/0/1",
        "keisen://asset/p/../../etc/passwd", "keisen://asset/p/一",
    ],
)  # fmt: skip
def test_other_addresses_name_nothing(address: str) -> None:
    assert find_file(QUrl(address), lambda *_names: Path("/etc/passwd")) is None


@pytest.mark.parametrize(
    "name", ["serif.otf", "sans.otf", "colors.css", "reader.css", "shell.html"]
)
def test_the_table_of_files_exists(name: str) -> None:
    found = find_file(QUrl(f"keisen://app/{name}"), lambda *_names: None)
    assert found
    assert found[1].is_file()
