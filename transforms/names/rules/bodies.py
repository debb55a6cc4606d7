"""Whole names of bodies: "Office for Fair Tides" is one name, and its acronym another."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

from broadsheet.transforms.dates.words import WEEKDAY_TITLE_PATTERN
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.gazetteer import known_types
from broadsheet.transforms.names.rules.spans import Coverage, Span, without_overlaps
from broadsheet.transforms.vocabulary.acronyms import initials, is_acronym
from broadsheet.transforms.vocabulary.honorifics import CIVIL_PATTERN
from broadsheet.transforms.vocabulary.lists import entries, rows
from broadsheet.transforms.vocabulary.mention_types import MentionType

_HEADS: Final = frozenset(entries("organisation_heads.txt"))
_TYPE_OF_HEAD: Final = dict(rows("name_heads.tsv"))
_CAPITALISED: Final = rf"(?!(?:{CIVIL_PATTERN}|Dr|The|He|She|It|But|And|In)\b)[^\W\d_a-z][\w'’&-]*"
_TAIL: Final = re.compile(rf" (?:(?:of|for)(?: the)?|on the) ({_CAPITALISED}(?: {_CAPITALISED})*)")
_MORE: Final = re.compile(rf" (?:of|for|and)(?: the)? ({_CAPITALISED}(?: {_CAPITALISED})*)")
_WORD: Final = r"[^\W\d_a-z][\w'’&-]{1,30}"
_SPEAKING: Final = re.compile(
    rf"""
    (?<![\w’'-]) (?<!and[ ]) (?<!of[ ]) (?<!for[ ]) (?!The[ ])
    (?P<name> (?P<number>(?:No\.?|Number)[ ]10) | {_WORD}(?:[ ]{_WORD}){{1,5}} )   # at least two words
    (?:[ ]on[ ]{WEEKDAY_TITLE_PATTERN})?[ ](?:said|says|announced|confirmed|told)\b
    """,
    re.VERBOSE,
)
_IN_BRACKETS: Final = re.compile(r"[ \t\xa0]\(([^\W\d_a-z][\w&.-]{1,9})\)")
_BODIES: Final = frozenset({"ORG", "LOC", "MISC", "EVENT", "LAW", "PRODUCT", "FAC", "WORK_OF_ART"})
# Above it the recogniser's type stands: head words turn 4 of 4 such names of conll03 and world news the wrong way.
_SURE: Final = 0.9
_MOST_TAILS: Final = 4  # "Office for A and B of C": parts behind the head; a bound on cost, set by hand


def whole(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, where a name that ends in the head of a body grows over "of ...", "for the ..." that follows."""
    by_start = {(span.section, span.start): span for span in spans}
    grown = [_grown(document, span, by_start) for span in spans]
    return without_overlaps(grown)


def _grown(document: Document, span: Span, by_start: dict[tuple[int, int], Span]) -> Span:
    text = document.sections[span.section].text
    if span.type not in {"ORG", "FAC"} or text[span.start : span.end].rpartition(" ")[2] not in _HEADS:
        return span
    tail = _TAIL.match(text, span.end)
    if tail is None or _is_own_name(text, by_start.get((span.section, tail.start(1)))):
        return span
    end = tail.end()
    for _ in range(_MOST_TAILS):
        more = _MORE.match(text, end)
        if more is None or (span.section, more.start(1)) in by_start:
            break
        end = more.end()
    return replace(span, end=max(end, span.end), type="ORG", source="repair")


def _is_own_name(text: str, tail: Span | None) -> bool:
    """Whether what follows "of" is a person, or a body with a head or an acronym of its own."""
    if tail is None or tail.type not in {"PERSON", "ORG"}:
        return False
    name = text[tail.start : tail.end]
    return tail.type == "PERSON" or is_acronym(name) or not _HEADS.isdisjoint(name.split())


def headed(document: Document, spans: list[Span]) -> list[Span]:
    """The spans of several words with the type that their last word makes them: "Grey Bay Airport" is a building.

    A well-known name has the type of its list (the West Bank is no bank), and a sure one that of the recogniser.
    """
    return [span.typed(_type(span, span.of(document))) for span in spans]


def _type(span: Span, name: str) -> MentionType:
    first, _, last = name.rpartition(" ")
    kind = _TYPE_OF_HEAD.get(last) if first and name not in known_types() else None
    is_sure = span.score is not None and span.score >= _SURE
    return span.type if kind is None or is_sure or span.type in {"PERSON", "WORK_OF_ART"} else cast(MentionType, kind)


def speaking(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, and the bodies that no recogniser saw and that speak: "The Flood Media Office said", "No 10 said"."""
    coverage = Coverage(spans)
    new = [
        Span(number, match.start("name"), match.end("name"), "ORG", "repair")
        for number, section in enumerate(document.sections)
        for match in _SPEAKING.finditer(section.text)
        if match["number"] or match["name"].rpartition(" ")[2] in _HEADS
    ]
    return sorted([*spans, *(span for span in new if coverage.is_free(span.section, span.start, span.end))])


def acronyms(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, and the acronym in brackets after each name it abbreviates; both have one type."""
    defined = list(_defined(document, spans))
    kinds = {document.sections[span.section].text[span.start : span.end]: span.type for span in defined}
    coverage = Coverage(spans)
    new = [span for span in defined if coverage.is_free(span.section, span.start, span.end)]
    return sorted(span.typed(kinds.get(span.of(document), span.type)) for span in [*spans, *new])


def _defined(document: Document, spans: list[Span]) -> Iterator[Span]:
    for span in spans:
        match = _IN_BRACKETS.match(document.sections[span.section].text, span.end)
        if match is None or span.type not in _BODIES or not is_acronym(match.group(1)):
            continue
        letters = "".join(mark for mark in match.group(1) if mark.isalpha()).upper()
        if any(letters[:1] == known[:1] for known in initials(span.of(document))):
            yield Span(span.section, match.start(1), match.end(1), span.type, "alias")
