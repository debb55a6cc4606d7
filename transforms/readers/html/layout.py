"""From the tree of a web page, in one walk, to its texts in order, each with the elements that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from lxml.html import HtmlElement

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.records.record import BlockKind
from broadsheet.transforms.vocabulary.lists import rows

_TAGS = {kind: frozenset(names.split("|")) for kind, names in rows("layout_tags.tsv")}
_UNREAD, _BLOCKS, _BESIDE = _TAGS["unread"], _TAGS["block"], _TAGS["beside"] | _TAGS["control"]
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(_TAGS["heading"], "heading"),
    **dict.fromkeys(_TAGS["list_item"], "list_item"),
    **dict.fromkeys(_TAGS["quote_block"], "quote_block"),
}
_CELLS = frozenset({"td", "th"})
_NAMES = {kind: frozenset(names.split("|")) for kind, names in rows("layout_names.tsv")}
_HIDING = _NAMES.pop("hidden")
_ORDER = list(_NAMES)
# The first kind that a word of a name stands for, by its place in the table.
_PLACES = {part: place for place, kind in reversed(list(enumerate(_ORDER))) for part in _NAMES[kind]}
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BODY = re.compile(
    r"""
    (?<![a-z])(?:article|story|entry|post|artikel|noticia|nota)  # what it is of
    [-_]*(?:body|content|text|copy)(?![a-z_-])                   # and that it is the text
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Names that say whether something is there, of an element around it: "has-sidebar", "comments-open".
_STATES = re.compile(
    r"""
    (?<!\S)(?:no|has|have|with|without|hide|show|is)[-_]\S+                       # "has-sidebar"
    |\S*[-_]status[-_]\S*                                                         # "comment-status-open"
    |\S+[-_](?:open|closed|status|enabled|disabled|allowed|on|off)(?!\S)          # "comments-open"
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE = frozenset({"html", "body", "main"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# One character of these scripts says what about three letters say (measured: words of Chinese and English news).
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_DENSITY = 3  # See above.
_END_MARKS = re.compile(r"[.!?…。！？।؟۔։။។।]|[.!?][\"”»’')]")
_MIN_PROSE = 60  # Letters of a sentence; labels and notes that end in a mark are mostly shorter. Set by hand.
_MAX_TEASER = 800  # Letters; a link around more than that is an article in a link, no teaser. Set by hand.
_MIN_ARTICLE = 300  # Letters; a box named for something else with less is never a misnamed article.
# Letters counted to tell furniture from misnamed articles; a bound on cost for boxes within boxes.
_MAX_LOOKS = 5_000_000
_OPENED = ("p", "div", "section", "article")
_MAX_NAMES = 300  # Code points of the class and id of one element; a bound on cost, its own names come first.


@dataclass(slots=True)
class Box:
    """An element that blocks stand in. `mark` is what its names say it is, of `layout_names.tsv`; `parent` the index of
    the box around; sizes are in letters of blocks inside."""

    parent: int
    tag: str
    mark: str = ""
    size: int = 0
    linked: int = 0
    prose: int = 0
    n_prose: int = 0
    value: float = 0.0
    end: int = 0
    is_out: bool = False


@dataclass(slots=True)
class Text:
    """A stretch of text between two block marks; `links` are words and address of those in it, `n_cells` the cells of
    data of a table's row that it is made of, 0 for other text."""

    kind: BlockKind
    text: str
    box: int
    box_around: int
    size: int
    linked: int
    links: tuple[tuple[str, str], ...] = ()
    is_prose: bool = False
    n_cells: int = 0


@dataclass(slots=True)
class Layout:
    """The boxes of a page, outer before inner, and its texts."""

    boxes: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def layout_of(root: HtmlElement) -> Layout:
    """The texts of a page."""
    walk = _Walk()
    walk.enter(root)
    walk.flush()
    return walk.layout


@remembered(8_192)
def mark_of(names: str) -> str:
    """What the names of an element say that it is; "" where nothing that is looked for."""
    if not _HIDING.isdisjoint(names.lower().split()):
        return "hidden"
    if _BODY.search(names):
        return "body"
    kind = _kind_of(names)
    return _kind_of(_STATES.sub(" ", names)) if kind else ""


def _kind_of(names: str) -> str:
    words = (word.lower() for word in _NAME.findall(names[:_MAX_NAMES]))
    places = [_PLACES[word] for word in words if word in _PLACES]
    return _ORDER[min(places)] if places else ""


def size_of(text: str) -> int:
    """The letters of a text, those of dense scripts as often as they say more."""
    return len(text) if text.isascii() else len(text) + (_DENSITY - 1) * len(_DENSE.findall(text))


class _Walk:
    """The way through a page: the text that is open, with the address that each piece of it leads to."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.parts: list[tuple[str, str | None]] = []
        self.has_words = False
        self.n_cells = 0
        self.looked_at = 0
        self.box = -1
        self.kinds: tuple[BlockKind, ...] = ()
        self.target: str | None = None

    def enter(self, element: HtmlElement) -> None:
        """Take the texts of an element; the parser bounds its depth."""
        tag = element.tag
        if tag in _UNREAD:
            return
        if tag in _BLOCKS and not (tag in _CELLS and _is_flat(element)):
            self._enter_block(element, tag)
        elif tag == "br":
            self.flush()
        else:
            self._enter_words(element, tag)

    def _enter_block(self, element: HtmlElement, tag: str) -> None:
        if self.parts:
            self.flush()
        if len(element) == 0 and not (element.text or "").strip():
            return
        mark = _marked(element, tag)
        if mark and mark != "body" and self._is_little(element):
            return
        outer = self.box, self.kinds
        self.layout.boxes.append(Box(self.box, tag, mark))
        self.box = index = len(self.layout.boxes) - 1
        if tag in _KINDS:
            self.kinds = (*self.kinds, _KINDS[tag])
        elif tag == "p" and self.kinds and self.kinds[-1] == "heading":
            # A heading that is not closed where it should be.
            self.kinds = self.kinds[:-1]
        self._inner(element)
        if self.parts:
            self.flush()
        self.layout.boxes[index].end = len(self.layout.boxes)
        self.box, self.kinds = outer

    def _enter_words(self, element: HtmlElement, tag: str) -> None:
        """Take the texts of an element that is part of a line, or its cell; what is named as furniture is a box."""
        outer = self.box, self.target
        names = element.get("class")
        mark = mark_of(names) if names and not self._is_linked_word(element, tag) else ""
        if mark and mark != "body" and self._is_little(element):
            return
        if mark:
            self.layout.boxes.append(Box(self.box, tag, mark))
            self.box = index = len(self.layout.boxes) - 1
        if tag == "a":
            self.target = (not _is_left_open(element) and element.get("href")) or None
        self._inner(element)
        if tag in _CELLS:
            self.parts.append((" ", None))
            self.n_cells += 1
        if mark:
            self.layout.boxes[index].end = len(self.layout.boxes)
        self.box, self.target = outer

    def _is_linked_word(self, element: HtmlElement, tag: str) -> bool:
        """Whether a link stands among the words of a line: some are named for the list of tags that they lead to."""
        return tag == "a" and self.has_words and bool((element.tail or "").strip())

    def _is_little(self, element: HtmlElement) -> bool:
        """Whether what is named as furniture is too short to be an article that is misnamed."""
        if self.looked_at > _MAX_LOOKS:
            return False
        size = 0
        for part in element.itertext():
            size += len(part)
            if size >= _MIN_ARTICLE:
                break
        self.looked_at += size
        return size < _MIN_ARTICLE

    def _inner(self, element: HtmlElement) -> None:
        parts, target = self.parts, self.target
        text = element.text
        if text:
            parts.append((text, target))
            self.has_words = self.has_words or not text.isspace()
        for child in element:
            self.enter(child)
            text = child.tail
            if text:
                parts.append((text, target))
                self.has_words = self.has_words or not text.isspace()

    def flush(self) -> None:
        """The text that ends here, if there is one; what it was made of is used up."""
        parts, n_cells = self.parts, self.n_cells
        self.n_cells = 0
        if not self.has_words:
            parts.clear()
            return
        self.has_words = False
        text = tidy("".join(part for part, _ in parts))
        if text:
            links = tuple(_links(parts)) if any(target for _, target in parts) else ()
            size = size_of(text)
            linked = min(sum(size_of(words) for words, _ in links), size)
            is_prose = size - linked >= _MIN_PROSE and 2 * linked < size and bool(_END_MARKS.search(text))
            kind = self.kinds[-1] if self.kinds else "paragraph"
            around = self.layout.boxes[self.box].parent
            stretch = Text(kind, text, self.box, around, size, linked, links=links, is_prose=is_prose, n_cells=n_cells)
            self.layout.texts.append(stretch)
        parts.clear()


def _links(parts: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """The words and the address of each link among the pieces of a text."""
    for target, group in groupby(parts, key=itemgetter(1)):
        words = tidy("".join(part for part, _ in group)) if target else ""
        if words and target:
            yield words, target


def _is_left_open(anchor: HtmlElement) -> bool:
    """Whether a link holds far more than a teaser: it is not closed where it should be."""
    return any(child.tag in _OPENED for child in anchor) and len(anchor.text_content()) > _MAX_TEASER


def _is_flat(cell: HtmlElement) -> bool:
    """Whether a cell of a table holds a word or two of data, not paragraphs."""
    return all(child.tag not in _BLOCKS and child.tag != "br" for child in cell)


def _marked(element: HtmlElement, tag: str) -> str:
    """What the names and attributes of a block say that it is; headings and paragraphs take ids from their text."""
    if tag in _BESIDE:
        return tag
    style = element.get("style")
    if (style and _HIDDEN.search(style)) or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return "hidden"
    if element.get("itemprop") in ("articleBody", "articlebody"):
        return "body"
    if tag in _WHOLE:
        return ""
    names = element.get("class")
    name = element.get("id") if tag not in _KINDS and tag != "p" else None
    if name:
        names = f"{names} {name}" if names else name
    return mark_of(names) if names else ""
