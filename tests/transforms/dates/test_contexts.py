"""From the words beside a date to whether it means one day, every week, a name, or nothing."""

from datetime import date

import pytest

from broadsheet.transforms.dates.expressions import time_expressions

WEDNESDAY = date(2022, 4, 27)

# Text of a story of Wednesday 27 April 2022; then each date in it and its first day, "?" where none can be told.
CASES = [
    ("The museum is open Wednesday-Sunday.", ["Wednesday=?", "Sunday=?"]),
    ("Museum: Monday to Friday from 9am to 5pm.", ["Monday=?", "Friday=?", "9am=?", "5pm=?"]),
    ("Phone Monday through Friday, 9 a.m. to noon.", ["Monday=?", "Friday=?", "9 a.m.=?", "noon=?"]),
    ("Rain fell Wednesday-Friday.", ["Wednesday=2022-04-20", "Friday=2022-04-22"]),
    ("Shops were shut Monday to Friday.", ["Monday=2022-04-18", "Friday=2022-04-22"]),
    ("Debates are held on Saturday evenings.", ["Saturday=?"]),
    ("Debates were held on Saturday evening.", ["Saturday evening=2022-04-23"]),
    ("TODAY NORLAND – The mill closed.", []),
    ("The paper NORLAND TODAY folded.", []),
    ("The paper Norland Today folded today.", ["today=2022-04-27"]),
    ("Bridge Opens Today in Orla", ["Today=2022-04-27"]),
    ("BRIDGE OPENS TODAY IN ORLA", ["TODAY=2022-04-27"]),
    ("The strike is expected to last two weeks.", ["two weeks=?"]),
    ("Courses that last three months are full.", ["three months=?"]),
    ("Prices rose in the last two weeks.", ["last two weeks=2022-04-13"]),
    ("Prices rose over the last three months.", ["last three months=2022-01-27"]),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_what_the_words_beside_it_make_of_a_date(text: str, expected: list[str]) -> None:
    found = time_expressions(text, WEDNESDAY)
    assert [f"{one.surface}={one.resolved_start or '?'}" for one in found] == expected


@pytest.mark.parametrize("text", ["open Wednesday-Sunday", "Monday to Friday from 9am", "on Saturday evenings"])
def test_days_of_every_week_recur(text: str) -> None:
    assert {(one.kind, one.resolved_start) for one in time_expressions(text, WEDNESDAY)} == {("recurring", None)}
