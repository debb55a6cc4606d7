"""From the text of a web page that states no date to the day it shows as that of its publication, or of a change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from broadsheet.transforms.metadata.date_words import WORDS, date_form, segments
from broadsheet.transforms.metadata.moments import Role, moment_role, parse_moment, parse_moments
from broadsheet.transforms.readers.html.beside import is_beside, is_of_other_item
from broadsheet.transforms.readers.html.layout import mark_of
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.records.record import Moment

# Pages that state no date are seldom news; on them a day further down than this is that of something else.
_MAX_ELEMENTS = 15_000
_MAX_FOUND = 200  # Texts with a date in them; a bound on cost: the article's is among the first.
_MAX_LINE = 120  # Code points of a line of dates with an author and a label; longer ones are prose.
_MAX_PROSE = 400  # Code points; a sentence that dates its article does so at once. A bound on cost.
_YEARS = range(1995, 2101)  # The web's news begins about 1995; what is dated past 2100 is a mistake.
_HINT = re.compile(r"(?:19|20)\d\d|1[34]\d\d|25[4-9]\d|\d[./]\s?\d|\d\s?[月월]|[\u06f0-\u06f9\u0660-\u0669]{4}")
_DAY = re.compile(
    r"""
    (?<![\d/.-])(?:
        (?:19|20)\d\d\s?([-/.])\s?\d{1,2}\s?\1\s?\d{1,2}(?:[T\s]\s?\d{1,2}:\d\d(?::\d\d)?)?  # 2021-03-14 09:05
      | \d{1,2}\s?([-/.])\s?\d{1,2}\s?\2\s?(?:19|20)\d\d(?![\d/.-])                         # 14.3.2021
      | \d{1,2}(?:st|nd|rd|th|er|\.|º)?(?:\s(?:de|of))?[\s-][^\W\d_]{3,12}\.?               # 14 de marzo
        (?:\s/\s[^\W\d_]{3,12})?(?:\s(?:de|del))?,?[\s-](?:19|20)\d\d                       # de 2021
      | (?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]
    )(?!\d)
  | \b[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d(?!\d)                      # March 14, 2021
    """,
    re.VERBOSE,
)
# What the names of an element, and of the two around it, say: that it holds a date, details, or other articles.
_DATED = re.compile(r"date|datum|time|publish|posted|fecha|created|parution|submitted|calendar|clock", re.IGNORECASE)
_DETAILS = re.compile(r"meta|info|detail|byline|author|autor|subline|credit|footer", re.IGNORECASE)
_OTHERS = re.compile(r"comment|related|sidebar|widget|teaser|card|list", re.IGNORECASE)
_EVENTS = re.compile(r"(?<![a-z])(?:event(?!ual)|weather|forecast|countdown|deadline|expir)", re.IGNORECASE)
_UNREAD = frozenset({"script", "style", "option", "noscript", "title", "textarea", "figcaption"})
_WHOLE = frozenset({"html", "body"})
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = ("class", "id", "itemprop")
# Points of an element by its name; against those of `_weight`, set by hand.
_WEIGHTS = {"time": 3, "small": 1, "a": -1}
_LEVELS = 2  # Elements around a date whose names tell what it is: its own box and the line it stands in.
_OUTER = 3  # One more around those, which counts less.
_CLOCK = 4  # Points; outweighs what else speaks for the day of a site's clock: its place, and that it is a whole line.
_MAX_LABEL = 60  # Code points before a date: "Last updated on", with a name; a bound on cost.
_SHORTEST = 3  # "on" and "le" say nothing of their own.
_MAX_SIGNED = 40  # "Tove Lindahl, March 14, 2021"
# German pages that give no other day date an article by the state it is in.
_AS_OF = "stand"
_DIGIT = re.compile(r"\d")
# Where pages keep the moment that a program shows as "3 hours ago", and the title of an abbreviation, as hAtom has it.
_ATTRIBUTES = XPath(
    """
    //abbr/@title
    | //@*[starts-with(name(), 'data-') and (
        contains(name(), 'date') or contains(name(), 'time') or contains(name(), 'publi')
        or contains(name(), 'posted') or contains(name(), 'created') or contains(name(), 'ts')
    )]
    """
)
_STAMP_NAME = re.compile(
    r"""
    title
    | data-
      (?:(?:first|orig|origin|original|item|post|article|story|local|iso|utc|gmt|unix|display)[-_]?)*  # of what
      (?:(?:date|time)+(?:stamp|ago)?|publi(?:shed|sh|cation)|posted|created|utime|ts)  # what it is
      (?:[-_]?(?:date|time|stamp|at|on|published|created|utc|gmt|iso))*
    """,
    re.VERBOSE,
)
_MAX_STAMPS = 100  # Attributes; a bound on cost: the article's is among the first.


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment that a page shows, the text it stands in, and whether the line names it as that of a change."""

    text: str
    moment: Moment
    role: Role


def shown_dates(page: Page) -> list[Shown]:
    """The days of the lines that look most like that of the article, one of each role; none of others' and no clock."""
    best: dict[Role, tuple[int, Shown]] = {}
    for text, element, is_below in islice(_dated_texts(page.root), _MAX_FOUND):
        is_line, moments = _moments(text, day_first=page.is_day_first)
        around = element.getparent()
        if not moments and around is not None:
            text, element = _whole_line(around), around
            is_line, moments = _moments(text, day_first=page.is_day_first)
        if (
            not moments
            or _is_of_event(page, element)
            or _is_aside(page, element)
            or not (is_line or _is_detail(text, element))
            or is_beside(page, element)
        ):
            continue
        clock = _CLOCK * _is_in_head_of_site(page, element)
        weight = _weight(text, element) + 2 * is_line + is_below - clock
        only = role_of(element, text) if len(moments) == 1 else None
        for named, moment in moments:
            role = only or named
            known = best.get(role)
            if known is None or weight > known[0]:
                best[role] = weight, Shown(text[:_MAX_LINE], moment, role)
    return [line for _, line in best.values()]


def stamped_dates(page: Page) -> Iterator[Shown]:
    """The moments in attributes of the page's own elements, whatever it shows there; the last change by its label."""
    for value in islice(_ATTRIBUTES(page.root), _MAX_STAMPS):
        element = value.getparent()
        if element is None or not _STAMP_NAME.fullmatch(value.attrname) or not _DIGIT.search(value):
            continue
        text = tidy(value)
        own = [moment for role, moment in parse_moments(text) if role == "published" and _is_day(moment)]
        if own and not (_is_of_event(page, element) or _is_aside(page, element) or is_beside(page, element)):
            yield Shown(text, own[0], role_of(element, ""))


def role_of(element: HtmlElement, text: str) -> Role:
    """What the text, or the words before it, say happened then."""
    previous, around = element.getprevious(), element.getparent()
    if previous is not None:
        before = previous.tail if (previous.tail or "").strip() else previous.text_content()[-_MAX_LABEL:]
    else:
        before = around.text if around is not None else ""
    lead = f"{_DIGIT.split((before or '')[-_MAX_LABEL:])[-1]} {_DIGIT.split(text)[0]}"
    role = moment_role(f"{lead} {text}")
    # Some languages name it behind: "2021年3月14日更新".
    behind = {WORDS.get(part, ("", ""))[1] for part in segments(_DIGIT.split(text)[-1].strip("年月日 "))}
    if role == "modified" and _AS_OF in _WORD.findall(date_form(lead)):
        return "published"
    return "modified" if "modified" in behind else role


def _dated_texts(root: HtmlElement) -> Iterator[tuple[str, HtmlElement, bool]]:
    """The texts that may hold a day, each with its element, and whether it comes after the first heading."""
    heading = next(root.iter("h1"), None)
    is_below = heading is None
    for element in islice(root.iter(), _MAX_ELEMENTS):
        is_below = is_below or element is heading
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if text and _HINT.search(text) and holder is not None and holder.tag not in _UNREAD:
                yield tidy(text), holder, is_below


def _moments(text: str, *, day_first: bool | None) -> tuple[bool, list[tuple[Role, Moment]]]:
    """Whether a text is nothing but dates, and its days of publication and of change; of prose the first day only."""
    named = parse_moments(text) or parse_moments(text, day_first=day_first)
    whole: list[tuple[Role, Moment]] = [
        (role, moment) for role, moment in named if role != "collected" and _is_day(moment)
    ]
    if named:
        return True, whole
    for day in _DAY.finditer(text[:_MAX_PROSE]):
        moment = parse_moment(day[0]) or parse_moment(day[0], day_first=day_first)
        if moment and _is_day(moment):
            role: Role = "modified" if moment_role(text) == "modified" else "published"
            return False, [(role, moment)]
    return False, []


def _whole_line(element: HtmlElement) -> str:
    """The text of an element whose parts make a day: "8. <a>Dezember 2010</a>"; "" where it is no line of dates."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(part)
        size += len(part)
        if size > _MAX_LINE:
            return ""
    return tidy(" ".join(parts))


def _is_detail(text: str, element: HtmlElement) -> bool:
    """Whether a text with a day in it is a line of details: by the names of its element, or as it says "published"."""
    if len(text) >= _MAX_LINE or text.endswith((".", "!", "?", "…")):
        return False
    if len(text) <= _MAX_SIGNED and element.tag != "a":
        return True
    names = " ".join(filter(None, (element.get(key) for key in _NAMES)))
    return bool(_DATED.search(names) or _DETAILS.search(names)) or _says_published(text)


def _is_day(moment: Moment) -> bool:
    return moment.precision not in ("year", "month") and moment.day.year in _YEARS


def _weight(text: str, element: HtmlElement) -> int:
    around = (element, *islice(element.iterancestors(), _LEVELS))
    names = " ".join(filter(None, (level.get(key) for level in around for key in _NAMES)))
    weight = 3 if _DATED.search(names) else 2 if _DETAILS.search(names) else 0
    outer = (level.get(key) for level in islice(element.iterancestors(), _LEVELS, _OUTER) for key in _NAMES)
    weight -= 2 * (_OTHERS.search(" ".join([names, *filter(None, outer)])) is not None)
    weight += 2 * (moment_role(text) == "published" and _says_published(text))
    return weight + _WEIGHTS.get(element.tag, 0) + (1 if len(text) < _MAX_LINE else -2)


def _is_aside(page: Page, element: HtmlElement) -> bool:
    """Whether it stands in a box beside the article: one that the page sets apart, outside of what holds the headline,
    and does not name for the details of the article."""
    is_apart = False
    for around in element.iterancestors():
        if around in page.around_headings:
            return is_apart and around.tag in _WHOLE
        if around.tag == "aside":
            names = " ".join(filter(None, (around.get(key) for key in _NAMES)))
            is_apart = not (_DATED.search(names) or _DETAILS.search(names))
    return is_apart


def _is_of_event(page: Page, element: HtmlElement) -> bool:
    """Whether an element dates an event, the weather, an offer: by its names, or those of the one around it."""
    if is_of_other_item(page, element):
        return True
    around = (element, *islice(element.iterancestors(), 1))
    return any(_EVENTS.search(level.get(key) or "") for level in around for key in _NAMES)


def _is_in_head_of_site(page: Page, element: HtmlElement) -> bool:
    """Whether it stands in a bar of the site, where pages show today's date: a header or menu without the headline."""
    for around in element.iterancestors():
        if around in page.around_headings:
            return False
        if around.tag in ("header", "nav") or mark_of(around.get("id") or "") == "page":
            return True
    return False


def _says_published(text: str) -> bool:
    """Whether a word says so; "date" alone may be that of the visit."""
    words = [date_form(word) for word in _WORD.findall(_DIGIT.split(text[:_MAX_LINE])[0]) if len(word) > _SHORTEST]
    return any(WORDS.get(word) == ("role", "published") and not word.startswith("dat") for word in words)
