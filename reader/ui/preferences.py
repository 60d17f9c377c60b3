import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from reader.places import collection_id, data_root

MOST_QUERIES = 50
ZOOM_STEPS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)


class Preferences:
    """What the window remembers: its shape, the theme, the size of the text."""

    def __init__(self, data_dir: Path | None = None) -> None:
        path = data_root(data_dir) / "window.ini"
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """The theme that was chosen: system, light or dark."""
        theme = str(self._settings.value("theme", "system"))
        return theme if theme in ("system", "light", "dark") else "system"

    @theme.setter
    def theme(self, theme: str) -> None:
        self._settings.setValue("theme", theme)

    @property
    def zoom(self) -> float:
        """The size of the article's text, 1.0 is 17 pixels."""
        try:
            zoom = float(str(self._settings.value("zoom", 1.0)))
        except ValueError:
            return 1.0
        return min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1])

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._settings.setValue("zoom", zoom)

    @property
    def ask_before_browser(self) -> bool:
        """Whether an external link asks before it opens the browser."""
        return str(self._settings.value("ask_before_browser", "true")) != "false"

    @ask_before_browser.setter
    def ask_before_browser(self, ask: bool) -> None:
        self._settings.setValue("ask_before_browser", "true" if ask else "false")

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

    def shape(self, name: str) -> QByteArray:
        """The saved geometry of a window or splitter, empty when there is none."""
        value = self._settings.value(f"shape/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_shape(self, name: str, shape: QByteArray) -> None:
        """Save the geometry of a window or splitter."""
        self._settings.setValue(f"shape/{name}", shape)


def _history_key(folder: Path) -> str:
    return f"history/{collection_id(folder)}"
