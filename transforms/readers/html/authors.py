"""From the places where a web page names its authors to persons, agencies and staff."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.byline_text import is_author_label, without_others
from broadsheet.transforms.metadata.bylines import (
    looks_like_byline,
    looks_like_name_line,
    parse_byline,
)
from broadsheet.transforms.readers.html.beside import is_beside
from broadsheet.transforms.readers.markup.jsonld import is_article, names_of
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import apart_text, clean, spaced_text, text_of, tidy
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.records.record import Author
from broadsheet.transforms.vocabulary.folding import bare
from broadsheet.transforms.vocabulary.lists import entries

_META = (
    *("author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator"),
    *("cxenseparse:author", "dc.creator.name", "og:article:author", "article:author", "og:author", "authors"),
    *("creator", "twitter:data1", "twitter:misc:written by", "bt:author", "citation_author", "dcsext.author", "byline"),
)
_AUTHOR_PATH = re.compile(r"/(?:authors?|autor|autoren|autori|auteur|autores|by)/")
_LABELS = ("dt", "th", "td", "strong", "b", "span", "label", "h3", "h4", "h5", "h6", "em")
_MAX_LABELS = 3_000  # Elements that may be labels; a bound on cost, set by hand.
# The account that an outlet's own texts are entered by, as its author's page is called.
_ACCOUNTS = ("/author/admin", "/author/webmaster")
_BYLINES = XPath("//*[@id='byline' or @id='author' or @id='writer']")
_BELOW_HEADING = ("p", "div", "span", "a", "address")
_MAX_BELOW = 40  # Elements; a byline stands among the first below the headline. A bound on cost, set by hand.
# Code points; the names and titles of one byline, and less than a teaser of another article. Set by hand.
_MAX_AROUND = 400
_MAX_PARAGRAPHS = 3_000  # More than articles have; a bound on cost.
_MAX_SIGNATURE = 60  # Code points of two full names and a word between them; set by hand.
_MIN_PROSE = 80  # Code points; a shorter paragraph may be a byline, a label or a signature. Set by hand.
_MAX_PROSE_LINE = 300  # Code points; what is longer is prose for sure, and its text need not be looked at.
_FAR = "." * _MIN_PROSE
_MIN_PARAGRAPHS = 3  # Fewer are a teaser or a box; what stands below those signs no article. Set by hand.
_MAX_PARTS = 15  # Elements within one named a byline; a bound on cost, set by hand.
_MAX_ELEMENTS = 8  # More than the authors of one article; a bound on cost, set by hand.
_MAX_NAME = 200  # Code points of a byline; several names with their titles fit, a paragraph does not. Set by hand.
_MAX_WORDS = 5  # Of one name with its particles ("Maria de la Cruz Ortiz"); what has more is a phrase.
_SHORTEST = 2  # Letters; so few are initials or an icon.
_TITLE_PARTS = re.compile(r"\s[|–—·»-]\s")
_LEVELS = 3  # Elements around a name: its link, its item, its list.
_ADDRESS = re.compile(r"https?:|www\.|\S+@\S+\.\w|\.(?:com|net|org)/")
_NOBODY = frozenset(map(bare, entries("no_authors.txt")))
_LETTER = re.compile(r"[^\W\d_]")


def find_authors(page: Page, evidence: Evidence) -> tuple[tuple[Author, ...], str | None]:
    """The authors by the first source that names a person, else an agency, staff, the outlet; and the words it used."""
    accounts = (link for link in page.links if any(name in link.get("href", "") for name in _ACCOUNTS))
    names = page.site_names | {bare(text_of(link)) for link in islice(accounts, _MAX_ELEMENTS)}
    best: tuple[int, tuple[Author, ...], str | None] = (0, (), None)
    for source, rule, named in _sources(page):
        if source == _STATED[0] and best[0] >= _RANKS["agency"]:
            break
        read = [(author, is_person) for name, is_person in named for author in _read(name, is_person)]
        authors = _distinct(read, names)
        for author in authors:
            evidence.offer("author", author.name, source, rule)
        rank = max((_rank(author, names) for author in authors), default=0)
        if rank > best[0]:
            best = (rank, authors, tidy("; ".join(name for name, _ in named))[:_MAX_NAME] or None)
    for author in best[1]:
        evidence.choose_value("author", author.name)
    return best[1], best[2]


def _rank(author: Author, site_names: Collection[str]) -> int:
    name = bare(author.name)
    is_site = name in site_names or any(
        name.startswith(site) and len(name) - len(site) <= _FEW_LETTERS for site in site_names if len(site) > _LONG
    )
    return 1 if is_site else _RANKS[author.kind]


# An account of the outlet is its name and a letter or two.
_FEW_LETTERS = 2
_LONG = 4  # Letters; a shorter name of an outlet begins names of persons, too.


# Their order counts, not their distance; 1 is the site itself.
_RANKS = {"person": 5, "agency": 4, "staff": 3, "organisation": 2}
Named = list[tuple[str, bool]]


# Comes between what the page states and what it only shows, which is slower to look for.
_STATED: tuple[str, str, Named] = ("stated", "", [])


def _sources(page: Page) -> Iterator[tuple[str, str, Named]]:
    for key in ("author", "creator"):
        named = _of_node(page.article.get(key))
        if named:
            yield "json_ld", key, named
    for name in _META:
        values = [value for value in page.all(name) if not _ADDRESS.search(value)]
        if values:
            yield "meta", name, [(value, False) for value in dict.fromkeys(values)]
    texts = _texts(element for element in page.marked("item_author") if element.get("itemprop"))
    if texts:
        yield "microdata", "itemprop", [(text, True) for text in texts]
    for node in page.nodes:
        if is_article(node) and node is not page.article and node.get("author"):
            yield "json_ld", "author_of_other", _of_node(node["author"])
            break
    yield _STATED
    yield from _shown(page)


def _shown(page: Page) -> Iterator[tuple[str, str, Named]]:
    """Names that the page only shows: links to an author's page, elements named a byline, lines below the headline."""
    by_address = (
        anchor for anchor in page.links if _AUTHOR_PATH.search(anchor.get("href") or "") and not is_beside(page, anchor)
    )
    by_relation = (anchor for anchor in page.links if anchor.get("rel") == "author" and not is_beside(page, anchor))
    for rule, links in (("rel_author", by_relation), ("author_link", by_address)):
        texts = [text for text in _texts(links) if rule == "rel_author" or _is_name(text)]
        if texts:
            yield "html", rule, [(text, len(text.split()) < _MAX_WORDS) for text in texts]
    own = (element for element in [*page.marked("byline"), *_BYLINES(page.root)] if not is_beside(page, element))
    for element in islice(own, _MAX_ELEMENTS):
        for text in _lines(element):
            if looks_like_byline(text) or looks_like_name_line(text, is_for_names=True):
                yield "html", "byline_class", [(text, False)]
                break
    for element in islice(_below_heading(page), _MAX_BELOW):
        text = apart_text(element) if len(element.text_content()) < _MAX_NAME else ""
        if looks_like_byline(text) and not is_beside(page, element):
            yield "html", "below_heading", [(text, False)]
            break
    for text in _labelled(page):
        yield "html", "labelled", [(text, False)]
    for text in _bold_names(page):
        yield "html", "bold_line", [(text, False)]
    signature = _signature(page)
    if signature:
        yield "html", "signature", [(signature, False)]


def _is_name(text: str) -> bool:
    """Whether the words of a link to an author's page are a name: of one word, too, as authors of blogs have."""
    return looks_like_name_line(text) or (len(text) > _SHORTEST and text.isalpha() and text.istitle())


def _below_heading(page: Page) -> Iterator[HtmlElement]:
    """The elements that may hold a byline after the first heading, in the page's order."""
    heading = next(iter(page.tagged("h1")), None)
    if heading is None:
        titles = {bare(part) for part in _TITLE_PARTS.split(page.title_tag)} - {""}
        heading = next((lower for lower in page.tagged("h2") if bare(text_of(lower)) in titles), None)
    if heading is not None:
        for around in (heading, *heading.iterancestors()):
            for beside in around.itersiblings():
                yield from beside.iter(*_BELOW_HEADING)


def _bold_names(page: Page) -> Iterator[str]:
    """Names in bold that are all of a line below the headline, before the first prose."""
    for element in islice(_below_heading(page), _MAX_BELOW):
        text = spaced_text(element) if len(element.text_content()) < _MAX_PROSE_LINE else _FAR
        if element.tag == "p" and len(text) >= _MIN_PROSE:
            break
        bold = next(element.iter("strong", "b"), None)
        if (
            bold is not None
            and text == spaced_text(bold)
            and looks_like_name_line(text)
            and not is_beside(page, element)
        ):
            yield text
            break


def _labelled(page: Page) -> Iterator[str]:
    """The names behind a label in an element of its own: "<dt>Author</dt><dd>Ivo Brandt</dd>"."""
    for element in islice(page.root.iter(*_LABELS), _MAX_LABELS):
        if len(element) == 0 and is_author_label(element.text or "") and not is_beside(page, element):
            beside = element.getnext()
            text = tidy(element.tail or "") or (spaced_text(beside) if beside is not None else "")
            if len(text) < _MAX_NAME and looks_like_name_line(text.lstrip(": "), is_for_names=True):
                yield text.lstrip(": ")
                return


def _signature(page: Page) -> str | None:
    """The line that only names someone and stands alone after the last paragraph of the text."""
    prose: dict[HtmlElement, int] = {}
    signed: dict[HtmlElement, str] = {}
    for paragraph in islice(page.root.iter("p"), _MAX_PARAGRAPHS):
        holder = paragraph.getparent()
        text = spaced_text(paragraph)
        if holder is None or not text:
            continue
        if len(text) >= _MIN_PROSE:
            prose[holder] = prose.get(holder, 0) + 1
            signed.pop(holder, None)
        elif prose.get(holder, 0) >= _MIN_PARAGRAPHS and holder not in signed:
            is_name = len(text) <= _MAX_SIGNATURE and (looks_like_name_line(text) or looks_like_byline(text))
            signed[holder] = text if is_name else ""
    fullest = max(prose, key=lambda holder: prose[holder], default=None)
    return signed.get(fullest) if fullest is not None else None


def _lines(element: HtmlElement) -> Iterator[str]:
    """The text of an element, and of those inside it."""
    for part, _ in zip(element.iter(), range(_MAX_PARTS), strict=False):
        text = apart_text(part) if len(part.text_content()) < 2 * _MAX_NAME else ""
        if 2 < len(text) < _MAX_NAME:
            yield text


def _of_node(value: object) -> Named:
    return [(name, "Person" in types) for name, types in names_of(value) if not _ADDRESS.match(name)]


def _texts(elements: Iterable[HtmlElement]) -> list[str]:
    """The texts of the first element and of those beside it: further down they are of other articles."""
    texts: dict[str, None] = {}
    near: HtmlElement | None = None
    for element, _ in zip(elements, range(_MAX_ELEMENTS), strict=False):
        if near is None:
            near = _around(element)
        elif near not in element.iterancestors():
            break
        names = element.xpath('.//*[@itemprop="name"]')[:1] or [element]
        text = spaced_text(names[0]) or clean(names[0].get("content"))
        if 2 < len(text) < _MAX_NAME:
            texts[text] = None
    return list(texts)


def _around(element: HtmlElement) -> HtmlElement:
    """The widest of the elements around a name that may hold those of one byline, and not much else."""
    near = element
    for above in islice(element.iterancestors(), _LEVELS):
        if len(above.text_content()) > _MAX_AROUND:
            break
        near = above
    return near


def _read(name: str, is_person: bool) -> tuple[Author, ...]:
    """Who a value names; a word that is no name of a person is one where the page says so."""
    if bare(name) in _NOBODY or not _LETTER.search(name) or not without_others(name):
        return ()
    code = agency_code(name)
    if code:
        return (Author(name, "agency", name, code),)
    authors = parse_byline(name)
    if any(author.kind in ("person", "agency") for author in authors):
        return authors
    if not authors and len(name.split()) <= _MAX_WORDS and "." not in name.strip(".") and is_person:
        return (Author(name, "person", name),)
    return authors or ((Author(name, "organisation", name),) if len(name.split()) <= _MAX_WORDS else ())


def _distinct(read: list[tuple[Author, bool]], site_names: Collection[str]) -> tuple[Author, ...]:
    """Each author once; the outlet and organisations only where no person and no agency is named.

    So with staff, unless the page lists them among its persons.
    """
    unique = list({bare(author.name): (author, is_person) for author, is_person in reversed(read)}.values())[::-1]
    ranks = [_rank(author, site_names) for author, _ in unique]
    least = min(max(ranks, default=0), _RANKS["agency"])
    return tuple(
        author
        for (author, is_person), rank in zip(unique, ranks, strict=True)
        if rank >= least or (is_person and rank == _RANKS["staff"])
    )
