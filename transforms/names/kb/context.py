"""How well the entries that bear a name fit what an article says of its bearer."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from broadsheet.transforms.names.titles import is_modifier
from broadsheet.transforms.vocabulary.lists import entries
from broadsheet.transforms.vocabulary.mention_types import MentionType

# What each sign adds to the log odds that an entry is meant, against no entry of the file; set by hand, so that of two
# namesakes one sign tells them apart, that the second of an entry's names does, and that one sign against the only
# bearer is not enough to leave it out while two are.
_BEARS_NAME: Final = 1.5
_BEARS_ANOTHER: Final = 1.5
_IN_COUNTRY: Final = 1.2
_ELSEWHERE: Final = -0.3
_HAS_ROLE: Final = 2.0
_OTHER_ROLE: Final = -0.3
_RELATED: Final = 1.5
# The place that the article was found to mean is the entry's: of places told 94 to 95 % are right. Where it was left
# open, the gazetteer has several that fit, whatever the file has: on 2,796 annotated places 92.9 % of the links are
# right with it (68.7 % linked), 91.5 % without (71.5 %).
_IS_PLACE: Final = 3.0
_IS_OPEN: Final = -2.0
_MOST_RELATED: Final = 2  # more of an entry's relations tell nothing new
# The share of all that the name may mean, below which nothing is linked: a lone bearer without any sign has 0.82.
BOUND: Final = 0.75
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMON: Final = frozenset(entries("stopwords_en.txt"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the knowledge base: what it is called, and what is known of it; empty or None where the file is silent.

    `country` is an ISO 3166-1 alpha-2 code, `geonames_id` that of a place; `related` are keys of the names of what it
    has to do with.
    """

    name: str
    kb_id: str
    type: MentionType
    country: str | None = None
    roles: tuple[str, ...] = ()
    related: frozenset[str] = frozenset()
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an article says of an entity: its own country, those the article names, its roles, the keys of all else, and
    the place it was found to be.
    """

    country: str | None
    countries: frozenset[str | None]
    roles: tuple[str, ...]
    others: frozenset[str]
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry that an entity means; `score` is its share of what the name may mean here, 0 to 1."""

    kb_id: str
    score: float


def link(borne: Sequence[tuple[Entry, int]], context: Context) -> Link | None:
    """The entry that an entity means, of those that bear so many of its names each; None where that is a guess.

    A place of another country or another GeoNames id than the entity's is another place.
    """
    weights: dict[str, float] = {}
    for entry, n_names in borne:
        is_elsewhere = context.country is not None and entry.country not in (None, context.country)
        is_other = context.geonames_id is not None and entry.geonames_id not in (None, context.geonames_id)
        if not ((is_elsewhere or is_other) and entry.type in {"LOC", "FAC"}):
            weight = _weight(entry, n_names, context)
            weights[entry.kb_id] = max(weights.get(entry.kb_id, -math.inf), weight)
    if not weights:
        return None
    best = max(sorted(weights), key=lambda kb_id: weights[kb_id])
    share = math.exp(weights[best]) / (1 + sum(map(math.exp, weights.values())))
    return Link(best, round(share, 2)) if share >= BOUND else None


def _weight(entry: Entry, n_names: int, context: Context) -> float:
    weight = _BEARS_NAME + _BEARS_ANOTHER * (n_names - 1)
    countries = {context.country} if context.country is not None else context.countries
    if entry.country is not None and countries:
        weight += _IN_COUNTRY if entry.country in countries else _ELSEWHERE
    known, here = _words(entry.roles), _words(context.roles)
    if known and here:
        weight += _HAS_ROLE if known & here else _OTHER_ROLE
    if entry.geonames_id is not None and entry.type == "LOC":
        weight += _IS_PLACE if entry.geonames_id == context.geonames_id else _IS_OPEN
    return weight + _RELATED * min(len(entry.related & context.others), _MOST_RELATED)


def _words(roles: Sequence[str]) -> set[str]:
    """The words of roles that tell something: "minister" of "the former prime minister of"."""
    words = {word.lower() for role in roles for word in _WORD.findall(role)}
    return {word for word in words if word not in _COMMON and not is_modifier(word)}


def votes(entries_of: Mapping[str, Sequence[Entry]]) -> list[tuple[Entry, int]]:
    """Each entry with the number of an entity's names it bears, from those that bear each name."""
    by_id: dict[str, tuple[Entry, int]] = {}
    for bearers in entries_of.values():
        for entry in {entry.kb_id: entry for entry in bearers}.values():
            by_id[entry.kb_id] = (entry, by_id.get(entry.kb_id, (entry, 0))[1] + 1)
    return list(by_id.values())
