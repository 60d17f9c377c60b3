import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from reader.errors import UserError
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
        self._kept: tuple[object, Aliases] | None = None

    def current(self) -> Aliases:
        """Both tables as they are now; an own table that cannot be read counts as empty."""
        with self._lock:
            version = file_version(self.file)
            if self._kept is None or self._kept[0] != version:
                own, _ = parse_aliases(self.own())
                shipped, _ = parse_aliases(self.shipped)
                self._kept = version, Aliases(shipped, own)
            return self._kept[1]

    def own(self) -> str:
        """The person's own table, an empty text where there is none."""
        try:
            return self.file.read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    @cached_property
    def shipped(self) -> str:
        """The table that comes with Keisen."""
        return resource("aliases.txt").read_text(encoding="utf-8")

    def save(self, text: str) -> None:
        """Keep the person's own table. Raises UserError write-failed; then the old one stays."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(self.file, text.encode("utf-8", "replace"))
        except OSError as error:
            reason = error.strerror or error
            raise UserError("write-failed", path=self.file, reason=reason) from error

    @staticmethod
    def check(text: str) -> Sequence[Trouble]:
        """The lines of a table that are not understood."""
        return parse_aliases(text)[1]
