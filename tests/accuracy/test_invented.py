"""Floors of who is who on invented articles: families, namesakes, initials, towns (benchmarks/invented.py)."""

from collections import Counter

import pytest

from benchmarks.invented import KINDS, articles, document, faults
from broadsheet.transforms.names.linking import resolve
from broadsheet.transforms.names.recogniser import Name


@pytest.mark.parametrize("seed", [17, 18])
def test_names_marked_rightly_are_joined_rightly(seed: int) -> None:
    told: Counter[bool] = Counter()
    for one in articles(10 * len(KINDS), seed):
        names = [Name(0, start, end, kind) for start, end, _, kind in one.mentions]
        told.update(fault == "" for fault in faults(one, resolve(document(one), names)))
    assert told[True] >= 0.97 * told.total()
