import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Offsets of one text in both units: code points here, UTF-16 units on the page.

    Only characters above U+FFFF make the two differ, so a text without any costs nothing.
    """

    __slots__ = ("_points", "_units", "length")

    def __init__(self, text: str) -> None:
        self._points: list[int] = []
        if text and max(text) > "\uffff":
            self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + before for before, point in enumerate(self._points)]
        self.length = len(text) + len(self._points)

    def to_utf16(self, code_point_offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return code_point_offset + bisect_left(self._points, code_point_offset)

    def to_code_points(self, utf16_offset: int) -> int:
        """The code point offset of a UTF-16 offset; inside a pair it is where the pair starts."""
        return utf16_offset - bisect_left(self._units, utf16_offset)
