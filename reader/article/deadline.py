"""A limit on the time that one article may take: whoever does the work asks whether to go on."""

import math
import time
from collections.abc import Callable


class OutOfTime(Exception):  # noqa: N818
    """The work would take longer than anybody wants to wait for it."""


class Deadline:
    """A moment that the work must not go beyond; the clock counts from when this is made.

    By default it counts what the thread itself works, so that a busy machine changes nothing.
    """

    __slots__ = ("_clock", "_end")

    def __init__(self, seconds: float, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Raises OutOfTime when the time is over."""
        if self._clock() >= self._end:
            raise OutOfTime


NEVER = Deadline(math.inf)
"""For work that has no limit."""
