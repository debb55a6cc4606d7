"""How well coders agree, by the measures and examples of those who defined them."""

import pytest

from broadsheet.transforms.estimation.agreement import agreement, alpha, kappa


def _coder(answers: str) -> dict[str, str]:
    """A coder's answers to the units of a row; a dot is none."""
    return {f"unit {place}": answer for place, answer in enumerate(answers.split()) if answer != "."}


def test_alpha_of_the_example_of_its_author() -> None:
    """Krippendorff 2011, section C: four observers, twelve units, nominal data, missing answers: 0.743."""
    rows = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
    told = alpha([_coder(row) for row in rows])
    assert told is not None
    assert round(told, 3) == 0.743


def test_kappa_takes_chance_away() -> None:
    """20 and 15 alike of 50, half of it by chance: (0.7 - 0.5) / (1 - 0.5)."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_coders_who_always_agree() -> None:
    told = agreement([_coder("a b a c"), _coder("a b a c")])
    assert (told.units, told.percent, told.kappa, told.alpha) == (4, 1, 1, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [pytest.param("a a a", "a a a", id="only one answer"), pytest.param("a . b", ". a .", id="no unit in common")],
)
def test_agreement_beyond_chance_is_undefined(first: str, second: str) -> None:
    told = agreement([_coder(first), _coder(second)])
    assert (told.kappa, told.alpha) == (None, None)


def test_three_coders_are_compared_by_pairs() -> None:
    told = agreement([_coder("a b"), _coder("a b"), _coder("a a")])
    assert (told.units, told.coders) == (2, 3)
    assert told.percent == pytest.approx(4 / 6)
