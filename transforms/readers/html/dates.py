"""When a page's article was published and last changed, by the dates that the page gives of itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from broadsheet.transforms.metadata.moments import is_ambiguous_date, parse_moment, parse_moments
from broadsheet.transforms.metadata.urls import url_parts
from broadsheet.transforms.readers.html.beside import is_beside, is_of_other_item
from broadsheet.transforms.readers.html.shown_dates import Shown, role_of, shown_dates, stamped_dates
from broadsheet.transforms.readers.markup.jsonld import Node, is_article, string_of, types_of
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import likeness, text_of, tidy
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.records.record import DateBasis, Moment
from broadsheet.transforms.vocabulary.lists import rows

Role = Literal["published", "modified"]

# The names of meta tags, the most trusted first; `weak` are also used for the last change, or for the printed issue.
_META = {kind: tuple(names.split("|")) for kind, names in rows("date_meta.tsv")}
_NAMED_PUBLISHED = re.compile(r"(?:date|time)?(?:published|publication|publish|pub)(?:date|time|on|at|dt)+")
_MAX_TIMES = 40  # Marked elements; a bound on cost: the article's own are among the first.
# The article's own are among the first; those further down are of comments and teasers. Set by hand.
_MAX_TIME_ELEMENTS = 6
# Jaccard of words; a headline and a title with the outlet behind it share more. As `_SAME` of titles.
_SAME_TITLE = 0.3
_ONE_DAY = timedelta(days=1)
# A weak date this much later than the one shown is that of a change, or of the printed issue.
_MAX_LATER = timedelta(days=14)
# Hours of UTC from which on the day may be over in the east, as in New Zealand in summer (+13), and before which it may
# not have begun in the west, as on Hawaii (-10): the last zones with newspapers of their own.
_EAST, _WEST = 11, 10
_IN_WORDS = re.compile(r"[a-z]-(?:19|20)\d\d-\d\d?-\d\d?-[a-z]", re.IGNORECASE)
_MONTH_PATH = re.compile(r"://[^/]+/(?:[^/?#]+/){0,3}((?:19|20)\d\d)/(0[1-9]|1[0-2])/(?!\d\d?/)")
_ARCHIVED = re.compile(r"(?:web\.archive\.org/web/|archive\.(?:ph|today|is)/)(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class _Dated:
    moment: Moment
    source: str
    index: int
    basis: DateBasis = "stated_local"
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """When the article was published and last changed; `has_conflict`: sources differ by more than a day."""

    published: Moment | None = None
    published_source: str | None = None
    published_basis: DateBasis | None = None
    modified: Moment | None = None
    has_conflict: bool = False


def find_dates(page: Page, url: str | None, evidence: Evidence) -> Dates:
    """The dates that the page states in JSON-LD, meta tags and marked elements, else those of its address and text.

    A day after the page was archived is none of its article; a month or year stands only where no day is known.
    """
    last_possible = _archived(page)
    published = [dated for dated in _stated_dates(page, "published", evidence) if _is_possible(dated, last_possible)]
    modified = [dated for dated in _stated_dates(page, "modified", evidence) if _is_possible(dated, last_possible)]
    days = [dated for dated in published if _is_day(dated.moment)]
    if not days:
        times, stamps, lines = list(_own_times(page)), list(stamped_dates(page)), shown_dates(page)
        guessed = _guessed(times, stamps, url, lines, evidence)
        days = [dated for dated in guessed if _is_possible(dated, last_possible)]
        modified = modified or _shown_changes([*times, *stamps, *lines], evidence)
    first = _fullest(days)
    last = _fullest([dated for dated in modified if _is_day(dated.moment)])
    if first is None:
        first = next(iter(published), None) or _of_month(url, evidence)
    elif first.is_weak:
        first = _shown_before(page, first, evidence) or first
    if first and first.moment.utc_offset_min == 0 and first.moment.time:
        first = _with_local_day(page, url, first, days)
    for dated in filter(None, (first, last)):
        evidence.choose(dated.index)
    if first is None:
        return Dates(modified=last.moment if last else None)
    known = [dated.moment.day for dated in days] or [first.moment.day]
    return Dates(
        first.moment,
        first.source,
        _basis(first),
        last.moment if last else None,
        max(known) - min(known) > _ONE_DAY,
    )


def _basis(dated: _Dated) -> DateBasis:
    is_utc = dated.basis == "stated_local" and dated.moment.time is not None and dated.moment.utc_offset_min == 0
    return "stated_utc" if is_utc else dated.basis


def _archived(page: Page) -> date | None:
    """The day an archive took the page, where its address tells."""
    for address in (page.address or "", *page.canonical[:2], page.first("og:url")):
        match = _ARCHIVED.search(address)
        moment = parse_moment("-".join(match.groups())) if match else None
        if moment:
            return moment.day
    return None


def _is_possible(dated: _Dated, last_possible: date | None) -> bool:
    return last_possible is None or dated.moment.day <= last_possible + _ONE_DAY


def _is_day(moment: Moment) -> bool:
    return moment.precision not in ("year", "month")


def _stated_dates(page: Page, role: Role, evidence: Evidence) -> list[_Dated]:
    """The moments stated for a role, the most trusted first."""
    dates: list[_Dated] = []
    for text, source, rule in _stated(page, role):
        moment = parse_moment(tidy(text)) or _us_or_european(text, page)
        index = evidence.offer(f"{role}_date", tidy(text)[:200], source, rule if moment else "rejected")
        if moment:
            basis: DateBasis = "print_edition" if rule in _META["print"] else "stated_local"
            dates.append(_Dated(moment, source, index, basis, is_weak=rule in _META["weak"] or rule in _META["print"]))
    return dates


def _us_or_european(text: str, page: Page) -> Moment | None:
    """A day in digits only, month first on American pages and day first elsewhere."""
    if not is_ambiguous_date(tidy(text)):
        return None
    return parse_moment(tidy(text), day_first=page.is_day_first)


def _stated(page: Page, role: Role) -> Iterator[tuple[str, str, str]]:
    keys = ("datePublished", "dateCreated", "uploadDate") if role == "published" else ("dateModified",)
    for key in keys[:1]:
        yield from ((text, "json_ld", key) for text in (string_of(page.article.get(key)),) if text)
    names = (*_META["published"], *_META["weak"], *_META["print"]) if role == "published" else _META["modified"]
    for name in names:
        text = page.first(name)
        if text:
            yield text, "open_graph" if name.startswith(("article:", "og:")) else "meta", name
    if role == "published":
        for key, values in page.meta.items():
            if _NAMED_PUBLISHED.fullmatch(key) and values:
                yield values[0], "meta", key
    yield from _microdata(page, role)
    for node in page.nodes:
        if node is not page.article and _is_of_page(page, node):
            for key in keys:
                yield from ((text, "json_ld", f"{key}_of_other") for text in (string_of(node.get(key)),) if text)
    for key in keys[1:]:
        yield from ((text, "json_ld", key) for text in (string_of(page.article.get(key)),) if text)


_DATED = frozenset({"WebPage", "ItemPage", "CreativeWork"})


def _is_of_page(page: Page, node: Node) -> bool:
    """Whether a node is of the page itself, or of an article of its headline; films and events are not."""
    title = string_of(node.get("headline")) or string_of(node.get("name"))
    if types_of(node) & _DATED:
        return True
    return is_article(node) and (not title or likeness(title, page.title_tag) >= _SAME_TITLE)


def _microdata(page: Page, role: Role) -> Iterator[tuple[str, str, str]]:
    marks = ("datepublished", "datecreated", "uploaddate") if role == "published" else ("datemodified",)
    for element in page.marked("item_date")[:_MAX_TIMES]:
        mark = (element.get("itemprop") or "").lower()
        value = element.get("datetime") or element.get("content") or text_of(element)
        if is_of_other_item(page, element) or is_beside(page, element):
            continue
        if mark:
            if any(name in mark for name in marks):
                yield value, "microdata", "itemprop"
        elif role == "published" and element.get("pubdate") is not None:
            yield value, "microdata", "pubdate"


def _fullest(dates: Sequence[_Dated]) -> _Dated | None:
    """The most trusted moment, or one of the same day that also has the time, or the zone, which that one lacks; one of
    the same instant in the outlet's own zone rather than in UTC."""
    if not dates:
        return None
    first = dates[0]
    for dated in dates[1:]:
        same = abs(dated.moment.day - first.moment.day) <= timedelta(days=first.moment.utc_offset_min is None)
        if (same and _detail(dated.moment) > _detail(first.moment)) or _is_local_form(dated.moment, first.moment):
            first = dated
    return first


def _detail(moment: Moment) -> int:
    return (moment.time is not None) + (moment.utc_offset_min is not None)


def _is_local_form(local: Moment, utc: Moment) -> bool:
    """Whether two moments are the same to the minute, the one in a zone of its own, the other in UTC."""
    if local.time is None or utc.time is None or not local.utc_offset_min or utc.utc_offset_min != 0:
        return False
    return abs(local.time - timedelta(minutes=local.utc_offset_min) - utc.time) < timedelta(minutes=1)


def _guessed(
    times: Sequence[Shown], stamps: Sequence[Shown], url: str | None, lines: Sequence[Shown], evidence: Evidence
) -> Iterator[_Dated]:
    """Days that nothing states: of a time element, the address, an attribute, else the one that the page shows."""
    is_dated = False
    for time in times:
        if time.role == "published":
            is_dated = True
            yield _shown(time, "time_element", evidence)
    day = _address_day(url)
    if day:
        is_dated = True
        index = evidence.offer("published_date", day.isoformat(), "url", "path")
        yield _Dated(Moment(day, "day"), "url", index, "address")
    for stamp in stamps:
        if stamp.role == "published":
            is_dated = True
            yield _shown(stamp, "attribute", evidence)
    for line in () if is_dated else lines:
        if line.role == "published":
            yield _shown(line, "shown", evidence)


def _shown(shown: Shown, rule: str, evidence: Evidence) -> _Dated:
    return _Dated(shown.moment, "html", evidence.offer("published_date", shown.text, "html", rule), "shown")


def _address_day(url: str | None) -> date | None:
    """The day in the address; none from the middle of the words of a headline, where versions stand."""
    return None if url is None or _IN_WORDS.search(url) else url_parts(url).url_date


def _of_month(url: str | None, evidence: Evidence) -> _Dated | None:
    """The month in an address that has no day: "/2014/04/mill-closes"."""
    month = _MONTH_PATH.search(url or "")
    if month is None:
        return None
    index = evidence.offer("published_date", f"{month[1]}-{month[2]}", "url", "path")
    return _Dated(Moment(date(int(month[1]), int(month[2]), 1), "month"), "url", index, "address")


def _own_times(page: Page) -> Iterator[Shown]:
    """The moments of the page's first time elements that are its own, and what happened then."""
    for element in page.tagged("time")[:_MAX_TIME_ELEMENTS]:
        if is_beside(page, element):
            continue
        text = tidy(element.get("datetime") or text_of(element))
        for role, moment in parse_moments(text):
            if _is_day(moment):
                yield Shown(text, moment, role_of(element, text_of(element)) if role == "published" else role)


def _shown_changes(lines: Sequence[Shown], evidence: Evidence) -> list[_Dated]:
    """When the page shows it was changed."""
    return [
        _Dated(line.moment, "html", evidence.offer("modified_date", line.text, "html", "shown"), "shown")
        for line in lines
        if line.role == "modified"
    ]


def _shown_before(page: Page, weak: _Dated, evidence: Evidence) -> _Dated | None:
    """The day that the page shows, where it is a little before the one that a tag of many uses states."""
    for line in (*_own_times(page), *shown_dates(page)):
        earlier = weak.moment.day - line.moment.day
        if line.role == "published" and timedelta() < earlier <= _MAX_LATER:
            return _shown(line, "shown", evidence)
    return None


def _with_local_day(page: Page, url: str | None, stamp: _Dated, others: Sequence[_Dated]) -> _Dated:
    """The moment with the outlet's own day, where the address or the page shows the one before or after that of UTC."""
    moment = stamp.moment
    hour = moment.time.hour if moment.time else 0
    possible = {moment.day + _ONE_DAY} if hour >= _EAST else set()
    possible |= {moment.day - _ONE_DAY} if hour < _WEST else set()
    address = _address_day(url)
    if address in possible and address:
        return replace(stamp, moment=replace(moment, day=address), basis="address")
    days = [time.moment.day for time in _visible_times(page)]
    days += [dated.moment.day for dated in others if dated.moment.utc_offset_min is None]
    if days and days[0] in possible:
        return replace(stamp, moment=replace(moment, day=days[0]), basis="shown")
    return stamp


def _visible_times(page: Page) -> Iterator[Shown]:
    """The days that the page's own time elements show to readers."""
    for element in page.tagged("time")[:_MAX_TIME_ELEMENTS]:
        if not is_beside(page, element):
            text = text_of(element)
            for role, moment in parse_moments(text):
                if role == "published" and _is_day(moment):
                    yield Shown(text, moment, "published")
