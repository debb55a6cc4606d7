"""From quarters, halves and fiscal years in a story of Wednesday 27 April 2022 to their days."""

from collections.abc import Callable

import pytest

Q1 = "2022-01-01..2022-03-31"
Q1_BEFORE = "2021-01-01..2021-03-31"
CASES = [
    ("Sales rose in Q4 FY2020.", ["Q4 FY2020=2020-10-01..2020-12-31"]),
    ("Third-quarter profit fell at the Orla mill.", ["Third-quarter=2021-07-01..2021-09-30"]),
    ("The mill lost money in the first quarter.", [f"first quarter={Q1}"]),
    (
        "The mill expects to report first-quarter profit next week.",
        [f"first-quarter={Q1}", "next week=2022-05-02..2022-05-08"],
    ),
    ("The mill will report third-quarter profit.", ["third-quarter=2022-07-01..2022-09-30"]),
    ("The mill closed in the second quarter of 2019.", ["second quarter of 2019=2019-04-01..2019-06-30"]),
    ("It closed in the third quarter of last year.", ["third quarter of last year=2021-07-01..2021-09-30"]),
    ("It fell in the first two quarters of 2020.", ["first two quarters of 2020=2020-01-01..2020-06-30"]),
    ("It fell in the second half of 2020.", ["second half of 2020=2020-07-01..2020-12-31"]),
    ("First-half sales rose.", ["First-half=2022-01-01..2022-06-30"]),
    ("It rose in the last quarter of 2020.", ["last quarter of 2020=2020-10-01..2020-12-31"]),
    ("Sales in Q1 2024 and 3Q19 were flat.", ["Q1 2024=2024-01-01..2024-03-31", "3Q19=2019-07-01..2019-09-30"]),
    ("Output rose in H1 2020.", ["H1 2020=2020-01-01..2020-06-30"]),
    ("Sales peak in the second and fourth quarters.", ["second=?", "fourth quarters=?"]),
    (
        "It fell in the first nine months of 2020.",
        ["first nine months=2020-01-01..2020-09-30", "2020=2020-01-01..2020-12-31"],
    ),
    ("It fell last quarter and will rise this quarter.", [f"last quarter={Q1}", "this quarter=2022-04-01..2022-06-30"]),
    ("It fell in the past two quarters.", ["past two quarters=2021-10-01..2022-03-31"]),
    ("The latest quarter was poor.", [f"latest quarter={Q1}"]),
    ("First-quarter profit fell from a year earlier.", [f"First-quarter={Q1}", f"a year earlier={Q1_BEFORE}"]),
    (
        "First-quarter profit fell. In the year-ago period it rose.",
        [f"First-quarter={Q1}", f"year-ago period={Q1_BEFORE}"],
    ),
    ("First-quarter profit fell. Year-earlier sales rose.", [f"First-quarter={Q1}", f"Year-earlier={Q1_BEFORE}"]),
    ("First-quarter profit fell. Costs rose in the quarter.", [f"First-quarter={Q1}", f"quarter={Q1}"]),
    ("First-quarter profit fell, and so did that quarter's sales.", [f"First-quarter={Q1}", f"that quarter={Q1}"]),
    ("The year-ago period was better.", ["year-ago period=?"]),
    ("It sold well in the quarter ended Jan. 31.", ["quarter=2021-11-01..2022-01-31", "Jan. 31=2022-01-31"]),
    ("It sold well in the year ended June 30, 2021.", ["year=2020-07-01..2021-06-30", "June 30, 2021=2021-06-30"]),
    ("It sold well in the six months ended March 31.", ["six months=2021-10-01..2022-03-31", "March 31=2022-03-31"]),
    ("It made money in fiscal 2019 and FY21.", ["fiscal 2019=2019-01-01..2019-12-31", "FY21=2021-01-01..2021-12-31"]),
    ("It will earn less this fiscal year.", ["this fiscal year=2022-01-01..2022-12-31"]),
    ("Sales for the full year fell.", ["full year=2022-01-01..2022-12-31"]),
    ("It rose in the first months of the year.", ["year=2022-01-01..2022-12-31"]),
    ("It will end by year-end.", ["year-end=2022-12-31"]),
    ("She is the player of the year.", []),
    ("They scored in the third quarter of the game.", []),
    ("They led in the first half.", []),
    ("A quarter of the crew and three-quarters of the fleet left.", []),
    ("He drove an Orla Q3 in the quarter-final.", []),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_the_days_of_a_period(shown: Callable[[str], list[str]], text: str, expected: list[str]) -> None:
    assert shown(text) == expected
