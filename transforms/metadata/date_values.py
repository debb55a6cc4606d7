"""Dates in fields, as programs write them, and the moments they mean."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from broadsheet.transforms.metadata.calendars import YEARS
from broadsheet.transforms.metadata.moments import parse_moment
from broadsheet.transforms.metadata.zones import is_zone, offset_minutes
from broadsheet.transforms.records.record import Moment

# "2021-03-05 10:15:00 Europe/Paris", "2021-03-05T10:15:00+01:00[Europe/Paris]".
_ZONE = re.compile(r"\s*[\[(]?([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2})[\])]?\s*\Z")
# JSON as Microsoft's serialiser writes dates: "/Date(1614938400000+0100)/"; also as JavaScript shows them.
_SERIALISED = re.compile(r"(?:\\?/)?(?:new )?Date\((-?\d{1,17})([+-]\d{4})?\)(?:\\?/)?", re.IGNORECASE)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z?)")
_MONTH = re.compile(r"(\d{4})([-/.])(\d{1,2})|(\d{1,2})/(\d{4})")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d{1,18})?[eE]\+?\d{1,2}")
# Counts of microseconds and nanoseconds since 1970.
_FINE = re.compile(r"(\d{10})(?:\d{6}|\d{9})")
# Oracle's default: "05-MAR-21 10.15.00.000000 AM".
_ORACLE = re.compile(r"(\d{1,2}-[A-Za-z]{3}-\d\d(?:\d\d)?) (\d{1,2})\.(\d\d)\.(\d\d)(?:\.\d+)?( [AP]M)?(.*)")
# SAS and Stata: "14MAR98:10:15:00", "14mar1998 10:15:00".
_SAS = re.compile(r"(\d{1,2})([A-Za-z]{3})(\d\d(?:\d\d)?)[: ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?")
# A day of XML Schema with a zone, which a day has none of.
_ZONED_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)")
# The date that the mail's format and the shell's `date` put a zone's name or number into.
_SHELL = re.compile(r"([A-Z][a-z]{2}) ([A-Z][a-z]{2}) ( ?\d{1,2}) (\d\d:\d\d:\d\d)(?: ([A-Z]{2,5}|[+-]\d{4}))? (\d{4})")

Unit = Literal["excel", "seconds", "milliseconds", "days"]
_EXCEL_EPOCH = datetime(1899, 12, 30)  # Day 0 of Excel, which counts a 29 February 1900 that was none.
_EPOCH = datetime(1970, 1, 1)  # Of POSIX time.


class Calendar(NamedTuple):
    """How a column writes its dates: day or month first (None: not told), and what its plain numbers count."""

    day_first: bool | None = None
    unit: Unit | None = None


def moment_of(value: str, calendar: Calendar | None = None) -> Moment | None:
    """The moment a value means; None where it means none, or day and month cannot be told apart.

    Besides all that `parse_moment` reads: stamps of digits only, months and days of a year in digits, weeks, counts of
    seconds, serialised dates, names of zones. Plain numbers count only what `calendar` says that they do.
    """
    calendar = calendar or Calendar()
    text = value.strip()
    if calendar.unit and (number := number_of(text)) is not None:
        return _counted(number, calendar.unit)
    zone = _ZONE.search(text)
    if zone:
        return _in_zone(moment_of(text[: zone.start()], calendar), zone[1])
    return _of_digits(text) or parse_moment(_respelt(text), day_first=calendar.day_first)


def number_of(text: str) -> float | None:
    """A plain number, with a point at most; None for anything else."""
    try:
        return float(text) if text.replace(".", "", 1).isdecimal() and text.isascii() else None
    except ValueError:
        return None


def _counted(number: float, unit: Unit) -> Moment | None:
    """The moment that lies so many units after the start of the count."""
    try:
        if unit == "excel":
            time = _EXCEL_EPOCH + timedelta(days=round(number * 86_400) / 86_400)
            return _local(time + timedelta(microseconds=500_000))
        if unit == "days":
            return Moment((_EPOCH + timedelta(days=number)).date(), "day")
        time = _EPOCH + timedelta(seconds=int(number / (1_000 if unit == "milliseconds" else 1)))
    except (OverflowError, ValueError):
        return None
    moment = _local(time)
    return replace(moment, utc_offset_min=0) if moment and moment.time else moment


def _local(time: datetime) -> Moment | None:
    time = time.replace(microsecond=0)
    if time.year not in YEARS:
        return None
    if not (time.hour or time.minute or time.second):
        return Moment(time.date(), "day")
    return Moment(time.date(), "second" if time.second else "minute", time)


def _of_digits(text: str) -> Moment | None:
    """The moment of what programs write without words; None where it is written otherwise."""
    if match := _SERIALISED.fullmatch(text):
        return _counted(int(match[1]), "milliseconds")
    if match := _DIGITS.fullmatch(text):
        year, month, day, hour, minute, second, zulu = match.groups()
        return parse_moment(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zulu}")
    if match := _FINE.fullmatch(text):
        return _counted(int(match[1]), "seconds")
    if _SCIENTIFIC.fullmatch(text):
        return _counted(float(text), "milliseconds" if float(text) > 1e11 else "seconds")
    if match := _MONTH.fullmatch(text):
        year, month = (match[1], match[3]) if match[1] else (match[5], match[4])
        return _day(int(year), int(month), 1, "month")
    if match := _ORDINAL.fullmatch(text):
        first = _day(int(match[1]), 1, 1, "day")
        day = first.day + timedelta(days=int(match[2]) - 1) if first and 0 < int(match[2]) < 367 else None
        return Moment(day, "day") if day and day.year == int(match[1]) else None
    if match := _WEEK.fullmatch(text):
        try:
            return Moment(date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1)), "day")
        except ValueError:
            return None
    return None


def _day(year: int, month: int, day: int, precision: Literal["day", "month"]) -> Moment | None:
    try:
        return Moment(date(year, month, day), precision) if year in YEARS else None
    except ValueError:
        return None


def _respelt(text: str) -> str:
    """The value with the time and the zone where date lines have them."""
    if match := _ORACLE.fullmatch(text):
        return f"{match[1]} {match[2]}:{match[3]}:{match[4]}{match[5] or ''}{match[6]}"
    if match := _SAS.fullmatch(text):
        return f"{match[1]}-{match[2]}-{match[3]} {match[4]}"
    if match := _ZONED_DAY.fullmatch(text):
        return match[1]
    if match := _SHELL.fullmatch(text):
        return f"{match[3]} {match[2]} {match[6]} {match[4]} {match[5] or ''}".strip()
    return text


def _in_zone(moment: Moment | None, name: str) -> Moment | None:
    """The moment with the offset of its zone, where the value gives none and the zone is known."""
    if moment is None or moment.time is None or moment.utc_offset_min is not None or not is_zone(name):
        return moment
    return replace(moment, utc_offset_min=offset_minutes(name, moment.time))
