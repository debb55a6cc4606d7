"""Quantiles and intervals are those of the tables in the books."""

import pytest

from broadsheet.transforms.estimation.intervals import (
    beta_probability,
    beta_quantile,
    jeffreys,
    normal_quantile,
    student_quantile,
)


def test_a_normal_interval_reaches_1_96_standard_errors() -> None:
    assert round(normal_quantile(0.95), 3) == 1.96
    assert round(normal_quantile(0.99), 3) == 2.576


@pytest.mark.parametrize(("degrees", "quantile"), [(5, 2.571), (10, 2.228), (30, 2.042), (120, 1.98)])
def test_student_has_fatter_tails_with_fewer_degrees(degrees: int, quantile: float) -> None:
    assert student_quantile(degrees) == pytest.approx(quantile, abs=0.001)


@pytest.mark.parametrize(
    ("x", "a", "b", "probability"),
    [
        pytest.param(0.3, 1, 1, 0.3, id="uniform"),
        pytest.param(0.3, 2, 1, 0.09, id="the larger of two"),
        pytest.param(0.5, 40.5, 40.5, 0.5, id="symmetric"),
        pytest.param(0.25, 0.5, 0.5, 1 / 3, id="arcsine"),
    ],
)
def test_the_beta_distribution_where_it_has_a_formula(x: float, a: float, b: float, probability: float) -> None:
    assert beta_probability(x, a, b) == pytest.approx(probability, abs=1e-12)
    assert beta_quantile(probability, a, b) == pytest.approx(x, abs=1e-11)


def test_none_of_ten_may_be_a_fifth() -> None:
    low, high = jeffreys(0, 10)
    assert (round(low, 4), round(high, 3)) == (0.0, 0.217)


def test_positives_and_negatives_mirror_each_other() -> None:
    low, high = jeffreys(3, 20)
    assert list(jeffreys(17, 20)) == pytest.approx([1 - high, 1 - low])
