"""From the head of a text file to the fields that its front matter or header lines give."""

import json
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from broadsheet.transforms.readers.markdown.blocks import Span, lines
from broadsheet.transforms.vocabulary.phrases import rows

LABELS: dict[str, str] = {row[0]: row[1] for row in rows("field_labels.tsv")}

_LABEL_LINE = re.compile(r"(?:[-*+] )?(?:\*\*|__)?([^\W\d_][\w .'-]{0,29}?)(?:\*\*|__)?\s?[:：](?:\*\*|__)?(?:\s+|$)")
_FRONT_KEY = re.compile(r"([^\W\d_][\w .\-/]{0,60}?)\s*([:=])(?:\s+|$)")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_MAX_FRONT_LINES = 400
_MAX_FRONT = 40_000
_MAX_HEADER_LINES = 40
_MAX_JSON = 200_000
_NOT_PLAIN = re.compile(r"^[\[{&*!%@`|>]|: | #")
_LIST_ITEM = re.compile(r"-\s+")
_NESTED_NAME = re.compile(r"(?:name|title|url|slug|link)\s*:\s+")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")


class Field(NamedTuple):
    """A value of a field, as it stands in the source; `spans` are half-open code points."""

    name: str
    spans: tuple[Span, ...]
    source: str
    value: str | None = None


@dataclass(slots=True)
class Header:
    """Fields at the head of a file, where its text begins, and what had to be mended."""

    fields: list[Field] = field(default_factory=list)
    body_start: int = 0
    is_repaired: bool = False


def parse_header(source: str) -> Header:
    """Front matter (YAML, TOML, a JSON block) or header lines; an empty header where there is none."""
    start = _first_text(source)
    opener = source[start : start + 3]
    if opener in _FENCES and source[start + 3 : start + 4] in ("\n", "\r", " ", "\t"):
        found = _front_matter(source, start, _FENCES[opener])
        if found is not None:
            return found
    if opener == "```":
        found = _json_block(source, start)
        if found is not None:
            return found
    return _header_lines(source, start)


def _first_text(source: str) -> int:
    at = 0
    while at < len(source) and (source[at].isspace() or source[at] in "\ufeff\u200b\x00"):
        at += 1
    return at


def _front_matter(source: str, start: int, closers: tuple[str, ...]) -> Header | None:
    header = Header()
    current = ""
    seen = 0
    for low, high in lines(source[: start + _MAX_FRONT], start)[1 : _MAX_FRONT_LINES + 1]:
        text = source[low:high].rstrip()
        if text in closers:
            header.body_start = min(high + 1, len(source))
            return header if seen else None
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        seen += 1
        found = _FRONT_KEY.match(text)
        if found:
            current = LABELS.get(found.group(1).lower(), "ignored")
            _value(header, source, current, (low + found.end(), low + len(text)))
        elif text[0] in " \t-" and current:
            _continuation(header, source, current, (low, low + len(text)))
        else:
            header.is_repaired = True
    return None


def _stripped(source: str, span: Span) -> Span:
    low, high = span
    text = source[low:high]
    inner = text.strip()
    low += len(text) - len(text.lstrip()) if inner else 0
    return low, low + len(inner)


def _value(header: Header, source: str, name: str, span: Span) -> None:
    low, high = _stripped(source, span)
    text = source[low:high]
    if not text or text in (">", "|", ">-", "|-", ">+", "|+"):
        return
    if text[0] == "[" and text[-1] == "]" and not text.startswith("[["):
        for item in _items(source, low + 1, high - 1):
            _scalar(header, source, name, item)
        return
    _scalar(header, source, name, (low, high))


def _scalar(header: Header, source: str, name: str, span: Span) -> None:
    low, high = _stripped(source, span)
    text = source[low:high]
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        low, high = low + 1, high - 1
    elif _NOT_PLAIN.search(text) and not text.startswith("[["):
        header.is_repaired = True
    wiki = _WIKI.fullmatch(source, low, high)
    if wiki:
        low, high = wiki.span(1)
    if low < high and name != "ignored":
        header.fields.append(Field(name, ((low, high),), "front_matter"))


def _items(source: str, low: int, high: int) -> list[Span]:
    """The parts between the commas of an inline list; a comma inside quotation marks parts nothing."""
    made: list[Span] = []
    quote = ""
    start = low
    for at in range(low, high):
        char = source[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and not source[start:at].strip():
            quote = char
        elif char == ",":
            made.append((start, at))
            start = at + 1
    made.append((start, high))
    return made


def _continuation(header: Header, source: str, name: str, span: Span) -> None:
    """An indented line: an item of a list, a nested name, or more of the value before."""
    low, high = _stripped(source, span)
    text = source[low:high]
    item = _LIST_ITEM.match(text)
    nested = _NESTED_NAME.match(text, item.end() if item else 0)
    if nested:
        _scalar(header, source, name, (low + nested.end(), high))
    elif item:
        _scalar(header, source, name, (low + item.end(), high))
    elif header.fields and header.fields[-1].name == name:
        last = header.fields[-1]
        header.fields[-1] = last._replace(spans=(*last.spans, (low, high)))
    else:
        _scalar(header, source, name, (low, high))


def _json_block(source: str, start: int) -> Header | None:
    opening_end = source.find("\n", start)
    close = source.find("\n```", opening_end) if opening_end > 0 else -1
    if close < 0 or close - start > _MAX_JSON:
        return None
    try:
        told = json.loads(source[opening_end:close])
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    header = Header(body_start=close + 4)
    for key, value in told.items():
        name = LABELS.get(str(key).lower(), "ignored")
        if name != "ignored":
            for text in _strings(value):
                header.fields.append(_json_field(source, name, text, (opening_end, close)))
    return header


def _strings(value: object) -> list[str]:
    """The strings of a JSON value: itself, its items, or the names of its items."""
    items = value if isinstance(value, list) else [value]
    named = [item.get("name") if isinstance(item, dict) else item for item in items]
    return [str(item) for item in named if isinstance(item, str | int) and str(item).strip()]


def _json_field(source: str, name: str, text: str, block: Span) -> Field:
    at = source.find(text, *block)
    if at >= 0:
        return Field(name, ((at, at + len(text)),), "front_matter")
    return Field(name, (block,), "front_matter", text)


def _header_lines(source: str, start: int) -> Header:
    """Lines `Label: value` before the text; at least two of them, the first of a known label."""
    header = Header(body_start=start)
    for count, (low, high) in enumerate(_head(source, start)):
        text = source[low:high].strip()
        if not text:
            continue
        found = _LABEL_LINE.match(text)
        name = LABELS.get(found.group(1).lower()) if found else None
        if found is None or name is None or count > _MAX_HEADER_LINES:
            break
        low, high = _stripped(source, (low, high))
        value = _stripped(source, (low + found.end(), high))
        header.body_start = min(high + 1, len(source))
        if name == "body":
            header.body_start = value[0] if value[0] < value[1] else header.body_start
            break
        if value[0] < value[1] and name != "ignored":
            header.fields.append(Field(name, (value,), "header"))
    return header if len(header.fields) > 1 else Header(body_start=start)


def _head(source: str, start: int) -> list[Span]:
    """The lines of the first four kilobytes: a header is short, and most files have none."""
    first = source.find("\n", start)
    if ":" not in source[start : start + 40] and "：" not in source[start : start + 40]:
        return []
    cut = max(first, start + 4000)
    return lines(source[: cut if cut > 0 else None], start)


def label_of(text: str) -> tuple[str, int] | None:
    """The field that a line's label means, and where its value begins; None where it begins with no known label."""
    found = _LABEL_LINE.match(text)
    name = LABELS.get(found.group(1).lower()) if found else None
    return (name, found.end()) if found and name else None
