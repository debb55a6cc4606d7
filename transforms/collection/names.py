"""The names of the collection, from the counts of its parts, and what a surname or an acronym alone means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from broadsheet.transforms.collection.summaries import AGREED_COLUMNS
from broadsheet.transforms.vocabulary.acronyms import initials, is_acronym

# A short name stands for a full one where the outlets that use it mean that one in so many of their articles, and it
# is used within its time. Strict, since an open key costs a row and a wrong one a fact.
_SHARE: Final = 0.9
# Articles that name it in full: of joins on 1,137 articles of eight outlets 4 of 15 were wrong with 3 or 4 (a player's
# surname in another club's squad), none of 13 with more.
_LEAST_ARTICLES: Final = 5
# Who is named in full is so in most articles; one of the two wrong joins of 44 broke this: two players of one name.
_MORE_IN_FULL: Final = 2
_SLACK: Final = timedelta(days=60)
_PERSON: Final = "PERSON"
_BODY: Final = "ORG"
_MOST_VARIANTS: Final = 8  # in a cell: what a person reads; the commonest come first
# What the entities of one key mostly agree on is told, with the number of articles that say so.
_AGREED: Final = 0.8


@dataclass(slots=True)
class Named:
    """What the articles say of one key; `outlets` counts the articles of each, "" being those without one.

    `n_beside` counts the articles that name a person of that surname in full and somebody else by it alone.
    """

    type: str
    n_articles: int = 0
    n_mentions: int = 0
    n_beside: int = 0
    first: datetime | None = None
    last: datetime | None = None
    names: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    facts: dict[str, Counter[Any]] = field(default_factory=lambda: {name: Counter() for name in AGREED_COLUMNS})


class Names:
    """The names of a collection, as articles are added; the order in which they come changes nothing."""

    def __init__(self) -> None:
        self._named: dict[str, Named] = {}

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows of a summary's names."""
        for row in rows:
            mine = self._named.setdefault(row["entity_key"], Named(row["type"]))
            times = row["n_articles"]
            mine.n_articles += times
            mine.n_mentions += row["n_mentions"]
            mine.n_beside += row["n_beside"]
            mine.names[row["canonical_name"]] += times
            mine.outlets[row["publisher_domain"] or ""] += times
            if row["first"] is not None:
                mine.first = row["first"] if mine.first is None else min(mine.first, row["first"])
                mine.last = row["last"] if mine.last is None else max(mine.last, row["last"])
            for name, counts in mine.facts.items():
                if row[name] is not None:
                    counts[row[name]] += times

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row of NAMES for each key, in the order of the keys."""
        types: dict[str, Counter[str]] = defaultdict(Counter)
        for key, mine in self._named.items():
            types[_words(key)][mine.type] += mine.n_articles
        meant = _meant(self._named)
        for key, mine in sorted(self._named.items()):
            variants = [name for name, _ in _ranked(mine.names)]
            yield {
                "entity_key": key,
                "canonical_name": variants[0],
                "type": mine.type,
                "type_share": round(mine.n_articles / types[_words(key)].total(), 4),
                "n_articles": mine.n_articles,
                "n_mentions": mine.n_mentions,
                "first_date": mine.first,
                "last_date": mine.last,
                "n_outlets": len(mine.outlets.keys() - {""}),
                "n_variants": len(variants),
                "variants": " | ".join(variants[:_MOST_VARIANTS]),
                "same_as_key": meant.get(key),
                **_agreed(mine.facts),
            }


def _words(key: str) -> str:
    return key.rpartition(":")[0]


def _ranked(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def _agreed(facts: Mapping[str, Counter[Any]]) -> dict[str, Any]:
    agreed: dict[str, Any] = {}
    for name, counts in facts.items():
        value, count = _ranked(counts)[0] if counts else (None, 0)
        is_agreed = count >= _AGREED * counts.total() > 0
        agreed |= {name: value if is_agreed else None, f"n_{name}": count if is_agreed else None}
    return agreed


def _meant(named: Mapping[str, Named]) -> dict[str, str]:
    """For each surname or acronym alone the full name that it stands for, where the collection leaves no doubt."""
    bearers = _bearers(named)
    return {
        key: full
        for key, mine in named.items()
        if " " not in _words(key)
        and (group := bearers.get((mine.type, _short(key, mine))))
        and (full := _bearer(mine, {bearer: named[bearer] for bearer in group})) is not None
    }


def _short(key: str, mine: Named) -> str:
    """What a key of one word is looked up by: a body's acronym as written, a surname as in the key."""
    return _ranked(mine.names)[0][0] if mine.type == _BODY else _words(key)


def _bearers(named: Mapping[str, Named]) -> dict[tuple[str, str], list[str]]:
    """The keys of the persons in full of each surname, and of the bodies of several words of each acronym."""
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, mine in sorted(named.items()):
        words = _words(key).split()
        if mine.type == _PERSON and len(words) > 1:
            bearers[_PERSON, words[-1]].append(key)
        elif mine.type == _BODY and len(words) > 1:
            for acronym in {known for known in initials(_ranked(mine.names)[0][0]) if is_acronym(known)}:
                bearers[_BODY, acronym].append(key)
    return bearers


def _bearer(short: Named, bearers: Mapping[str, Named]) -> str | None:
    """The bearer whom the outlets of a surname alone name in full, nearly always and in its time."""
    votes: dict[str, float] = defaultdict(float)
    for outlet, count in sorted(short.outlets.items()):
        full = {key: mine.outlets[outlet] for key, mine in bearers.items() if mine.outlets[outlet]}
        for key, times in full.items():
            votes[key] += count * times / sum(full.values())
    if not votes or short.n_beside > (1 - _SHARE) * short.n_articles:
        return None
    best = max(sorted(votes), key=lambda key: votes[key])
    everywhere = sum(mine.n_articles for mine in bearers.values())
    bearer = bearers[best]
    is_sure = votes[best] >= _SHARE * short.n_articles and bearer.n_articles >= _SHARE * everywhere
    is_known = bearer.n_articles >= max(_LEAST_ARTICLES, _MORE_IN_FULL * short.n_articles)
    return best if is_sure and is_known and _in_time(short, bearer) and _may_be(short, bearer) else None


def _may_be(short: Named, full: Named) -> bool:
    """Whether no article tells of a gender of the one that none tells of the other."""
    genders = [named.facts["gender"].keys() for named in (short, full)]
    return not all(genders) or not genders[0].isdisjoint(genders[1])


def _in_time(short: Named, full: Named) -> bool:
    if short.first is None or short.last is None or full.first is None or full.last is None:
        return False
    return full.first - _SLACK <= short.first and short.last <= full.last + _SLACK
