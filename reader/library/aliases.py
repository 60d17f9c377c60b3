import threading
from collections.abc import Sequence
from pathlib import Path

from reader.files import atomic_write, file_version
from reader.resources import resource
from reader.search.aliases import Aliases, Trouble, parse_aliases


class AliasTables:
    """The table of aliases that ships and the person's own, which is read anew when it changes.

    The own table is one file for all collections, `aliases.txt` in the folder of data; a line in
    it counts instead of the shipped line with the same name.
    """

    def __init__(self, data: Path) -> None:
        self.file = data / "aliases.txt"
        self._lock = threading.Lock()
        self._shipped = shipped_table()
        self._kept: tuple[object, Aliases] | None = None

    def current(self) -> Aliases:
        """Both tables as they are now; an own table that cannot be read counts as empty."""
        with self._lock:
            version = file_version(self.file)
            if self._kept is None or self._kept[0] != version:
                own, _ = parse_aliases(self.own())
                shipped, _ = parse_aliases(self._shipped)
                self._kept = version, Aliases(shipped, own)
            return self._kept[1]

    def own(self) -> str:
        """The person's own table, an empty text where there is none."""
        try:
            return self.file.read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    def save(self, text: str) -> Sequence[Trouble]:
        """Keep the person's own table; returns the lines that are not understood.

        Raises OSError when it cannot be written; then the old one is still there.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(self.file, text.encode("utf-8", "replace"))
        return parse_aliases(text)[1]


def shipped_table() -> str:
    """The table that comes with Keisen."""
    return resource("aliases.txt").read_text(encoding="utf-8")
