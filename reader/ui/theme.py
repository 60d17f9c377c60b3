from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from reader.resources import resource

SANS = ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "Meiryo")
SERIF = ("Noto Serif CJK JP", "Noto Serif JP", "Hiragino Mincho ProN", "Yu Mincho")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme; every colour of the window comes from here."""

    name: str
    dark: bool
    window: str
    side: str
    list: str
    paper: str
    card: str
    ink: str
    soft: str
    muted: str
    rule: str
    faint: str
    accent: str
    accent_ground: str
    hit: str
    warning: str
    yellow: str
    green: str
    blue: str
    pink: str
    violet: str

    def color(self, name: str) -> QColor:
        """A token as a Qt colour."""
        return QColor(str(getattr(self, name)))


LIGHT = Tokens(
    name="light", dark=False, window="#f6f4ef", side="#efece5", list="#faf8f4", paper="#fffdf9",
    card="#ffffff", ink="#23211d", soft="#57524a", muted="#6b665c", rule="#e2ddd2", faint="#b4ada0",
    accent="#2f5d8a", accent_ground="#dfe8f1", hit="#ffe9a3", warning="#9a4a1c",
    yellow="#ffd95a", green="#9fd58a", blue="#8fbdf0", pink="#ee9aa8", violet="#c3a6ea",
)  # fmt: skip
SEPIA = Tokens(
    name="sepia", dark=False, window="#f0e6d0", side="#eadfc6", list="#f3ead6", paper="#f5ecd8",
    card="#faf3e3", ink="#362a1c", soft="#57472f", muted="#665436", rule="#d9caa8", faint="#af9f7d",
    accent="#2c5876", accent_ground="#d5d9cb", hit="#fbdc85", warning="#8f3d16",
    yellow="#f2c744", green="#93c47a", blue="#83b0dc", pink="#e28d98", violet="#b79bdb",
)  # fmt: skip
DARK = Tokens(
    name="dark", dark=True, window="#1d1c1a", side="#232220", list="#1f1e1c", paper="#1a1917",
    card="#292825", ink="#dcd6ca", soft="#b5afa3", muted="#9b9588", rule="#35332f", faint="#5f5b54",
    accent="#8db4d9", accent_ground="#2c3a48", hit="#5e4d16", warning="#e0a071",
    yellow="#ffd95a", green="#9fd58a", blue="#8fbdf0", pink="#ee9aa8", violet="#c3a6ea",
)  # fmt: skip
BLACK = Tokens(
    name="black", dark=True, window="#0b0b0a", side="#121211", list="#060605", paper="#000000",
    card="#191918", ink="#d2ccc0", soft="#aaa498", muted="#928c80", rule="#2b2a27", faint="#57534b",
    accent="#86b0d8", accent_ground="#1f2d3b", hit="#524312", warning="#de9c6c",
    yellow="#ffd95a", green="#9fd58a", blue="#8fbdf0", pink="#ee9aa8", violet="#c3a6ea",
)  # fmt: skip
TOKENS = {tokens.name: tokens for tokens in (LIGHT, SEPIA, DARK, BLACK)}


class Theme(QObject):
    """The colours in force: light or dark as the system says, or the set that a person chose."""

    changed = Signal(Tokens)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._choice = "system"
        self.tokens = LIGHT
        self._applied: Tokens | None = None
        _load_fallback_fonts()
        application.setFont(interface_font(13))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    @property
    def choice(self) -> str:
        """What the person chose: "system" or the name of a set."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Follow the system, or stay in the set of a name."""
        self._choice = choice
        self._apply()

    def _apply(self) -> None:
        is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = TOKENS.get(self._choice, DARK if is_dark else LIGHT)
        if self.tokens is self._applied:
            return
        self._applied = self.tokens
        self._application.setPalette(_palette(self.tokens))
        self._application.setStyleSheet(_style_sheet(self.tokens))
        self.changed.emit(self.tokens)


def interface_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The sans font of the interface at a size in pixels."""
    font = QFont(list(SANS))
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def title_font(pixels: int) -> QFont:
    """The serif font of the product's name at a size in pixels."""
    font = QFont(list(SERIF))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _load_fallback_fonts() -> None:
    families = QFontDatabase.families(QFontDatabase.WritingSystem.Japanese)
    if families:
        return
    import pylopdf_fonts_jp

    QFontDatabase.addApplicationFont(str(pylopdf_fonts_jp.sans_path()))
    QFontDatabase.addApplicationFont(str(pylopdf_fonts_jp.serif_path()))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "window"), (role.Base, "list"), (role.AlternateBase, "side"),
        (role.Button, "window"), (role.Text, "ink"), (role.WindowText, "ink"),
        (role.ButtonText, "ink"), (role.PlaceholderText, "muted"), (role.Link, "accent"),
        (role.Highlight, "accent"), (role.HighlightedText, "paper"), (role.Accent, "accent"),
        (role.ToolTipBase, "card"), (role.ToolTipText, "ink"),
    ):  # fmt: skip
        palette.setColor(target, tokens.color(name))
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, tokens.color("muted"))
    return palette


def _style_sheet(tokens: Tokens) -> str:
    template = Template(resource("window.qss").read_text(encoding="utf-8"))
    values = {name: str(getattr(tokens, name)) for name in Tokens.__slots__}
    values["tick"] = resource("icons", "tick-dark.svg" if tokens.dark else "tick.svg").as_posix()
    return template.substitute(values)
