"""Whom "Mayor Quill" and "Mrs. Quill" name, among persons who share a surname, as the text tells."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from broadsheet.transforms.names.aliases import key
from broadsheet.transforms.names.gender import Gender, title_evidence
from broadsheet.transforms.names.given_names import female_share_of
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.spans import Span
from broadsheet.transforms.names.titles import is_job, role_after, role_before

_MEN: Final = "husband|father|son|brother|grandson|nephew|uncle"
_WOMEN: Final = "wife|mother|daughter|sister|granddaughter|niece|aunt"
_RELATIVE: Final = re.compile(
    rf"""
    \b(?: ({_MEN}) | ({_WOMEN}) ),?[ \xa0]+\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Who is named as a relative of another: "her son, Orlo Quill".
_OF_ANOTHER: Final = re.compile(
    rf"""
    (?: (?:\b(?:his|her|their)|['’]s)[ \xa0](?:[a-z-]+[ \xa0])?                   # "her elder son,"
        (?:{_MEN}|{_WOMEN}|cousin),?
      | \b(?:son|daughter|wife|husband|widow|widower|brother|sister|nephew|niece|grandson|granddaughter)
        [ \xa0]of(?:[ \xa0][\w-]+){{0,4}}                                         # "son of the shipping tycoon"
    )
    [ \xa0]+\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUPLE: Final = re.compile(r"[ \xa0](?:and|&)[ \xa0](?:his wife |her husband )?")
# What a text calls the same person by: "Bobo Vine, whose real name is Orlo Quill".
_ALSO: Final = re.compile(
    r"""
    ,?[ ]?\(?
    (?: whose[ ](?:real|full|given|birth)[ ]name[ ](?:is|was)      # the name of a stage name
      | (?:also|better|formerly)[ ]known[ ]as|a\.k\.a\.|aka|born   # the other name
    )[ \xa0]\Z
    """,
    re.VERBOSE,
)
_REACH: Final = 40  # code points; the longest forms of _ALSO ("formerly known as") and _RELATIVE are shorter
# A given name of which so few are of the other gender tells enough to choose among namesakes, and nothing more.
_MOSTLY: Final = 0.9
# What each sign weighs against the others; set on the seeded families of benchmarks/invented.py. A title or a gender of
# the text's own is worth more than nearness, a given name's usual gender a little more.
_OF_ROLE: Final = 4.0
_OF_OTHER_ROLE: Final = -1.0
_OF_GENDER: Final = 4.0
_OF_NAME: Final = 2.0
_OF_OTHER_NAME: Final = -3.0
_BEFORE: Final = 5.0
_NEAR: Final = 1.0
_RELATED: Final = -1.5  # more than nearness: a bare surname is that of whom the relative is told of


@dataclass(slots=True)
class _Bearer:
    """A person named in full: what titles and roles tell of it, its given names, and where it was named last.

    `is_related`: it was introduced as a relative of somebody named before.
    """

    genders: set[Gender] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    forename: str = ""
    last: int = -1
    is_related: bool = False


def by_title(document: Document, spans: Sequence[Span], entities: Sequence[int]) -> list[int]:
    """The entities of the spans, numbered by first mention, where each bare surname goes to the namesake it fits best.

    A bearer of the surname fits by the role and the gender beside the mention, then by the usual gender of the given
    name, then by having been named before, and last. A surname whose title is of the other gender than all bearers is
    a person of its own. Two names that the text says are one person's are one.
    """
    result = _also(document, spans, entities)
    names = [key(span.of(document), "PERSON").split() if span.type == "PERSON" else [] for span in spans]
    surnames = _surnames(document, spans, names, result)
    bearers: dict[int, _Bearer] = defaultdict(_Bearer)
    for span, words, entity in zip(spans, names, result, strict=True):
        if len(words) > 1 or entity in surnames.couples:
            if not bearers[entity].forename:
                bearers[entity].is_related = _is_related(document, span)
            _learn(document, span, bearers[entity])
            bearers[entity].forename = bearers[entity].forename or (words[0] if words else "")
    for at, (span, words) in enumerate(zip(spans, names, strict=True)):
        if len(words) == 1 and (group := surnames.of.get(words[0])):
            result[at] = _chosen(document, span, result[at], {entity: bearers[entity] for entity in sorted(group)})
        if result[at] in bearers:
            bearers[result[at]].last = at
    numbers: dict[int, int] = {}
    return [numbers.setdefault(entity, len(numbers)) for entity in result]


@dataclass(frozen=True, slots=True)
class _Surnames:
    """Who bears each surname, and those who bear the one of their spouse: "Orlo" of "Orlo and Ada Quill"."""

    of: Mapping[str, set[int]]
    couples: frozenset[int]


def _surnames(
    document: Document, spans: Sequence[Span], names: Sequence[Sequence[str]], entities: Sequence[int]
) -> _Surnames:
    bearers_of: dict[str, set[int]] = defaultdict(set)
    firsts: dict[str, set[int]] = defaultdict(set)
    couples: set[int] = set()
    for at, (words, entity) in enumerate(zip(names, entities, strict=True)):
        if len(words) > 1:
            bearers_of[words[-1]].add(entity)
            firsts[words[0]].add(entity)
            if at and len(names[at - 1]) == 1 and _is_couple(document, spans[at - 1], spans[at]):
                bearers_of[words[-1]].add(entities[at - 1])
                couples.add(entities[at - 1])
    # Where the family name stands first it is what several full names begin with, of relatives or behind titles.
    for first, group in firsts.items():
        if len(group) > 1 and first not in bearers_of and _is_family_name(document, spans, names, first):
            bearers_of[first] = group
    return _Surnames(bearers_of, frozenset(couples))


def _is_couple(document: Document, first: Span, second: Span) -> bool:
    text = document.sections[first.section].text
    return first.section == second.section and _COUPLE.fullmatch(text, first.end, second.start) is not None


def _is_family_name(document: Document, spans: Sequence[Span], names: Sequence[Sequence[str]], first: str) -> bool:
    """Whether titles stand before a name alone, as they do before surnames, or a full name with it is a relative's."""
    return any(
        (words == [first] and role_before(document.sections[span.section].text, span.start, frozenset()) is not None)
        or (len(words) > 1 and words[0] == first and _is_related(document, span))
        for span, words in zip(spans, names, strict=True)
    )


def _is_related(document: Document, span: Span) -> bool:
    """Whether a name is that of a relative of somebody named before."""
    text = document.sections[span.section].text
    return _OF_ANOTHER.search(text, max(span.start - _REACH, 0), span.start) is not None


def _also(document: Document, spans: Sequence[Span], entities: Sequence[int]) -> list[int]:
    """The entities, where one is said to be the other's name."""
    same: dict[int, int] = {}
    for span, other, first, second in zip(spans, spans[1:], entities, entities[1:], strict=False):
        text = document.sections[span.section].text
        gap = text[span.end : other.start] if span.section == other.section else ""
        if span.type == other.type == "PERSON" and len(gap) < _REACH and _ALSO.fullmatch(gap):
            same[second] = same.get(first, first)
    return [same.get(entity, entity) for entity in entities]


def _learn(document: Document, span: Span, bearer: _Bearer) -> None:
    gender = _gender(document, span)
    bearer.genders |= {gender} if gender else set()
    bearer.heads |= _heads(document, span)


def _gender(document: Document, span: Span) -> Gender | None:
    text = document.sections[span.section].text
    evidence = title_evidence(text, span.start, span.end)
    if evidence is not None:
        return evidence.gender
    relative = _RELATIVE.search(text, max(span.start - _REACH, 0), span.start)
    return None if relative is None else "male" if relative.group(1) else "female"


def _heads(document: Document, span: Span) -> set[str]:
    """The job words of the roles before and behind a name."""
    text = document.sections[span.section].text
    roles = (role_before(text, span.start, frozenset()), role_after(text, span.end))
    return {word.lower().rstrip(".") for role in roles for word in (role or "").split() if is_job(word)}


def _chosen(document: Document, span: Span, otherwise: int, bearers: Mapping[int, _Bearer]) -> int:
    gender, heads = _gender(document, span), _heads(document, span)
    fitting = {
        e: bearer for e, bearer in bearers.items() if not (gender and bearer.genders and gender not in bearer.genders)
    }
    if not fitting:
        return otherwise if otherwise not in bearers else _OWN - min(bearers) * 2 - (gender == "female")
    if len(bearers) == 1:
        return next(iter(bearers))
    newest = max(bearer.last for bearer in fitting.values())
    scores = {entity: _fit(bearer, gender, heads, newest) for entity, bearer in fitting.items()}
    best = max(scores.values())
    first = [entity for entity, score in scores.items() if score == best]
    return first[0] if len(first) == 1 else otherwise


# Numbers of persons that no full name names: below all others.
_OWN: Final = -2


def _fit(bearer: _Bearer, gender: Gender | None, heads: Iterable[str], newest: int) -> float:
    heads = set(heads)
    score = _BEFORE * (bearer.last >= 0) + _NEAR * (bearer.last == newest >= 0) + _RELATED * bearer.is_related
    if heads and bearer.heads:
        score += _OF_ROLE if heads & bearer.heads else _OF_OTHER_ROLE
    if gender is not None:
        share = female_share_of(bearer.forename)
        if bearer.genders == {gender}:
            score += _OF_GENDER
        elif share is not None and not bearer.genders:
            likely = share if gender == "female" else 1 - share
            score += _OF_NAME if likely >= _MOSTLY else _OF_OTHER_NAME if likely <= 1 - _MOSTLY else 0.0
    return score
