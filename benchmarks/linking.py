"""From annotated places and the gazetteer as a knowledge base to how many of a drawn sample are linked, and rightly.

    python -m benchmarks.linking [--gold FILE] [--sample N] [--seed N]

The file of the knowledge base has each place that bears a name of the gold, under its GeoNames id, with its country and
the names of the areas it lies in as what it has to do with: Springfield stands in it dozens of times. The spans are
those of the gold. Three files: of names and types alone, with countries and areas, and with GeoNames ids, too, as a
dump of Wikidata gives them. Intervals are Wilson's at 95 %.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from benchmarks.places_gold import FOLDER, Gold, document, given, read
from benchmarks.speakers import wilson
from broadsheet.transforms.names.kb.linking import KnowledgeBase
from broadsheet.transforms.names.linking import Resolved, resolve
from broadsheet.transforms.vocabulary.gazetteer import Place, places_named, places_of_kind

_NAMES: Final = ("name", "kb_id", "type")
_FIELDS: Final = (*_NAMES, "country", "related", "geonames_id")
_FILES: Final = {
    "names and types": _NAMES,
    "with countries and areas": (*_NAMES, "country", "related"),
    "with GeoNames ids": _FIELDS,
}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=FOLDER / "places.dev.jsonl")
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not arguments.gold.is_file():
        raise SystemExit("the development gold (../shared/gold/places) is not beside the project")
    golds = read(arguments.gold)
    table = entries(golds)
    known = set(table["kb_id"].to_pylist())
    wanted = [(number, place) for number, gold in enumerate(golds) for place in gold["places"]]
    drawn = random.Random(arguments.seed).sample(wanted, arguments.sample)
    n_known = sum(str(place["geonames_id"]) in known for _, place in drawn)
    print(f"{table.num_rows} entries; {n_known} of {len(drawn)} drawn mentions have theirs in the file")
    resolved = [resolve(document(gold), given(gold)) for gold in golds]
    for label, columns in _FILES.items():
        report(label, drawn, resolved, KnowledgeBase.of(table.select(columns), "gazetteer", "0"))


def entries(golds: Sequence[Gold]) -> pa.Table:
    """The rows of a knowledge base: each place that bears a name of the gold."""
    names = sorted({place["surface"] for gold in golds for place in gold["places"]})
    places = {place.geonames_id: place for name in names for place in places_named(name) if place.geonames_id}
    areas = dict(_areas())
    rows = [_row(place, areas) for _, place in sorted(places.items())]
    return pa.table({field: [row[field] for row in rows] for field in _FIELDS})


def _areas() -> Iterator[tuple[tuple[str | None, str | None, int | None], str]]:
    for place in places_of_kind("country"):
        yield (place.country_iso2, None, None), place.name
    for place in places_of_kind("division1"):
        yield (place.country_iso2, place.division, None), place.name
    for place in places_of_kind("division2"):
        yield (place.country_iso2, place.division, place.geonames_id), place.name


def _row(place: Place, areas: dict[tuple[str | None, str | None, int | None], str]) -> dict[str, Any]:
    inside = [
        areas.get((place.country_iso2, division, county))
        for division, county in ((None, None), (place.division, None), (place.division, place.county))
    ]
    related = sorted({name for name in inside if name is not None and name != place.name})
    return {
        "name": place.name.strip(),
        "kb_id": str(place.geonames_id),
        "type": "LOC",
        "country": place.country_iso2,
        "related": related,
        "geonames_id": str(place.geonames_id),
    }


def report(label: str, drawn: Sequence[tuple[int, Gold]], articles: Sequence[Resolved], base: KnowledgeBase) -> None:
    """Print coverage and precision of a sample."""
    links = base.links(articles)
    linked = right = 0
    for number, place in drawn:
        mention = next(
            (m for m in articles[number].mentions if m.start < place["end"] and m.end > place["start"]), None
        )
        link = links[number][mention.entity] if mention is not None else None
        linked += link is not None
        right += link is not None and link.kb_id == str(place["geonames_id"])
    print(f"{label}:\n  linked        {wilson(linked, len(drawn))}\n  of those right{wilson(right, linked)}")


if __name__ == "__main__":
    main()
