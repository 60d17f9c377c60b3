from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection.dates import date_of_name, parse_date
from reader.collection.post import JAPAN


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-11-30 02:31:43 +0000", "2025-11-30T02:31:43+00:00"),
        ("2026-02-24 22:16:09 +0900", "2026-02-24T22:16:09+09:00"),
        ("2025-11-30T02:31:43Z", "2025-11-30T02:31:43+00:00"),
        ("2025-11-30T02:31:43.5+09:00", "2025-11-30T02:31:43.500000+09:00"),
        ("2025-11-30 02:31:43 -5", "2025-11-30T02:31:43-05:00"),
        ("2025-11-30 02:31:43", "2025-11-30T02:31:43+09:00"),
        ("2025-11-30 02:31 JST", "2025-11-30T02:31:00+09:00"),
        ("2025-11-30", "2025-11-30T00:00:00+09:00"),
        (" 2025/1/5 ", "2025-01-05T00:00:00+09:00"),
        ("2025年1月5日", "2025-01-05T00:00:00+09:00"),
    ],
)
def test_dates_become_aware(written: str, expected: str) -> None:
    date = parse_date(written)
    assert date is not None
    assert date.isoformat() == expected


@pytest.mark.parametrize(
    "written",
    ["", "きょう", "2025-02-30", "2025-13-01", "2025-01-01 25:00", "0000-01-01", "9999-12-31",
     "2025-01-01 00:00 +99:00", "2025-01-01 ほか", "20250101"],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2025-08-29-1-chip.md", "2025-08-29"),
        ("notes/会議 2025-08-29.md", "2025-08-29"),
        ("2025-08-29/chip.md", None),
        ("2025-13-29-chip.md", None),
        ("12025-08-291.md", None),
        ("chip.md", None),
    ],
)
def test_a_file_name_may_hold_a_day(path: str, day: str | None) -> None:
    date = date_of_name(path)
    assert (date and date.isoformat()) == (day and f"{day}T00:00:00+09:00")


@given(st.text(st.sampled_from("0129-/:T Z+年月日.")) | st.text())
def test_any_text_gives_an_aware_date_or_none(written: str) -> None:
    date = parse_date(written)
    assert date is None or date.astimezone(JAPAN).tzinfo is JAPAN


@given(
    st.datetimes(datetime(1000, 1, 1), datetime(9998, 12, 31)),
    st.integers(-14 * 60, 14 * 60),
    st.sampled_from("T "),
)
def test_iso_dates_are_read_back(moment: datetime, minutes: int, separator: str) -> None:
    zoned = moment.replace(tzinfo=UTC) + timedelta(minutes=minutes)
    assert parse_date(zoned.isoformat(separator)) == zoned
