"""The names of the collection, from entities taken part by part, and whom a surname alone means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

# A short name stands for a full one where the outlets that use it mean that one in so many of their articles, and it
# is used within its time. Strict, since an open key costs a row and a wrong one a fact.
_SHARE: Final = 0.9
_LEAST_ARTICLES: Final = 3  # one or two may err alike
_SLACK: Final = timedelta(days=60)
_MOST_VARIANTS: Final = 8  # in a cell: what a person reads; the commonest come first
# What the entities of one key mostly agree on is told, with the number of articles that say so.
_AGREED: Final = 0.8
AGREED_COLUMNS: Final = ("gender", "role", "country_iso2", "kb_id")


@dataclass(slots=True)
class Named:
    """What the articles say of one key; `outlets` counts the articles of each, None being those without one."""

    type: str
    n_articles: int = 0
    n_mentions: int = 0
    first: datetime | None = None
    last: datetime | None = None
    names: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    facts: dict[str, Counter[Any]] = field(default_factory=lambda: {name: Counter() for name in AGREED_COLUMNS})

    def merge(self, other: "Named") -> None:
        """Add what other articles say of the same key."""
        self.n_articles += other.n_articles
        self.n_mentions += other.n_mentions
        self.first = min((day for day in (self.first, other.first) if day is not None), default=None)
        self.last = max((day for day in (self.last, other.last) if day is not None), default=None)
        self.names.update(other.names)
        self.outlets.update(other.outlets)
        for name, counts in self.facts.items():
            counts.update(other.facts[name])


class Names:
    """The names of a collection, as articles are added; the order in which they come changes nothing."""

    def __init__(self) -> None:
        self._named: dict[str, Named] = {}

    def add(self, entities: Iterable[Mapping[str, Any]]) -> None:
        """Add entities: rows of ENTITIES with published_date and publisher_domain of their articles."""
        for row in entities:
            mine = self._named.setdefault(row["entity_key"], Named(row["type"]))
            mine.n_articles += 1
            mine.n_mentions += row["n_mentions"]
            mine.names[row["canonical_name"]] += 1
            mine.outlets[row["publisher_domain"] or ""] += 1
            day = row["published_date"]
            if day is not None:
                mine.first = day if mine.first is None else min(mine.first, day)
                mine.last = day if mine.last is None else max(mine.last, day)
            for name, counts in mine.facts.items():
                if row[name] is not None:
                    counts[row[name]] += 1

    def merge(self, other: "Names") -> None:
        """Add the names of other articles."""
        for key, theirs in other._named.items():
            if key in self._named:
                self._named[key].merge(theirs)
            else:
                self._named[key] = theirs

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
    """For each surname alone the full name that it stands for, where the collection leaves no doubt."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for key, mine in sorted(named.items()):
        words = _words(key).split()
        if mine.type == "PERSON" and len(words) > 1:
            bearers[words[-1]].append(key)
    return {
        key: full
        for key, mine in named.items()
        if mine.type == "PERSON" and " " not in _words(key)
        if (full := _bearer(mine, {bearer: named[bearer] for bearer in bearers[_words(key)]})) is not None
    }


def _bearer(short: Named, bearers: Mapping[str, Named]) -> str | None:
    """The bearer whom the outlets of a surname alone name in full, nearly always and in its time."""
    votes: dict[str, float] = defaultdict(float)
    for outlet, count in sorted(short.outlets.items()):
        full = {key: mine.outlets[outlet] for key, mine in bearers.items() if mine.outlets[outlet]}
        for key, times in full.items():
            votes[key] += count * times / sum(full.values())
    if not votes:
        return None
    best = max(sorted(votes), key=lambda key: votes[key])
    everywhere = sum(mine.n_articles for mine in bearers.values())
    is_sure = votes[best] >= _SHARE * short.n_articles and bearers[best].n_articles >= _SHARE * everywhere
    return best if is_sure and bearers[best].n_articles >= _LEAST_ARTICLES and _in_time(short, bearers[best]) else None


def _in_time(short: Named, full: Named) -> bool:
    if short.first is None or short.last is None or full.first is None or full.last is None:
        return False
    return full.first - _SLACK <= short.first and short.last <= full.last + _SLACK
