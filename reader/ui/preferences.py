import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from reader.places import collection_id, data_root
from reader.ui.appearance import Appearance, appearance_of, read_appearance, write_appearance

MOST_QUERIES = 50
LAST_APPEARANCE = "appearance/last"
OLD_SIZE = 17
"""The size of text, in pixels, that a zoom of 1.0 meant."""
PANEL_WIDTH = 220


class Preferences:
    """What the window remembers: its shape, the look of articles, the last searches."""

    def __init__(self, data_dir: Path | None = None) -> None:
        path = data_root(data_dir) / "window.ini"
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._take_over_old()

    def appearance(self, folder: Path | None = None) -> Appearance:
        """How articles look in a folder; where nothing was chosen for it, as chosen last."""
        last = read_appearance(self._text(LAST_APPEARANCE))
        return read_appearance(self._text(_appearance_key(folder)), last) if folder else last

    def keep_appearance(self, folder: Path, appearance: Appearance) -> None:
        """Remember how articles look in a folder, and in others where nothing was chosen yet."""
        for key in (_appearance_key(folder), LAST_APPEARANCE):
            self._settings.setValue(key, write_appearance(appearance))

    @property
    def ask_before_browser(self) -> bool:
        """Whether an external link asks before it opens the browser."""
        return str(self._settings.value("ask_before_browser", "true")) != "false"

    @ask_before_browser.setter
    def ask_before_browser(self, ask: bool) -> None:
        self._settings.setValue("ask_before_browser", "true" if ask else "false")

    def folds(self, folder: Path) -> bool:
        """Whether posts of a folder that repeat themselves are opened folded."""
        return str(self._settings.value(f"folds/{collection_id(folder)}", "true")) != "false"

    def keep_folds(self, folder: Path, folds: bool) -> None:
        """Open the posts of a folder folded from now on, or not."""
        key = f"folds/{collection_id(folder)}"
        self._settings.setValue(key, "true" if folds else "false")

    def reviews(self, folder: Path) -> bool:
        """Whether annotations of a folder are to be seen again every day."""
        return str(self._settings.value(f"reviews/{collection_id(folder)}", "false")) == "true"

    def keep_reviews(self, folder: Path, reviews: bool) -> None:
        """See annotations of a folder again every day from now on, or not."""
        key = f"reviews/{collection_id(folder)}"
        self._settings.setValue(key, "true" if reviews else "false")

    def panel_shown(self, *, wide: bool) -> bool:
        """Whether the panel beside the article is there: only where it has room, until chosen."""
        chosen = str(self._settings.value(_panel_key(wide), ""))
        return chosen == "true" if chosen else wide

    def show_panel(self, shown: bool, *, wide: bool) -> None:
        """Remember whether the panel is wanted where there is much or little room."""
        self._settings.setValue(_panel_key(wide), "true" if shown else "false")

    @property
    def panel_width(self) -> int:
        """The width of the panel beside the article in pixels."""
        try:
            return int(str(self._settings.value("panel_width", PANEL_WIDTH)))
        except ValueError:
            return PANEL_WIDTH

    def keep_panel_width(self, width: int) -> None:
        """Remember how wide the panel was made."""
        self._settings.setValue("panel_width", width)

    @property
    def export_folder(self) -> str:
        """The folder that the last export was written to."""
        return str(self._settings.value("export_folder", ""))

    @export_folder.setter
    def export_folder(self, folder: str) -> None:
        self._settings.setValue("export_folder", folder)

    @property
    def pdf_folder(self) -> str:
        """The folder that the last PDF was written to."""
        return str(self._settings.value("pdf_folder", ""))

    @pdf_folder.setter
    def pdf_folder(self, folder: str) -> None:
        self._settings.setValue("pdf_folder", folder)

    def history(self, folder: Path) -> list[str]:
        """The last searches in a folder, newest first."""
        known = self._settings.value(_history_key(folder), [])
        found = [known] if isinstance(known, str) else known
        return [str(query) for query in found] if isinstance(found, list) else []

    def remember_query(self, folder: Path, query: str) -> None:
        """Put a search at the head of the last ones."""
        query = query.strip()
        others = [known for known in self.history(folder) if known != query]
        self._settings.setValue(_history_key(folder), [query, *others][:MOST_QUERIES])

    def clear_history(self, folder: Path) -> None:
        """Forget the last searches in a folder."""
        self._settings.remove(_history_key(folder))

    def command_uses(self) -> dict[str, int]:
        """How often commands were called by their names."""
        try:
            uses = json.loads(str(self._settings.value("command_uses", "")))
            return {str(name): int(count) for name, count in uses.items()}
        except (AttributeError, TypeError, ValueError):
            return {}

    def count_command(self, name: str) -> None:
        """Remember that a command was called by its name."""
        uses = self.command_uses()
        uses[name] = uses.get(name, 0) + 1
        self._settings.setValue("command_uses", json.dumps(uses))

    def keys(self) -> dict[str, str]:
        """The keys that were chosen for commands by name; an empty one is no key."""
        try:
            keys = json.loads(str(self._settings.value("keys", "")))
        except ValueError:
            return {}
        known = keys if isinstance(keys, dict) else {}
        return {name: key for name, key in known.items() if isinstance(key, str)}

    def keep_key(self, name: str, key: str | None) -> None:
        """Keep the key of a command, or None: it has its default again."""
        keys = self.keys()
        keys.pop(name, None)
        if key is not None:
            keys[name] = key
        self._settings.setValue("keys", json.dumps(keys))

    def knows_cloud(self, data: Path) -> bool:
        """Whether the person was told that this data folder is inside a cloud drive."""
        return str(self._settings.value("cloud_told", "")) == str(data)

    def remember_cloud(self, data: Path) -> None:
        """Do not tell again that this data folder is inside a cloud drive."""
        self._settings.setValue("cloud_told", str(data))

    def color_names(self) -> dict[str, str]:
        """The names that were chosen for colours of annotations."""
        try:
            names = json.loads(self._text("color_names"))
        except ValueError:
            return {}
        known = names if isinstance(names, dict) else {}
        return {color: name for color, name in known.items() if isinstance(name, str) and name}

    def keep_color_names(self, names: Mapping[str, str]) -> None:
        """Call colours by these names from now on."""
        self._settings.setValue("color_names", json.dumps(dict(names)))

    def shape(self, name: str) -> QByteArray:
        """The saved geometry of a window or splitter, empty when there is none."""
        value = self._settings.value(f"shape/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_shape(self, name: str, shape: QByteArray) -> None:
        """Save the geometry of a window or splitter."""
        self._settings.setValue(f"shape/{name}", shape)

    def _text(self, key: str) -> str:
        return str(self._settings.value(key, ""))

    def _take_over_old(self) -> None:
        """Make an appearance of the theme and the zoom that an earlier version kept."""
        old = [key for key in ("theme", "zoom") if self._settings.contains(key)]
        if old and not self._settings.contains(LAST_APPEARANCE):
            facts: dict[str, object] = {"theme": self._text("theme")}
            with suppress(ValueError):
                facts["size"] = OLD_SIZE * float(self._text("zoom"))
            self._settings.setValue(LAST_APPEARANCE, write_appearance(appearance_of(facts)))
        for key in old:
            self._settings.remove(key)


def _appearance_key(folder: Path) -> str:
    return f"appearance/{collection_id(folder)}"


def _panel_key(wide: bool) -> str:
    return "panel_wide" if wide else "panel_narrow"


def _history_key(folder: Path) -> str:
    return f"history/{collection_id(folder)}"
