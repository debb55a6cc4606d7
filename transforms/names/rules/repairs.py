"""What no list of words can tell: nicknames, ships, parties, suits, plurals that open."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final

from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules import owners
from broadsheet.transforms.names.rules.phrases import Phrases, tokens
from broadsheet.transforms.names.rules.spans import Coverage, Span, without_overlaps
from broadsheet.transforms.names.titles import title_before
from broadsheet.transforms.vocabulary.lists import entries

# No name has a longer word. Without a bound a text of one long word would be tried from each of its letters to its end.
_CAPITAL: Final = r"(?<!\w)[^\W\d_a-z][\w'’-]{0,39}+\.?"
_NICKNAMED: Final = re.compile(
    rf"{_CAPITAL}(?:[ \xa0]{_CAPITAL}){{0,2}}"  # Orlo, Orlo B.
    rf"[ \xa0][“\"](?:The )?{_CAPITAL}(?:[ \xa0]{_CAPITAL}){{0,2}}[”\"]"  # "The Brick"
    rf"[ \xa0]{_CAPITAL}(?:[ \xa0-]{_CAPITAL}){{0,1}}"  # Quill
)
_SHIP: Final = re.compile(r"\b(?:USS|HMS|HMAS|HMCS|INS|RMS|MV|SS|MS)[ \xa0]\Z")
_HOTEL: Final = re.compile(r"\b(?:Hotel|Hôtel|Camp|Fort|Villa|Château|Palazzo)[ \xa0]\Z")
# The initials before a surname; "plan B. Quill left" has a sentence's end between them.
_INITIAL: Final = re.compile(r"(?<![\w.'’-])(?:[A-Z]\.[ \xa0]?){1,3}\Z")
# "Rep. Tom Rusk (R-Warren)": where a member sits, by party.
_SEAT: Final = re.compile(r"\([A-Z]{1,3}-\Z")
_SUIT: Final = re.compile(r"[ \xa0]v\.?[ \xa0]")
_PLURALS: Final = frozenset(word + "s" for file in ("person_nouns.txt", "job_titles.txt") for word in entries(file))
_OWNERS: Final = frozenset({"PERSON", "ORG", "LOC", "FAC"})
_REACH: Final = 12  # code points; the longest of _SHIP, _HOTEL, _INITIAL and _SEAT before a span is shorter


def repaired(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, where a nickname in marks parts no person, a ship has its prefix, a house its kind, a shop its "'s".

    Without the seats of members ("D-Ohio"), the parties of a suit ("Quill v. Finch"), and plurals of common nouns at
    the start of a sentence.
    """
    kept = [
        span for span in _without_suits(document, spans) if not (_is_seat(document, span) or _is_plural(document, span))
    ]
    grown = without_overlaps(_grown(document, span) for span in _with_owners(document, kept))
    return _listed(document, _nicknamed(document, grown))


def _with_owners(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, where a shop that speaks as "Quill's said" is "Quill's" everywhere, if no Quill is named in full."""
    texts = [section.text for section in document.sections]
    shops = {
        span.of(document)
        for span in spans
        if span.type in _OWNERS and " " not in span.of(document) and owners.speaks(texts[span.section], span.end)
    }
    if shops:
        shops -= {span.of(document).rpartition(" ")[2] for span in spans if " " in span.of(document)}
    return [
        replace(span, end=span.end + 2, type="ORG", source="repair")
        if span.of(document) in shops and texts[span.section][span.end : span.end + 2] in owners.POSSESSIVES
        else span
        for span in spans
    ]


@cache
def _companies() -> Phrases:
    return Phrases(entries("companies.txt"))


def _listed(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, where a company of the list that a span begins or parts is one: "Ernst" of "Ernst & Young"."""
    coverage = Coverage(spans)
    whole: list[Span] = []
    for number, section in enumerate(document.sections):
        words = tokens(section.text.replace("’", "'"))
        for first, last, _ in _companies().find(words):
            start, end = words[first].start, words[last - 1].end
            if not coverage.is_free(number, start, end):
                whole.append(Span(number, start, end, "ORG", "repair"))
    ends = {(span.section, span.start): span.end for span in spans}
    new = [span for span in whole if span.start < ends.get((span.section, span.start), 0) < span.end]
    parts = Coverage(new)
    return sorted([*new, *(span for span in spans if parts.is_free(span.section, span.start, span.end))])


def _nicknamed(document: Document, spans: list[Span]) -> list[Span]:
    whole: list[Span] = []
    persons = Coverage(span for span in spans if span.type == "PERSON")
    for number, section in enumerate(document.sections):
        for match in _NICKNAMED.finditer(section.text):
            if not persons.is_free(number, match.start(), match.end()):
                start = title_before(section.text, match.start(), match.end())
                whole.append(Span(number, start, match.end(), "PERSON", "repair"))
    coverage = Coverage(whole)
    return sorted([*whole, *(span for span in spans if coverage.is_free(span.section, span.start, span.end))])


def _grown(document: Document, span: Span) -> Span:
    text = document.sections[span.section].text
    ship = _SHIP.search(text, max(span.start - _REACH, 0), span.start)
    house = _HOTEL.search(text, max(span.start - _REACH, 0), span.start)
    initial = _INITIAL.search(text, max(span.start - _REACH, 0), span.start)
    if initial is not None and span.type in {"PERSON", "LOC"} and not _opens_sentence(document, span):
        return replace(span, start=initial.start(), type="PERSON", source="repair")
    if ship is not None and span.type not in {"NORP"}:
        return replace(span, start=ship.start(), type="PRODUCT", source="repair")
    if house is not None and " " not in span.of(document) and span.type != "NORP":
        return replace(span, start=house.start(), type="FAC", source="repair")
    return span


def _opens_sentence(document: Document, span: Span) -> bool:
    starts = document.sections[span.section].sentences
    at = bisect_left(starts, (span.start, span.start))
    return at < len(starts) and starts[at][0] == span.start


def _is_seat(document: Document, span: Span) -> bool:
    text = document.sections[span.section].text
    before = text[max(span.start - _REACH, 0) : span.start] + span.of(document)[:4]
    return span.of(document)[1:2] == "-" and bool(_SEAT.search(before[: before.rfind("-") + 1]))


def _without_suits(document: Document, spans: list[Span]) -> Iterator[Span]:
    """The spans but those on either side of "v.", which together name a suit."""
    sides: set[Span] = set()
    for span, other in pairwise(spans):
        text = document.sections[span.section].text
        if span.section == other.section and "PERSON" in (span.type, other.type):
            sides |= {span, other} if _SUIT.fullmatch(text, span.end, other.start) else set()
    return (span for span in spans if span not in sides)


def _is_plural(document: Document, span: Span) -> bool:
    is_noun = span.of(document).lower() in _PLURALS and span.type != "PERSON"
    return is_noun and _opens_sentence(document, span)
