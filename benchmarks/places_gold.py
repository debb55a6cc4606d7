"""From the annotated places beside the project to how many are told, right and near: spans given, and end to end.

    python -m benchmarks.places_gold [--gold FILE] [--recogniser SETTING | --given] [--no-homes]

Prints what `shared/gold/places/score.py` says of our places. `--given` takes the spans of the gold for places and asks
no recogniser. Homes of outlets are learnt as in a collection: the articles are read once without them, then again.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from broadsheet.transforms.names.linking import Resolved, resolve
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.names.places.home import Home, home_of
from broadsheet.transforms.names.recogniser import Document, Name, Section
from broadsheet.transforms.sentences.splitter import sentence_spans
from broadsheet.transforms.staged import DEFAULT_RECOGNISER
from broadsheet.transforms.vocabulary.gazetteer import Place, place_of_id

FOLDER: Final = Path(__file__).resolve().parents[2] / "shared" / "gold" / "places"

Gold = dict[str, Any]


def read(path: Path) -> list[Gold]:
    """The documents of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def document(gold: Gold) -> Document:
    """The document as one section of text, with its outlet's domain."""
    outlet = gold["domain"].removeprefix("www.")
    return Document("en", (Section("text", gold["text"], tuple(sentence_spans(gold["text"]))),), outlet=outlet)


def given(gold: Gold) -> list[Name]:
    """The spans of the gold as a recogniser would give them."""
    return [Name(0, place["start"], place["end"], "LOC") for place in gold["places"]]


def homes_of(documents: Sequence[Document], resolved: Sequence[Resolved]) -> dict[str, Home]:
    """Where each outlet is at home, by the places that all its documents name."""
    named: dict[str, list[Place]] = defaultdict(list)
    for one, found in zip(documents, resolved, strict=True):
        ids = {entity.geonames_id or 0 for entity in found.entities if entity.type == "LOC"} - {0}
        named[one.outlet or ""] += [place_of_id(key) for key in sorted(ids)]
    return {outlet: home for outlet, places in named.items() if (home := home_of(places)) is not None}


def predicted(golds: Sequence[Gold], names: Sequence[Sequence[Name]], learn: bool = True) -> list[Gold]:
    """Our places of each document, in the form the scorer reads."""
    documents = [document(gold) for gold in golds]
    resolved = [resolve(one, mine) for one, mine in zip(documents, names, strict=True)]
    if learn:
        homes: Mapping[str, Home] = homes_of(documents, resolved)
        documents = [replace(one, home=homes.get(one.outlet or "")) for one in documents]
        resolved = [resolve(one, mine) for one, mine in zip(documents, names, strict=True)]
    return [{"doc_id": gold["doc_id"], "places": _places(one)} for gold, one in zip(golds, resolved, strict=True)]


def _places(resolved: Resolved) -> list[dict[str, Any]]:
    fields = ("geonames_id", "country_iso2", "lat", "lon", "place_score")
    told = [(mention, resolved.entities[mention.entity]) for mention in resolved.mentions]
    return [
        {"start": mention.start, "end": mention.end, **{name: getattr(entity, name) for name in fields}}
        for mention, entity in told
        if entity.country_iso2 is not None or entity.geonames_id is not None
    ]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=FOLDER / "places.dev.jsonl")
    parser.add_argument("--recogniser", default=DEFAULT_RECOGNISER)
    parser.add_argument("--given", action="store_true", help="take the spans of the gold")
    parser.add_argument("--no-homes", action="store_true", help="without the homes of outlets")
    arguments = parser.parse_args()
    if not arguments.gold.is_file():
        raise SystemExit("the development gold (../shared/gold/places) is not beside the project")
    golds = read(arguments.gold)
    names: list[list[Name]] = [given(gold) for gold in golds]
    if not arguments.given:
        names = recogniser_named(arguments.recogniser).names([document(gold) for gold in golds])
    rows = predicted(golds, names, not arguments.no_homes)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        subprocess.run([sys.executable, str(FOLDER / "score.py"), str(arguments.gold), file.name], check=True)


if __name__ == "__main__":
    main()
