"""Blocks and pictures of an article's body, given as mark-up or plain text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from broadsheet.transforms.readers.markup.page import parse_page
from broadsheet.transforms.readers.markup.text import clean, tidy
from broadsheet.transforms.records.passage import Passage, Piece
from broadsheet.transforms.records.record import Block, BlockKind, Link
from broadsheet.transforms.vocabulary.lists import rows

_TAGS = {kind: frozenset(names.split("|")) for kind, names in rows("body_tags.tsv")}
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(_TAGS["heading"], "heading"),
    **dict.fromkeys(_TAGS["list_item"], "list_item"),
    **dict.fromkeys(_TAGS["quote_block"], "quote_block"),
}
_BREAKS = _TAGS["break"] | frozenset(_KINDS)
_UNREAD, _CELLS, _PICTURES = _TAGS["unread"], _TAGS["cell"], _TAGS["picture"]
_PARAGRAPH = re.compile(r"<p[\s>/]|&lt;p&gt;", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;p&gt;", re.IGNORECASE)
_MARK_UP = re.compile(r"<(?:/?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,2000})?/?|!--)>?", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*|\r[ \t]*\r\s*|\u2029")
_HOLDERS = "p|div|section|article|aside|[uod]l|table|blockquote|pre|figure|h[1-6]|script|style"
_HOLDER_OR_BLANK = re.compile(
    rf"<(?P<end>/?)(?P<tag>{_HOLDERS})\b[^<>]{{0,2000}}>|(?P<blank>{_BLANK_LINE.pattern})", re.IGNORECASE
)
_LINE = re.compile(r"\r\n?|\n|\u2028|\u2029|\x85")
_WEB = re.compile(r"https?://|mailto:", re.IGNORECASE)
_WORDY = re.compile(r"\w")
_PROSE_CELL = 100  # Code points; a cell with as many holds prose, as pages laid out with tables do. Set by hand.
_MAX_PICTURES = 200  # More than a gallery of an article has; a bound on cost.
_MAX_CAPTION_PARTS = 1_000  # Pieces of text in a caption; a bound on cost.
_MAX_LINES = 5_000  # More than any article has; a bound on cost, the same for all readers of mark-up.
_MAX_ADDRESS = 4_000  # Code points; what is longer is data, no address. The exact value matters little.
_MAX_LINKS = 3_000  # Of one line; a bound on cost.


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the file gives it; "" where it does not. `passage`: where its caption stands, if that is known."""

    url: str = ""
    caption: str = ""
    credit: str = ""
    passage: Passage | None = None


@dataclass(slots=True)
class Body:
    """Blocks and pictures of an article, in their order; `is_truncated`: what follows its many lines is left out."""

    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    is_truncated: bool = False


def passage_of(text: str) -> Passage:
    """The text as a passage that stands for no place in the file."""
    return Passage((Piece(text, 0, len(text)),)) if text else Passage(())


def html_body(source: str, base: str | None = None) -> Body:
    """The blocks of a piece of HTML; text without a paragraph mark is parted at its blank lines."""
    if not _MARK_UP.search(source):
        return _paragraphs(clean(part) for part in _BLANK_LINE.split(source))
    if not _PARAGRAPH.search(source):
        source = _BLANK_LINE.sub("<p>", source)
    elif not _ESCAPED.search(source):
        source = _parted(source)
    page = parse_page(f"<html><body><div>{source}</div></body></html>".encode("utf-8", "replace"))
    return tree_body(page.root, base) if page else Body()


def plain_body(text: str) -> Body:
    """The paragraphs of a plain text: parted by blank lines, or by line ends where it has none."""
    text = _LINE.sub("\n", text.strip())
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return _paragraphs(tidy(part) for part in parts)


def body_of(text: str) -> Body:
    """The blocks of a text that may be HTML or plain."""
    return html_body(text) if "<" in text else plain_body(text)


def _paragraphs(parts: Iterable[str]) -> Body:
    """The body of as many of the parts as it may have, without those that hold no word."""
    kept = list(islice(filter(_WORDY.search, parts), _MAX_LINES + 1))
    blocks = [Block("paragraph", passage_of(part)) for part in kept[:_MAX_LINES]]
    return Body(blocks, is_truncated=len(kept) > _MAX_LINES)


def _parted(source: str) -> str:
    """The mark-up, its text outside of block elements parted into paragraphs at the blank lines."""
    pieces: list[str] = []
    at = depth = 0
    is_paragraph = False
    for match in _HOLDER_OR_BLANK.finditer(source):
        if match["blank"]:
            if not depth and not is_paragraph:
                pieces += source[at : match.start()], "<p>"
                at = match.end()
            continue
        is_end = bool(match["end"])
        if match["tag"].lower() == "p":
            is_paragraph = not is_end
        else:
            is_paragraph = False
            depth = max(depth - 1, 0) if is_end else depth + 1
    return "".join([*pieces, source[at:]])


def tree_body(root: HtmlElement, base: str | None = None, *, is_strict: bool = False) -> Body:
    """The blocks of a tree of HTML or of a news format; `is_strict`: text outside of paragraphs is none of it.

    Left out are scripts, forms, captions (they are with the pictures) and cells of tables that hold no prose.
    """
    lines = list(islice(_lines(root, base), _MAX_LINES + 1))
    is_truncated = len(lines) > _MAX_LINES
    lines = lines[:_MAX_LINES]
    if is_strict and any(line.is_marked for line in lines):
        lines = [line for line in lines if line.is_marked]
    blocks = [
        Block(line.kind, passage_of(line.text), line.links)
        for line in lines
        if _WORDY.search(line.text) and not (line.is_cell and len(line.text) < _PROSE_CELL)
    ]
    return Body(blocks, list(_pictures(root, base)), is_truncated)


@dataclass(frozen=True, slots=True)
class _Line:
    kind: BlockKind
    text: str
    links: tuple[Link, ...]
    is_marked: bool
    is_cell: bool


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _lines(root: HtmlElement, base: str | None) -> Iterator[_Line]:
    """The lines of a tree: a new one begins at each block and line break."""
    walk = iterwalk(root, events=("start", "end"))
    opened: list[str] = []
    parts: list[str] = []
    anchors: list[tuple[str, str]] = []
    for event, node in walk:
        tag = _local(node.tag)
        if event == "end":
            if tag in _BREAKS:
                yield from _flushed(parts, anchors, opened, base)
                if opened:
                    opened.pop()
            if node is not root:
                parts.append(node.tail or "")
            continue
        if tag in _UNREAD or not tag:
            walk.skip_subtree()
            continue
        if tag in _BREAKS:
            yield from _flushed(parts, anchors, opened, base)
            opened.append(tag)
        elif tag == "a" and len(anchors) < _MAX_LINKS:
            anchors.append((tidy("".join(node.itertext())), node.get("href") or ""))
        parts.append(node.text or "")


def _flushed(parts: list[str], anchors: list[tuple[str, str]], opened: list[str], base: str | None) -> Iterator[_Line]:
    """The line that ends here, if it has text; what it was made of is used up."""
    text = clean("".join(parts))
    targets = list(anchors)
    parts.clear()
    anchors.clear()
    if text:
        inner = opened[-24:]
        kind: BlockKind = next((_KINDS[tag] for tag in reversed(inner) if tag in _KINDS), "paragraph")
        is_marked = any(tag == "p" or tag in _KINDS or tag in _CELLS for tag in inner)
        is_cell = any(tag in _CELLS for tag in inner) and "p" not in inner
        yield _Line(kind, text, _links(text, targets, base), is_marked, is_cell)


def _links(text: str, anchors: list[tuple[str, str]], base: str | None) -> tuple[Link, ...]:
    links: list[Link] = []
    at = 0
    for words, target in anchors:
        start = text.find(words, at) if words else -1
        url = absolute(base, target) if start >= 0 else None
        if url:
            at = start + len(words)
            links.append(Link(url, words, start, at))
    return tuple(links)


def absolute(base: str | None, address: str) -> str | None:
    """The whole address; None where it leads to no place of the web."""
    try:
        url = urljoin(base or "", clean(address))
    except ValueError:
        return None
    return url if _WEB.match(url) and len(url) < _MAX_ADDRESS else None


def _pictures(root: HtmlElement, base: str | None) -> Iterator[Picture]:
    """The pictures with a caption of their own, as HTML and NITF mark them; what is in a picture inside another one is
    the inner one's, and a caption around pictures goes to the first of them if it has none."""
    for elements in _parts_of_pictures(root):
        image, reference = elements.get("img"), elements.get("media-reference")
        caption = next((elements[tag] for tag in ("figcaption", "media-caption", "caption") if tag in elements), None)
        address = (image.get("src") if image is not None else None) or (
            reference.get("source") if reference is not None else None
        )
        yield Picture(absolute(base, address or "") or "", _words(caption), _words(elements.get("media-producer")))


def _parts_of_pictures(root: HtmlElement) -> list[dict[str, HtmlElement]]:
    """The elements of each picture by their names, the first of each name."""
    pictures: list[dict[str, HtmlElement]] = []
    opened: list[int] = []
    for event, node in iterwalk(root, events=("start", "end")):
        tag = _local(node.tag)
        if tag not in _PICTURES:
            if opened and event == "start" and tag:
                pictures[opened[-1]].setdefault(tag, node)
        elif event == "start":
            if len(pictures) == _MAX_PICTURES:
                break
            opened.append(len(pictures))
            pictures.append({})
        else:
            place = opened.pop()
            caption = pictures[place].get("figcaption")
            if caption is not None and "img" not in pictures[place] and len(pictures) > place + 1:
                pictures[place + 1].setdefault("figcaption", caption)
                pictures[place].clear()
    return pictures


def _words(element: HtmlElement | None) -> str:
    return clean("".join(islice(element.itertext(), _MAX_CAPTION_PARTS))) if element is not None else ""
