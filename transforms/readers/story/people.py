"""The authors and the agency of a story, by its names, bylines and providers."""

import re
from dataclasses import replace

from broadsheet.transforms.metadata.agencies import agency_code, agency_of_domain
from broadsheet.transforms.metadata.bylines import parse_byline
from broadsheet.transforms.metadata.datelines import Dateline
from broadsheet.transforms.metadata.urls import url_parts
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.records.record import Author
from broadsheet.transforms.vocabulary.folding import bare

_MAX_NAME_WORDS = 5  # Of one name with its particles ("Maria de la Cruz Ortiz"); what has more is a phrase.
# Initials in the place of a byline or below a story: "mr/kt/bo".
SIGN_OFF = re.compile(r"\(?[a-z]{1,4}(?:[-–][a-z]{1,4})?(?:/[a-z]{1,4}(?:[-–][a-z]{1,4})?){1,6}\)?\.?")
_NO_NAME = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+|.*[@:/_\d].*|[A-Z]+-[A-Z]+")
_COMPANY = re.compile(r"[\s,]+(?:GmbH|AG|Inc|Ltd|Limited|S\.?A|LLC|Pty|AB|AS|Oy)\.?$")
_LEAD = re.compile(r"(?:via|by|source|from)\s*:?\s+", re.IGNORECASE)
_DESK = re.compile(r"\s+(?:news\s?desk|desk|news\s?room|staff|team)$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def find_authors(story: Story) -> tuple[tuple[Author, ...], str | None]:
    """The authors by their names, else by the byline; and the byline as written."""
    named = [author for name in story.values("author") for author in _named(name)]
    bylines = story.values("byline")
    byline = bylines[0] if bylines else None
    for text in bylines:
        if any(author.kind == "person" for author in named):
            break
        if SIGN_OFF.fullmatch(text):
            story.offer("sign_off", text, "byline")
            continue
        desk = agency_code(_DESK.sub("", text))
        authors_of_line = [Author(text, "agency", text, desk)] if desk else list(parse_byline(text))
        authors_of_line = [author for author in authors_of_line if author.kind != "organisation"]
        if authors_of_line:
            named = authors_of_line
            story.evidence.choose_value("byline", text)
            break
    unique = {bare(author.name): author for author in reversed(named)}
    authors = tuple(reversed(unique.values()))
    for author in authors:
        if author.raw in story.values("author"):
            story.evidence.choose_value("author", author.raw)
        else:
            story.evidence.choose(story.evidence.offer("author", author.name, story.source, "byline"))
    return authors, byline or "; ".join(story.values("author")[:8]) or None


def _named(name: str) -> tuple[Author, ...]:
    """Who a value of a field for names is: such a field may give a single name."""
    code = agency_code(name) or agency_code(_DESK.sub("", name))
    if code:
        return (Author(name, "agency", name, code),)
    authors = tuple(replace(author, raw=name) for author in parse_byline(name) if author.kind != "organisation")
    if authors or _NO_NAME.fullmatch(name) or not _LETTER.search(name) or len(name.split()) > _MAX_NAME_WORDS:
        return authors
    kind = parse_byline(name)
    return kind or (Author(name, "person", name),)


def find_agency(story: Story, authors: tuple[Author, ...], dateline: Dateline | None) -> str | None:
    """The agency by the first field that names a known one; by the text; else, in a wire format, the first field."""
    for name in story.values("wire_agency"):
        code = _code(name)
        if code:
            story.evidence.choose_value("wire_agency", name)
            return code
    code = next((author.agency_code for author in authors if author.agency_code), None)
    code = code or (dateline.agency if dateline else None) or (_code(dateline.source or "") if dateline else None)
    if code:
        story.evidence.choose(story.evidence.offer("wire_agency", code, "text", "byline_or_dateline"))
        return code
    return story.evidence.first("wire_agency") if story.names_agency else None


def _code(name: str) -> str | None:
    """The canonical agency of a provider's name: whole, without its legal form, in other case, as a domain, or one of
    several apart by "/" or ":"."""
    name = _LEAD.sub("", name, count=1).strip(" /–—-().")
    shorter = _COMPANY.sub("", name)
    for spelling in (name, shorter, shorter.upper(), shorter.title()):
        code = agency_code(spelling)
        if code:
            return code
    host = url_parts(name).publisher_domain if "." in name and " " not in name else None
    if host:
        return agency_of_domain(host)
    parts = [part.strip() for mark in "/:" if mark in name and "//" not in name for part in name.split(mark)]
    return next((code for part in reversed(parts) if (code := agency_code(part))), None)


def is_known_agency(name: str) -> bool:
    """Whether a name is that of a known agency, in any of the spellings providers use."""
    return _code(name) is not None
