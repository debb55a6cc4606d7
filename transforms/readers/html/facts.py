"""What a page says of itself beside title, authors and dates: address, outlet, section, kind, access."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from broadsheet.transforms.metadata.urls import archive_url, clean_url, is_other_outlet, url_parts
from broadsheet.transforms.readers.markup.jsonld import Node, names_of, string_of, types_of
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import clean, text_of, tidy
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.vocabulary.folding import bare
from broadsheet.transforms.vocabulary.lists import rows

_WORDS_OF_SECTIONS = [(kind, frozenset(names.split("|"))) for kind, names in rows("section_words.tsv")]
_VOID, _WHOLE, _DESKS = (
    frozenset[str]().union(*(names for kind, names in _WORDS_OF_SECTIONS if kind == wanted))
    for wanted in ("void", "whole", "desk")
)
_SECTION_NAMES = (
    *("article:section", "og:article:section", "section", "parsely-section"),
    *("category", "articlesection", "rubrik"),
)
_MAX_STEPS = 8  # Of a path; a bound on cost: outlets have three or four.
_PAID_TIERS = frozenset({"locked", "metered", "paid", "premium", "subscriber", "subscribers", "plus", "abo"})
_GENRES = {
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "ReviewNewsArticle": "review",
    "BackgroundNewsArticle": "background",
    "ReportageNewsArticle": "reportage",
    "AskPublicNewsArticle": "ask public",
    "LiveBlogPosting": "live blog",
    "AdvertiserContentArticle": "advertising",
    "SatiricalArticle": "satire",
    "Review": "review",
}
_MAX_KEYWORDS = 60  # More than editors give to one article; a bound on size, the same for all readers.
# What systems keep among the keywords: numbers, "@post-id:12", "/article", "WC: 1000", "stats-reach-team".
_MACHINE_KEYWORD = re.compile(r"[@/]|\d+$|[A-Za-z ]{1,20}:\s?\S|[a-z]+(?:-[a-z]+){3}")
_MAX_KEYWORD = 80  # Code points; what is longer is a sentence.
_MIN_STANDFIRST = 15  # Code points; what is shorter is a label. Set by hand.
_MAX_STANDFIRST = 700  # Code points; what is longer is the text. Set by hand.
_MAX_ELEMENTS = 10  # Named a standfirst; a bound on cost: the article's is among the first.
BELOW_HEADLINE = "below_headline"  # The rule of a standfirst that may be the first paragraph of the text.
_MIN_SHARED = 40  # Letters of a description that a longer standfirst begins with; shorter ones may be a slogan.
_MIN_PARAGRAPH = 80  # Code points of prose, as of authors: shorter lines above a standfirst are labels.
_LEVELS = 2  # Boxes around the headline, behind which its standfirst may stand.
_MAX_HEADINGS = 4  # The standfirst is the first or second below the headline; set by hand.
_MAX_ADDRESS = 4_000  # Code points; what is longer is data, no address. The exact value matters little.
_MAX_NOTES = 2_000  # Elements looked at for a note of where a copy is from; a bound on cost.
_NOTED = re.compile(
    r"(?:\bcache of|\bprinted from|\b(?:original|source) url)\W{1,4}(https?://[^\s<>]{4,2000})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; None where it says nothing."""

    url: str | None = None
    canonical_url: str | None = None
    publisher_name: str | None = None
    section: str | None = None
    genre: str | None = None
    keywords: tuple[str, ...] = ()
    subtitle: str | None = None
    is_paid: bool = False


def find_facts(page: Page, evidence: Evidence) -> Facts:
    """All of them, each with its candidates."""
    url = _address(page, evidence)
    return Facts(
        page.address or _own_address(page, url) or url,
        url,
        _publisher(page, evidence),
        _section(page, evidence),
        _genre(page, evidence),
        _keywords(page),
        _standfirst(page, evidence),
        _is_paid(page),
    )


def _address(page: Page, evidence: Evidence) -> str | None:
    """The canonical link; where that leads to a site's front page, or to none, what else the page gives."""
    entity = page.article.get("mainEntityOfPage")
    entity_address = clean(entity.get("@id")) if isinstance(entity, dict) else clean(entity)
    base = page.address or page.first("og:url")
    for value, source, rule in (
        *((link, "link", "canonical") for link in page.canonical[:2]),
        (page.first("og:url"), "open_graph", "og:url"),
        (entity_address, "json_ld", "mainEntityOfPage"),
        (string_of(page.article.get("url")), "json_ld", "url"),
        (page.first("parsely-link", "sailthru.url", "twitter:url"), "meta", "url"),
        (page.address or "", "fetched", "address"),
    ):
        whole = _whole(base, value)
        if whole:
            evidence.offer("canonical_url", whole, source, rule)
    addresses = [candidate.value for candidate in evidence.candidates if candidate.field == "canonical_url"]
    noted = None if addresses else _noted_address(page)
    if noted:
        evidence.offer("canonical_url", noted, "html", "noted")
        addresses = [noted]
    best = next((url for url in addresses if urlsplit(url).path.strip("/")), addresses[0] if addresses else None)
    return evidence.choose_value("canonical_url", best)


def _noted_address(page: Page) -> str | None:
    """The address that a copy of a page notes, as caches and print versions do: "Printed from: https://..."."""
    notes = (_NOTED.search(tidy(element.text_content()[:_MAX_ADDRESS])) for element in page.root.iter("p", "div"))
    return next((note[1].rstrip(".") for note in islice(notes, _MAX_NOTES) if note), None)


def _own_address(page: Page, canonical: str | None) -> str | None:
    """Where the page itself stands, if its canonical link leads to the outlet that it took the article from."""
    own = _whole("", page.first("og:url"))
    if own is None or canonical is None or not urlsplit(own).path.strip("/"):
        return None
    return own if is_other_outlet(url_parts(own), url_parts(canonical)) else None


@lru_cache(maxsize=64)
def _whole(base: str, value: str) -> str | None:
    value = clean(value)
    try:
        url = urljoin(base, value) if value else ""
        host = urlsplit(url).hostname
    except ValueError:
        return None
    if url and archive_url(url):
        url = clean_url(url)
    return url if host and url.lower().startswith(("http://", "https://")) and len(url) < _MAX_ADDRESS else None


def _publisher(page: Page, evidence: Evidence) -> str | None:
    evidence.offer("publisher", page.first("og:site_name"), "open_graph", "og:site_name")
    for name, _ in names_of(page.article.get("publisher"))[:2]:
        evidence.offer("publisher", name, "json_ld", "publisher")
    for node in page.nodes:
        if types_of(node) & {"NewsMediaOrganization", "WebSite"}:
            evidence.offer("publisher", string_of(node.get("name")), "json_ld", "site")
    for name in ("application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title", "twitter:site"):
        evidence.offer("publisher", page.first(name).lstrip("@"), "meta", name)
    return evidence.first("publisher")


def _section(page: Page, evidence: Evidence) -> str | None:
    """The first section that says more than the kind of page: as stated, else the innermost of the path that the page
    shows or its address has."""
    stated = [("meta", name, page.first(name)) for name in _SECTION_NAMES]
    for source, rule, text in (
        ("json_ld", "articleSection", string_of(page.article.get("articleSection"))),
        *stated,
        ("json_ld", "breadcrumb", _breadcrumb(page)),
        ("html", "category_link", next(iter(_tags(page, "category tag")), "")),
        ("url", "path", _desk(page)),
    ):
        # Some pages state all their tags, with commas.
        evidence.offer("section", text.split(",")[0].strip()[:_MAX_KEYWORD], source, rule)
    sections = [mark.value for mark in evidence.candidates if mark.field == "section"]
    named = [value for value in sections if value.casefold() not in _VOID]
    best = next((value for value in named if value.casefold() not in _WHOLE), named[0] if named else None)
    return evidence.choose_value("section", best)


def _tags(page: Page, relation: str) -> list[str]:
    """The texts of the first links that are of a relation and nothing else: WordPress marks tags and categories so."""
    links = (link for link in page.links if " ".join((link.get("rel") or "").split()) == relation)
    return [text for text in map(text_of, islice(links, _MAX_KEYWORDS)) if text]


def _breadcrumb(page: Page) -> str:
    """The last step of the page's path that is neither the outlet nor the article itself; "" without one."""
    titles = {bare(title) for title in (page.title_tag, page.first("og:title"), *page.headings)}
    for node in page.nodes:
        if "BreadcrumbList" in types_of(node):
            items = node.get("itemListElement")
            steps = [_step(item) for item in (items if isinstance(items, list) else [])[:_MAX_STEPS]]
            inner = [step for step in steps[1:] if step and not _is_title(step, titles)]
            own = steps[0] if len(steps) == 1 and bare(steps[0]) not in page.site_names | titles else ""
            if inner or own:
                return inner[-1] if inner else own
    return ""


def _is_title(step: str, titles: Collection[str]) -> bool:
    """Whether a step is the article: most of one of its titles, which may have the outlet or the section behind it."""
    folded = bare(step)
    return any(folded in title and 2 * len(folded) > len(title) for title in titles)


def _step(item: object) -> str:
    """The name of a step: its own, or that of the thing it leads to."""
    if not isinstance(item, dict):
        return ""
    page_item = item.get("item")
    return string_of(item.get("name")) or (string_of(page_item.get("name")) if isinstance(page_item, dict) else "")


def _desk(page: Page) -> str:
    """The first part of the page's address that is a section's name; "" where none is."""
    address = page.address or next(iter(page.canonical), "") or page.first("og:url")
    try:
        segments = urlsplit(address).path.lower().split("/")[1:-1]
    except ValueError:
        return ""
    return next((segment.replace("-", " ") for segment in segments if segment in _DESKS), "")


def _genre(page: Page, evidence: Evidence) -> str | None:
    evidence.offer("genre", string_of(page.article.get("genre"))[:_MAX_KEYWORD], "json_ld", "genre")
    for name in sorted(types_of(page.article) & _GENRES.keys()):
        evidence.offer("genre", _GENRES[name], "json_ld", "type")
    evidence.offer(
        "genre", (page.first("article:opinion") == "true" and "opinion") or "", "open_graph", "article:opinion"
    )
    return evidence.first("genre")


def _keywords(page: Page) -> tuple[str, ...]:
    """The subjects of the page; a comma or semicolon parts them."""
    stated = page.article.get("keywords")
    values = [name for name, _ in names_of(stated)] or page.all("article:tag")
    values = values or page.all("news_keywords") or page.all("keywords") or _tags(page, "tag")
    parts = [part.strip() for value in values for part in re.split(r"[,;،、，]", value)]
    subjects = [part for part in parts if 1 < len(part) <= _MAX_KEYWORD and not _MACHINE_KEYWORD.match(part)]
    subjects = [part for part in subjects if bare(part) not in page.site_names and part.casefold() not in _VOID]
    unique = {bare(part): part for part in reversed(subjects)}
    return tuple(list(unique.values())[::-1][:_MAX_KEYWORDS])


def _standfirst(page: Page, evidence: Evidence) -> str | None:
    """The short text below the headline: what the page's own description repeats, else what is marked as such.

    A paragraph of no name that repeats the description is offered, not chosen: it may be the text's first.
    """
    descriptions = (page.first("description"), page.first("og:description"), string_of(page.article.get("description")))
    summaries = {bare(text) for text in (*descriptions, string_of(page.article.get("alternativeHeadline")))} - {""}
    marked = [element for element in page.marked("standfirst")[:_MAX_ELEMENTS] if not _is_inside_text(element)]
    named = [*marked, *page.tagged("h2", "h3")[:_MAX_HEADINGS]]
    described = next((text for text in map(_of_standfirst, named) if text and _is_described(text, summaries)), "")
    text = described or next(filter(None, map(_of_standfirst, marked)), "")
    if text:
        evidence.offer("subtitle", text, "html", "description" if described else "class")
        return evidence.choose_value("subtitle", text)
    below = islice(_below_headline(page), _MAX_ELEMENTS)
    text = next((text for text in map(_of_standfirst, below) if text and _is_described(text, summaries)), "")
    evidence.offer("subtitle", text, "html", BELOW_HEADLINE)
    return None


def _of_standfirst(element: HtmlElement) -> str:
    """The text of an element, if it is as long as a standfirst; else ""."""
    text = text_of(element) if len(element.text_content()) < 2 * _MAX_STANDFIRST else ""
    return text if _MIN_STANDFIRST < len(text) < _MAX_STANDFIRST else ""


def _is_described(text: str, summaries: Collection[str]) -> bool:
    """Whether a text is one of the page's descriptions, which may be cut at its end."""
    folded = bare(text)
    return folded in summaries or any(
        len(start) >= _MIN_SHARED and folded.startswith(start) and len(folded) < 2 * len(start) for start in summaries
    )


def _is_inside_text(element: HtmlElement) -> bool:
    """Whether a paragraph stands before an element: what is named a subheading there heads a part of the text."""
    return _has_paragraph(element.itersiblings("p", preceding=True))


def _has_paragraph(paragraphs: Iterator[HtmlElement]) -> bool:
    return any(len(paragraph.text_content()) >= _MIN_PARAGRAPH for paragraph in islice(paragraphs, _MAX_HEADINGS))


def _below_headline(page: Page) -> Iterator[HtmlElement]:
    """The paragraphs that stand right behind the headline, or behind the box that it is in, and begin no text: of a
    text in one box the first paragraph is as often the page's description."""
    return (element for element in _behind_headline(page) if not _has_paragraph(element.itersiblings("p")))


def _behind_headline(page: Page) -> Iterator[HtmlElement]:
    for heading in page.tagged("h1")[:1]:
        for around in (heading, *islice(heading.iterancestors(), _LEVELS)):
            for beside in islice(around.itersiblings(), _MAX_HEADINGS):
                if beside.tag == "p":
                    yield beside
                elif beside.tag in ("div", "header", "section"):
                    yield from islice(beside.iter("p"), 1)
                    if len(beside) == 0:
                        yield beside


def _is_paid(page: Page) -> bool:
    """Whether the page says that reading it whole takes a subscription."""
    tiers = (page.first("article:content_tier"), page.first("og:article:content_tier"))
    marked = {"isAccessibleForFree": page.first("isAccessibleForFree")}
    return any(tier.lower() in _PAID_TIERS for tier in tiers) or any(
        _is_closed(part) for part in (marked, *_with_parts(page.article))
    )


def _with_parts(node: Node) -> list[Node]:
    parts = node.get("hasPart")
    listed = parts if isinstance(parts, list) else [parts]
    return [node, *(part for part in listed if isinstance(part, dict))]


def _is_closed(node: Node) -> bool:
    free = node.get("isAccessibleForFree")
    return free is False or (
        isinstance(free, str) and free.strip().lower() in ("false", "no", "http://schema.org/false")
    )
