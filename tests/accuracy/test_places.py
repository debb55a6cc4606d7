"""Floors of place resolution on the made-up sentences beside `benchmarks/places.py`: wrong is worse than open."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

PLACES = Path(__file__).resolve().parents[2] / "benchmarks" / "places.py"


@pytest.mark.parametrize(("name", "least"), [("place_contexts.tsv", 80), ("place_contexts_held_out.tsv", 74)])
def test_places_are_seldom_wrong_and_mostly_right(name: str, least: int) -> None:
    spec = importlib.util.spec_from_file_location("places_benchmark", PLACES)
    assert spec is not None
    assert spec.loader is not None
    places = importlib.util.module_from_spec(spec)
    sys.modules["places_benchmark"] = places
    spec.loader.exec_module(places)
    found = list(places.cases(name))
    times = Counter(case.outcome for case in found)
    assert len(found) >= least
    assert times["wrong"] <= 0.03 * len(found)
    assert times["right"] >= 0.95 * len(found)
