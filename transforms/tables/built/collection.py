"""The tables of names and of outlets, from the counts of all parts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.collection.names import Names
from broadsheet.transforms.collection.summaries import NAME_KEYS, OUTLET_KEYS, Summary, merged, summary
from broadsheet.transforms.names.places.home import home_of
from broadsheet.transforms.tables.declared.collection import NAMES, OUTLETS
from broadsheet.transforms.vocabulary.gazetteer import Place, place_of_id

__all__ = ["ARTICLE_COLUMNS", "ENTITY_COLUMNS", "Collected", "Summary", "summary"]

ENTITY_COLUMNS: Final = ("article_id", *(name for name in NAME_KEYS if name != "publisher_domain"), "n_mentions")
ARTICLE_COLUMNS: Final = ("article_id", *OUTLET_KEYS)
# Summaries are added up when their rows are so many, so that memory follows what is distinct: set by hand.
_MOST_ROWS: Final = 1_000_000


@dataclass(slots=True)
class _Outlet:
    n_articles: int = 0
    n_wire: int = 0
    days: Counter[datetime] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)


class Collected:
    """What the parts of a collection say together; memory grows with distinct names, outlets and days alone."""

    def __init__(self) -> None:
        self._parts: list[Summary] = []
        self._n_added = 0  # rows of names since the last were added up

    def add(self, part: Summary) -> None:
        """Add the counts of a part, as `summary` gives them of ARTICLE_COLUMNS and ENTITY_COLUMNS."""
        self._parts.append(part)
        self._n_added += part.names.num_rows
        if self._n_added > _MOST_ROWS:
            self._parts, self._n_added = [merged(self._parts)], 0

    def tables(self) -> dict[str, pa.Table]:
        """NAMES and OUTLETS, in the order of their keys; empty without a part."""
        whole = merged(self._parts) if self._parts else None
        names, outlets = Names(), _outlets(whole) if whole else {}
        for batch in whole.names.to_batches() if whole else ():
            names.add(batch.to_pylist())
        rows = [_outlet_row(domain, outlet) for domain, outlet in sorted(outlets.items())]
        return {NAMES.name: NAMES.from_rows(list(names.rows())), OUTLETS.name: OUTLETS.from_rows(rows)}


def _outlets(whole: Summary) -> dict[str, _Outlet]:
    outlets: dict[str, _Outlet] = defaultdict(_Outlet)
    for row in whole.outlets.to_pylist():
        if row["publisher_domain"] is not None:
            _add_articles(outlets[row["publisher_domain"]], row)
    placed = whole.names.select(["publisher_domain", "type", "geonames_id", "n_articles"])
    for row in placed.filter(pc.is_valid(placed["geonames_id"])).to_pylist():
        if row["type"] == "LOC" and row["publisher_domain"] is not None:
            outlets[row["publisher_domain"]].places[row["geonames_id"]] += row["n_articles"]
    return outlets


def _add_articles(outlet: _Outlet, row: Mapping[str, Any]) -> None:
    times = row["n_articles"]
    outlet.n_articles += times
    outlet.n_wire += times * bool(row["is_wire"])
    if row["language"] is not None:
        outlet.languages[row["language"]] += times
    if row["published_date"] is not None:
        outlet.days[row["published_date"]] += times


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
