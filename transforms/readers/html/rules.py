"""From the tree of a web page to the lines that trafilatura's rules find: asked only where our own readings differ."""

from collections.abc import Iterator

from lxml.etree import LxmlError, XPath, iterwalk, strip_elements, strip_tags
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.readers.story.parts import Line
from broadsheet.transforms.records.record import BlockKind

# What trafilatura throws away itself, after it has copied and searched the whole tree several times.
_UNREAD = ("script", "style", "noscript", "svg", "iframe", "template", "canvas", "map", "picture", "datalist", "use")
# These hold nothing, but libxml2 lets some of them go on to the end of what is around them.
_EMPTY = (
    "link",
    "input",
    "embed",
    "area",
    "source",
    "track",
    "frame",
    "param",
    "menuitem",
    "button",
    "select",
    "option",
)
_MAX_ELEMENTS = 25_000  # A bound on the time of trafilatura, set by hand above pages of articles.
# Counted by libxml2: to walk over the elements makes a Python object of each.
_N_CELLS = XPath("count(descendant-or-self::td) + count(descendant-or-self::th)")
_N_ELEMENTS = XPath("count(descendant-or-self::*)")
_MAX_SIBLINGS = 400  # Links in one element; trafilatura's time is quadratic in them. A bound on cost, set by hand.
_MAX_CELLS = 3_000  # Of tables; tables with more are data, and no part of the text. A bound on cost, set by hand.
_KINDS: dict[str, BlockKind] = {"p": "paragraph", "head": "heading", "item": "list_item", "quote": "quote_block"}
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "lb", "code", "div", "fw", "body"})


def lines_by_rules(root: HtmlElement) -> list[Line]:
    """The lines of the article; none on a page so large that it would take long. The tree is used up."""
    strip_elements(root, *_UNREAD, with_tail=False)
    strip_tags(root, *_EMPTY)
    if _N_CELLS(root) > _MAX_CELLS:
        _drop_data_tables(root)
    _loosen(root)
    if _N_ELEMENTS(root) > _MAX_ELEMENTS:
        return []
    return list(_lines(_extracted(root)))


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


def _drop_data_tables(root: HtmlElement) -> None:
    """Tables so large that trafilatura would take minutes; those that lay out the page hold other tables."""
    for table in list(root.iter("table")):
        if table.find(".//table") is None:
            table.drop_tree()


def _extracted(root: HtmlElement) -> HtmlElement | None:
    try:
        document = bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    except (LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return None
    return None if document is None or isinstance(document, dict) else document.body


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
