"""Datelines: the place, day and agency that a first paragraph begins with."""

import re
from dataclasses import dataclass

from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.date_words import month_number
from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.gazetteer import places_named
from broadsheet.transforms.vocabulary.lists import rows

# The longest in the development gold has 40 code points; a long one names two cities, a country, a day and a year.
_LONGEST = 120
_MOST_WORDS = 5  # Of a place: "Las Palmas de Gran Canaria" has five.
_SHORTEST = 4  # Code points; shorter words in capitals before a dash are acronyms and labels.
_LISTS = {
    kind: [word for other, words in rows("dateline_words.tsv") if other == kind for word in words.split("|")]
    for kind in ("lead", "not_place")
}
_NOT_PLACES = frozenset(_LISTS["not_place"])
_LEAD = re.compile("|".join(map(re.escape, _LISTS["lead"])))
_DASH = "-–—―"
_DELIMITER = re.compile(
    rf"""
    \s*\((?P<bracket>[^()]{{2,40}})\)(?P<closed>\s*[.:,]?\s*(?:[{_DASH}]+\s*)?)      # "(AFP) - "
    |[.,]?\s*/(?P<slash>[^/\s][^/]{{1,29}})/(?P<ended>\s*\.?\s*(?:[{_DASH}]+\s*)?)   # "/PRNewswire/ -- "
    |(?P<dash>\s*(?:--+|[–—―])\s*|\s+-\s+|\.\s*-\s+)                                 # a dash
    |(?P<colon>:\s+)
    """,
    re.VERBOSE,
)
_OPENING = re.compile(rf"[(/](?P<agency>[^()/]{{2,40}})[)/]\s*[.:]?\s*(?P<dash>[{_DASH}]*)\s*")
_TRAILING_AGENCY = re.compile(rf"(?P<agency>[^\W\d_][^.,:;()]{{1,24}})(?:\.\s+|\s*[{_DASH}]+\s+)")
_DATE = re.compile(
    r"""
    (?:^|[\s,.])
    (?:
        (?P<day>\d{1,2})\.?\s+(?:de\s+|d[’'])?(?P<month>[^\W\d_]{2,}(?:-\w+)?)       # "14 de marzo", "14. März"
        |(?P<month_first>[^\W\d_]{3,})\.?\s+(?P<day_last>\d{1,2})                    # "March 14"
    )
    \.?(?:,?\s+(?:de\s+)?(?P<year>\d{4})\.?)?$
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-](?=[^\W\d_]))*\.?")
_OUTLET = re.compile(r"[\w-]+\.(?:com|co|id|net|org|ru|info|news|CO|COM)(?:\.\w\w)?")
_QUOTES = "\"“”„«»‘’'‚(¿¡["
_FIRST_END = re.compile(r"\s|[–—―]|--")  # of a first word: "VELLMOOR—The council"
_ASIAN = (
    # "新华社北京3月14日电": agency, place, month and day.
    re.compile(
        r"""
        (?P<agency>新华社|新華社|中新社|中新网|中央社)(?P<place>[^\W\d_]{2,8}?)
        (?P<month>\d{1,2})月(?P<day>\d{1,2})日[电電]\s*
        (?:[（(][^（）()]{2,30}[）)])?\s*                    # the reporters
        """,
        re.VERBOSE,
    ),
    # Agency, reporter, place and day in brackets.
    re.compile(
        r"""
        [（(](?P<agency>中央社)記者[^\W\d_]{2,10}?(?P<place>[^\W\d_]{2})
        (?P<day>\d{1,2})日(?:專?電|综合.{0,8}|綜合.{0,8})[）)]\s*
        """,
        re.VERBOSE,
    ),
    # "(서울=연합뉴스)": place and agency.
    re.compile(
        r"""
        \((?P<place>[^()=]{2,20})=(?P<agency>연합뉴스|뉴시스|뉴스1)\)\s*
        (?:[^=\s]{2,4}(?:\s[^=\s]{2,4})*\s*(?:기자|특파원)\s*=\s*)?    # the reporters
        """,
        re.VERBOSE,
    ),
    re.compile(r"【(?P<place>[^【】＝=\d]{2,10}?)?(?P<agency>共同|時事|AFP[＝=]時事|ＡＦＰ[＝=]時事|ロイター)】\s*"),
    re.compile(
        r"[\[［](?P<place>[^\[\]［］\d]{2,12}?)\s*(?P<day>\d{1,2})日\s*(?P<agency>ロイター)[\]］]\s*[-－―—]?\s*"
    ),
    re.compile(r"【(?:(?P<month>\d{1,2})月(?P<day>\d{1,2})日)?\s*(?P<agency>AFP|CNN)】\s*"),
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline. `place` is as written, `agency` a canonical code, `source` the agency or outlet as written; `day` and
    `month` are null where it names none. `paragraph[end:]` is the paragraph proper."""

    raw: str
    place: str | None
    agency: str | None
    day: int | None
    month: int | None
    end: int
    source: str | None = None
    date_raw: str | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a delimiter."""

    place: str
    outlet: str | None
    day: int | None
    month: int | None
    date_raw: str | None


# Smaller towns share their names with too many words and persons.
_CITY = 15_000


def _is_city(name: str) -> bool:
    """Whether a city of some size bears a name."""
    return any(place.kind == "city" and place.population >= _CITY for place in places_named(name))


def _dated(text: str) -> tuple[str, int | None, int | None, str | None]:
    """The text before a day and month at its end; the day; the month; both as written."""
    text = text.strip(" ,")
    match = _DATE.search(text)
    if match:
        month = month_number(match["month"] or match["month_first"])
        day = int(match["day"] or match["day_last"])
        if month and 1 <= day <= 31:
            return text[: match.start()].strip(" ,"), day, month, text[match.start() :].strip(" ,.")
    return text, None, None, None


def _without_stop(place: str) -> str:
    """The place without a full stop after it; that of an abbreviated state ("ORLOVA, Calif.") stays."""
    return place if "," in place else place.rstrip(". ")


def _head(text: str) -> _Head:
    """Place, outlet and day of what stands before a delimiter: "Orlova. 14 марта. INTERFAX.RU"."""
    outlet = None
    before, space, last = text.strip(" ,").rpartition(" ")
    if space and before[-1:] in ",." and (agency_code(last) or _OUTLET.fullmatch(last)):
        text, outlet = before, last
    place, day, month, date_raw = _dated(text)
    return _Head(_without_stop(place), outlet, day, month, date_raw)


def _is_place(place: str, needs_capitals: bool) -> bool:
    """Whether each part, between commas, is one to five words as places have them; the first in capitals if needed."""
    parts = [part.strip() for part in place.split(",")]
    if len(parts) > 3 or not parts[0]:
        return False
    for part in parts:
        words = [word for piece in part.split("/") for word in piece.split()]
        if not 1 <= len(words) <= _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
            return False
        if not words[0][0].isupper() or any(
            word[0].islower() and fold(word) not in particles.IN_BYLINES for word in words
        ):
            return False
    first = parts[0]
    return first not in _NOT_PLACES and (not needs_capitals or (first.isupper() and len(first) > 1))


def _starts_text(text: str) -> bool:
    """Whether a paragraph can start so: not with a small letter, as a dash within a sentence is followed by one."""
    first = text.lstrip(_QUOTES)[:1]
    return bool(first) and not first.islower()


def _dateline_of(paragraph: str, head: _Head, end: int, source: str | None) -> Dateline | None:
    if not paragraph[end:].strip():
        return None
    source = (source or head.outlet or "").strip() or None
    code = agency_code(source) if source else None
    raw = paragraph[:end].strip()
    return Dateline(raw, head.place or None, code, head.day, head.month, end, source, head.date_raw)


def _bracketed(paragraph: str, head: _Head, delimiter: re.Match[str]) -> Dateline | None:
    """A dateline that ends in the agency between brackets or slashes."""
    inside = (delimiter["bracket"] or delimiter["slash"]).strip()
    source, day, month, date_raw = _dated(inside)
    known = agency_code(source)
    tail = delimiter["closed"] if delimiter["bracket"] else delimiter["ended"]
    has_dash = any(mark in tail for mark in _DASH)
    capitals = known is None or not has_dash
    if known is None and (not has_dash or not inside[0].isupper() or len(inside.split()) > _MOST_WORDS):
        return None
    if not _is_place(head.place, capitals):
        return None
    if not (known and has_dash) and not _starts_text(paragraph[delimiter.end() :]):
        return None
    if day and not head.day:
        head = _Head(head.place, head.outlet, day, month, date_raw)
    return _dateline_of(paragraph, head, delimiter.end(), source)


def _dashed(paragraph: str, head: _Head, delimiter: re.Match[str]) -> Dateline | None:
    """A dateline that ends in a dash: a place in capitals, or any with an outlet or with the agency after the dash."""
    end, source = delimiter.end(), head.outlet
    trailing = _TRAILING_AGENCY.match(paragraph, end)
    if trailing and agency_code(trailing["agency"]):
        end, source = trailing.end(), trailing["agency"]
    if not _is_place(head.place, source is None or not agency_code(source)) or not _starts_text(paragraph[end:]):
        return None
    is_detailed = source or head.day or "," in head.place
    if not is_detailed and len(head.place) < _SHORTEST:
        return None
    return _dateline_of(paragraph, head, end, source)


def _coloned(paragraph: str, head: _Head, delimiter: re.Match[str]) -> Dateline | None:
    """A dateline that ends in a colon; speakers and labels do too, so that the place must be a known city."""
    fits = _is_place(head.place, True) and _starts_text(paragraph[delimiter.end() :])
    if not fits or not _is_city(head.place.partition(",")[0]):
        return None
    return _dateline_of(paragraph, head, delimiter.end(), None)


def _after_lead(paragraph: str) -> int:
    lead = _LEAD.match(paragraph)
    return lead.end() + len(paragraph[lead.end() :]) - len(paragraph[lead.end() :].lstrip(" :,.-–—")) if lead else 0


def _placed(paragraph: str, start: int) -> Dateline | None:
    """A dateline that starts with its place at `start`."""
    delimiter = _DELIMITER.search(paragraph, start, _LONGEST)
    if delimiter is None:
        return None
    head = _head(paragraph[start : delimiter.start()])
    if delimiter["bracket"] or delimiter["slash"]:
        return _bracketed(paragraph, head, delimiter)
    return _dashed(paragraph, head, delimiter) if delimiter["dash"] else _coloned(paragraph, head, delimiter)


def _agency_first(paragraph: str) -> Dateline | None:
    """A dateline that starts with the agency: "(Reuters) - ", "(ANSA) - ROMA, 14 MAR - "."""
    opening = _OPENING.match(paragraph)
    if opening is None or agency_code(opening["agency"]) is None:
        return None
    end = opening.end()
    if not opening["dash"]:
        return None
    further = _placed(paragraph, end)
    if further and further.agency is None:
        head = _Head(further.place or "", None, further.day, further.month, further.date_raw)
        return _dateline_of(paragraph, head, further.end, opening["agency"])
    return _dateline_of(paragraph, _Head("", None, None, None, None), end, opening["agency"])


def _asian(paragraph: str) -> Dateline | None:
    for pattern in _ASIAN:
        match = pattern.match(paragraph)
        if match:
            parts = match.groupdict("")
            day, month = (int(parts.get(key) or 0) or None for key in ("day", "month"))
            head = _Head(parts.get("place", "").strip(), None, day, month, None)
            return _dateline_of(paragraph, head, match.end(), match["agency"])
    return None


def _may_start(paragraph: str) -> bool:
    """Whether a dateline can start here at all: with a word in capitals, or a bracket or outlet soon after."""
    first = _FIRST_END.split(paragraph[:_LONGEST], 1)[0]
    if first.strip(".,:/-–—").isupper() and len(first) > 1:
        return True
    head = paragraph[:_LONGEST]
    return "(" in head or "/" in head or "NTERFAX" in head or ".com" in head or " — РИА" in head


def parse_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph starts with; None where it starts with none.

    A place wants capitals unless a known agency follows it. Small letters after a dash mean a sentence, not a dateline.
    """
    if not paragraph.strip() or paragraph[0].isspace():
        return None
    if paragraph[0] in "(【[［（/" or paragraph[0] >= "\u2e80":
        return _agency_first(paragraph) or (None if paragraph[:_LONGEST].isascii() else _asian(paragraph))
    return _placed(paragraph, _after_lead(paragraph)) if _may_start(paragraph) else None
