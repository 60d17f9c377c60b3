import re
from calendar import monthrange

_PERIOD = re.compile(
    r"(?P<year>[1-9][0-9]{3})年?(?:(?:[-/.]|(?<=年))(?P<month>[0-9]{1,2})月?"
    r"(?:(?:[-/.]|(?<=月))(?P<day>[0-9]{1,2})日?)?)?"
)


def period(text: str) -> tuple[str, str] | None:
    """The first and the last day of a year, a month or a day, as ISO dates; None if it is none.

    Takes 2025, 2025-11, 2025/11/3, 2025年11月3日, in normal form.
    """
    match = _PERIOD.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.group("year", "month", "day"))
    if match["month"] is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if match["day"] is None:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}"
    if not 1 <= day <= last:
        return None
    iso = f"{year:04}-{month:02}-{day:02}"
    return iso, iso
