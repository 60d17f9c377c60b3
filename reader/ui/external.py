import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from reader.ui.preferences import Preferences

LONGEST_SHOWN: Final = 800
_FOREIGN = re.compile(r"(?:%[89A-F][0-9A-F])+")


def open_external(
    parent: QWidget,
    address: str,
    preferences: Preferences,
    open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
) -> bool:
    """Open an address in the system's browser, after asking the person unless they said not to.

    False when it is no address of the web or of mail, which is never opened.
    """
    address = address.strip()
    written = f"https:{address}" if address.startswith("//") else address
    url = QUrl(written, QUrl.ParsingMode.StrictMode)
    is_page = url.scheme() in ("http", "https") and url.host()
    if not url.isValid() or not (is_page or url.scheme() == "mailto"):
        return False
    if not preferences.ask_before_browser or _agreed(parent, shown_address(url), preferences):
        open_url(url)
    return True


def shown_address(url: QUrl) -> str:
    """An address as a person can judge it: the real name of the host, no sign that deceives.

    Letters are readable; what turns the direction of writing or cannot be seen stays encoded.
    """
    encoded = bytes(url.toEncoded().data()).decode("ascii")
    shown = _FOREIGN.sub(_readable, encoded)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"


def _readable(found: re.Match[str]) -> str:
    letters = unquote(found[0], errors="replace")
    return letters if letters.isprintable() and "\ufffd" not in letters else found[0]


def _agreed(parent: QWidget, address: str, preferences: Preferences) -> bool:
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("external_link")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle("Keisen")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(translate("External", "ブラウザーで外のページをひらきますか。"))
    box.setInformativeText(address)
    again = QCheckBox(translate("External", "次からは聞かない"), box)
    box.setCheckBox(again)
    yes = box.addButton(translate("External", "ひらく"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(translate("External", "やめる"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    agreed = box.clickedButton() is yes
    if agreed and again.isChecked():
        preferences.ask_before_browser = False
    return agreed
