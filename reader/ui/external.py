from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from reader.ui.preferences import Preferences


def open_external(
    parent: QWidget,
    address: str,
    preferences: Preferences,
    open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
) -> None:
    """Open an address in the system's browser, after asking the person unless they said not to."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    is_page = url.scheme() in ("http", "https") and url.host()
    if not url.isValid() or not (is_page or url.scheme() == "mailto"):
        return
    if preferences.ask_before_browser and not _agreed(parent, address, preferences):
        return
    open_url(url)


def _agreed(parent: QWidget, address: str, preferences: Preferences) -> bool:
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("external_link")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle("Keisen")
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
