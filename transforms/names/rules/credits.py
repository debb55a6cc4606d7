"""Spans without those of photo credits: "Jane Roe/POOL", "(Photo: Jane Roe)", "Jane Roe via DPA"."""

import re
from collections.abc import Iterator
from typing import Final

from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.spans import Span
from broadsheet.transforms.vocabulary.lists import entries

_MARKS: Final = "|".join(
    sorted((re.escape(mark).replace(r"\ ", " ") for mark in entries("credit_marks.txt")), key=len, reverse=True)
)
_BEFORE: Final = re.compile(
    rf"(?:(?:\b(?:{_MARKS})\s?[:/]|©|\b(?:photo|photograph|picture|image)s? by)\s*)\Z", re.IGNORECASE
)
_AFTER: Final = re.compile(rf"\s?/\s?(?:{_MARKS})\b|\svia\s(?:{_MARKS})\b", re.IGNORECASE)
_SLASHES: Final = re.compile(r"\s?/\s?")
_REACH: Final = 40  # code points before a span; a credit ("Photo by ...") is shorter


def without_credits(document: Document, spans: list[Span]) -> list[Span]:
    """The spans outside the photo credits of captions; the body has none, since readers take them out."""
    return list(_kept(document, spans))


def _kept(document: Document, spans: list[Span]) -> Iterator[Span]:
    credit_end = (-1, -1)
    for span in spans:
        section = document.sections[span.section]
        if section.name != "caption":
            yield span
            continue
        text = section.text
        before = text[max(span.start - _REACH, 0) : span.start]
        follows = credit_end[0] == span.section and _SLASHES.fullmatch(text, credit_end[1], span.start)
        if follows or _is_credited(text, span, before):
            credit_end = (span.section, span.end)
        else:
            yield span


def _is_credited(text: str, span: Span, before: str) -> bool:
    return _AFTER.match(text, span.end) is not None or _BEFORE.search(before) is not None
