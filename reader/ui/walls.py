import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from reader.ui.scheme import SCHEME, Asset, SchemeHandler

log = logging.getLogger(__name__)

_OFF = (
    "JavascriptEnabled", "JavascriptCanOpenWindows", "JavascriptCanAccessClipboard",
    "JavascriptCanPaste", "AllowWindowActivationFromJavaScript", "LocalStorageEnabled",
    "LocalContentCanAccessRemoteUrls", "LocalContentCanAccessFileUrls", "PluginsEnabled",
    "PdfViewerEnabled", "FullScreenSupportEnabled", "ScreenCaptureEnabled", "WebGLEnabled",
    "Accelerated2dCanvasEnabled", "ReadingFromCanvasEnabled", "AutoLoadIconsForPage",
    "TouchIconsEnabled", "HyperlinkAuditingEnabled", "DnsPrefetchEnabled",
    "AllowRunningInsecureContent", "AllowGeolocationOnInsecureOrigins", "NavigateOnDropEnabled",
    "ErrorPageEnabled", "BackForwardCacheEnabled", "FocusOnNavigationEnabled",
)  # fmt: skip

_OWN_KINDS = (
    QWebEnginePage.NavigationType.NavigationTypeTyped,
    QWebEnginePage.NavigationType.NavigationTypeReload,
)


@dataclass(frozen=True, slots=True)
class Blocked:
    """A request that was refused: its kind as the engine names it, and its address."""

    kind: str
    address: str


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Lets nothing but `keisen:` through; `blocked` keeps the newest refusals."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.blocked: deque[Blocked] = deque(maxlen=200)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block a request unless it is for the application's own scheme."""
        url = info.requestUrl()
        if url.scheme().encode() == SCHEME:
            return
        info.block(True)
        self.blocked.append(Blocked(info.resourceType().name, url.toString()))
        log.warning("blocked a request of the page: %s", self.blocked[-1])


class WalledPage(QWebEnginePage):
    """A page that stays on the shell: no navigation, windows, dialogs, files or permissions."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        _restrict(self.settings())
        self.permissionRequested.connect(_deny)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Accept only what the application itself loads from `keisen://app`."""
        url = QUrl(url)
        own = url.scheme().encode() == SCHEME and url.host() == "app"
        typed = kind in _OWN_KINDS
        if not (own and typed and is_main_frame):
            log.info("refused to go to %s", url.toString())
            return False
        return True

    # PySide's stub leaves out that no page is a valid answer.
    def createWindow(self, _kind: QWebEnginePage.WebWindowType) -> None:  # type: ignore[override]
        """Open no window."""

    def chooseFiles(
        self,
        _mode: QWebEnginePage.FileSelectionMode,
        _old_files: Sequence[str],
        _accepted: Sequence[str],
    ) -> list[str]:
        """Choose no file."""
        return []

    def javaScriptAlert(self, _origin: QUrl | str, _text: str) -> None:
        """Show nothing."""

    def javaScriptConfirm(self, _origin: QUrl | str, _text: str) -> bool:
        """Confirm nothing."""
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, _text: str, _default: str) -> tuple[bool, str]:
        """Answer nothing."""
        return False, ""

    def javaScriptConsoleMessage(
        self,
        _level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        text: str,
        line: int,
        source: str,
    ) -> None:
        """Keep the page's complaints in the log only."""
        log.debug("%s:%d %s", source, line, text)


def walled_profile(asset: Asset) -> tuple[QWebEngineProfile, Interceptor]:
    """An off-the-record profile that serves only `keisen:`, and its interceptor.

    It belongs to the application because it must outlive every page that uses it.
    """
    profile = QWebEngineProfile(QCoreApplication.instance())
    interceptor = Interceptor(profile)
    profile.setUrlRequestInterceptor(interceptor)
    profile.installUrlSchemeHandler(SCHEME, SchemeHandler(asset, profile))
    profile.downloadRequested.connect(_cancel)
    return profile, interceptor


def _cancel(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()


def _restrict(settings: QWebEngineSettings) -> None:
    for name in _OFF:
        settings.setAttribute(QWebEngineSettings.WebAttribute[name], False)
    settings.setUnknownUrlSchemePolicy(
        QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    )
