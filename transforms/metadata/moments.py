"""Lines that are dates, and the moments they name."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal

from broadsheet.transforms.metadata.calendars import YEARS, stated_day
from broadsheet.transforms.metadata.date_words import (
    ALSO_WEEKDAYS,
    ERAS,
    MONTHS,
    PHRASES,
    WORDS,
    ZONES,
    date_form,
    segments,
)
from broadsheet.transforms.metadata.zones import offset_minutes
from broadsheet.transforms.records.record import Moment, Precision

Role = Literal["published", "modified", "collected"]

# Longer lines are prose; date lines with both moments, weekdays and zones stay well below.
_LONGEST = 120
# Years of two digits from here on are of the last century, as POSIX has it.
_CENTURY_TURN = 70

_ISO = re.compile(
    r"""
    (\d{4})-?(\d\d)-?(\d\d)(?:                                 # year, month, day
        [T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?      # hour, minute, second, fraction
        (?:[ ]?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?               # zone
    )?
    """,
    re.ASCII | re.VERBOSE,
)
_EPOCH = re.compile(r"(1\d{9}|[23]\d{9})(\d{3})?(?:\.\d{1,9})?", re.ASCII)
_OPEN = "?"
_DIGIT = re.compile(r"\d")
_VIETNAMESE_WEEKDAY = re.compile(r"\b[Tt]hứ [2-7]\b")
_MARKS = "\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c"
_TOKEN = re.compile(
    rf"""
      (?P<ymd>\d{{4}}\ ?([-/.])\ ?\d{{1,2}}\ ?\2\ ?\d{{1,2}}(?!\d))
    | (?P<dmy>\d{{1,2}}\ ?([-/.])\ ?\d{{1,2}}\ ?\4\ ?(?:\d{{4}}|\d\d)(?![\d:h]))
    | (?P<time>\d{{1,2}}(?:[:h]|\ h\ )\d\d(?!\d)(?::\d\d(?:[.,]\d{{1,9}})?)?|\d{{1,2}}\.\d\d(?![\d.]))
    | (?P<offset>(?:(?<=gmt)|(?<=utc)|(?<=:\d\d)|(?<=:\d\d\ )|(?<=gmt\ )|(?<=utc\ ))[+\-−]\d{{1,2}}(?::?\d\d)?(?!\d))
    | (?P<number>\d+)
    | (?P<unit>(?:(?<=\d)|(?<=\d\ ))(?:[年月日號号時时点點分秒년월일시분초]|h\b))
    | (?P<word>[^\W\d_](?:[^\W\d_]|[{_MARKS}]|['’.-](?=[^\W\d_]))*)
    | (?P<blank>(?:[\s,;:.|/()\[\]·•،—–@*_，：（）、【】'"]|-(?!\d)|(?<!:\d\d)(?<!:\d\d\ )-)+)
    """,
    re.VERBOSE,
)
# Names of zones end in T, for time; one that is not listed says no more than that a zone was meant.
_UNLISTED_ZONE = re.compile(r"(?<=[\dmM.] )\(?[A-Z]{2,4}T\b\)?")
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\n")


@dataclass(slots=True)
class _Tokens:
    """What the tokens of a line have said so far."""

    numbers: list[int] = field(default_factory=list)
    months: list[tuple[int, str]] = field(default_factory=list)
    whole: list[tuple[int, int, int]] = field(default_factory=list)
    slashed: bool = False
    units: dict[str, int] = field(default_factory=dict)
    clock: tuple[int, int, int] | None = None
    half: str | None = None
    offset: int | str | None = None
    era: int = 0
    words: int = 0
    month_follows: bool = False


def _take_word(tokens: _Tokens, word: str, after_time: bool) -> bool:
    """Note what a word says; False where it is no word of dates."""
    known = WORDS.get(word)
    if word in MONTHS and not (word in ALSO_WEEKDAYS and tokens.months):
        tokens.months.append(MONTHS[word])
    elif tokens.clock and word in ZONES and tokens.offset is None:
        offset = ZONES[word]
        tokens.offset = offset if offset == _OPEN or "/" in offset else int(offset)
    elif known is None:
        return _take_unlisted(tokens, word, after_time)
    elif known[0] in ("am", "pm"):
        if after_time or (not word.isascii() and tokens.half is None):
            tokens.half = known[0]
    elif word == "thang":
        tokens.month_follows = True
    else:
        tokens.words += known[0] == "filler"
    return True


def _take_unlisted(tokens: _Tokens, word: str, after_time: bool) -> bool:
    """Note what a word says that is listed only in part: an era, a run of Chinese words, a word with an article."""
    if word in ERAS:
        tokens.era = ERAS[word]
        return True
    if word[0] >= "\u2e80":
        parts = list(segments(word))
        return len(parts) > 1 and all(_take_word(tokens, part, after_time) for part in parts)
    article, apostrophe, rest = word.replace("’", "'").partition("'")
    return (
        bool(apostrophe) and len(article) == 1 and (rest in MONTHS or rest in WORDS) and _take_word(tokens, rest, False)
    )


def _take_number(tokens: _Tokens, value: int, following: str) -> None:
    """Note a bare number: an hour before "Uhr", "pm" and the like, else a day or year."""
    if tokens.month_follows:
        tokens.months.append((value, ""))
        tokens.month_follows = False
    elif following and _hour_mark(following) and tokens.clock is None and value < 24:
        tokens.clock = (value, 0, 0)
    else:
        tokens.numbers.append(value)


def _hour_mark(following: str) -> bool:
    word = following.lstrip().rstrip(".")
    return word in ("uhr", "hrs", "h", "ura", "בשעה") or WORDS.get(word, ("", ""))[0] in ("am", "pm")


def _take_clock(tokens: _Tokens, text: str) -> bool:
    """Note a time of day; False where the line has one already."""
    if tokens.clock is not None:
        return False
    hour, minute, *rest = [int(digits) for digits in re.findall(r"\d+", text)]
    tokens.clock = (hour, minute, rest[0] if rest else 0)
    return True


def _take_offset(tokens: _Tokens, text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    total = hours * 60 + minutes
    tokens.offset = -total if text[0] in "-−" else total
    return tokens.clock is not None and total <= 14 * 60 and minutes < 60


def _take_whole(tokens: _Tokens, text: str, year_first: bool) -> None:
    """Note a date in digits only, as year, month, day; of two small numbers the order stays open."""
    first, second, third = [int(digits) for digits in re.findall(r"\d+", text)]
    if year_first:
        tokens.whole.append((first, second, third))
        return
    year = third if third > 99 else third + (2000 if third < _CENTURY_TURN else 1900)
    tokens.slashed = "." not in text and first <= 12 and second <= 12 and first != second
    month, day = (first, second) if second > 12 and "." not in text else (second, first)
    tokens.whole.append((year, month, day))


_UNIT_OF = dict(zip("年月日號号時时点點分秒년월일시분초", "ymdddhhhhisymdhis", strict=True)) | {"h": "h"}


def _scan(text: str) -> _Tokens | None:
    """What the tokens of a folded line say; None at the first that no date line holds."""
    tokens, at, after_time = _Tokens(), 0, False
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        kind, value, at = token.lastgroup, token.group(), token.end()
        if kind == "blank":
            continue
        fine = True
        if kind == "word":
            fine = _take_word(tokens, value.rstrip("."), after_time)
        elif kind == "number":
            following = _TOKEN.match(text, at + 1 if text[at : at + 1] == " " else at)
            name = following.group() if following and following.lastgroup in ("word", "unit") else ""
            if name in _UNIT_OF:
                fine = tokens.units.setdefault(_UNIT_OF[name], int(value[:5])) == int(value[:5])
            else:
                _take_number(tokens, int(value[:5]), name)
        elif kind == "time":
            fine = _take_clock(tokens, value)
        elif kind == "offset":
            fine = _take_offset(tokens, value)
        elif kind in ("ymd", "dmy"):
            _take_whole(tokens, value, kind == "ymd")
        if not fine:
            return None
        after_time = kind in ("time", "number", "unit")
    return tokens


def _day_of(tokens: _Tokens, day_first: bool | None) -> tuple[date, Precision] | None:
    """The day that the numbers, months and units name together; None unless they name exactly one."""
    if tokens.units.keys() & {"y", "m", "d"}:
        return _day_of_units(tokens)
    months = set(tokens.months)
    if len(tokens.whole) == 1 and not tokens.numbers and not months:
        year, month, day = tokens.whole[0]
        if tokens.slashed and day_first is None:
            return None
        if tokens.slashed and not day_first:
            month, day = day, month
        return stated_day(year, month, day, "j" if year < 1500 else "")
    if tokens.whole or len({number for number, _ in months}) > 1:
        return None
    if not months:
        plain = len(tokens.numbers) == 1 and not tokens.words and tokens.clock is None
        return stated_day(tokens.numbers[0], 0, 0, "") if plain else None
    month, calendar = max(months, key=lambda named: named[1])
    return _day_in_month(tokens.numbers, month, calendar)


def _day_in_month(numbers: list[int], month: int, calendar: str) -> tuple[date, Precision] | None:
    if len(numbers) == 1:
        return stated_day(numbers[0], month, 0, calendar)
    if len(numbers) != 2:
        return None
    first, second = numbers
    if first > 31:
        first, second = second, first
    second += 0 if second > 99 else 2000 if second < _CENTURY_TURN else 1900
    return stated_day(second, month, first, calendar) if first else None


def _day_of_units(tokens: _Tokens) -> tuple[date, Precision] | None:
    if "y" not in tokens.units or tokens.whole or tokens.numbers:
        return None
    return stated_day(tokens.era + tokens.units["y"], tokens.units.get("m", 0), tokens.units.get("d", 0), "")


def _timed(day: date, clock: tuple[int, int, int], zone: int | str | None) -> Moment | None:
    """The moment; whole minutes have the precision of minutes; None where there is no such time of day."""
    hour, minute, second = clock
    if hour == 24 and minute == second == 0:
        return Moment(day, "day")
    if hour > 23 or minute > 59 or second > 60:
        return None
    time = datetime(day.year, day.month, day.day, hour, minute, min(second, 59))
    return Moment(day, "second" if second else "minute", time, _offset(zone, time))


def _assembled(tokens: _Tokens, day_first: bool | None) -> Moment | None:
    checked = _day_of(tokens, day_first)
    if checked is None:
        return None
    day, precision = checked
    units = tokens.units
    clock = tokens.clock or ((units["h"], units.get("i", 0), units.get("s", 0)) if "h" in units else None)
    if clock is None or precision != "day":
        return Moment(day, precision) if clock is None else None
    if tokens.half:
        clock = (clock[0] % 12 + (12 if tokens.half == "pm" else 0), *clock[1:]) if clock[0] <= 12 else clock
    return _timed(day, clock, tokens.offset)


def _offset(zone: int | str | None, time: datetime) -> int | None:
    """The offset in minutes; None where no zone was named, or one whose name has several offsets."""
    if not isinstance(zone, str):
        return zone
    return None if zone == _OPEN else offset_minutes(zone, time)


def _stamp(stamp: re.Match[str]) -> Moment | None:
    """The moment of an ISO 8601 stamp."""
    year, month, day, hour, minute, second, fraction, zone = stamp.groups()
    checked = stated_day(int(year), int(month), int(day), "")
    if checked is None or not (int(month) and int(day)):
        return None
    if hour is None:
        return Moment(checked[0], "day")
    offset = None
    if zone:
        digits = zone[1:].replace(":", "")
        offset = 0 if zone in ("Z", "UTC", "GMT") else int(digits[:2]) * 60 + int(digits[2:] or 0)
        if offset > 14 * 60:
            return None
        offset = -offset if zone[0] == "-" else offset
    clock = (int(hour), int(minute), int(second or 0))
    if second is not None and not any(clock) and not int(fraction or 0) and not offset:
        return Moment(checked[0], "day")
    return _timed(checked[0], clock, offset)


def _epoch(count: re.Match[str]) -> Moment | None:
    """The moment of a count of seconds, or milliseconds, since 1970; its day is that of UTC."""
    seconds = int(count[1])
    time = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    if time.year not in YEARS:
        return None
    if seconds % 86_400 == 0:
        return Moment(time.date(), "day")
    return Moment(time.date(), "second" if time.second else "minute", time, 0)


def _folded(text: str) -> str:
    if "ứ" in text:
        text = _VIETNAMESE_WEEKDAY.sub("", text)
    text = date_form(text)
    if not text.isascii():
        for phrase, joined in PHRASES:
            text = text.replace(phrase, joined)
    return text


def parse_moment(text: str, *, day_first: bool | None = None) -> Moment | None:
    """The moment that the whole string names; None where any word of it says something else.

    `day_first` settles "03/04/2023"; without it such a date is None (see `is_ambiguous_date`). Dotted dates are always
    day first. Whole minutes have precision "minute". A stamp of midnight, to the second, in UTC or without a zone is
    taken for the day-valued field it nearly always is: precision "day", no time. A zone counts only beside a time; one
    that is not listed, or whose name has several offsets (IST, CST, BST, AST), leaves the offset None.
    None too for what systems write for "no date" (1970-01-01), years outside 1600 to 2100 and relative dates.
    """
    text = text.strip()
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    return _moment(text, day_first)


# A line is asked after twice, whether it is a date and which; and a day has more than one article.
@lru_cache(maxsize=4_096)
def _moment(text: str, day_first: bool | None) -> Moment | None:
    match = _ISO.fullmatch(text)
    if match:
        return _stamp(match)
    match = _EPOCH.fullmatch(text)
    if match:
        return _epoch(match)
    tokens = _scan(_folded(text)) or _scan_without_zone(text)
    return _assembled(tokens, day_first) if tokens else None


def _scan_without_zone(text: str) -> _Tokens | None:
    """What a line says but for the name of a zone that is not listed, beside a time."""
    kept = _UNLISTED_ZONE.sub("", text, count=1)
    tokens = _scan(_folded(kept)) if kept != text else None
    return tokens if tokens and tokens.clock else None


def is_ambiguous_date(text: str) -> bool:
    """Whether the string is a date whose day and month cannot be told apart: "03/04/2023"."""
    return parse_moment(text) is None and parse_moment(text, day_first=True) is not None


def moment_role(text: str) -> Role:
    """What the words before the first digit say happened then; published where they say nothing."""
    digit = _DIGIT.search(text[:_LONGEST])
    lead = date_form(text[: digit.start() if digit else _LONGEST])
    words = [word.strip(".:-–—()[]*_") for word in lead.split()]
    roles = {
        WORDS.get(part, ("", ""))[1] for word in words for part in (segments(word) if word > "\u2e80" else (word,))
    }
    return "modified" if "modified" in roles else "collected" if "collected" in roles else "published"


def _split_at_roles(text: str) -> list[str]:
    """The parts of a line that names several moments, each with the words that lead it."""
    cuts = [0]
    dated = False
    for token in re.finditer(r"[^\W\d_]+|\d", text):
        is_role = WORDS.get(date_form(token[0]), ("", ""))[0] == "role"
        if dated and is_role:
            cuts.append(token.start())
        dated = not is_role and (dated or token[0].isdigit())
    return [text[start:end].strip(" ,;()") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def parse_moments(text: str, *, day_first: bool | None = None) -> tuple[tuple[Role, Moment], ...]:
    """The moments of a line that is nothing but dates, each with what happened then; empty where it is more, or none.

    "Published: 14 Mar 2023, 09:05 GMT | Updated: 15 Mar 2023, 18:40 GMT" gives two.
    """
    if len(text) > _LONGEST + 40 or not _DIGIT.search(text):
        return ()
    whole = parse_moment(text, day_first=day_first)
    if whole:
        return ((moment_role(text), whole),)
    parts = [part for part in _PARTS.split(text) if part]
    moments = _all_moments(parts, day_first) if len(parts) > 1 else ()
    return moments or _all_moments(_split_at_roles(text), day_first)


def _all_moments(parts: list[str], day_first: bool | None) -> tuple[tuple[Role, Moment], ...]:
    """The moments of the parts of a line; empty where one of them is none."""
    moments: list[tuple[Role, Moment]] = []
    for part in parts:
        moment = parse_moment(part, day_first=day_first)
        if moment is None or moment.precision == "year":
            return ()
        moments.append((moment_role(part), moment))
    return tuple(moments)


def looks_like_date_line(text: str) -> bool:
    """Whether the short line is one date or more and nothing else; a bare year or number is not."""
    moments = parse_moments(text, day_first=True)
    return bool(moments) and all(moment.precision != "year" for _, moment in moments) and not text.strip().isdecimal()
