"""Text in which codes of two or three capitals stand before each part, as Factiva writes it."""

import re
from collections.abc import Sequence

from broadsheet.transforms.readers.exports.source import Draft, Line, paragraphs_of, value_of

# The codes of Factiva's "display format with indexing", and the field that each gives; "" gives none.
_CODES = {
    "SE": "section", "HD": "title", "BY": "byline", "CR": "wire_agency", "WC": "", "PD": "published_date", "ET": "time",
    "SN": "publisher", "SC": "", "ED": "", "PG": "", "VOL": "", "LA": "language", "CY": "", "LP": "body", "TD": "body",
    "CT": "", "RF": "", "CO": "", "IN": "keywords", "NS": "keywords", "RE": "keywords", "IPC": "", "IPD": "", "PUB": "",
    "AN": "identifier", "ART": "caption", "CX": "", "DLN": "", "CLM": "byline", "GC": "", "PBR": "", "NGC": "",
}  # fmt: skip
_CODE = re.compile(r"([A-Z]{2,3})(?:[\t ]{1,8}(\S.*))?", re.DOTALL)
_MIN_CODES = 4  # headline, day, text and one more: fewer may be capitals in any text
_CODED_NAME = re.compile(r"[\w.]+ : ([^|]{1,80})")


def _code(line: Line) -> tuple[str, Line] | None:
    """The code that a line begins with, and what stands behind it on the line."""
    match = _CODE.fullmatch(line.text) if line.text[:2].isupper() else None
    if match is None or match[1] not in _CODES:
        return None
    value = match[2] or ""
    start = line.end - len(value)
    return match[1], Line(start, line.end, value)


def is_coded(lines: Sequence[Line]) -> bool:
    """Whether the lines have a headline, a day, an outlet and a text by their codes."""
    codes = {entry[0] for line in lines if (entry := _code(line)) is not None}
    return len(codes) >= _MIN_CODES and {"HD", "PD"} <= codes and not codes.isdisjoint(("LP", "TD"))


def ranges_of(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The documents: each begins with the code of its section or headline, behind the one that closes the last."""
    starts: list[int] = []
    is_open = False
    for at, line in enumerate(lines):
        code = entry[0] if (entry := _code(line)) is not None else None
        if code in ("SE", "HD") and not is_open:
            starts.append(at)
            is_open = True
        elif code == "HD" and is_open and not any(_is(lines[i], "SE") for i in range(max(starts[-1], at - 4), at)):
            starts.append(at)
        elif code in ("AN", "PUB", "TD", "LP"):
            is_open = code in ("LP", "TD")
    starts = sorted(set(starts))
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _is(line: Line, code: str) -> bool:
    return (entry := _code(line)) is not None and entry[0] == code


def draft_of(lines: Sequence[Line], is_flowed: bool) -> Draft:
    """What the document says under its codes."""
    parts: list[tuple[str, list[Line]]] = []
    for line in lines:
        entry = _code(line)
        if entry is not None:
            parts.append((entry[0], [entry[1]] if entry[1].text else []))
        elif parts:
            parts[-1][1].append(line)
    draft = Draft()
    times = {code: value_of(part) for code, part in parts}
    for code, part in parts:
        field = _CODES[code]
        if field == "body":
            draft.paragraphs += paragraphs_of(part, is_flowed=is_flowed)
        elif field == "title":
            draft.headline = [line for line in part if line.text]
            draft.offer("title", value_of(part), code)
        elif field == "published_date":
            draft.offer("published_date", f"{value_of(part)} {times.get('ET', '')}".strip(), code)
        elif field == "keywords":
            draft.offer("keywords", ";".join(_CODED_NAME.findall(value_of(part))), code)
        elif field == "caption":
            draft.captions.append(value_of(part))
        elif field not in ("", "time"):
            draft.offer(field, value_of(part), code)
    return draft
