"""Spans of names without the words around them: article, title, possessive, quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from broadsheet.transforms.names.recogniser import Document, Name
from broadsheet.transforms.names.rules import owners
from broadsheet.transforms.names.titles import is_title, title_before
from broadsheet.transforms.vocabulary.lists import entries
from broadsheet.transforms.vocabulary.mention_types import MentionType

Source = Literal["model", "gazetteer", "alias", "repair"]

_NOT_NAMES: Final = frozenset(entries("not_names.txt"))
_ARTICLE: Final = re.compile(r"(?:[Tt]he|THE|[Aa]n?|A)\s+(?=\S)")
_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])\Z")
_PREFIX: Final = re.compile(r"(?:pro|anti|non|ex|post|pre)-(?=[^\W\d_a-z])")
_FUNCTION_WORDS: Final = re.compile(r"\s(?:a|an|and|as|at|by|for|from|in|into|is|of|on|or|the|to|was|with)\Z")
_BREAK: Final = re.compile(r"[\r\n\u2028\u2029]+")
# Where what is left of a link, an account or a web address begins.
_ADDRESS: Final = re.compile(r"\]\(|\(@|https?:|www\.")
_SCORE: Final = re.compile(r"\s\d{1,3}[-–—:]\d{1,3}\Z")
# A minute, an age or the number on a shirt behind a person: "Corse 88".
_COUNT: Final = re.compile(r"\s\d{1,3}\Z")
# "Osaka lab & Nairobi": a common noun before the sign, so that the sign joins no name.
_COMMON_AND: Final = re.compile(r"(?:\s[^\W\d_A-Z][\w'’-]*){1,3}\s&\s")
_POST_NOMINALS: Final = frozenset(entries("post_nominals.txt"))
_WORKS: Final = frozenset({"WORK_OF_ART", "MISC"})
_COMPANIES: Final = frozenset(name for name in entries("companies.txt") if name.endswith("'s"))
_PLACES: Final = frozenset({"LOC", "FAC"})
_NAMED_AFTER_OWNERS: Final = _PLACES | {"ORG"}
_EDGES: Final = ' \t\xa0,;:-–—"“”„«»‹›()[]|*_/'
_QUOTES: Final = "'‘’`"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A name on its way to a mention: half-open code points of a section's text."""

    section: int
    start: int
    end: int
    type: MentionType
    source: Source = "model"
    score: float | None = None

    def typed(self, kind: MentionType) -> "Span":
        """The span as a name of that type."""
        return self if kind == self.type else replace(self, type=kind)

    def of(self, document: Document) -> str:
        """The name as written."""
        return document.sections[self.section].text[self.start : self.end]


class Coverage:
    """Which code points of a document lie in a span already."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Spans that do not overlap, in any order."""
        self._of_section: dict[int, list[tuple[int, int]]] = {}
        for span in sorted(spans):
            self._of_section.setdefault(span.section, []).append((span.start, span.end))

    def is_free(self, section: int, start: int, end: int) -> bool:
        """Whether no span overlaps the range."""
        ranges = self._of_section.get(section, [])
        at = bisect_right(ranges, (start, start)) - 1
        if at >= 0 and ranges[at][1] > start:
            return False
        return at + 1 >= len(ranges) or ranges[at + 1][0] >= end


def spans(document: Document, names: Iterable[Name]) -> list[Span]:
    """The names without what does not belong to them, in order; marks and credits that name nothing are left out."""
    candidates = (
        span
        for name in names
        for span in _cut(document, Span(name.section, name.start, name.end, name.type, "model", name.score))
    )
    return without_overlaps(candidates)


def without_overlaps(candidates: Iterable[Span]) -> list[Span]:
    """The spans in order; of two that overlap, the one that starts first stays, then the longer one."""
    kept: list[Span] = []
    for span in sorted(candidates, key=lambda span: (span.section, span.start, -span.end, span.type)):
        if not kept or kept[-1].section != span.section or kept[-1].end <= span.start:
            kept.append(span)
    return kept


def _cut(document: Document, span: Span) -> Iterator[Span]:
    text = document.sections[span.section].text
    line = _longest_line(text, span.start, span.end)
    for start, end in _parts(text, *_bounded(text, *line), span.type):
        low, high = trimmed(text, start, end)
        # A recogniser that gives scores takes "The" into the name of a place where it is its own: The Hague (5 of 5).
        if span.type in _WORKS or (span.type in _PLACES and span.score is not None):
            low = _with_article(text, start, low)
        if span.type in _NAMED_AFTER_OWNERS:
            high = _with_own_possessive(text, high, end)
        if text[low : high + 2].replace("’", "'") in _COMPANIES:
            high += 2
        if span.type == "PERSON":
            high = _without_post_nominals(text, low, high)
            low = high if is_title(text[low:high]) else title_before(text, low, high)
        if span.type == "NORP":
            prefix = _PREFIX.match(text, low, high)
            low = prefix.end() if prefix else low
        count = _COUNT.search(text, max(low, high - 4), high) if span.type == "PERSON" else None
        high = count.start() if count else high
        score = _SCORE.search(text, max(low, high - 10), high)
        part = replace(span, start=low, end=score.start(), type="ORG") if score else replace(span, start=low, end=high)
        if low < part.end and _is_name(text[low : part.end]):
            yield part


def _with_article(text: str, start: int, low: int) -> int:
    """Where a work or a place begins whose "The" belongs to it."""
    return start if text[start:low] == "The " and text[low : low + 1].isupper() else low


def _with_own_possessive(text: str, high: int, end: int) -> int:
    """Where a name ends that the recogniser ends in "'s": Macy's and Moody's have it, "Tarn's rope" does not."""
    return end if text[high:end] in owners.POSSESSIVES and owners.owns_nothing(text, end) else high


def _is_name(words: str) -> bool:
    return words not in _NOT_NAMES and not words.islower() and any(mark.isalnum() for mark in words)


def _bounded(text: str, start: int, end: int) -> tuple[int, int]:
    """The range up to an address, and within its brackets: "Old Tarn Bank (OTB" ends before the bracket."""
    address = _ADDRESS.search(text, start, end)
    end = address.start() if address else end
    opening = text.find("(", start + 1, end)
    if opening > 0 and text.find(")", opening, end) < 0:
        end = opening
    closing = text.find(")", start, end - 1)
    return (closing + 1, end) if closing >= 0 and text.find("(", start, closing) < 0 else (start, end)


def _without_post_nominals(text: str, start: int, end: int) -> int:
    words = text[start:end].split()
    while len(words) > 1 and words[-1] in _POST_NOMINALS:
        end = text.rindex(words.pop(), start, end)
        end = start + len(text[start:end].rstrip(" ,\xa0\t"))
    return end


def _longest_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest of the lines of a range, the first of them where two are as long."""
    ends = [start]
    for gap in _BREAK.finditer(text, start, end):
        ends += gap.span()
    ends.append(end)
    return max(zip(ends[::2], ends[1::2], strict=True), key=lambda line: line[1] - line[0])


def _parts(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """The names on either side of a slash ("Jane Roe/Daily Planet"), or of a common noun and "&"; else the range."""
    common = _COMMON_AND.search(text, start, end)
    if common is not None:
        yield start, common.start()
        yield common.end(), end
        return
    slash = text.find("/", start, end)
    if slash < 0 or any(mark.isdigit() for mark in text[start:end]) or kind in {"PRODUCT", "LAW"}:
        yield start, end
        return
    while slash >= 0:
        yield start, slash
        start, slash = slash + 1, text.find("/", slash + 1, end)
    yield start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without an article, a possessive, quotation marks and marks at its ends."""
    before = (-1, -1)
    while before != (start, end) and start < end:
        before = (start, end)
        while start < end and (text[start].isspace() or text[start] in _EDGES + _QUOTES):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in _EDGES):
            end -= 1
        tail = _FUNCTION_WORDS.search(text, max(start, end - 8), end)
        end = tail.start() if tail else end
        article = _ARTICLE.match(text, start, end)
        if article:
            start = article.end()
        end = _without_possessive(text, start, end)
    return start, end


def _without_possessive(text: str, start: int, end: int) -> int:
    tail = _POSSESSIVE.search(text, max(start, end - 3), end)
    if tail and tail.start() > start:
        return tail.start()
    return end - 1 if text[end - 1 : end] in _QUOTES and end - start > 1 else end
