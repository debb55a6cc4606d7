"""Mentions: the names a recogniser found in a document, each with the number of what it names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from broadsheet.transforms.names import namesakes
from broadsheet.transforms.names.aliases import groups
from broadsheet.transforms.names.places.geonames import demonyms
from broadsheet.transforms.names.recogniser import Document, Name
from broadsheet.transforms.names.roles import roles
from broadsheet.transforms.names.rules import bodies, people, repairs
from broadsheet.transforms.names.rules.consistency import one_type, spread
from broadsheet.transforms.names.rules.credits import without_credits
from broadsheet.transforms.names.rules.cues import by_cues
from broadsheet.transforms.names.rules.gazetteer import retyped, with_unseen
from broadsheet.transforms.names.rules.headlines import repaired
from broadsheet.transforms.names.rules.spans import Source, Span, spans
from broadsheet.transforms.vocabulary.acronyms import is_acronym
from broadsheet.transforms.vocabulary.mention_types import MentionType

Form = Literal["full", "short", "acronym", "demonym"]

# Each step takes the spans of the one before; the order is part of the rules.
_STEPS: Final[tuple[Callable[[Document, list[Span]], list[Span]], ...]] = (
    without_credits,
    repairs.repaired,
    people.whole,
    bodies.whole,
    bodies.headed,
    by_cues,
    retyped,
    with_unseen,
    bodies.speaking,
    bodies.acronyms,
    one_type,
    repaired,
    spread,
)
_LONGEST_ACRONYM: Final = 6  # letters; a longer word in capitals may be a name of a headline; set by hand


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: half-open code points of `document.sections[section].text`; `entity` is what it names.

    `role` are the title words beside the name, outside the span; None where there are none. `affiliation` is the number
    of the body or place that the role is of; None where it says none.
    """

    section: int
    start: int
    end: int
    surface: str
    type: MentionType
    entity: int
    form: Form
    role: str | None
    source: Source
    score: float | None
    affiliation: int | None = None


def found(document: Document, names: Sequence[Name]) -> list[Span]:
    """The spans of all mentions, in order, none overlapping another."""
    result = spans(document, names)
    for step in _STEPS:
        result = step(document, result)
    return result


def mentions(document: Document, names: Sequence[Name]) -> tuple[Mention, ...]:
    """The mentions in order of section and start; entities are numbered from 0 by first mention."""
    marked = found(document, names)
    surfaces = [span.of(document) for span in marked]
    grouped = groups([(surface, span.type) for surface, span in zip(surfaces, marked, strict=True)])
    entities = namesakes.by_title(document, marked, grouped)
    longest: dict[int, int] = {}
    for surface, entity in zip(surfaces, entities, strict=True):
        longest[entity] = max(longest.get(entity, 0), len(surface.split()))
    person_roles = roles([section.text for section in document.sections], marked)
    return tuple(
        Mention(
            span.section,
            span.start,
            span.end,
            surface,
            span.type,
            entity,
            _form(surface, span.type, longest[entity]),
            role.words if role is not None else None,
            span.source,
            span.score,
            entities[role.affiliation] if role is not None and role.affiliation is not None else None,
        )
        for span, surface, entity, role in zip(marked, surfaces, entities, person_roles, strict=True)
    )


def _form(surface: str, kind: MentionType, longest: int) -> Form:
    if kind == "NORP" and surface in demonyms():
        return "demonym"
    letters = sum(mark.isalpha() for mark in surface)
    if kind != "PERSON" and is_acronym(surface) and surface.isupper() and letters <= _LONGEST_ACRONYM:
        return "acronym"
    return "short" if len(surface.split()) < longest else "full"
