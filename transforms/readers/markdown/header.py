"""From the head of a text file to the fields that its front matter or header lines give."""

import json
import re

from broadsheet.transforms.readers.markdown.blocks import lines
from broadsheet.transforms.readers.markdown.front_matter import LABELS, SOURCE, Field, Header, front_matter
from broadsheet.transforms.records.spans import Span

_LABEL_LINE = re.compile(r"(?:[-*+] )?(?:\*\*|__)?([^\W\d_][\w .'-]{0,29}?)(?:\*\*|__)?\s?[:：](?:\*\*|__)?(?:\s+|$)")
_MAX_HEADER_LINES = 40  # More than there are labels; a bound on cost.
_MAX_JSON = 200_000  # Code points; a bound on cost, far above metadata.


def parse_header(source: str) -> Header:
    """Front matter (YAML, TOML, a JSON block) or header lines; an empty header where there is none."""
    start = _first_text(source)
    read = _json_block if source.startswith("```", start) else front_matter
    return read(source, start) or _header_lines(source, start)


def _first_text(source: str) -> int:
    at = 0
    while at < len(source) and (source[at].isspace() or source[at] in "\ufeff\u200b\x00"):
        at += 1
    return at


def _stripped(source: str, span: Span) -> Span:
    low, high = span
    text = source[low:high]
    inner = text.strip()
    low += len(text) - len(text.lstrip()) if inner else 0
    return low, low + len(inner)


def _json_block(source: str, start: int) -> Header | None:
    opening_end = source.find("\n", start)
    close = source.find("\n```", opening_end) if opening_end > 0 else -1
    if close < 0 or close - start > _MAX_JSON:
        return None
    try:
        fields = json.loads(source[opening_end:close])
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    header = Header(body_start=close + 4)
    for key, value in fields.items():
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
        return Field(name, ((at, at + len(text)),), SOURCE)
    return Field(name, (block,), SOURCE, text)


def _header_lines(source: str, start: int) -> Header:
    """Lines `Label: value` before the text; at least two of them, the first of a known label."""
    header = Header(body_start=start)
    for count, (low, high) in enumerate(_head(source, start)):
        text = source[low:high].strip()
        if not text:
            continue
        label = _LABEL_LINE.match(text)
        name = LABELS.get(label.group(1).lower()) if label else None
        if label is None or name is None or count > _MAX_HEADER_LINES:
            break
        low, high = _stripped(source, (low, high))
        value = _stripped(source, (low + label.end(), high))
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
    label = _LABEL_LINE.match(text)
    name = LABELS.get(label.group(1).lower()) if label else None
    return (name, label.end()) if label and name else None
