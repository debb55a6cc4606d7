"""What names which month."""

import pytest

from broadsheet.transforms.vocabulary import months


@pytest.mark.parametrize(("name", "number"), [("january", 1), ("sept", 9), ("sep", 9), ("may", 5), ("dec", 12)])
def test_number_of_an_english_month(name: str, number: int) -> None:
    assert months.ENGLISH[name] == number


def test_full_names_and_abbreviations_part_the_english_names() -> None:
    assert len(months.FULL) == 12
    assert (months.FULL[0], months.FULL[-1]) == ("January", "December")
    assert {name.lower() for name in (*months.FULL, *months.SHORT)} == set(months.ENGLISH)
    assert "May" not in months.SHORT


def test_months_that_are_words_as_well_are_full_names() -> None:
    assert {name.capitalize() for name in months.ALSO_WORDS} < set(months.FULL)


@pytest.mark.parametrize(("name", "number"), [("februar", 2), ("août", 8), ("mayo", 5)])
def test_number_of_a_foreign_month(name: str, number: int) -> None:
    assert months.foreign()[name] == number


def test_a_month_that_a_language_leaves_out_has_no_name() -> None:
    """Croatian "listopad" is October, and November in its neighbours' languages: it is left out of the list."""
    assert months.foreign()["listopad"] == 11
    assert not [name for name, _, _ in months.NAMED if not any(map(str.isalpha, name))]
