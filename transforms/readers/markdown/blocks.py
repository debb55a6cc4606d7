"""The blocks of Markdown or plain text: which lines belong together, and what they are."""

import re
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from broadsheet.transforms.records.spans import Span

_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ODD_LINE_END = re.compile("[\r\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_HEADING_END = re.compile(r"[ \t]+#{1,6}[ \t]*$")
_BULLET = re.compile(r"[-*+•·‣▪●–][ \t]+(?!$)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+(?=\S)")
_RULE = re.compile(r"(?:[-*_=~#] ?){3,}$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})$")
_REFERENCE = re.compile(r"\[(\^?[^\[\]]{1,200})\]:[ \t]*<?(\S*?)>?(?:[ \t]+[\"'(][^\n]*)?$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_BLOCK_TAG = re.compile(
    r"""
    <(/?)
    (
        p|div|h[1-6]|figure|figcaption|blockquote                  # text and pictures
        |ul|ol|li|table|tr|td|th                                   # lists and tables
        |section|article|header|footer|aside|nav|main              # parts of a page
        |pre|center|hr|small|time                                  # what is set apart
    )\b[^<>]{0,4000}>
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HIDDEN = re.compile(r"<(!--|script\b|style\b|noscript\b|svg\b|iframe\b)", re.IGNORECASE)
_CLOSERS = {"!--": "-->", "script": "</script>", "style": "</style>", "noscript": "</noscript>", "svg": "</svg>"}
_FIRST_CHARS = frozenset("#>-*+=_|~`<[0123456789•·‣▪●–")
_MAX_WRAP_WIDTH = 100  # Code points; editors and mail wrap at 72 to 80, some at 100. Longer lines are paragraphs.
_MIN_WRAP_WIDTH = 40  # Code points; shorter lines are a list, or verse.
# Code points; a line of a wrapped paragraph but its last is longer. Between the two widths, set by hand.
_LONG_LINE = 48
_STOPS = '.!?:"”»。！？'
_TAG_KINDS = {"li": "list_item", "blockquote": "quote_block", "figcaption": "caption", "small": "paragraph"}


@dataclass(slots=True)
class RawBlock:
    """Lines of a block without their marks: `spans` are half-open code points of the source, one a line.

    `group` counts the blank lines before the block: what is of one group stands close together.
    """

    kind: str
    spans: list[Span]
    level: int = 0
    group: int = 0


@dataclass(slots=True)
class Layout:
    """The blocks of a text and the addresses its reference links mean."""

    blocks: list[RawBlock] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)


def layout(source: str, start: int, *, is_printable: bool = False) -> Layout:
    """The blocks of the source from a code point on; `is_printable` where all but its line feeds is known to be."""
    splitter = _Splitter(source)
    if is_printable or not _ODD_LINE_END.search(source, start):
        _split_at_blank_lines(splitter, source, start)
    else:
        for low, high in lines(source, start):
            splitter.line(low, high)
    splitter.flush()
    _unwrap(splitter.layout.blocks, source)
    return splitter.layout


def _split_at_blank_lines(splitter: "_Splitter", source: str, start: int) -> None:
    """Hand on the lines of the source; those between blank lines, none with a mark, are paragraphs."""
    at = start
    for chunk in source[start:].split("\n\n"):
        end = at + len(chunk)
        texts = chunk.split("\n") if "\n" in chunk else [chunk]
        if splitter.is_idle(at) and all(map(_is_bare, texts)):
            spans = [(at, end)] if len(texts) == 1 else _spans(texts, at)
            splitter.layout.blocks.append(RawBlock("paragraph", spans, 0, splitter.group))
            splitter.group += end < len(source)
        else:
            for low, high in _spans(texts, at):
                splitter.line(low, high)
            if end < len(source):
                splitter.line(end + 1, end + 1)
        at = end + 2


def _spans(texts: list[str], at: int) -> list[Span]:
    """Where lines stand that follow each other, each with one line feed, from a code point on."""
    ends = accumulate(map(len, texts), lambda before, size: before + 1 + size, initial=at - 1)
    return [(before + 1, end) for before, end in pairwise(ends)]


def _is_bare(line: str) -> bool:
    """Whether a line has text without space around it, and no mark of a block before or in it."""
    return bool(line) and line[0] not in _FIRST_CHARS and "<" not in line and line == line.strip()


def lines(source: str, start: int) -> list[Span]:
    """The lines of the source from a code point on, without what ends them."""
    if not _ODD_LINE_END.search(source, start):
        return _spans(source[start:].split("\n"), start)
    spans: list[Span] = []
    at = start
    for end in _LINE_ENDS.finditer(source, start):
        spans.append((at, end.start()))
        at = end.end()
    spans.append((at, len(source)))
    return spans


class _Splitter:
    """Takes one line after the other; holds the paragraph that is open."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.layout = Layout()
        self.open: list[Span] = []
        self.open_kind = "paragraph"
        self.open_level = 0
        self.group = 0
        self.fence = ""
        self.hidden_until = -1
        self.absent: set[str] = set()
        self.number = 0

    def is_idle(self, at: int) -> bool:
        """Whether the text at a place is neither hidden nor code, and no block is open."""
        return not (self.open or self.fence) and at >= self.hidden_until

    def flush(self) -> None:
        if self.open:
            self.layout.blocks.append(RawBlock(self.open_kind, self.open, self.open_level, self.group))
            self.open = []
        self.open_kind, self.open_level = "paragraph", 0

    def add(self, kind: str, low: int, high: int, level: int = 0) -> None:
        self.flush()
        if low < high:
            self.layout.blocks.append(RawBlock(kind, [(low, high)], level, self.group))

    def line(self, low: int, high: int) -> None:
        source = self.source
        if low < self.hidden_until:
            return
        text = source[low:high]
        stripped = text.strip()
        if self.fence:
            if stripped.startswith(self.fence):
                self.fence = ""
            return
        if not stripped:
            self.flush()
            self.group += 1
            return
        indent = len(text) - len(text.lstrip())
        low += indent
        high = low + len(stripped)
        if "<" in stripped and self._html(stripped, low, high):
            return
        if stripped[0] in _FIRST_CHARS and self._marked(stripped, low, high, indent):
            return
        if not self.open:
            self.open_kind = "paragraph"
        self.open.append((low, high))

    def _marked(self, text: str, low: int, high: int, indent: int) -> bool:
        """Handle a line that begins with a mark; False where it is plain text after all."""
        first = text[0]
        if first == "#" and (match := _HEADING.match(text)):
            end = _HEADING_END.search(text)
            self.add("heading", low + match.end(), low + end.start() if end else high, len(match.group(1)))
            return True
        if first == ">":
            return self._quote(text, low, high)
        if first in "=-" and _UNDERLINE.match(text) and self._underline(first):
            return True
        if first in "-*_=~" and _RULE.match(text):
            self.flush()
            self.layout.blocks.append(RawBlock("rule", [(low, high)], 0, self.group))
            return True
        if match := _BULLET.match(text):
            self._item(low + match.end(), high, indent)
            return True
        if first.isdigit() and (match := _NUMBER.match(text)):
            return self._numbered(match, low, high, indent)
        if first == "|" and text.count("|") > 2:
            self.add("table", low, high)
            return True
        if first in "`~" and (match := _FENCE.match(text)):
            self.flush()
            self.fence = match.group(1)
            return True
        return first == "[" and self._reference(text)

    def _quote(self, text: str, low: int, high: int) -> bool:
        inner = text.lstrip("> \t")
        if self.open and self.open_kind != "quote_block":
            self.flush()
        if inner:
            if not self.open:
                self.open_kind = "quote_block"
            self.open.append((high - len(inner), high))
        else:
            self.flush()
        return True

    def _underline(self, first: str) -> bool:
        if not self.open or self.open_kind != "paragraph" or len(self.open) > 2:
            return False
        self.open_kind, self.open_level = "heading", 1 if first == "=" else 2
        self.flush()
        return True

    def _item(self, low: int, high: int, indent: int) -> None:
        self.flush()
        self.open_kind, self.open_level = "list_item", indent
        self.open.append((low, high))

    def _numbered(self, match: re.Match[str], low: int, high: int, indent: int) -> bool:
        """A numbered item: only the number 1, or the number after the last one, so that a day is no item."""
        number = int(match.group(1))
        if number not in (1, self.number + 1):
            return False
        self.number = number
        self._item(low + match.end(), high, indent)
        return True

    def _reference(self, text: str) -> bool:
        reference = _REFERENCE.match(text)
        if reference is None:
            if text.startswith("[^") and "]:" in text[:60]:
                self.flush()
                return True
            return False
        if not reference.group(1).startswith("^"):
            self.layout.references.setdefault(reference.group(1).casefold().strip(), reference.group(2))
        return True

    def _html(self, text: str, low: int, high: int) -> bool:
        """Handle a line that holds HTML which parts blocks; False where all its HTML stands within the text."""
        hidden = _HIDDEN.match(text)
        if hidden:
            closer = _CLOSERS.get(hidden.group(1).lower())
            end = self.source.find(closer, low) if closer and closer not in self.absent else -1
            if closer and end < 0:
                self.absent.add(closer)
            elif closer:
                self.flush()
                self.hidden_until = end + len(closer)
                if self.hidden_until < high:
                    self.line(self.hidden_until, high)
                return True
        at = low
        tag = None
        for tag in _BLOCK_TAG.finditer(text):
            self._html_text(at, low + tag.start())
            self.flush()
            self._html_tag(tag.group(1) == "/", tag.group(2).lower())
            at = low + tag.end()
        if tag is None:
            return False
        self._html_text(at, high)
        return True

    def _html_text(self, low: int, high: int) -> None:
        text = self.source[low:high]
        stripped = text.strip()
        if stripped:
            low += len(text) - len(text.lstrip())
            self.open.append((low, low + len(stripped)))

    def _html_tag(self, closing: bool, name: str) -> None:
        if closing:
            return
        if name[0] == "h" and name[1:].isdigit():
            self.open_kind, self.open_level = "heading", int(name[1:])
        else:
            self.open_kind = _TAG_KINDS.get(name, "paragraph")


def _unwrap(blocks: list[RawBlock], source: str) -> None:
    """Part the paragraphs whose lines are paragraphs of their own; those wrapped at a width stay whole."""
    many = [block for block in blocks if block.kind == "paragraph" and len(block.spans) > 1]
    if not many:
        return
    width = max(high - low for block in many for low, high in block.spans)
    wrapped = width if _MIN_WRAP_WIDTH <= width <= _MAX_WRAP_WIDTH and _breaks_inside(many, source) else 0
    parted: list[RawBlock] = []
    for block in blocks:
        if block.kind != "paragraph" or len(block.spans) < 2:
            parted.append(block)
            continue
        run = [block.spans[0]]
        for before, after in zip(block.spans, block.spans[1:], strict=False):
            if _goes_on(source, before, after, wrapped):
                run.append(after)
            else:
                parted.append(RawBlock(block.kind, run, block.level, block.group))
                run = [after]
        parted.append(RawBlock(block.kind, run, block.level, block.group))
    blocks[:] = parted


def _breaks_inside(blocks: list[RawBlock], source: str) -> bool:
    """Whether most lines break inside a sentence, as wrapped ones do and paragraphs do not."""
    before = [high for block in blocks for low, high in block.spans[:-1] if high - low >= _LONG_LINE]
    return 2 * sum(source[high - 1] in _STOPS for high in before) < len(before)


def _goes_on(source: str, before: Span, after: Span, width: int) -> bool:
    """Whether a line is the rest of the one before: it begins small, or its first word did not fit before."""
    low, high = after
    if source[low].islower() and source[before[1] - 1] not in ".!?":
        return True
    if not width or before[1] - before[0] < _LONG_LINE:
        return False
    space = source.find(" ", low, high)
    first_word = (space if space >= 0 else high) - low
    return before[1] - before[0] + 1 + first_word > width
