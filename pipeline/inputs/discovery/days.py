"""Days and instants as lists of documents write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from extractors.dates import normalize
from extractors.languages import available

_EARLIEST = date(1990, 1, 1)  # what is older was counted from 1900 or 1970 by a program that knew no day
_LONGEST = 200
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")


def read_day(written: str, languages: Sequence[str] = (), seen_on: date | None = None) -> date | None:
    """The day that a list prints, whatever day that is in other zones; None where it holds none that can be meant.

    ISO 8601 and RFC 822 are read first, then what people write, in the languages given or else in any. Days before the
    web and, where ``seen_on`` is given, days after the next one are mistakes.

    >>> read_day("Thu, 07 Sep 2023 00:30:00 +0300"), read_day("2023-09-07T23:30:00-05:00")
    (datetime.date(2023, 9, 7), datetime.date(2023, 9, 7))
    >>> read_day("Paskelbta: 2013 m. balandžio 9 d.", ("lt",)), read_day("9. dubna 2013")
    (datetime.date(2013, 4, 9), datetime.date(2013, 4, 9))
    >>> read_day("vakar"), read_day("0000-00-00 00:00:00"), read_day("Thu, 01 Jan 1970 00:00:00 +0000")
    (None, None, None)
    """
    text = " ".join(written[:_LONGEST].split())
    if not any(map(str.isdigit, text)):
        return None
    day = _read_machine(text) or _read_people(text, languages)
    if day is None or day < _EARLIEST or (seen_on and day > seen_on + timedelta(days=1)):
        return None
    return day


def _read_machine(text: str) -> date | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _read_people(text: str, languages: Sequence[str]) -> date | None:
    for language in (None, *languages) if languages else (None, "en", *available()):
        if day := normalize(text, language):
            return day
    return None


def read_instant(written: str) -> datetime | None:
    """The last instant that a W3C date and time may mean, in UTC; None where it is none.

    >>> print(read_instant("2023-09-07T10:00:00+03:00"), read_instant("2023-09-07"), read_instant("2023-02"))
    2023-09-07 07:00:00+00:00 2023-09-08 12:00:00+00:00 2023-03-01 12:00:00+00:00
    """
    text = written.strip()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return _end_of_period(text)
    if len(text) <= len("2023-09-07"):
        return _end_of_day(at.date())
    return (at if at.tzinfo else at.replace(tzinfo=UTC) + timedelta(hours=12)).astimezone(UTC)


def _end_of_period(text: str) -> datetime | None:
    """The end of a year or month; the first day is as long ago as none of them."""
    match = _PARTIAL.fullmatch(text)
    if not match or (match[2] and not 1 <= int(match[2]) <= 12) or not 1 <= int(match[1]) < 9999:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    first_after = date(year + month // 12, month % 12 + 1, 1)
    return _end_of_day(first_after - timedelta(days=1))


def _end_of_day(day: date) -> datetime:
    """Its end where it ends last: twelve hours behind Greenwich."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1, hours=12)
