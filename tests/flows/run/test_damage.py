"""A tenth of what damage a dataset may take, drawn anew by the seed: found, never published, mended or given up."""

import random

import pytest

from benchmarks import damage
from benchmarks.damage import CELLS, KINDS, PLACES, Case

SEED = 13


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    made = Case(tmp_path_factory.mktemp("damage"))
    made.build()
    return made


def test_the_table_of_damage_has_twelve_kinds_and_eight_places() -> None:
    assert (len(KINDS) >= 12, len(PLACES) >= 8) == (True, True)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        pytest.param(kind, place, id=f"{place}, {kind}")
        for kind, place in random.Random(SEED).sample(CELLS, len(CELLS) // 10)
    ],
)
def test_damage_is_found_and_mended_and_never_published(case: Case, kind: str, place: str) -> None:
    path = PLACES[place](case.processed)
    verdict = damage.tried(case, KINDS[kind], path, random.Random(SEED))
    assert (verdict.is_found, verdict.is_unpublished, verdict.is_mended) == (True, True, True), verdict


def test_flipped_bytes_are_found_and_never_published(case: Case) -> None:
    verdicts = dict(damage.flips(case, 8, SEED))
    assert {path: v for path, v in verdicts.items() if not (v.is_found and v.is_unpublished and v.is_mended)} == {}
