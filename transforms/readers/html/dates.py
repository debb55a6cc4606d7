"""From the dates that a web page gives of itself to when its article was published and last changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from broadsheet.transforms.metadata.moments import is_ambiguous_date, moment_role, parse_moment, parse_moments
from broadsheet.transforms.metadata.urls import url_parts
from broadsheet.transforms.readers.html.shown_dates import shown_day
from broadsheet.transforms.readers.markup.jsonld import is_article, string_of, types_of
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import text_of, tidy
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.records.record import Moment

Role = Literal["published", "modified"]

_PUBLISHED_META = (
    *("article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished"),
    *("published_time", "date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "dcterms.issued"),
    *("dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publishdate", "pubdate"),
    *("published-date", "publication_date", "article:post_date", "article_date_original", "originalpublicationdate"),
    *("displaydate", "date_published", "datecreated", "created", "analyticsattributes.articledate", "article:created"),
    *("citation_publication_date", "bt:pubdate", "rnews:datepublished", "og:pubdate", "timestamp"),
)
_MODIFIED_META = (
    *("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified"),
    *("dcterms.modified", "dc.date.modified", "article:modified", "lastmod", "revision_date", "last_updated_date"),
)
_MAX_TIMES = 40
_MAX_TIME_ELEMENTS = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    moment: Moment
    source: str
    index: int


@dataclass(frozen=True, slots=True)
class Dates:
    """When the article was published and last changed; `has_conflict`: sources differ by more than a day."""

    published: Moment | None = None
    published_source: str | None = None
    modified: Moment | None = None
    has_conflict: bool = False


def find_dates(page: Page, url: str | None, evidence: Evidence) -> Dates:
    """The dates that the page states in JSON-LD, meta tags and marked elements, else those of its text and address."""
    published = _seen(page, "published", evidence)
    if not published:
        published = list(_guessed(page, url, evidence))
    modified = _seen(page, "modified", evidence)
    first = _fullest(published)
    last = _fullest(modified)
    for seen in filter(None, (first, last)):
        evidence.choose(seen.index)
    if first is None:
        return Dates(modified=last.moment if last else None)
    days = [seen.moment.day for seen in published]
    return Dates(first.moment, first.source, last.moment if last else None, max(days) - min(days) > timedelta(days=1))


def _seen(page: Page, role: Role, evidence: Evidence) -> list[_Seen]:
    """The moments stated for a role, the most trusted first."""
    found: list[_Seen] = []
    for text, source, rule in _stated(page, role):
        moment = parse_moment(tidy(text)) or _us_or_european(text, page)
        index = evidence.offer(f"{role}_date", tidy(text)[:200], source, rule if moment else "rejected")
        if moment and moment.precision not in ("year", "month"):
            found.append(_Seen(moment, source, index))
    return found


def _us_or_european(text: str, page: Page) -> Moment | None:
    """A day in digits only, month first on American pages and day first elsewhere."""
    if not is_ambiguous_date(tidy(text)):
        return None
    language = (page.root.get("lang") or page.first("og:locale")).replace("_", "-").lower()
    return parse_moment(tidy(text), day_first=language not in ("en-us", "en", ""))


def _stated(page: Page, role: Role) -> Iterator[tuple[str, str, str]]:
    keys = ("datePublished", "dateCreated", "uploadDate") if role == "published" else ("dateModified",)
    for key in keys[:1]:
        yield from ((text, "json_ld", key) for text in (string_of(page.article.get(key)),) if text)
    names = _PUBLISHED_META if role == "published" else _MODIFIED_META
    for name in names:
        text = page.first(name)
        if text:
            yield text, "open_graph" if name.startswith(("article:", "og:")) else "meta", name
    yield from _microdata(page, role)
    for node in page.nodes:
        if is_article(node) or types_of(node) & _DATED:
            for key in keys:
                text = string_of(node.get(key))
                if text and node is not page.article:
                    yield text, "json_ld", f"{key}_of_other"
    for key in keys[1:]:
        yield from ((text, "json_ld", key) for text in (string_of(page.article.get(key)),) if text)


_DATED = frozenset({"WebPage", "VideoObject", "ItemPage", "CreativeWork"})


def _microdata(page: Page, role: Role) -> Iterator[tuple[str, str, str]]:
    marks = ("datepublished", "datecreated") if role == "published" else ("datemodified",)
    for element in page.marked("item_date")[:_MAX_TIMES]:
        mark = (element.get("itemprop") or "").lower()
        value = element.get("datetime") or element.get("content") or text_of(element)
        if mark:
            if any(name in mark for name in marks):
                yield value, "microdata", "itemprop"
        elif role == "published" and element.get("pubdate") is not None:
            yield value, "microdata", "pubdate"


def _fullest(found: list[_Seen]) -> _Seen | None:
    """The most trusted moment, or one of the same day that also has the time, or the zone, which that one lacks."""
    if not found:
        return None
    first = found[0]
    for seen in found[1:]:
        same = abs(seen.moment.day - first.moment.day) <= timedelta(days=first.moment.utc_offset_min is None)
        if same and _detail(seen.moment) > _detail(first.moment):
            first = seen
    return first


def _detail(moment: Moment) -> int:
    return (moment.time is not None) + (moment.utc_offset_min is not None)


def _guessed(page: Page, url: str | None, evidence: Evidence) -> Iterator[_Seen]:
    """Days that nothing states: of a time element, of the address, else the one that the page shows."""
    is_found = False
    for element in page.tagged("time")[:_MAX_TIME_ELEMENTS]:
        text = element.get("datetime") or text_of(element)
        for role, moment in parse_moments(tidy(text)):
            if role == "published" and moment_role(text_of(element)) == "published":
                is_found = is_found or moment.precision not in ("year", "month")
                yield _Seen(moment, "html", evidence.offer("published_date", tidy(text), "html", "time_element"))
    day = url_parts(url).url_date if url else None
    if day:
        yield _Seen(Moment(day, "day"), "url", evidence.offer("published_date", day.isoformat(), "url", "path"))
    shown = None if is_found or day else shown_day(page)
    if shown:
        yield _Seen(shown[1], "html", evidence.offer("published_date", shown[0], "html", "shown"))
