"""HTML in which libraries and databases export articles."""

import re
from collections.abc import Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.exports import layouts
from broadsheet.transforms.readers.exports.source import Source
from broadsheet.transforms.readers.markup.blocks import Body, tree_body
from broadsheet.transforms.readers.markup.page import parse_page
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.records.record import Record, Reject
from broadsheet.transforms.vocabulary.lists import rows

# What pages of exports say, and other pages do not.
_MAY_BE_EXPORT = re.compile(
    rb"""
      End\ of\ Document | \d{1,6}\ of\ \d{1,6}\ DOCUMENTS | LOAD-DATE:  # Nexis
    | >\s*Document\s[A-Z]{3,}[A-Z0-9]{8,}\s*< | articleParagraph  # Factiva
    | Document\ \d{1,6}\ of\ \d{1,6} | ProQuest\ document\ ID  # ProQuest
    | DocPublicationName | docOcurrContainer  # Europresse
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNREAD = frozenset({"script", "style", "head", "title", "noscript"})
_BREAKS = frozenset(
    ("p", "div", "br", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer",
     "table", "hr", "ul", "ol", "dd", "dt", "blockquote")
)  # fmt: skip
# Of Europresse: what the class of an element says that it holds.
_CLASSES = {name: field for field, names in rows("export_classes.tsv") for name in names.split("|")}
_MAX_ELEMENTS = 200_000  # of an article: a bound on cost, set by hand


def read_many(data: bytes) -> Iterator[Record | Reject] | None:
    """The articles of an export, one by one; None where the page is none."""
    if not _MAY_BE_EXPORT.search(data):
        return None
    decoded = decode(data)
    page = parse_page(decoded.text.encode("utf-8", "replace")) if isinstance(decoded, Decoded) else None
    if page is None:
        return None
    marked = [article for article in page.root.iter("article") if _fields_of(article)]
    if marked:
        return _of_articles(marked)
    text = "\n".join(_lines(page.root))
    return layouts.read_many(Source(text, "", is_flowed=True))


def _lines(root: HtmlElement) -> Iterator[str]:
    """The text of the page, a line for each block."""
    parts: list[str] = []
    walk = iterwalk(root, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start" and (tag in _UNREAD or not tag):
            walk.skip_subtree()
            continue
        if tag in _BREAKS:
            yield tidy("".join(parts))
            parts.clear()
        if event == "start":
            parts.append(node.text or "")
        elif node is not root:
            parts.append(node.tail or "")
    yield tidy("".join(parts))


def _fields_of(article: HtmlElement) -> dict[str, list[HtmlElement]]:
    """The elements of an article that say what they hold, by field."""
    parts: dict[str, list[HtmlElement]] = {}
    for element, _ in zip(article.iter(), range(_MAX_ELEMENTS), strict=False):
        for name in (element.get("class") or "").split():
            if name in _CLASSES:
                parts.setdefault(_CLASSES[name], []).append(element)
    return parts if {"title", "body"} <= parts.keys() else {}


def _of_articles(articles: list[HtmlElement]) -> Iterator[Record | Reject]:
    for number, article in enumerate(articles, 1):
        fields = _fields_of(article)
        story = Story("europresse", "europresse", str(number) if len(articles) > 1 else "")
        for field, elements in fields.items():
            if field not in ("body", "drop"):
                for element in elements[:8]:
                    story.offer(field, _value(field, tidy(element.text_content())), field)
        bodies = [tree_body(element) for element in fields["body"][:1]]
        story.body = Body([block for body in bodies for block in body.blocks])
        yield record_of(story)


def _value(field: str, text: str) -> str:
    """The value of a field, of a day without the page behind it."""
    return re.split(r"\s*[,•–-]\s*(?:p\.|no\.|pages?)\s", text)[0] if field == "published_date" else text
