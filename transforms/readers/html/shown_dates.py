"""From the text of a web page that states no date to the day it shows as that of its publication."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from broadsheet.transforms.metadata.date_words import WORDS
from broadsheet.transforms.metadata.moments import moment_role, parse_moment, parse_moments
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.records.record import Moment
from broadsheet.transforms.vocabulary.phrases import fold

# Pages that state no date are seldom news; on them a day further down than this is that of something else.
_MAX_ELEMENTS = 15_000
_MAX_FOUND = 200
_MAX_LINE = 120
_MAX_PROSE = 400
_YEARS = range(1995, 2101)
_HINT = re.compile(r"(?:19|20)\d\d|\d[./]\s?\d|\d\s?[月월]")
_DAY = re.compile(
    r"""
    (?<![\d/.-])(?:
        (?:19|20)\d\d\s?([-/.])\s?\d{1,2}\s?\1\s?\d{1,2}(?:[T\s]\s?\d{1,2}:\d\d(?::\d\d)?)?
      | \d{1,2}\s?([-/.])\s?\d{1,2}\s?\2\s?(?:19|20)?\d\d(?![\d/.-])
      | \d{1,2}(?:st|nd|rd|th|er|\.|º)?(?:\s(?:de|of))?[\s-][^\W\d_]{3,12}\.?(?:\s(?:de|del))?,?[\s-](?:19|20)\d\d
      | (?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]
    )(?!\d)
  | \b[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d(?!\d)
    """,
    re.VERBOSE,
)
# What the names of an element, and of the two around it, say: that it holds a date, details, or other articles.
_DATED = re.compile(r"date|datum|time|publish|posted|fecha|created|parution|submitted|calendar|clock", re.IGNORECASE)
_DETAILS = re.compile(r"meta|info|detail|byline|author|autor|subline|credit|footer", re.IGNORECASE)
_OTHERS = re.compile(r"comment|related|sidebar|widget|teaser|card|list", re.IGNORECASE)
_UNREAD = frozenset({"script", "style", "option", "noscript", "title", "textarea"})
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = ("class", "id", "itemprop")
_WEIGHTS = {"time": 3, "small": 1, "a": -1}
_LEVELS = 2
_OUTER = 3


def shown_day(page: Page) -> tuple[str, Moment] | None:
    """The text that best looks like the line of the article's day, and its moment; None where there is none."""
    best: tuple[int, str, Moment] | None = None
    language = (page.root.get("lang") or page.first("og:locale")).replace("_", "-").lower()
    for text, element, is_below in islice(_dated_texts(page.root), _MAX_FOUND):
        found = _moment(text, day_first=language not in ("en-us", "en", ""))
        if found:
            weight = _weight(text, element) + 2 * found[1] + is_below
            if best is None or weight > best[0]:
                best = weight, text[:_MAX_LINE], found[0]
    return best[1:] if best else None


def _dated_texts(root: HtmlElement) -> Iterator[tuple[str, HtmlElement, bool]]:
    """The texts that may hold a day, each with its element, and whether it comes after the first heading."""
    heading = next(root.iter("h1"), None)
    is_below = heading is None
    for element in islice(root.iter(), _MAX_ELEMENTS):
        is_below = is_below or element is heading
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if text and _HINT.search(text) and holder is not None and holder.tag not in _UNREAD:
                yield tidy(text), holder, is_below


def _moment(text: str, *, day_first: bool) -> tuple[Moment, bool] | None:
    """The first day of publication in a text, and whether the text is nothing else."""
    for role, moment in parse_moments(text):
        if role == "published" and _is_day(moment):
            return moment, True
    for found in _DAY.finditer(text[:_MAX_PROSE]):
        moment_or_none = parse_moment(found[0]) or parse_moment(found[0], day_first=day_first)
        if moment_or_none and _is_day(moment_or_none):
            return moment_or_none, False
    return None


def _is_day(moment: Moment) -> bool:
    return moment.precision not in ("year", "month") and moment.day.year in _YEARS


def _weight(text: str, element: HtmlElement) -> int:
    around = (element, *islice(element.iterancestors(), _LEVELS))
    names = " ".join(filter(None, (one.get(key) for one in around for key in _NAMES)))
    weight = 3 if _DATED.search(names) else 2 if _DETAILS.search(names) else 0
    outer = (one.get(key) for one in islice(element.iterancestors(), _LEVELS, _OUTER) for key in _NAMES)
    weight -= 2 * (_OTHERS.search(" ".join([names, *filter(None, outer)])) is not None)
    role = moment_role(text)
    weight += 2 * (role == "published" and _says_published(text)) - (role == "modified")
    return weight + _WEIGHTS.get(element.tag, 0) + (1 if len(text) < _MAX_LINE else -2)


def _says_published(text: str) -> bool:
    """Whether a word says so; "date" alone may be that of the visit."""
    words = [fold(word) for word in _WORD.findall(text[:_MAX_LINE])]
    return any(WORDS.get(word) == ("role", "published") and not word.startswith("dat") for word in words)
