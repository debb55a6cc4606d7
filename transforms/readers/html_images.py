"""From the pictures of a web page to their addresses, captions and credits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from transforms.metadata.credits import looks_like_credit, parse_credit, split_caption
from transforms.readers.html_evidence import Evidence
from transforms.readers.html_jsonld import names_of
from transforms.readers.html_page import Page
from transforms.readers.html_text import clean, fold, text_of
from transforms.records import Image

_NOT_CAPTIONS = frozenset(
    {"figure", "img", "picture", "video", "track", "body", "article", "main", "section", "button", "a"}
)
_MAX_CAPTION = 1_200
_MAX_CAPTIONS = 60
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_LEVELS = 4
_NOT_AROUND = frozenset({"a", "body", "header", "footer", "nav", "aside", "td", "li", "blockquote"})
_MAX_PICTURES = 60
_MAX_BELOW = 500
_MAX_PARAGRAPHS = 4
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `element` is its caption's place in the page, None where the caption is told elsewhere."""

    image: Image
    caption: str
    element: HtmlElement | None = None


def find_pictures(page: Page, base: str | None, evidence: Evidence) -> list[Picture]:
    """The pictures with a caption, in the page's order, and the lead picture that its meta tags name."""
    found: list[Picture] = []
    seen: set[str] = set()
    for element in _caption_elements(page):
        text = text_of(element)
        if 2 < len(text) <= _MAX_CAPTION and fold(text) not in seen:
            seen.add(fold(text))
            found.append(_picture(text, _address(element, base), element))
    for text, url, credit in _told(page):
        if text and fold(text) not in seen:
            seen.add(fold(text))
            found.append(_picture(text, _joined(base, url), None, credit))
    lead = _joined(base, page.first("og:image", "og:image:url", "twitter:image"))
    if lead and all(picture.image.url != lead for picture in found):
        evidence.offer("image", lead, "open_graph", "og:image")
        found.append(Picture(Image(url=lead), ""))
    return found


def _caption_elements(page: Page) -> Iterator[HtmlElement]:
    """Elements that are captions by their tag, by their class, or by standing alone below a picture."""
    tagged = list(zip(page.root.iter("figcaption"), range(_MAX_CAPTIONS), strict=False))
    kept = {element for element, _ in tagged}
    yield from (element for element, _ in tagged)
    for element in (*page.marked("caption"), *_below_pictures(page)):
        if len(kept) >= _MAX_CAPTIONS or element.tag in _NOT_CAPTIONS or element in kept:
            continue
        if any(above in kept for above in element.iterancestors()) or element.find(".//figcaption") is not None:
            continue
        if len(element.findall(".//p")) < _MAX_PARAGRAPHS and element.find(".//img") is None:
            kept.add(element)
            yield element


def _below_pictures(page: Page) -> Iterator[HtmlElement]:
    """What follows a picture in the first element around it that has text, if that has neither links nor headings."""
    for picture, _ in zip(page.root.iter("img"), range(_MAX_PICTURES), strict=False):
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
                    yield from (
                        beside
                        for beside in inner.itersiblings()
                        if beside.tag != "blockquote" and beside.text_content().strip()
                    )
                break
            inner = around


def _picture(text: str, url: str | None, element: HtmlElement | None, credit: str = "") -> Picture:
    if looks_like_credit(text):
        told = parse_credit(text)
        return Picture(Image(url, None, text, told.photographer, told.agency, told.is_pool), "", element)
    parts = split_caption(text)
    if credit and not parts.credit_raw:
        named = parse_credit(credit)
        image = Image(url, None, credit, named.photographer, named.agency, named.is_pool)
    else:
        image = Image(url, None, parts.credit_raw, parts.photographer, parts.credit_agency, parts.is_pool)
    return Picture(image, text[parts.caption_start : parts.caption_end].strip(), element)


def _told(page: Page) -> Iterator[tuple[str, str, str]]:
    """Captions that JSON-LD tells of the article's pictures, and those in attributes of pictures."""
    for picture in page.root.xpath("//img[@data-caption]")[:_MAX_CAPTIONS]:
        yield clean(picture.get("data-caption")), picture.get("src") or "", ""
    pictures = page.article.get("image")
    for node in (pictures if isinstance(pictures, list) else [pictures])[:_MAX_CAPTIONS]:
        if isinstance(node, dict):
            credit = clean(node.get("creditText")) or "; ".join(name for name, _ in names_of(node.get("author")))
            yield clean(node.get("caption")) or clean(node.get("description")), clean(node.get("url")), credit


def _address(element: HtmlElement, base: str | None) -> str | None:
    """The address of the picture nearest above a caption."""
    around = element
    for _ in range(_LEVELS):
        around = around.getparent()
        if around is None or around.tag == "body":
            return None
        picture = next(around.iter("img"), None)
        if picture is not None:
            found = next((picture.get(name) for name in _SOURCES if picture.get(name)), "")
            if found.startswith("data:"):
                found = picture.get("src") or ""
            return _joined(base, found)
    return None


def _joined(base: str | None, url: str) -> str | None:
    """The full address; None where it is no address of the web."""
    try:
        whole = urljoin(base or "", clean(url))
    except ValueError:
        return None
    return whole if _WEB.match(whole) and len(whole) < 4_000 else None
