"""Floors of place resolution on the made-up sentences of `benchmarks/place_contexts.tsv`: wrong is worse than open."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path

PLACES = Path(__file__).resolve().parents[2] / "benchmarks" / "places.py"


def test_places_are_seldom_wrong_and_mostly_right() -> None:
    spec = importlib.util.spec_from_file_location("places_benchmark", PLACES)
    assert spec is not None
    assert spec.loader is not None
    places = importlib.util.module_from_spec(spec)
    sys.modules["places_benchmark"] = places
    spec.loader.exec_module(places)
    found = list(places.cases())
    times = Counter(case.outcome for case in found)
    assert len(found) >= 80
    assert times["wrong"] <= 0.03 * len(found)
    assert times["right"] >= 0.95 * len(found)
