import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from reader.collection.post import JAPAN

_WRITTEN = re.compile(
    r"""([0-9]{4})[-/年]([0-9]{1,2})[-/月]([0-9]{1,2})日?
    (?: (?:T|[ \t]+) ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?
        [ \t]* (Z|UTC|GMT|JST|[+-][0-9]{1,2}(?::?[0-9]{2})?)? )?""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_ZONES: dict[str, tzinfo] = {"": JAPAN, "JST": JAPAN, "Z": UTC, "UTC": UTC, "GMT": UTC}
# Years outside are slips of the pen, and would leave the calendar when shown in another zone.
_YEARS = range(1000, 9999)


def parse_date(text: str) -> datetime | None:
    """The moment that a date in front matter names, None when it names none.

    Reads ISO 8601 and its looser forms (2025-11-30 02:31:43 +0000, 2025/11/30, 2025年11月30日).
    Without a zone it is Japanese time, without a time it is midnight.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups("")
    try:
        microsecond = int(fraction[:6].ljust(6, "0"))
        clock = time(int(hour or 0), int(minute or 0), int(second or 0), microsecond)
        return datetime.combine(_day(year, month, day), clock, _zone(zone.upper()))
    except ValueError:
        return None


def date_of_name(path: str) -> datetime | None:
    """Japanese midnight of the day in a file name (YYYY-MM-DD anywhere in it), or None."""
    match = _IN_NAME.search(path.rpartition("/")[2])
    try:
        return datetime.combine(_day(*match.groups()), time(), JAPAN) if match else None
    except ValueError:
        return None


def _day(year: str, month: str, day: str) -> date:
    if int(year) not in _YEARS:
        raise ValueError(year)
    return date(int(year), int(month), int(day))


def _zone(name: str) -> tzinfo:
    if name in _ZONES:
        return _ZONES[name]
    digits = name[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if name[0] == "-" else offset)
