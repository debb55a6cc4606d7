"""The tables of names and of outlets, from the articles and entities of all parts, one part at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from broadsheet.transforms.collection.names import AGREED_COLUMNS, Names
from broadsheet.transforms.names.places.home import home_of
from broadsheet.transforms.tables.declared.collection import NAMES, OUTLETS
from broadsheet.transforms.vocabulary.gazetteer import Place, place_of_id

ENTITY_COLUMNS: Final = (
    "article_id", "entity_key", "canonical_name", "type", "n_mentions", *AGREED_COLUMNS, "geonames_id",
)  # fmt: skip
ARTICLE_COLUMNS: Final = ("article_id", "published_date", "publisher_domain", "language", "is_wire")


@dataclass(slots=True)
class _Outlet:
    n_articles: int = 0
    n_wire: int = 0
    days: Counter[datetime] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)


class Collected:
    """What the parts of a collection say together; memory grows with distinct names, days and places alone."""

    def __init__(self) -> None:
        self._names = Names()
        self._outlets: dict[str, _Outlet] = defaultdict(_Outlet)

    def add(self, articles: pa.Table, entities: pa.Table) -> None:
        """Add whole articles: ARTICLE_COLUMNS of ARTICLES, and ENTITY_COLUMNS of all their entities."""
        known = {row["article_id"]: row for row in articles.select(ARTICLE_COLUMNS).to_pylist()}
        for row in known.values():
            self._add_article(row)
        rows = entities.select(ENTITY_COLUMNS).to_pylist()
        for row in rows:
            article = known[row["article_id"]]
            row |= {name: article[name] for name in ("published_date", "publisher_domain")}
            if row["geonames_id"] is not None and row["type"] == "LOC" and article["publisher_domain"] is not None:
                self._outlets[article["publisher_domain"]].places[row["geonames_id"]] += 1
        self._names.add(rows)

    def _add_article(self, row: Mapping[str, Any]) -> None:
        if row["publisher_domain"] is None:
            return
        outlet = self._outlets[row["publisher_domain"]]
        outlet.n_articles += 1
        outlet.n_wire += bool(row["is_wire"])
        outlet.languages.update([row["language"]] if row["language"] is not None else [])
        outlet.days.update([row["published_date"]] if row["published_date"] is not None else [])

    def merge(self, other: "Collected") -> None:
        """Add what other articles say."""
        self._names.merge(other._names)
        for domain, theirs in other._outlets.items():
            mine = self._outlets[domain]
            mine.n_articles += theirs.n_articles
            mine.n_wire += theirs.n_wire
            mine.days.update(theirs.days)
            mine.languages.update(theirs.languages)
            mine.places.update(theirs.places)

    def tables(self) -> dict[str, pa.Table]:
        """NAMES and OUTLETS, in the order of their keys."""
        outlets = (_outlet_row(domain, outlet) for domain, outlet in sorted(self._outlets.items()))
        return {NAMES.name: NAMES.from_rows(list(self._names.rows())), OUTLETS.name: OUTLETS.from_rows(list(outlets))}


def _outlet_row(domain: str, outlet: _Outlet) -> dict[str, Any]:
    first, last = min(outlet.days, default=None), max(outlet.days, default=None)
    span = (last - first).days + 1 if first is not None and last is not None else None
    home = home_of(_places(sorted(outlet.places.items())))
    return {
        "publisher_domain": domain,
        "n_articles": outlet.n_articles,
        "first_date": first,
        "last_date": last,
        "n_days": len(outlet.days),
        "n_days_without": None if span is None else span - len(outlet.days),
        "languages": " | ".join(sorted(outlet.languages)) or None,
        "agency_share": round(outlet.n_wire / outlet.n_articles, 4),
        "home_country_iso2": home.country_iso2 if home else None,
        "home_division": home.division if home else None,
        "home_lat": home.lat if home else None,
        "home_lon": home.lon if home else None,
    }


def _places(counted: Iterable[tuple[int, int]]) -> list[Place]:
    return [place for key, count in counted for place in [place_of_id(key)] * count]
