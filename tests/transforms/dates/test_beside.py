"""From the words beside a date, in a story of Wednesday 27 April 2022, to its modifier and to what counts from it."""

from collections.abc import Callable
from datetime import date

import pytest

from broadsheet.transforms.dates.expressions import time_expressions

WEDNESDAY = date(2022, 4, 27)
MODIFIERS = [
    ("The bank failed in early March.", "early March", "start"),
    ("Rain came in mid-April.", "mid-April", "mid"),
    ("The owner died in late 2020.", "late 2020", "end"),
    ("It grew in the early 1990s.", "early 1990s", "start"),
    ("Work must end by the end of June.", "end of June", "end"),
    ("It fell late last week.", "late last week", "end"),
    ("It closed earlier this year.", "earlier this year", "start"),
    ("It closes later this year.", "later this year", "end"),
    ("It opened in about 1990.", "1990", "approx"),
    ("It opened before 1990.", "1990", "before"),
    ("It opened after May 3, 2019.", "May 3, 2019", "after"),
    ("It opened more than a decade ago.", "a decade ago", "before"),
    ("It opened less than a year ago.", "a year ago", "after"),
    ("It opened nearly four years ago.", "four years ago", "approx"),
    ("It lasted about two years.", "two years", "approx"),
    ("It opened in March.", "March", None),
]
OFFSETS = [
    ("He left the day before last Tuesday.", ["day before last Tuesday=2022-04-25"]),
    ("He left two days after Easter.", ["two days after Easter=2022-04-19"]),
    ("Wages were cut a year ago Monday.", ["a year ago Monday=2021-04-26"]),
    ("Wages were cut a week ago Monday.", ["a week ago Monday=2022-04-18"]),
    ("Talks resume a week on Thursday.", ["a week on Thursday=2022-05-05"]),
    ("Talks resume two weeks from Friday.", ["two weeks from Friday=2022-05-13"]),
    ("The court sits the week of May 9.", ["week of May 9=2022-05-09..2022-05-15"]),
    ("He died in the week before Christmas 2019.", ["week before Christmas 2019=2019-12-16..2019-12-22"]),
    ("He was held for a week after Monday.", ["a week after Monday=2022-05-02"]),
]


@pytest.mark.parametrize(("text", "surface", "modifier"), [pytest.param(*case, id=case[0]) for case in MODIFIERS])
def test_the_part_of_it_that_is_meant(text: str, surface: str, modifier: str | None) -> None:
    (expression,) = time_expressions(text, WEDNESDAY)
    assert (expression.surface, expression.modifier) == (surface, modifier)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in OFFSETS])
def test_what_counts_from_the_day_beside_it(shown: Callable[[str], list[str]], text: str, expected: list[str]) -> None:
    assert shown(text) == expected
