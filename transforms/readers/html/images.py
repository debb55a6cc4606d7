"""The pictures of a page: addresses, captions and credits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urljoin

from lxml.html import HtmlElement

from broadsheet.transforms.metadata.byline_text import starts_as_byline, without_others
from broadsheet.transforms.metadata.bylines import looks_like_byline, outlet_of
from broadsheet.transforms.metadata.credits import looks_like_credit, parse_credit, split_caption
from broadsheet.transforms.metadata.moments import looks_like_date_line
from broadsheet.transforms.metadata.names import JOBS
from broadsheet.transforms.readers.html.beside import is_beside
from broadsheet.transforms.readers.html.layout import mark_of
from broadsheet.transforms.readers.markup.blocks import passage_of
from broadsheet.transforms.readers.markup.jsonld import names_of, string_of
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import clean, labels_of
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.readers.story.furniture import is_boilerplate, is_reading_time, without_reading_time
from broadsheet.transforms.readers.story.parts import Inline, Part
from broadsheet.transforms.records.record import Image
from broadsheet.transforms.vocabulary.folding import bare, fold

_NOT_CAPTIONS = frozenset(
    {"figure", "img", "picture", "video", "track", "body", "article", "main", "section", "button", "a"}
)
_ELSEWHERE = frozenset({"footer", "form", "nav", "button", "label", "dialog"})
# A picture with words that lead to another page is a teaser of that page.
_TEASERS = _ELSEWHERE | {"a"}
_BESIDE = _TEASERS | {"aside"}
_NO_CAPTION = re.compile(
    r"""
    \s*\{\s*"                                                          # data for machines
    |\W*\d+(?::\d\d)*(?:\s\w+)?\W*$                                    # the length of a film
    |(?:(?:audio|video)\W{0,3})?\d{1,2}:\d\d\s?(?:min|sek|sec)\b        # and the title of that film
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MAX_CAPTION = 1_200  # Code points; what is longer is prose. Newsrooms keep captions below 1,000; the rest is credits.
_MAX_CREDIT = 8  # Words; a line of more that begins as a credit does is a caption. Set by hand.
_MAX_CAPTIONS = 60  # More than a gallery of an article has; a bound on cost.
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
# Elements around a caption that also hold its picture: the caption's box, the figure and one or two around it.
_LEVELS = 4
_NOT_AROUND = frozenset({"a", "body", "header", "footer", "nav", "aside", "td", "li", "blockquote"})
_MAX_PICTURES = 60  # More than a gallery of an article has; a bound on cost.
# Code points of a caption without a figure; less than `_MAX_CAPTION`, as only its place says what it is.
_MAX_BELOW = 500
# A caption and its credit: more is a box of the article with a picture in it.
_MAX_BESIDE_PICTURE = 2
_MAX_PARAGRAPHS = 4  # A caption has one for itself and some for credits; what has more is a part of the text.
_WEB = re.compile(r"https?://", re.IGNORECASE)
# Where the link around a picture leads that only shows it larger, or among others.
_OF_PICTURES = re.compile(
    r"""
    \A(?:\#|javascript:|data:|\Z)                                              # nowhere
    |\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)(?=[?\#]|\Z)                      # to a picture
    |photo|foto|galler|galer|image|bild|pict|media|attachment|lightbox|slide  # to others
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TEASERS_OF_A_ROW = 2  # One caption that leads to another page may be that of the article's own picture. Set by hand.


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `elements` are the places of its caption in the page, none where the caption is told elsewhere."""

    image: Image
    caption: str
    elements: tuple[HtmlElement, ...] = ()


def find_pictures(page: Page, base: str | None, evidence: Evidence) -> list[Picture]:
    """The pictures with a caption, in the page's order, and the lead picture that its meta tags name."""
    by_key: dict[str, Picture] = {}
    # What repeats a headline says nothing of the picture, nor does the outlet's name.
    names = page.site_names | {bare(title) for title in (page.title_tag, page.first("og:title"), *page.headings)}
    elements = list(_caption_elements(page))
    away = {element for element in elements if _leads_away(element)}
    for element in elements:
        text = labels_of(element)
        if element in away and len(away) >= _TEASERS_OF_A_ROW:
            continue
        if _is_caption(text) and bare(text) not in names:
            _add(by_key, _picture(text, _address(element, base), (element,)))
    for text, url, credit in _told_captions(page):
        if text and bare(text) not in names:
            _add(by_key, _picture(text, _joined(base, url), (), credit))
    pictures = list(by_key.values())
    lead = _joined(base, page.first("og:image", "og:image:url", "twitter:image"))
    if lead and all(picture.image.url != lead for picture in pictures):
        evidence.offer("image", lead, "open_graph", "og:image")
        pictures.append(Picture(Image(url=lead), ""))
    return pictures


def _add(by_key: dict[str, Picture], picture: Picture) -> None:
    """Add a picture; one that is there already, as pages repeat them in galleries, only adds its credit and place."""
    key = bare(picture.caption) or bare(f"{picture.image.credit_raw} {picture.image.url}")
    other = by_key.setdefault(key, picture)
    if other is not picture:
        is_credited = picture.image.credit_raw and not other.image.credit_raw
        image = replace(picture.image, url=other.image.url or picture.image.url) if is_credited else other.image
        by_key[key] = replace(other, image=image, elements=(*other.elements, *picture.elements))


def _is_caption(text: str) -> bool:
    """Whether a text can be one: no length of a film, no date, no byline, no job alone, no data for machines."""
    is_address = " " not in text and _WEB.match(text)
    if not 2 < len(text) <= _MAX_CAPTION or is_address or _NO_CAPTION.match(text) or fold(text) in JOBS:
        return False
    if looks_like_credit(text):
        return True
    dated = without_reading_time(text).rstrip(" •|·-–—")
    return not (
        looks_like_date_line(dated)
        or (starts_as_byline(text) and looks_like_byline(text))
        or is_reading_time(text)
        or not without_others(text)
        or outlet_of(text)
        or is_boilerplate(Part("paragraph", Inline(passage_of(text)), text))
    )


def _caption_elements(page: Page) -> Iterator[HtmlElement]:
    """Elements that are captions by their tag, by their class, or by standing alone below a picture."""
    kept: set[HtmlElement] = set()
    for element in page.tagged("figcaption"):
        if len(kept) < _MAX_CAPTIONS and _stands_in_article(element, _ELSEWHERE) and not _is_teaser(element):
            kept.add(element)
            yield element
    for element, is_marked in _likely_captions(page):
        if len(kept) >= _MAX_CAPTIONS or element.tag in _NOT_CAPTIONS or element in kept:
            continue
        if any(above in kept for above in element.iterancestors()) or element.find(".//figcaption") is not None:
            continue
        if not is_marked and (is_beside(page, element) or _is_of_writer(element)):
            continue
        if is_marked and _picture_near(element) is None and next(element.iterancestors("figure"), None) is None:
            continue
        if (
            _stands_in_article(element, _TEASERS if is_marked else _BESIDE)
            and len(element.findall(".//p")) < _MAX_PARAGRAPHS
            and element.find(".//img") is None
        ):
            kept.add(element)
            yield element


def _is_of_writer(element: HtmlElement) -> bool:
    """Whether an element stands in one that is named for the writer or the like: below a portrait is a name."""
    around = (above.get("class") for above in islice(element.iterancestors(), _LEVELS // 2))
    return any(names and mark_of(names) == "head" for names in around)


def _likely_captions(page: Page) -> Iterator[tuple[HtmlElement, bool]]:
    """Elements whose class says that they are captions, and those that only stand below a picture."""
    yield from ((element, True) for element in page.marked("caption"))
    yield from ((element, False) for element in _below_pictures(page))


def _stands_in_article(element: HtmlElement, elsewhere: frozenset[str]) -> bool:
    """Whether no element around is of those that hold other things than the article; some pages are one form."""
    return not any(
        above.tag in elsewhere and not (above.tag == "form" and above.find(".//h1") is not None)
        for above in element.iterancestors()
    )


def _is_teaser(element: HtmlElement) -> bool:
    """Whether a caption is that of a picture beside the article which leads to another one, or of a quotation."""
    around = {above.tag for above in element.iterancestors()}
    figure = next(element.iterancestors("figure"), element.getparent())
    if figure is not None and figure.find(".//blockquote") is not None and figure.find(".//img") is None:
        return True
    anchor = element.find(".//a")
    return "aside" in around and ("a" in around or (anchor is not None and _is_all_of(anchor, element)))


def _leads_away(element: HtmlElement) -> bool:
    """Whether the whole of a caption, or what stands around it, is a link to a page of other things than pictures."""
    around = next(element.iterancestors("a"), None)
    inside = element.find(".//a") if around is None else None
    link = around if around is not None else inside
    if link is None or (link is inside and not _is_all_of(link, element)):
        return False
    return not _OF_PICTURES.search(link.get("href") or "")


def _is_all_of(part: HtmlElement, element: HtmlElement) -> bool:
    return len(part.text_content().strip()) >= len(element.text_content().strip())


def _below_pictures(page: Page) -> Iterator[HtmlElement]:
    """What follows a picture in the first element around it that has text, if that has neither links nor headings."""
    for picture in page.tagged("img")[:_MAX_PICTURES]:
        inner = picture
        for around, _ in zip(picture.iterancestors(), range(2 * _LEVELS), strict=False):
            if around.tag in _NOT_AROUND:
                break
            text = around.text_content().strip()
            if text:
                if (
                    len(text) <= _MAX_BELOW
                    and next(around.iter("a", "h1", "h2", "h3", "h4", "button", "time"), None) is None
                ):
                    below = [beside for beside in inner.itersiblings() if beside.text_content().strip()]
                    if len(below) <= _MAX_BESIDE_PICTURE:
                        yield from (beside for beside in below if beside.tag != "blockquote")
                break
            inner = around


def _picture(text: str, url: str | None, elements: tuple[HtmlElement, ...], credit: str = "") -> Picture:
    parts = split_caption(text)
    # "Foto de" also begins what a picture shows.
    if looks_like_credit(text) and (parts.credit_raw or len(text.split()) <= _MAX_CREDIT):
        own = parse_credit(text)
        return Picture(Image(url, None, text, own.photographer, own.agency, own.is_pool), "", elements)
    if credit and not parts.credit_raw:
        named = parse_credit(credit)
        image = Image(url, None, credit, named.photographer, named.agency, named.is_pool)
    else:
        image = Image(url, None, parts.credit_raw, parts.photographer, parts.credit_agency, parts.is_pool)
    return Picture(image, text[parts.caption_start : parts.caption_end].strip(), elements)


def _told_captions(page: Page) -> Iterator[tuple[str, str, str]]:
    """Captions that JSON-LD tells of the article's pictures, and those in attributes of pictures."""
    images = (image for image in page.tagged("img") if image.get("data-caption") and _stands_in_article(image, _BESIDE))
    for picture in islice(images, _MAX_CAPTIONS):
        yield clean(picture.get("data-caption")), picture.get("src") or "", ""
    pictures = page.article.get("image")
    for node in (pictures if isinstance(pictures, list) else [pictures])[:_MAX_CAPTIONS]:
        if isinstance(node, dict):
            credit = clean(node.get("creditText")) or "; ".join(name for name, _ in names_of(node.get("author")))
            url = string_of(node.get("url")) or string_of(node.get("contentUrl"))
            yield clean(node.get("caption")) or clean(node.get("description")), url, credit


def _picture_near(element: HtmlElement) -> HtmlElement | None:
    """The picture nearest above a caption."""
    around = element
    for _ in range(_LEVELS):
        around = around.getparent()
        if around is None or around.tag == "body":
            return None
        picture = next(around.iter("img"), None)
        if picture is not None or around.tag == "figure":
            return picture
    return None


def _address(element: HtmlElement, base: str | None) -> str | None:
    """The address of the picture nearest above a caption."""
    picture = _picture_near(element)
    if picture is None:
        return None
    address = next((picture.get(name) for name in _SOURCES if picture.get(name)), "")
    if address.startswith("data:"):
        address = picture.get("src") or ""
    return _joined(base, address or (picture.get("srcset") or "").strip().partition(" ")[0].rstrip(","))


def _joined(base: str | None, url: str) -> str | None:
    """The full address; None where it is no address of the web."""
    url = clean(url)
    try:
        whole = urljoin(base or "", url) if url else ""
    except ValueError:
        return None
    return whole if _WEB.match(whole) and len(whole) < 4_000 else None
