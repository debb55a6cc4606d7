"""From text as a web page gives it to text as a record holds it, and to forms in which two texts compare."""

import html
import re
import unicodedata
from collections.abc import Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from broadsheet.transforms.decoding.text import mended

# Controls, soft hyphen, zero-width space, direction marks, byte order mark, noncharacters, tags. The zero-width joiners
# are kept out of the list between letters: Persian and the Indic scripts spell with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f\U0010fffe\U0010ffff]+"
    "|(?<![^\\W_])[\u200c\u200d]+|[\u200c\u200d]+(?=[\\s.,;:!?]|\\Z)"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_WORD = re.compile(r"\w+")
_NOT_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "button", "iframe", "textarea", "select"})
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "section"})
_FOR_EARS = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader"})
_EXCERPT = 200  # Code points of the text that a reject shows: a line or two, to know the file by.
_LINE_END = "\x1e"
_LABEL_SIGNS = '©(["„«“'
# Times; a feed within a page escapes twice, and once more where its text was escaped before.
_MAX_DEPTH_OF_ENTITIES = 3


def tidy(text: str) -> str:
    """The text in NFC, without unseen characters, white space folded to single spaces; what was escaped or
    encoded twice is a character again."""
    text = unescaped(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", mended(text))
    # What is unseen is never printable, nor are line breaks: without these most texts need no search.
    if not text.isprintable():
        text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\u00a0", " ")
        text = text if text.isprintable() else _UNSEEN.sub("", text)
    return " ".join(text.split())


def unescaped(text: str) -> str:
    """The text with the characters that its entities stand for, as often as they were escaped."""
    for _ in range(_MAX_DEPTH_OF_ENTITIES):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def excerpt(text: str) -> str | None:
    """The beginning of a text, for a reject."""
    return tidy(text[: 4 * _EXCERPT])[:_EXCERPT] or None


def clean(value: object) -> str:
    """A value of a meta tag or of JSON-LD as plain text: no tags, escaped characters resolved; "" for no text."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
    value = unescaped(value)
    return tidy(_TAG.sub(" ", value) if "<" in value else value)


def words(text: str) -> frozenset[str]:
    """The distinct words of a text, without case."""
    return frozenset(_WORD.findall(text.casefold()))


def likeness(first: str, second: str) -> float:
    """Share of the distinct words of two texts that both have (Jaccard), 0 to 1."""
    own, others = words(first), words(second)
    return len(own & others) / len(own | others) if own and others else 0.0


def text_of(element: HtmlElement) -> str:
    """The text a reader sees in an element; scripts, styles and buttons are left out."""
    if len(element) == 0:
        return tidy(element.text or "")
    return tidy("".join(_visible(element)))


def is_unseen(element: HtmlElement) -> bool:
    """Whether an element is for screen readers only, by the names that frameworks give such."""
    names = (element.get("class") or "").lower().split()
    return not _FOR_EARS.isdisjoint(names)


def labels_of(element: HtmlElement) -> str:
    """The text of a caption or headline, whose credit or kicker often stands in an element without a space before."""
    parts: list[str] = []
    for part in filter(None, _visible(element)):
        is_new = bool(parts) and not parts[-1][-1].isspace() and (part[0].isupper() or part[0] in _LABEL_SIGNS)
        parts.append(f" {part}" if is_new else part)
    return tidy("".join(parts))


def spaced_text(element: HtmlElement) -> str:
    """The text with a space between elements: names and labels stand side by side without one."""
    return tidy(" ".join(element.itertext()))


def apart_text(element: HtmlElement) -> str:
    """The same, with a line break where the page sets what follows apart: a name above an outlet or a date."""
    lines = "".join(_apart(element)).split(_LINE_END)
    return "\n".join(filter(None, map(tidy, lines)))


def _apart(element: HtmlElement) -> Iterator[str]:
    for event, part in iterwalk(element, events=("start", "end")):
        mark = _LINE_END if part.tag in _BREAKS else " "
        if event == "start":
            yield f"{mark}{part.text or ''}"
        else:
            yield f"{mark}{part.tail or ''}" if part is not element else mark


def lines_of(element: HtmlElement) -> list[str]:
    """The same, apart where the page breaks the line."""
    return [tidy(line) for line in "".join(_visible(element, _LINE_END)).split(_LINE_END)]


def _visible(element: HtmlElement, line_end: str = " ") -> list[str]:
    parts: list[str] = []
    _gather(element, line_end, parts)
    return parts


def _gather(element: HtmlElement, line_end: str, parts: list[str]) -> None:
    """The pieces of text in an element; the parser bounds its depth."""
    tag = element.tag
    if tag in _NOT_TEXT:
        return
    gap = "" if tag not in _BREAKS else line_end if tag == "br" else " "
    parts += (gap, element.text or "")
    for child in element:
        if not is_unseen(child):
            _gather(child, line_end, parts)
        parts.append(child.tail or "")
    parts.append(gap)
