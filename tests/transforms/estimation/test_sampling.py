"""Samples are drawn by chance that a seed fixes, with probabilities that are known."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.estimation.sampling import (
    allotment,
    inclusion_probabilities,
    random_sample,
    score_sample,
    stratified_sample,
)

KEYS = [f"unit {number}" for number in range(40)]


def test_so_many_units_with_equal_probabilities() -> None:
    drawn = random_sample(KEYS, 10, seed=1)
    assert len({unit.place for unit in drawn}) == 10
    assert {unit.probability for unit in drawn} == {0.25}


def test_the_same_units_whatever_their_order() -> None:
    drawn = {KEYS[unit.place] for unit in random_sample(KEYS, 10, seed=1)}
    assert {KEYS[::-1][unit.place] for unit in random_sample(KEYS[::-1], 10, seed=1)} == drawn


def test_a_larger_sample_holds_the_smaller_and_another_seed_draws_others() -> None:
    small, large, other = (
        {unit.place for unit in random_sample(KEYS, size, seed)} for size, seed in ((10, 1), (20, 1), (10, 2))
    )
    assert small < large
    assert small != other


def test_each_unit_is_drawn_equally_often() -> None:
    """Of 2,000 seeds a unit is drawn 500 times, give or take 4.5 times the standard error of 19."""
    counts = Counter(unit.place for seed in range(2_000) for unit in random_sample(KEYS, 10, seed))
    assert max(abs(counts[place] - 500) for place in range(40)) < 4.5 * 19.4


@pytest.mark.parametrize(
    ("sizes", "size", "allotted"),
    [
        pytest.param({"a": 50, "b": 50}, 10, {"a": 5, "b": 5}, id="equal"),
        pytest.param({"a": 2, "b": 50}, 10, {"a": 2, "b": 8}, id="a small one gives all it has"),
        pytest.param({"a": 9, "b": 9, "c": 9}, 10, {"a": 4, "b": 3, "c": 3}, id="what is left over"),
        pytest.param({"a": 1, "b": 2}, 10, {"a": 1, "b": 2}, id="fewer than asked for"),
    ],
)
def test_strata_share_a_sample(sizes: dict[str, int], size: int, allotted: dict[str, int]) -> None:
    assert allotment(Counter(sizes), size) == allotted


def test_a_stratum_has_its_own_probability() -> None:
    drawn = stratified_sample(KEYS, ["rare"] * 4 + ["common"] * 36, 8, seed=3)
    assert Counter((unit.stratum, unit.probability) for unit in drawn) == {("rare", 1.0): 4, ("common", 4 / 36): 4}


def test_uncertain_units_are_drawn_more_often() -> None:
    scores = [0.9] * 20 + [0.1] * 20
    counts = Counter(unit.place >= 20 for seed in range(300) for unit in score_sample(KEYS, scores, 10, seed))
    assert counts[True] / counts[False] == pytest.approx(9, rel=0.2)  # 0.9 to 0.1; 300 draws of 10 vary by a tenth


@settings(deadline=None)  # a busy machine says nothing of the code
@given(st.lists(st.floats(0.05, 1), min_size=1, max_size=30), st.integers(1, 30))
def test_probabilities_add_up_to_the_sample(sizes: list[float], count: int) -> None:
    probabilities = inclusion_probabilities(sizes, min(count, len(sizes)))
    assert sum(probabilities) == pytest.approx(min(count, len(sizes)))
    assert all(0 < probability <= 1 for probability in probabilities)


@pytest.mark.parametrize(("keys", "size"), [([], 5), (KEYS, 0)])
def test_nothing_can_be_drawn(keys: list[str], size: int) -> None:
    with pytest.raises(SettingsError):
        random_sample(keys, size, seed=1)
