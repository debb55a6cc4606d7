"""The body or person whose document speaks: "the report", "its website"."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from broadsheet.transforms.quotes.model import NamedMention
from broadsheet.transforms.quotes.people.antecedents import antecedent
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.nominals import noun_of
from broadsheet.transforms.quotes.people.turns import Turn
from broadsheet.transforms.quotes.sources.phrases import kindred
from broadsheet.transforms.records.spans import Span

_MOST_PLACES: Final = 12  # earlier places of the noun that are looked at, nearest first; a bound on cost, set by hand
_OWNERS: Final = {
    "its": frozenset({"ORG"}),
    "their": frozenset({"ORG"}),
    "his": frozenset({"PERSON"}),
    "her": frozenset({"PERSON"}),
}
_MAKERS: Final = frozenset({"ORG", "PERSON"})
# Behind the noun, who made it: "a report by the Harbour Board", "a letter published on Monday by ...".
_MADE_BY: Final = re.compile(
    r"""
    \s(?:(?:published|issued|released|carried\sout|conducted|compiled|written|sent|commissioned)\s)?
    (?:on\s\w+\s|last\s\w+\s|yesterday\s)?                                  # when
    (?:by|from|of)\s
    (?:the\s|an?\s)?
    (?:[a-z][\w-]*\s){0,4}                                                    # "mortgage lender", "consultants"
    """,
    re.VERBOSE,
)
_ADJECTIVES: Final = re.compile(r"(?:['’]s?)?\s(?:[\w-]+\s){0,3}")  # between an owner and the noun
_OWN: Final = re.compile(r"\b(its|their|his|her)\s(?:[\w-]+\s){0,3}\Z", re.IGNORECASE)
_LOOK_BACK: Final = 60  # code points before the noun: an owner and three words; set by hand


def maker_of(scene: Scene, span: Span, turns: Sequence[Turn]) -> int | None:
    """The entity whose document speaks; None where the words are no document, or the text does not say whose.

    "its website" is that of the body spoken of; "the report" that of whom its first place named as its maker.
    """
    noun = noun_of(scene.text[slice(*span)])
    kin = kindred(" ".join(noun.words), closes=True) if noun is not None else None
    if noun is None or kin is None or kin.head != "document":
        return None
    types = _OWNERS.get(noun.owner)
    if types is not None:
        meant = antecedent(scene, span[0], lambda mention: mention.type in types, turns)
        return None if meant is None else scene.mentions[meant.mention].entity
    head = re.compile(rf"\b{re.escape(noun.head)}\b")  # in lower case: with a capital it is of a name
    places = [match.span() for match in head.finditer(scene.text, 0, span[0])]
    for place in islice(reversed(places), _MOST_PLACES):
        maker = _maker_at(scene, place, turns)
        if maker is not None:
            return maker
    return None


def _maker_at(scene: Scene, place: Span, turns: Sequence[Turn]) -> int | None:
    """The entity that is named beside a place of the noun as the one whose it is."""
    behind = _MADE_BY.match(scene.text, place[1])
    after = scene.first_from(place[1])
    if (
        behind is not None
        and after is not None
        and _is_maker(scene.mentions[after])
        and scene.mentions[after].start == behind.end()
    ):
        return scene.mentions[after].entity
    before = next((index for index in scene.before(place[0]) if _is_maker(scene.mentions[index])), None)
    if before is not None and _ADJECTIVES.fullmatch(scene.text, scene.mentions[before].end, place[0]):
        return scene.mentions[before].entity
    own = _OWN.search(scene.text, max(place[0] - _LOOK_BACK, 0), place[0])
    if own is None:
        return None
    types = _OWNERS[own.group(1).lower()]
    in_sentence = scene.sentence_number(place[0])
    if (
        after is not None
        and scene.mentions[after].type in types
        and scene.sentence_number(scene.mentions[after].start) == in_sentence
    ):
        return scene.mentions[after].entity  # "In its latest report, the Harbour Board said"
    meant = antecedent(scene, own.start(), lambda mention: mention.type in types)
    return None if meant is None else scene.mentions[meant.mention].entity


def _is_maker(mention: NamedMention) -> bool:
    return mention.type in _MAKERS
