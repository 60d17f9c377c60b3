import secrets
import threading

_COUNTER_LIMIT = 1 << 12


class IdMaker:
    """Makes UUIDv7 ids as 32 hex digits, each greater than the one before.

    The first 16 digits alone are unique within one maker: 48 bits of milliseconds and a 12 bit
    counter that starts in the lower half at random (RFC 9562, section 6.2, method 1).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._milliseconds = -1
        self._counter = 0

    def next(self, milliseconds: int) -> str:
        """A new id for a moment in Unix milliseconds; a clock that goes back is held."""
        with self._lock:
            self._step(milliseconds)
            high = self._milliseconds << 16 | 0x7000 | self._counter
        low = 0b10 << 62 | secrets.randbits(62)
        return f"{high:016x}{low:016x}"

    def _step(self, milliseconds: int) -> None:
        if milliseconds > self._milliseconds:
            self._milliseconds = milliseconds
            self._counter = secrets.randbits(11)
            return
        self._counter += 1
        if self._counter == _COUNTER_LIMIT:
            self._milliseconds += 1
            self._counter = 0
