"""From annotated places to the accuracy of ours: by kind of outlet, by part of the world, and by score."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from benchmarks.figures.shares import Subject, reliability, shares
from benchmarks.places_gold import FOLDER, document, predicted, read
from broadsheet.flows.accuracy import Figure
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.staged import DEFAULT_RECOGNISER

_TITLE = "TR-News and LGL, development part"
_SETS = {"TR-News": "outlets of world news", "lgl": "local outlets"}

Place = dict[str, Any]


def figures(every: int) -> Iterator[Figure]:
    """The figures of the default recogniser with the rules, homes of outlets learnt as in a collection."""
    golds = read(FOLDER / "places.dev.jsonl")[::every]
    names = recogniser_named(DEFAULT_RECOGNISER).names([document(gold) for gold in golds])
    rows = predicted(golds, names)
    answers: dict[str, list[bool]] = defaultdict(list)
    scored: list[tuple[float, bool]] = []
    for gold, row in zip(golds, rows, strict=True):
        kind = next(title for name, title in _SETS.items() if gold["doc_id"].startswith(name))
        for marked in gold["places"]:
            ours = next((each for each in row["places"] if _overlaps(marked, each)), None)
            is_right = ours is not None and _is_same(marked, ours)
            where = "in the United States" if marked["country_iso2"] == "US" else "in other countries"
            for part in ("all", kind, f"places {where}"):
                answers[part].append(is_right)
            if ours is not None and ours["place_score"] is not None:
                scored.append((ours["place_score"], is_right))
    yield from shares(Subject("place_right_of_all", "entities", _TITLE), answers)
    yield from reliability(Subject("place_right", "entities", _TITLE), scored)


def _overlaps(marked: Place, ours: Place) -> bool:
    return bool(ours["start"] < marked["end"] and ours["end"] > marked["start"])


def _is_same(marked: Place, ours: Place) -> bool:
    is_country = (marked["fcode"] or "").startswith("PCL") and ours["country_iso2"] == marked["country_iso2"]
    return bool(ours["geonames_id"] is not None and (ours["geonames_id"] == marked["geonames_id"] or is_country))
