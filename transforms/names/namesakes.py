"""From the mentions of persons who share a surname to whom "Mr. Quill" and "Mrs. Quill" name, where the text tells."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from broadsheet.transforms.names.aliases import key
from broadsheet.transforms.names.gender import Gender, title_evidence
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.spans import Span

_RELATIVE: Final = re.compile(
    r"\b(?:(husband|father|son|brother)|(wife|mother|daughter|sister)),?[ \xa0]+\Z", re.IGNORECASE
)
_REACH: Final = 20


def by_title(document: Document, spans: Sequence[Span], entities: Sequence[int]) -> list[int]:
    """The entities of the spans, numbered by first mention, where a bare surname goes to the namesake of its title.

    Only among several persons named in full with that surname, of whom one alone is of the gender of the title, or
    may be: the others are known to be of the other.
    """
    bearers: dict[str, set[int]] = defaultdict(set)
    genders: dict[int, set[Gender]] = defaultdict(set)
    names = [key(span.of(document), "PERSON").split() if span.type == "PERSON" else [] for span in spans]
    for span, entity, words in zip(spans, entities, names, strict=True):
        if len(words) > 1:
            bearers[words[-1]].add(entity)
            gender = _gender(document, span)
            genders[entity] |= {gender} if gender else set()
    made = list(entities)
    for at, (span, words) in enumerate(zip(spans, names, strict=True)):
        if len(words) == 1 and len(bearers[words[0]]) > 1:
            made[at] = _of_gender(_gender(document, span), bearers[words[0]], genders, made[at])
    numbers: dict[int, int] = {}
    return [numbers.setdefault(entity, len(numbers)) for entity in made]


def _gender(document: Document, span: Span) -> Gender | None:
    text = document.sections[span.section].text
    evidence = title_evidence(text, span.start, span.end)
    if evidence is not None:
        return evidence.gender
    relative = _RELATIVE.search(text, max(span.start - _REACH, 0), span.start)
    return None if relative is None else "male" if relative.group(1) else "female"


def _of_gender(gender: Gender | None, bearers: set[int], genders: Mapping[int, set[Gender]], otherwise: int) -> int:
    if gender is None:
        return otherwise
    known = [one for one in bearers if genders[one] == {gender}]
    open_ = [one for one in bearers if not genders[one]]
    chosen = known or open_
    return chosen[0] if len(chosen) == 1 else otherwise
