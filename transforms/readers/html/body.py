"""From a web page to the blocks of its article's body, each with its kind and links."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urljoin

from lxml.etree import LxmlError, XPath, iterwalk, strip_elements, strip_tags
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import clean, fold, lines_of, text_of, tidy
from broadsheet.transforms.readers.story.parts import Line
from broadsheet.transforms.records.record import BlockKind, Link

# What trafilatura throws away itself, after it has copied and searched the whole tree several times.
_UNREAD = (
    *("script", "style", "noscript", "svg", "iframe", "template", "button", "select", "video", "audio", "object"),
    *("applet", "canvas", "map", "picture", "datalist", "frameset", "marquee", "optgroup", "option", "output"),
    *("progress", "rp", "rt", "rtc", "textarea", "use"),
)
# These hold nothing, but libxml2 lets some of them go on to the end of what is around them.
_EMPTY = ("link", "input", "embed", "area", "source", "track", "frame", "param", "menuitem")
# The same, but on a page that is badly closed they may hold the article.
_BESIDE = ("nav", "aside", "footer", "noindex")
_PROSE = "p[not(.//a) and not(ancestor::a) and string-length(.) > 80]"
_N_PROSE = XPath(f"count(.//{_PROSE})")
_OUTSIDE = "not(ancestor::nav or ancestor::aside or ancestor::footer or ancestor::noindex)"
_N_PROSE_OUTSIDE = XPath(f"count(//{_PROSE}[{_OUTSIDE}])")
_N_OUTSIDE = XPath(f"count(//p[{_OUTSIDE}])")
_MIN_PARAGRAPHS = 3
_MUCH_MORE = 1.3
_MOST = 0.8
_TOO_MUCH = 8
_LONG = 60
_MAX_HOLDERS = 60
_TOLD_BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote")
_TOLD_KINDS: dict[str, BlockKind] = {"p": "paragraph", "li": "list_item", "blockquote": "quote_block"}
MAX_LINES = 5_000
_MAX_ELEMENTS = 25_000
# Counted by libxml2: to walk over the elements makes a Python object of each.
_N_CELLS = XPath("count(descendant-or-self::td) + count(descendant-or-self::th)")
_N_ELEMENTS = XPath("count(descendant-or-self::*)")
_MAX_SIBLINGS = 400
_MAX_CELLS = 3_000
_KINDS: dict[str, BlockKind] = {"p": "paragraph", "head": "heading", "item": "list_item", "quote": "quote_block"}
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "lb", "code", "div", "fw", "body"})
_HOLDERS = ("p", "li", "blockquote", "h2", "h3", "h4", "dd", "td", "div")
_MAX_LINKS = 3_000
_MAX_IN_PASSAGE = 60
_BEGINNING = 8
_MAX_ADDRESS = 4_000
_WEB = re.compile(r"https?://|mailto:", re.IGNORECASE)


def extract_lines(page: Page, dropped: list[HtmlElement], base: str | None) -> list[Line]:
    """The body as trafilatura finds it, or as the page tells it in JSON-LD where that is clearly more.

    The page's tree is used up. `dropped` are elements that are no part of the body.
    """
    for element in dropped:
        if element.getparent() is not None:
            element.drop_tree()
    _thin(page.root)
    if _N_CELLS(page.root) > _MAX_CELLS:
        _drop_data_tables(page.root)
    _loosen(page.root)
    if _N_ELEMENTS(page.root) > _MAX_ELEMENTS:
        return list(islice(_own_blocks(page.root.iter(*_TOLD_BLOCKS)), MAX_LINES))
    lines = list(_lines(_extracted(page.root)))
    lines = _continued(page.root, lines)
    told = fold(clean(page.article.get("articleBody")))
    if len(told) > _MUCH_MORE * sum(len(fold(line.text)) for line in lines):
        lines = _told_lines(page, told) or lines
    lines = lines[:MAX_LINES]
    links = _links_of(page.root, {_compact(line.text) for line in lines})
    return [_with_links(line, links, base) for line in lines]


def _thin(root: HtmlElement) -> None:
    """Cut what is no article: all that is never text, and what stands beside it, unless that holds most of the text."""
    strip_elements(root, *_UNREAD, with_tail=False)
    strip_tags(root, *_EMPTY)
    prose = _N_PROSE_OUTSIDE(root)
    for beside in list(root.iter(*_BESIDE)):
        if _N_PROSE(beside) > prose and beside.getparent() is not None:
            beside.drop_tag()
    if _N_OUTSIDE(root) >= _MIN_PARAGRAPHS:
        strip_elements(root, *_BESIDE, with_tail=False)


def _loosen(root: HtmlElement) -> None:
    """Make plain text of links that stand in one element by the hundred: trafilatura's time is quadratic in them."""
    count: dict[HtmlElement, int] = {}
    for anchor in root.iter("a"):
        holder = anchor.getparent()
        count[holder] = count.get(holder, 0) + 1
    for holder, links in count.items():
        if links > _MAX_SIBLINGS:
            text, tail = holder.text_content(), holder.tail
            holder.clear()
            holder.text, holder.tail = text, tail


def _continued(root: HtmlElement, lines: list[Line]) -> list[Line]:
    """The lines, or all of the article where its text stands in several containers and only some were taken."""
    found = {_compact(line.text): len(line.text) for line in lines if len(line.text) >= _LONG}
    shortest = min(map(len, found), default=0)
    weights: dict[tuple[str, str], int] = {}
    for paragraph in root.iter("p"):
        holder = paragraph.getparent()
        if holder is not None and holder.get("class"):
            key = (holder.tag, holder.get("class"))
            text = paragraph.text_content()
            weights[key] = weights.get(key, 0) + (found.get(_compact(text), 0) if len(text) >= shortest else 0)
    total = sum(found.values())
    tag, name = max(weights, key=lambda key: weights[key], default=("", ""))
    if not total or weights.get((tag, name), 0) < _MOST * total:
        return lines
    holders = [element for element in root.iter(tag) if element.get("class") == name]
    shown = (
        [line for holder in holders[:_MAX_HOLDERS] for line in _own_blocks(iter(holder))] if len(holders) > 1 else []
    )
    size = sum(len(line.text) for line in shown if line.kind == "paragraph")
    return shown if _MUCH_MORE * total < size < _TOO_MUCH * total else lines


def _own_blocks(elements: Iterator[HtmlElement]) -> Iterator[Line]:
    """The lines that blocks of text among the elements hold."""
    for element in elements:
        if element.tag in _TOLD_BLOCKS:
            text = text_of(element)
            if text:
                yield Line(_TOLD_KINDS.get(element.tag, "heading"), text)


def _told_lines(page: Page, told: str) -> list[Line]:
    """The blocks of the page that the article's text in JSON-LD has too; its own lines where the page shows too few."""
    shown: list[Line] = []
    for element in page.root.iter(*_TOLD_BLOCKS):
        text = text_of(element) if next(element.iter(*_TOLD_BLOCKS, "div")) is element else ""
        if text and fold(text) in told:
            shown.append(Line(_TOLD_KINDS.get(element.tag, "heading"), text))
    if sum(len(fold(line.text)) for line in shown) > _MOST * len(told):
        return shown
    text = page.article["articleBody"]
    lines = (clean(line) for line in re.split(r"\n|</p>|<br\s*/?>", text)) if isinstance(text, str) else ()
    return [Line("paragraph", line) for line in lines if line]


def _drop_data_tables(root: HtmlElement) -> None:
    """Tables so large that trafilatura would take minutes; those that lay out the page hold other tables."""
    for table in list(root.iter("table")):
        if table.find(".//table") is None:
            table.drop_tree()


def _extracted(root: HtmlElement) -> HtmlElement | None:
    try:
        found = bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    except (LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return None
    return None if found is None or isinstance(found, dict) else found.body


def _lines(body: HtmlElement | None) -> Iterator[Line]:
    """The lines of the extracted tree: a new one begins at each block, line break and row."""
    if body is None:
        return
    open_kinds: list[BlockKind] = []
    parts: list[str] = []
    for event, node in iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            text = tidy("".join(parts))
            parts.clear()
            if text:
                yield Line(next((kind for kind in open_kinds if kind != "paragraph"), "paragraph"), text)
            if event == "start":
                open_kinds.append(_KINDS.get(node.tag, "paragraph"))
            elif open_kinds:
                open_kinds.pop()
        elif node.tag == "cell":
            parts.append(" ")
        parts.append((node.text if event == "start" else node.tail) or "")


def _links_of(root: HtmlElement, wanted: set[str]) -> dict[str, list[tuple[str, str]]]:
    """The words and targets of the links in the passages that are wanted, by their compact text."""
    around: dict[HtmlElement, list[HtmlElement]] = {}
    for anchor, _ in zip(root.iter("a"), range(_MAX_LINKS), strict=False):
        holder = next(anchor.iterancestors(*_HOLDERS), None)
        if holder is not None:
            around.setdefault(holder, []).append(anchor)
    found: dict[str, list[tuple[str, str]]] = {}
    beginnings = {passage[:_BEGINNING] for passage in wanted}
    for holder, anchors in around.items():
        if len(anchors) >= _MAX_IN_PASSAGE:
            continue
        if holder.find("br") is not None:
            passages = [_compact(line) for line in lines_of(holder)]
        else:
            text = holder.text_content()
            # Most holders stand in menus, whose passages are not wanted.
            beginning = "".join(text.split(None, _BEGINNING)[:_BEGINNING])[:_BEGINNING]
            passages = [_compact(text)] if beginning in beginnings else []
        if not wanted.isdisjoint(passages):
            links = [(text_of(anchor), anchor.get("href") or "") for anchor in anchors]
            found.update((passage, links) for passage in passages)
    return found


def _compact(text: str) -> str:
    return "".join(text.split())


def _absolute(base: str | None, href: str) -> str | None:
    """The full address where a base is known, else as written; None for a place in the page and for a script."""
    try:
        url = urljoin(base or "", clean(href))
    except ValueError:
        return None
    is_usable = _WEB.match(url) or not (":" in url.split("/")[0] or url.startswith("#"))
    return url if url and is_usable and len(url) < _MAX_ADDRESS else None


def _with_links(line: Line, links: dict[str, list[tuple[str, str]]], base: str | None) -> Line:
    made: list[Link] = []
    at = 0
    for words, target in links.get(_compact(line.text), ()):
        start = line.text.find(words, at) if words else -1
        url = _absolute(base, target) if start >= 0 else None
        if url:
            at = start + len(words)
            made.append(Link(url, words, start, at))
    return replace(line, links=tuple(made)) if made else line
