"""From the lines of one Markdown block to its plain text, with its links, pictures, emphasis and origins."""

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from broadsheet.transforms.readers.markdown.compose import composed
from broadsheet.transforms.readers.story.parts import Inline, Mark
from broadsheet.transforms.records.passage import Passage, Piece
from broadsheet.transforms.records.record import Link
from broadsheet.transforms.records.spans import Span

_SPACES = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Soft hyphen, zero width and direction marks, byte order mark, controls and code points that are no characters.
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f\U0010fffe\U0010ffff"
)
_MARKS = ("  ", "://", *"\\*_[]<>&~`")
_TOKEN = re.compile(
    rf"""(?P<escape>\\[!-/:-@\[-`{{-~])
    |(?P<entity>&(?:amp;){{0,3}}(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,30}});)
    |(?P<note>\[\^[^\]\s\[]{{1,40}}\])
    |(?P<open>!?\[)
    |(?P<close>\])
    |(?P<auto><(?:https?://|mailto:)[^\s<>]{{1,2000}}>)
    |(?P<url>https?://[^\s<>\[\]()*"“”]{{1,2000}}(?:\([^\s<>()]{{0,200}}\)[^\s<>\[\]()*"“”]{{0,500}})?)
    |(?P<tag></?[a-zA-Z][^<>]{{0,4000}}>|<!--[^<>]{{0,1000}}-->)
    |(?P<mark>\*{{1,3}}|_{{1,3}}|~~)
    |(?P<unseen>[{_UNSEEN}]+)
    |(?P<space>[\s\x85{_SPACES}]{{2,}}|[\n\r\x85\u2028\u2029{_SPACES}])""",
    re.VERBOSE,
)
# Where a token may begin: a look at one or two characters, which the alternatives of `_TOKEN` take long for.
_NEAR = re.compile(
    rf"[\\\[\]<*_~{_UNSEEN}\n\r\x85\u2028\u2029{_SPACES}]| (?=[\s\x85{_SPACES}])|h(?=ttps?://)|!(?=\[)|&(?=[#a-zA-Z])"
)
_TARGET = re.compile(
    r"""
    \(\s{0,3}
    (?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\([^\s()]{0,300}\)){0,4000}))  # the address, in angle brackets or bare
    (?:\s{1,3}(?:"[^"\n]{0,2000}"|'[^'\n]{0,2000}'))?                       # a title
    \s{0,3}\)
    """,
    re.VERBOSE,
)
_LOOSE_TARGET = re.compile(r"\(([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500}){0,3})\)")
_REFERENCE = re.compile(r"\[([^\[\]]{0,200})\]")
_HREF = re.compile(r"""\bhref\s{0,3}=\s{0,3}["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s{0,3}=\s{0,3}["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_EAST_ASIAN = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_piece = tuple.__new__  # a third of the time, where a hostile line makes a million
_ADDRESS_STARTS = ("http://", "https://", "mailto:", "/")
_URL_TAIL = ".,;:!?'’…»"
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class _Range(NamedTuple):
    first: int
    last: int
    what: str


class _Builder:
    """Collects pieces; brackets and emphasis become ranges of pieces once their partner is seen."""

    def __init__(self, source: str, references: dict[str, str]) -> None:
        self.source = source
        self.references = references
        self.pieces: list[Piece] = []
        self.links: list[_Range] = []
        self.marks: list[_Range] = []
        self.images: list[str] = []
        self.brackets: list[tuple[int, str]] = []
        self.open_marks: dict[str, int] = {}

    def emit(self, text: str, start: int, end: int) -> None:
        self.pieces.append(_piece(Piece, (text, start, end)))

    def blank(self, index: int) -> None:
        self.pieces[index] = Piece("", self.pieces[index].start, self.pieces[index].end)

    def close_bracket(self, at: int, limit: int) -> int:
        """Handle a `]` at `at`; give where reading goes on. Brackets without a target are kept as text."""
        if not self.brackets:
            return self._close_earlier_bracket(at, limit)
        index, opener = self.brackets.pop()
        target = _target(self.source, at + 1, limit, self.references)
        if target is None:
            self.emit("]", at, at + 1)
            return at + 1
        url, end = target
        if opener == "![":
            self._forget_from(index)
            self.images.append(url)
        else:
            self.blank(index)
            self._link(index, url)
        return end

    def drop_last_openers(self) -> None:
        """Brackets that open at the block's end hold what stands in a later one: they are no text."""
        end = len(self.pieces)
        while self.brackets:
            index, _ = self.brackets.pop()
            if any(piece.text.strip() for piece in self.pieces[index + 1 : end]):
                return
            self.blank(index)
            end = index

    def _close_earlier_bracket(self, at: int, limit: int) -> int:
        """A `]` whose partner stands in an earlier block: all before it is the link's text, if an address follows."""
        target = _target(self.source, at + 1, limit, self.references)
        if target is None or not target[0].startswith(_ADDRESS_STARTS):
            self.emit("]", at, at + 1)
            return at + 1
        if self.pieces:
            self._link(0, target[0])
        return target[1]

    def _forget_from(self, index: int) -> None:
        del self.pieces[index:]
        for ranges in (self.links, self.marks):
            while ranges and ranges[-1].last > index:
                ranges.pop()
        self.open_marks = {run: at for run, at in self.open_marks.items() if at < index}

    def _link(self, index: int, url: str) -> None:
        """Note a link from a piece on; a link inside it is none (and so no text is counted twice)."""
        while self.links and self.links[-1].first >= index:
            self.links.pop()
        self.links.append(_Range(index, len(self.pieces), url))

    def tag(self, text: str, start: int, end: int) -> None:
        name = text[1:8].lower()
        if name.startswith("br"):
            self.emit(" ", start, end)
        elif name.startswith("img"):
            attribute = _SRC.search(text)
            self.images.append(html.unescape(attribute.group(1)) if attribute else "")
        elif name.startswith(("a ", "a\n")):
            attribute = _HREF.search(text)
            self.brackets.append((len(self.pieces), html.unescape(attribute.group(1)) if attribute else ""))
            self.emit("", start, end)
        elif name.startswith("/a>") and self.brackets and self.brackets[-1][1] not in ("[", "!["):
            self._link(*self.brackets.pop())

    def mark(self, run: str, start: int, end: int) -> None:
        """An emphasis mark: opens a run, or closes one opened by the same mark."""
        before = self.source[start - 1 : start]
        after = self.source[end : end + 1]
        opened = self.open_marks.get(run)
        may_close = opened is not None and (not before.isspace() or len(run) > 1)
        may_open = bool(after) and not after.isspace()
        if run[0] == "_" and before.isalnum() and after.isalnum():
            may_close = may_open = False
        self.emit(run, start, end)
        here = len(self.pieces) - 1
        if may_close and opened is not None:
            self.blank(opened)
            self.blank(here)
            self.marks.append(_Range(opened, here, "strong" if len(run) > 1 else ""))
            del self.open_marks[run]
        elif may_open:
            self.open_marks[run] = here


class Plain:
    """Which lines of a source are their own text: no mark-up, no white space to fold or strip, NFC. Most lines are.

    What the whole source lacks is not looked for in its lines. `is_printable` tells whether all of the source is, but
    for line feeds.
    """

    def __init__(self, source: str) -> None:
        self._marks = [mark for mark in _MARKS if mark in source]
        self.is_printable = source.replace("\n", "").isprintable()
        self._is_composed = source.isascii() or unicodedata.is_normalized("NFC", source)

    def holds(self, text: str) -> bool:
        """Whether a line of the source is its own text."""
        for mark in self._marks:
            if mark in text:
                return False
        if text[:1] == " " or text[-1:] == " " or not (self.is_printable or text.isprintable()):
            return False
        return self._is_composed or text.isascii() or unicodedata.is_normalized("NFC", text)


def render(source: str, spans: Sequence[Span], references: dict[str, str]) -> Inline:
    """The text of a block whose lines are `spans`: marks and unseen characters cut, white space folded, NFC."""
    text = _verbatim(source, spans)
    if text is not None:
        return Inline(Passage((Piece(text, spans[0][0], spans[-1][1]),) if text else ()))
    return render_marked(source, spans, references)


def render_marked(source: str, spans: Sequence[Span], references: dict[str, str]) -> Inline:
    """The same of lines that are known not to be their own text."""
    builder = _Builder(source, references)
    previous: int | None = None
    for start, end in spans:
        if previous is not None and not _no_space_between(source, previous, start):
            builder.emit(" ", previous, start)
        _scan(builder, start, end)
        previous = end
    builder.drop_last_openers()
    return _finish(builder)


def _verbatim(source: str, spans: Sequence[Span]) -> str | None:
    """The text of lines that are their own text, one line feed between each two; None for others."""
    start, end = spans[0][0], spans[-1][1]
    text = source[start:end]
    if len(spans) > 1:
        if text.count("\n") != len(spans) - 1 or _EAST_ASIAN.search(text):
            return None
        text = text.replace("\n", " ")
    return text if Plain(text).holds(text) else None


def _no_space_between(source: str, before: int, after: int) -> bool:
    """Chinese and Japanese are written without spaces: a line break inside them is none."""
    return bool(_EAST_ASIAN.match(source, before - 1) and _EAST_ASIAN.match(source, after))


def _scan(builder: _Builder, start: int, end: int) -> None:
    source = builder.source
    at = start
    while at < end:
        token = _next_token(source, at, end)
        if token is None:
            builder.emit(source[at:end], at, end)
            return
        if token.start() > at:
            builder.emit(source[at : token.start()], at, token.start())
        at = _token(builder, token, end)


def _next_token(source: str, at: int, end: int) -> re.Match[str] | None:
    while near := _NEAR.search(source, at, end):
        token = _TOKEN.match(source, near.start(), end)
        if token:
            return token
        at = near.end()
    return None


def _token(builder: _Builder, token: re.Match[str], limit: int) -> int:
    kind, text, (start, end) = token.lastgroup, token.group(), token.span()
    if kind == "close":
        return builder.close_bracket(start, limit)
    if kind == "open":
        builder.brackets.append((len(builder.pieces), text))
        builder.emit(text, start, end)
    elif kind == "escape":
        builder.emit(text[1], start, end)
    elif kind == "entity":
        _entity(builder, text, start, end)
    elif kind == "space":
        builder.emit(" ", start, end)
    elif kind == "mark":
        builder.mark(text, start, end)
    elif kind == "tag":
        builder.tag(text, start, end)
    elif kind in ("auto", "url"):
        return _address(builder, text, start)
    return end


def _address(builder: _Builder, text: str, start: int) -> int:
    inner = text[1:-1] if text[0] == "<" else text.rstrip(_URL_TAIL)
    low = start + (text[0] == "<")
    builder.emit(inner, low, low + len(inner))
    builder.links.append(_Range(len(builder.pieces) - 1, len(builder.pieces), inner))
    return start + len(text) if text[0] == "<" else low + len(inner)


def _entity(builder: _Builder, text: str, start: int, end: int) -> None:
    plain = text
    for _ in range(4):
        once = html.unescape(plain)
        if once == plain:
            break
        plain = once
    plain = re.sub(f"[{_UNSEEN}]", "", plain)
    plain = " " if plain.isspace() else plain
    if plain == text or len(plain) == end - start:
        builder.emit(text, start, end)
    elif plain:
        builder.emit(plain, start, end)


def _target(source: str, at: int, limit: int, references: dict[str, str]) -> tuple[str, int] | None:
    """The address after `[text]`, and where it ends; None where the brackets are plain text."""
    following = source[at : at + 1]
    if following == "(" and at < limit:
        match = _TARGET.match(source, at, limit)
        if match:
            return _ESCAPE.sub(r"\1", match.group(1) or match.group(2) or ""), match.end()
        loose = _LOOSE_TARGET.match(source, at, limit)
        return (loose.group(1).split(" ")[0], loose.end()) if loose else None
    if following == "[" and at < limit:
        match = _REFERENCE.match(source, at, limit)
        if match and (label := match.group(1).casefold().strip()) in references:
            return references[label], match.end()
    return None


def _finish(builder: _Builder) -> Inline:
    kept, sizes = _single_spaced(builder.pieces)
    text = "".join(piece.text for piece in kept)
    if not unicodedata.is_normalized("NFC", text):
        kept, moved = composed(kept)
        sizes = [moved[size] for size in sizes]
        text = "".join(piece.text for piece in kept)
    links = []
    for first, last, url in builder.links:
        low, high = _trimmed(text, sizes[first], sizes[last])
        links.append(Link(url, text[low:high], low, high))
    marks = []
    for first, last, what in builder.marks:
        low, high = _trimmed(text, sizes[first], sizes[last])
        if low < high:
            marks.append(Mark(low, high, what == "strong"))
    return Inline(Passage(tuple(kept)), tuple(links), tuple(sorted(marks)), tuple(builder.images))


def _single_spaced(pieces: Sequence[Piece]) -> tuple[list[Piece], list[int]]:
    """The pieces without empty ones, no space after a space or at an end; and the length before each old piece."""
    kept: list[Piece] = []
    sizes = [0]
    size = 0
    after_space = True
    for piece in pieces:
        text = piece[0]
        if after_space and text[:1] == " ":
            text, start, end = piece
            piece = Piece(text[1:], start + (len(text) == end - start), end)
            text = piece.text
        if text:
            after_space = text[-1] == " "
            size += len(text)
            kept.append(piece)
        sizes.append(size)
    if kept and after_space:
        text, start, end = kept.pop()
        if len(text) > 1:
            kept.append(Piece(text[:-1], start, end - 1))
        size -= 1
    return kept, [min(at, size) for at in sizes]


def _trimmed(text: str, low: int, high: int) -> Span:
    while low < high and text[high - 1] == " ":
        high -= 1
    while low < high and text[low] == " ":
        low += 1
    return low, high
