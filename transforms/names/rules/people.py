"""Whole names of persons: particles belong to them, peoples and titles do not."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Final

from broadsheet.transforms.names.places.geonames import demonyms
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.spans import Span, without_overlaps
from broadsheet.transforms.names.titles import honorific_before, role_apposed, role_before
from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.honorifics import is_honorific
from broadsheet.transforms.vocabulary.mention_types import MentionType

_PARTICLE: Final = "|".join(sorted(particles.IN_TEXT))
_PARTICLES: Final = re.compile(rf"(?:[ -](?:{_PARTICLE})){{1,3}}[ -][^\W\d_a-z][\w'’-]*")
_WORD: Final = re.compile(rf"(?: (?:{_PARTICLE})){{0,2}} [^\W\d_a-z][\w'’-]*")
_ENDS_IN_PARTICLE: Final = re.compile(rf" (?:{_PARTICLE})\Z")
_SYLLABLE: Final = re.compile(r"-[^\W\d_A-Z]{1,5}\b(?!-)")
_NO_SYLLABLES: Final = frozenset(
    {"led", "era", "like", "run", "style", "type", "ally", "free", "fed", "owned", "based", "in-law"}
)
_ON_RIVER: Final = re.compile(r"(?:-(?:on|upon|under|by|in|le|la|les|sur|the|de|am|an|der)){1,2}-[^\W\d_a-z][\w'’]*")
_CAPITALS: Final = re.compile(r"[^\W\d_a-z]{2,5}s?")
_GIVEN: Final = re.compile(r"[^\W\d_a-z]{2,20}")  # one word in capitals
_TURN: Final = re.compile(r"(?:,[^:\n]{1,120})?:\s")  # "QUILL: ", "QUILL, MAYOR OF TARN: "
_MOST_WORDS: Final = 3  # spaces in a name; four words or more may be a body or a work; set by hand
# A surname in capitals that the recogniser is so sure of is no acronym: 3 of 3 on agency news.
_SURE: Final = 0.9
_MISREAD: Final = frozenset({"ORG", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "MISC"})


def whole(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, where persons' names grow over particles and shrink to what follows "Dutchman"; see `_type` too.

    An honorific that a recogniser parted from its name is no name; a given name at the head of a turn in capitals
    ("INDIA QUILL, MAYOR: ...") is no place.
    """
    spans = _with_turns(document, spans)
    names = (span for span, after in zip_longest(spans, spans[1:]) if not _is_honorific_of(document, span, after))
    return without_overlaps(_whole(document, span) for span in names)


def _with_turns(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, where the given name and the surname of who has the turn are one name."""
    joined = list(spans)
    for at, (span, after) in enumerate(pairwise(spans)):
        text = document.sections[span.section].text
        name, surname = span.of(document), after.of(document)
        is_pair = span.section == after.section and text[span.end : after.start] == " " and after.type == "PERSON"
        opens_line = span.start == 0 or text[span.start - 1] == "\n"
        is_turn = opens_line and surname.isupper() and _TURN.match(text, after.end) is not None
        if is_pair and is_turn and _GIVEN.fullmatch(name):
            joined[at] = replace(after, start=span.start, source="repair")
    return without_overlaps(joined)


def _is_honorific_of(document: Document, span: Span, after: Span | None) -> bool:
    if after is None or after.type != "PERSON" or after.section != span.section:
        return False
    gap = document.sections[span.section].text[span.end : after.start]
    return gap.isspace() and len(gap) == 1 and is_honorific(span.of(document))


def _whole(document: Document, span: Span) -> Span:
    text = document.sections[span.section].text
    kind = _type(text, span)
    if kind != "PERSON":
        rest = _ON_RIVER.match(text, span.end) if kind == "LOC" else None
        return replace(span.typed(kind), end=rest.end() if rest else span.end)
    start, end = _without_people(text, span.start, span.end), span.end
    rest = _PARTICLES.match(text, end) or (_ENDS_IN_PARTICLE.search(text, start, end) and _WORD.match(text, end))
    if rest:
        end = rest.end()
    syllable = _SYLLABLE.match(text, end)
    if syllable and " " in text[start:end] and syllable.group()[1:] not in _NO_SYLLABLES:
        end = syllable.end()
    return replace(span.typed(kind), start=start, end=end)


def _type(text: str, span: Span) -> MentionType:
    """PERSON for what a title precedes; ORG for an acronym that was taken for a person."""
    name = text[span.start : span.end]
    if span.type == "PERSON":
        is_doubted = span.score is None or span.score < _SURE
        is_acronym = is_doubted and _CAPITALS.fullmatch(name) and not honorific_before(text, span.start)
        return "ORG" if is_acronym else "PERSON"
    can_be_person = span.type in _MISREAD and name.count(" ") < _MOST_WORDS and not name.isupper()
    is_person = can_be_person and (
        honorific_before(text, span.start) is not None
        or _is_titled(text, span.start)
        or (" " in name and role_apposed(text, span.start) is not None)
    )
    return "PERSON" if is_person else span.type


def _is_titled(text: str, start: int) -> bool:
    role = role_before(text, start, frozenset())
    return role is not None and role.islower() and role.endswith(("man", "woman", "person"))


def _without_people(text: str, start: int, end: int) -> int:
    """Where the name begins after "Dutchman", "Frenchwoman" and the like."""
    first, _, rest = text[start:end].partition(" ")
    if rest and first in demonyms() and first.endswith(("man", "woman")):
        return end - len(rest)
    return start


def person_parts(names: Iterable[str]) -> frozenset[str]:
    """The given names and surnames of the persons named in full, and their names without the given one."""
    parts: set[str] = set()
    for name in names:
        words = name.split()
        if len(words) > 1 and len(words[-1]) > 2:
            parts |= {words[0], words[-1]}
            if len(words) > 2:
                parts.add(" ".join(words[1:]))
    return frozenset(part for part in parts if part[0].isupper())
