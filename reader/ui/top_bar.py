from collections.abc import Mapping

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from reader.ui.icons import icon
from reader.ui.parts import icon_button, with_key
from reader.ui.search_box import SearchBox
from reader.ui.theme import Tokens, interface_font

SEARCH_WIDTH = 420


class TopBar(QFrame):
    """The bar over everything: menu, back and forward, the search field, what to do with a post."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(44)
        self.menu = icon_button("menu", self.tr("メニュー"), self)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.back = icon_button("back", self.tr("前の記事へもどる"), self)
        self.forward = icon_button("forward", self.tr("次の記事へすすむ"), self)
        self.search = SearchBox(self)
        self.text = icon_button("text", self.tr("文字と色"), self)
        self.text.setText("Aa")
        self.text.setFont(interface_font(14, QFont.Weight.Medium))
        self.star = icon_button("star", self.tr("スターを付ける"), self)
        self.star.setCheckable(True)
        self.export = icon_button("export", self.tr("書き出す"), self)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._keys: Mapping[str, str] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 13, 0)
        row.setSpacing(8)
        for button in (self.menu, self.back, self.forward):
            row.addWidget(button)
        row.addStretch(1)
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for button in (self.text, self.star, self.export):
            row.addWidget(button)

    def set_menus(self, main: QMenu, export: QMenu) -> None:
        """Give the two menu buttons their menus."""
        self.menu.setMenu(main)
        self.export.setMenu(export)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        for button in (self.menu, self.back, self.forward, self.export):
            button.setIcon(icon(button.objectName(), tokens.soft, tokens.faint))
        self._star_icons = (
            icon("star", tokens.soft, tokens.faint),
            icon("star-on", tokens.accent, tokens.faint),
        )
        self.show_star(self.star.isChecked())
        self.search.set_tokens(tokens)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name keys in the tips of the buttons: of "back", "forward" and "star"."""
        self._keys = keys
        for button in (self.back, self.forward, self.star):
            button.setToolTip(with_key(button.accessibleName(), keys[button.objectName()]))

    def show_star(self, starred: bool) -> None:
        """Show whether the open post has a star."""
        self.star.setChecked(starred)
        self.star.setIcon(self._star_icons[starred])
        label = self.tr("スターをはずす") if starred else self.tr("スターを付ける")
        self.star.setToolTip(with_key(label, self._keys.get("star", "")))
        self.star.setAccessibleName(label)
