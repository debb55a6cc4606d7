"""The type of a name that the words beside it give: "the trawler ...", "shares of ..."."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

from broadsheet.transforms.dates.words import WEEKDAY_TITLE_PATTERN
from broadsheet.transforms.names.places.beside import area_after
from broadsheet.transforms.names.places.candidates import candidates
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.gazetteer import is_large_city, known_types
from broadsheet.transforms.names.rules.people import person_parts
from broadsheet.transforms.names.rules.spans import Span, without_overlaps
from broadsheet.transforms.names.titles import honorific_before, role_after, role_before
from broadsheet.transforms.vocabulary.acronyms import is_acronym
from broadsheet.transforms.vocabulary.lists import entries, rows
from broadsheet.transforms.vocabulary.mention_types import MentionType

_CUES: Final = [
    (where, cast(MentionType, kind), tuple(word.replace("_", " ") for word in words.split("|")))
    for where, kind, words in rows("name_cues.tsv")
]
_STORM: Final = re.compile(rf"\b(?:{'|'.join(sorted(entries('storm_words.txt'), key=len, reverse=True))}) \Z")
_STORM_NAME: Final = re.compile(rf"(?:{'|'.join(entries('storm_words.txt'))}) [^\W\d_a-z][\w'’-]*")
_COMPANY_NOUNS: Final = "|".join(entries("company_nouns.txt"))
_COMPANY: Final = re.compile(
    rf",[ \xa0](?:an?|the)[ \xa0](?:[\w-]+[ \xa0]){{0,4}}(?:{_COMPANY_NOUNS})(?=[,.;]| (?:that|which|in|based|with)\b)"
)
# "Tarn said on Monday it would join": no person is an "it". Of world news and agencies 2 of 2 that were taken for
# persons are bodies; with "is", "was" or "will be" behind it 4 of 7 are persons ("it was wrong").
_SAID_IT: Final = re.compile(
    rf"""
    [ ](?:said|says|announced|confirmed)
    (?:[ ]on[ ]{WEEKDAY_TITLE_PATTERN})?
    (?:[ ]that)?
    [ ]it[ ](?:would|will|had|has|plans|planned|expects|expected|aims|aimed)\b
    (?![ ](?:be|been|take|taken)\b)
    """,
    re.VERBOSE,
)
_COMPANY_REACH: Final = 80  # code points; _COMPANY with four common words before its noun is shorter
HEADS: Final = frozenset(word for word, _ in rows("name_heads.tsv"))
_INSIDE: Final = re.compile(r"(?:([^\W\d_]+)[ \xa0])?(?:in|near|outside)[ \xa0](?:the[ \xa0])?\Z")
_TRUST: Final = frozenset(entries("trust_nouns.txt"))
_PEOPLE_ENDINGS: Final = ("n", "an", "ian", "ns", "ans", "ians")
_SCORE: Final = re.compile(r"[ \xa0]\d{1,3}[-–]\d{1,3}\b")
_REACH: Final = 40  # code points; the cues of the list and the words of a storm are shorter
# What a cue weighs; "in" before a name tells less, since it stands before papers and teams as well.
_SURE: Final = 2
_ENOUGH: Final = 2  # one sure cue, or two of the others
_MOST_WORDS: Final = 3  # of a name whose type is open; longer ones tell their own; set by hand
# What each type that a cue gives may have been taken for.
_MISTAKEN: Final[dict[MentionType, frozenset[str]]] = {
    "LOC": frozenset({"PERSON", "ORG", "PRODUCT", "FAC", "MISC", "WORK_OF_ART", "EVENT"}),
    "ORG": frozenset({"PERSON", "PRODUCT", "WORK_OF_ART"}),
    "PRODUCT": frozenset({"PERSON", "ORG", "LOC", "FAC", "WORK_OF_ART", "EVENT"}),
    "NORP": frozenset({"PERSON", "ORG", "MISC", "EVENT"}),
}

Beside = dict[str, Counter[MentionType]]


def by_cues(document: Document, spans: list[Span]) -> list[Span]:
    """The spans with the type that most of the words beside their namesakes tell; storms with the word before them.

    A person who has a title or is named in full elsewhere stays one; so does a body by its last word.
    """
    spans = without_overlaps(_with_storm(document, span) for span in spans)
    beside = _kinds_beside(document, spans)
    for name in _people(document, spans) | {name for name, kinds in beside.items() if max(kinds.values()) < _ENOUGH}:
        beside.pop(name, None)
    places = {span.of(document) for span in spans if span.type == "LOC"}
    places |= {name for name, kinds in beside.items() if kinds.most_common(1)[0][0] == "LOC"}
    types: dict[str, MentionType] = {name: _most(kinds) for name, kinds in beside.items()}
    types |= {place + ending: "NORP" for place in places if place[-1:] in "aeio" for ending in _PEOPLE_ENDINGS}
    types |= dict.fromkeys(_storms(document, spans), "EVENT")
    return [_retyped(document, span, types) for span in spans]


def _most(kinds: Counter[MentionType]) -> MentionType:
    return max(kinds, key=lambda kind: (kinds[kind], kind))


def _retyped(document: Document, span: Span, types: dict[str, MentionType]) -> Span:
    kind = types.get(span.of(document))
    is_mistaken = kind is not None and span.type in _MISTAKEN.get(kind, {span.type})
    # What has shares or a rating and is no place of the lists is a body.
    is_mistaken |= kind == "ORG" and span.type == "LOC" and not candidates(span.of(document))
    return span.typed(kind) if kind is not None and is_mistaken else span


def _with_storm(document: Document, span: Span) -> Span:
    text = document.sections[span.section].text
    before = _STORM.search(text, max(span.start - _REACH, 0), span.start)
    if before is not None and span.type != "NORP" and " " not in span.of(document):
        return replace(span, start=before.start(), type="EVENT", source="repair")
    return span.typed("EVENT") if _STORM_NAME.fullmatch(span.of(document)) else span


def _storms(document: Document, spans: list[Span]) -> set[str]:
    """The bare names of the storms that the document names with the word before them."""
    names = {span.of(document) for span in spans if span.type == "EVENT"}
    return {name.rpartition(" ")[2] for name in names if _STORM_NAME.fullmatch(name)}


def _kinds_beside(document: Document, spans: list[Span]) -> Beside:
    """How often the words beside each name tell of each type."""
    beside: Beside = defaultdict(Counter)
    parts = person_parts(span.of(document) for span in spans if span.type == "PERSON")
    for span, after in zip(spans, [*spans[1:], None], strict=False):
        text, name = document.sections[span.section].text, span.of(document)
        is_open = name.count(" ") < _MOST_WORDS and name not in parts and name not in known_types()
        if not is_open or is_acronym(name) or name.rpartition(" ")[2] in HEADS:
            continue
        for kind, weight in _cued(text, span):
            beside[name][kind] += weight
        if span.type == "LOC" and after is not None and _is_given_name(document, span, after):
            beside[name]["PERSON"] += _SURE
    return beside


def _cued(text: str, span: Span) -> Iterator[tuple[MentionType, int]]:
    before, after = text[max(span.start - _REACH, 0) : span.start], text[span.end : span.end + _COMPANY_REACH]
    for where, kind, words in _CUES:
        if _ends_in(before, words) if where == "before" else after.startswith(words):
            yield kind, _SURE
    is_word = " " not in text[span.start : span.end]
    is_winner = is_word and span.type not in {"LOC", "PERSON"} and _SCORE.match(after) is not None
    if is_winner or _COMPANY.match(after) or _SAID_IT.match(after):
        yield "ORG", _SURE
    area = area_after(text, span.end) if is_word and span.type in {"PERSON", "LOC"} else None
    if area is not None and any(option.place.lies_in(area) for option in candidates(text[span.start : span.end])):
        yield "LOC", _SURE
    inside = _INSIDE.search(before)
    if inside is not None and span.type == "PERSON" and (inside.group(1) or "").lower() not in _TRUST:
        yield "LOC", 1


def _ends_in(before: str, words: tuple[str, ...]) -> bool:
    """Whether a text ends in one of the phrases as whole words: "support of " does not end in "port of "."""
    return before.endswith(words) and any(
        before.endswith(phrase) and not before[: -len(phrase)][-1:].isalnum() for phrase in words
    )


def _is_given_name(document: Document, span: Span, after: Span) -> bool:
    """Whether a place that is none of the well-known ones stands before "and" and a person named in full."""
    text, name = document.sections[span.section].text, span.of(document)
    is_pair = span.section == after.section and text[span.end : after.start] == " and "
    return (
        is_pair and after.type == "PERSON" and " " in after.of(document) and " " not in name and not is_large_city(name)
    )


def _people(document: Document, spans: list[Span]) -> set[str]:
    """The persons' names that stand beside a title."""
    return {
        span.of(document)
        for span in spans
        if span.type == "PERSON" and _is_titled(document.sections[span.section].text, span)
    }


def _is_titled(text: str, span: Span) -> bool:
    return bool(
        honorific_before(text, span.start) or role_before(text, span.start, frozenset()) or role_after(text, span.end)
    )
