"""The lines around the headline: byline, dates, section and the other fields they give."""

import operator
import re
from datetime import timedelta

from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.byline_text import date_in
from broadsheet.transforms.metadata.bylines import (
    looks_like_byline,
    looks_like_name_line,
    outlet_of,
    parse_byline,
)
from broadsheet.transforms.metadata.credits import looks_like_caption, looks_like_credit
from broadsheet.transforms.metadata.moments import Role, looks_like_date_line, parse_moments
from broadsheet.transforms.readers.markdown.draft import Draft
from broadsheet.transforms.readers.markdown.header import label_of
from broadsheet.transforms.readers.markdown.title import ADDRESS
from broadsheet.transforms.readers.story.furniture import (
    is_boilerplate,
    is_note,
    is_reading_time,
    is_row_of_links,
    is_sign_off,
    may_be_standfirst,
    without_reading_time,
)
from broadsheet.transforms.readers.story.parts import Part
from broadsheet.transforms.records.record import Author, Moment

_MAX_LINE = 240  # Code points of a line of metadata: several names with their titles. Set by hand, as all that follow.
_MAX_HEAD_PARTS = 24  # Below the headline; pages turned to text have menus and shares there. A bound on cost.
_MAX_PROSE_BEFORE_END = 3  # Paragraphs of prose; a byline or a date further down is of something else.
_PROSE_LENGTH = 70  # Code points; a shorter paragraph may be a line of metadata.
_ROW = re.compile(r"\s*[|·•｜]\s*")
_BAR = re.compile(r"[|·•｜]")
_SLASHES = re.compile(r"\s+/\s+")
_CRUMB = re.compile(r"\s*[>»›/]\s*")
_RELATIVE = re.compile(
    r"(?:(?:published|updated|posted)\s+)?(\d{1,3}|an?|one)\s+(minute|min|hour|hr|day|week)s?\s+ago", re.IGNORECASE
)
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 1440, "week": 10080}  # In each unit.
_LEAD = re.compile(r"(?:by|von|par|por|door|av|af)\s+(?=\S)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",?\s+(?:and|und|et|y|e|en|och|og)\s+|\s*[,、，;]\s*")
_EAST_ASIAN_NAME = re.compile("[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}")
_MAX_NAME = 80  # Code points of a line that only names someone.
_MAX_NAME_WORDS = 6  # Of a name with its particles, and an initial or a title.
_CRUMBS = 0.6  # Share of a line above the title in links that makes it the way to its section. Set by hand.
_NEAR_TITLE = 4  # Parts above the title among which bylines and dates are looked for. Set by hand.
_MAX_CELLS = 8  # Of a row of fields; more are a menu.
_MAX_ROW = 120  # Code points of a row that ends as a sentence does.
_MAX_CELL = 40  # Code points of a section's name.
_MAX_LABELLED = 60  # Code points of a labelled value; what is longer is text behind a colon.
_COMMA = re.compile(r",\s+|\s+[–—-]\s+")
_SENTENCE_END = (".", "!", "?", ":", ",", "”", '"')
_ROLES: dict[str, Role] = {"published": "published", "modified": "modified", "collected": "collected"}
_ROW_END = re.compile(r"[.!?]\s")
# What an outlet's own name ends or begins with, where nobody is named: "FOCUS online", "Redaktion orlova.de".
_OUTLET = re.compile(r"^redaktion\b|^rédaction\b|^redacción\b|\bonline$|(?:^|\s)[\w-]+\.(?:[a-z]{2,3})$", re.IGNORECASE)


def read_head(draft: Draft) -> None:
    """Take the lines that are fields out of the body, from a few parts before the title to the first paragraphs."""
    _before_title(draft)
    prose = 0
    start = draft.title_index + 1
    for index in range(start, min(start + _MAX_HEAD_PARTS, len(draft.parts))):
        part = draft.parts[index]
        if not part.text or part.kind in ("title", "rule", "table", "code"):
            continue
        if part.kind == "heading":
            if prose == 0 and index <= start + 2 and may_be_standfirst(part):
                _set_subtitle(draft, part)
            continue
        if len(part.text) <= _MAX_LINE and take_line(draft, index, prose == 0):
            continue
        if part.kind in ("paragraph", "quote_block") and len(part.text) >= _PROSE_LENGTH and not part.is_emphasised:
            prose += 1
            if prose >= _MAX_PROSE_BEFORE_END:
                return


def _before_title(draft: Draft) -> None:
    """What stands before the title is no text; a row of links there names the section, a date line the day."""
    for index in range(draft.title_index):
        part = draft.parts[index]
        if part.kind == "title" or not part.text:
            continue
        crumbs = [crumb for crumb in _CRUMB.split(part.text) if crumb]
        if ADDRESS.fullmatch(part.text):
            set_field(draft, "url", part.text, "header", (part.start, part.end))
        elif part.kind != "heading" and len(crumbs) > 1 and part.link_share > _CRUMBS and not is_boilerplate(part):
            draft.offer("section", crumbs[-1], "page", "breadcrumb", (part.start, part.end))
        elif len(part.text) <= _MAX_LINE and index >= draft.title_index - _NEAR_TITLE and not is_boilerplate(part):
            take_line(draft, index, False)
        if part.kind not in ("byline", "date_line"):
            part.kind = "caption" if _is_picture_line(draft, part) else "boilerplate"


def _is_picture_line(draft: Draft, part: Part) -> bool:
    if draft.is_page or part.kind != "paragraph" or is_boilerplate(part):
        return False
    return looks_like_caption(part.text) or looks_like_credit(part.text)


def _set_subtitle(draft: Draft, part: Part) -> None:
    if draft.subtitle is None:
        part.kind = "subtitle"
        draft.subtitle = part.inline.passage
        draft.choose(draft.offer("subtitle", part.text, "heading", "below_title", (part.start, part.end)))


def take_line(draft: Draft, index: int, is_early: bool) -> bool:
    """Read a short part as date line, byline, row of both, or labelled field; False where it is none of them."""
    part = draft.parts[index]
    text, span = part.text, (part.start, part.end)
    if _is_under_picture(draft, index):
        return False
    if draft.add_dates(without_reading_time(text), "date_line", span) or _take_relative(draft, part):
        part.kind = "date_line"
    elif _take_row(draft, part, is_early):
        pass
    elif _is_byline(text, is_early):
        _take_byline(draft, part, text, "byline")
    elif _take_label(draft, part):
        pass
    elif is_reading_time(text):
        part.kind = "boilerplate"
    elif is_early and (_is_name(draft, index) or _is_bold_name(draft, index)):
        _take_byline(draft, part, text, "name_line")
    elif is_early and (_take_topics(draft, part) or _take_dated_name(draft, part)):
        pass
    else:
        return False
    return True


def _is_byline(text: str, is_early: bool) -> bool:
    """Whether a line is a byline; near the headline a short line that begins with "By" is one, whoever it names."""
    if looks_like_byline(text):
        return is_early or not is_sign_off(text)
    return is_early and len(text) <= _MAX_NAME and bool(_LEAD.match(text)) and not text.endswith(_SENTENCE_END)


def _take_byline(draft: Draft, part: Part, text: str, rule: str) -> None:
    authors = parse_byline(text) or _named_otherwise(text)
    part.kind = "byline"
    if all(author.kind == "staff" for author in authors):
        draft.flag("collective_byline")
    names_first = any(author.kind == "person" for author in authors) and _has_only_staff(draft)
    if draft.byline_raw is None or names_first:
        draft.byline_raw = text
    draft.add_authors(authors, "byline", rule, (part.start, part.end))
    day = date_in(text)
    if not day.isdecimal():
        draft.add_dates(day, "byline", (part.start, part.end))


def _has_only_staff(draft: Draft) -> bool:
    return all(author.kind == "staff" for author in draft.authors)


def _named_otherwise(text: str) -> tuple[Author, ...]:
    """Who is named after "By" where it is no name we can parse: outlets, desks, names without a space."""
    lead = _LEAD.match(text)
    if lead is None:
        return ()
    if looks_like_byline(text):
        return (Author(text[lead.end() :].strip(), "staff", text),)
    names = [name.strip() for name in _BETWEEN_NAMES.split(text[lead.end() :]) if name.strip()]
    return tuple(Author(name, "person" if _EAST_ASIAN_NAME.fullmatch(name) else "organisation", text) for name in names)


def _is_under_picture(draft: Draft, index: int) -> bool:
    before = draft.parts[index - 1] if index else None
    return before is not None and bool(before.images) and before.group == draft.parts[index].group


def _is_name(draft: Draft, index: int) -> bool:
    """Whether a line is the names of authors: it looks like names, and stands below the title or above a date."""
    part = draft.parts[index]
    if part.kind != "paragraph" or len(part.text) > _MAX_NAME or not _has_only_staff(draft) or is_boilerplate(part):
        return False
    if part.marks and not part.is_emphasised:
        return False
    if agency_code(part.text) is not None:
        return True
    if not looks_like_name_line(part.text):
        return False
    following = [other for other in draft.parts[index + 1 : index + 3] if other.text]
    is_below_job = bool(draft.authors) and draft.parts[index - 1].kind == "byline"
    is_below_title = index == draft.title_index + 1
    return is_below_title or is_below_job or any(looks_like_date_line(other.text) for other in following[:1])


def _is_bold_name(draft: Draft, index: int) -> bool:
    """Whether a line that is all bold names the authors: right below the title or the date, where none is named yet."""
    part = draft.parts[index]
    if not part.is_emphasised or len(part.text) > _MAX_NAME or not _has_only_staff(draft):
        return False
    before = next((other for other in reversed(draft.parts[:index]) if other.text), None)
    is_in_place = before is not None and before.kind in ("title", "subtitle", "date_line")
    return is_in_place and looks_like_name_line(part.text)


def _take_topics(draft: Draft, part: Part) -> bool:
    """A row of links to topics, the first of which is the section: "Climate · Energy"."""
    if part.kind != "paragraph" or not is_row_of_links(part) or looks_like_name_line(part.links[0].anchor):
        return False
    part.kind = "boilerplate"
    draft.offer("section", part.links[0].anchor, "page", "topics", (part.start, part.end))
    return True


def _take_dated_name(draft: Draft, part: Part) -> bool:
    """A date behind the name of an outlet or a place: "Lumen Weekly, 22 November 2022"."""
    if part.kind != "paragraph" or len(part.text) > _MAX_NAME:
        return False
    for comma in _COMMA.finditer(part.text):
        name, day = part.text[: comma.start()], part.text[comma.end() :]
        if parse_moments(day):
            words = name.split()
            if len(words) > _MAX_NAME_WORDS or not all(word[0].isupper() or len(word) < 4 for word in words):
                return False
            span = (part.start, part.end)
            part.kind = "date_line"
            draft.add_dates(day, "date_line", span)
            if outlet_of(name):
                draft.offer("publisher", name, "date_line", "before_date", span)
            return True
    return False


def _take_row(draft: Draft, part: Part, is_early: bool) -> bool:
    """A line of several fields: "Written by A B | 14 March 2023 | Transport | 3 min read"."""
    if not (_BAR.search(part.text) or " / " in part.text):
        return False
    cells = [cell for cell in _ROW.split(part.text) if cell.strip(" /")]
    if len(cells) == 1 and " / " in part.text:
        cells = [cell for cell in _SLASHES.split(part.text) if any(map(parse_moments, _SLASHES.split(part.text)))]
    if len(cells) < 2 or len(cells) > _MAX_CELLS or (len(part.text) > _MAX_ROW and _ROW_END.search(part.text)):
        return False
    dated = [bool(parse_moments(cell)) for cell in cells]
    named = [not is_date and looks_like_byline(cell) for cell, is_date in zip(cells, dated, strict=True)]
    agencies = [agency_code(cell) is not None for cell in cells]
    timed = [is_reading_time(cell) for cell in cells]
    is_sure = any(dated) or any(named) or any(timed) or (is_early and any(agencies))
    if not is_sure or is_note(part.text):
        return False
    part.kind = "date_line" if all(map(operator.or_, dated, timed)) and any(dated) else "byline"
    rest: list[str] = []
    for position, cell in enumerate(cells):
        span = (part.start, part.end)
        if dated[position]:
            draft.add_dates(cell, "byline", span)
        elif named[position] or agencies[position]:
            _take_byline(draft, part, cell, "row")
        elif is_early and any(dated) and _OUTLET.search(cell):
            draft.add_authors((Author(cell.strip(), "organisation", part.text),), "byline", "row", span)
            draft.byline_raw = draft.byline_raw or cell
        elif not timed[position]:
            is_name = not draft.authors or agencies[position] or not any(named)
            if outlet_of(cell) and any(dated):
                draft.offer("publisher", cell.strip(), "byline", "row", span)
            elif looks_like_name_line(cell) and is_name and not (position and dated[position - 1]):
                _take_byline(draft, part, cell, "row")
            else:
                rest.append(cell)
    for cell in rest[:1]:
        if len(cell) < _MAX_CELL:
            draft.offer("section", cell.strip(), "byline", "row", (part.start, part.end))
    draft.byline_raw = part.text if draft.byline_raw in cells else draft.byline_raw
    return True


def _take_relative(draft: Draft, part: Part) -> bool:
    """ "3 hours ago": a moment only where the file says when it was collected."""
    match = _RELATIVE.fullmatch(part.text.strip(" ."))
    if match is None:
        return False
    span = (part.start, part.end)
    collected = [dated.moment for dated in draft.dates_of("collected") if dated.moment]
    if not collected or collected[0].time is None:
        draft.offer("published_date", part.text, "date_line", "relative", span)
        return True
    count = int(match.group(1)) if match.group(1).isdigit() else 1
    time = collected[0].time - timedelta(minutes=count * _MINUTES[match.group(2).lower()])
    moment = Moment(time.date(), "minute", time.replace(second=0), collected[0].utc_offset_min)
    draft.add_moment("published", moment, part.text, "date_line", span)
    draft.flag("date_relative")
    return True


def _take_label(draft: Draft, part: Part) -> bool:
    """A labelled field: "Category: transport"."""
    label = label_of(part.text)
    if label is None or part.kind not in ("paragraph", "list_item"):
        return False
    name, at = label
    value = part.text[at:].strip()
    if not value or (len(value) > _MAX_LABELLED and not ADDRESS.fullmatch(value)):
        return False
    part.kind = "boilerplate"
    set_field(draft, name, value, "header", (part.start, part.end))
    return True


def set_field(draft: Draft, name: str, value: str, source: str, span: tuple[int, int]) -> None:
    """Note the value of a labelled field."""
    value = value.strip()
    if name == "source":
        name = "url" if value.startswith(("http://", "https://", "<http")) else "publisher"
    if name in ("published", "modified", "collected"):
        known = draft.add_dates(value, source, span, _ROLES[name])
        if not known and name == "published":
            draft.reject_date(value, source, span)
    elif name == "author":
        if draft.byline_raw is None:
            draft.byline_raw = value
        authors = parse_byline(value) or (Author(value, "organisation", value),)
        draft.add_authors(authors, source, "author", span)
    elif name == "tags":
        for word in value.split(","):
            _add_keyword(draft, word.strip(" #\"'"), source, span)
    elif name == "tag":
        _add_keyword(draft, value.strip(" #\"'"), source, span)
    elif name in ("url", "archive_url"):
        draft.offer(name, value.strip("<>"), source, "label", span)
    elif name in ("publisher", "host", "section", "language", "description"):
        draft.offer(name, value, source, "label", span)


def _add_keyword(draft: Draft, word: str, source: str, span: tuple[int, int]) -> None:
    if word and word.casefold() != "clippings" and word not in draft.keywords:
        draft.keywords.append(word)
        draft.choose(draft.offer("keyword", word, source, "tags", span))
