"""From dates that count from one named before, in a story of Wednesday 27 April 2022, to their days."""

from collections.abc import Callable

import pytest

CASES = [
    ("He fled on May 3, 2019. That day the mill burned.", ["May 3, 2019=2019-05-03", "That day=2019-05-03"]),
    ("He fled on May 3, 2019. Earlier that day it rained.", ["May 3, 2019=2019-05-03", "Earlier that day=2019-05-03"]),
    ("He fled on May 3, 2019, and returned the next morning.", ["May 3, 2019=2019-05-03", "next morning=2019-05-04"]),
    ("He fled on May 3, 2019, and died two days later.", ["May 3, 2019=2019-05-03", "two days later=2019-05-05"]),
    ("He fled in June 2018 and returned later that year.",
     ["June 2018=2018-06-01..2018-06-30", "later that year=2018-01-01..2018-12-31"]),
    ("He fled in 2018. The following year he died.",
     ["2018=2018-01-01..2018-12-31", "following year=2019-01-01..2019-12-31"]),
    ("Sales were flat in 2018. A year earlier they rose.",
     ["2018=2018-01-01..2018-12-31", "A year earlier=2017-01-01..2017-12-31"]),
    ("The mill burned on Monday. The following Thursday it fell.",
     ["Monday=2022-04-25", "following Thursday=2022-04-28"]),
    ("He fled in 2018, she said Tuesday. The following year he died.",
     ["2018=2018-01-01..2018-12-31", "Tuesday=2022-04-26", "following year=2019-01-01..2019-12-31"]),
    ("He fled on May 3, 2019. The day before, he slept.", ["May 3, 2019=2019-05-03", "day before=2019-05-02"]),
    ("He fled on May 3, 2019. It burned the week after.",
     ["May 3, 2019=2019-05-03", "week after=2019-05-06..2019-05-12"]),
    ("He left the day after his trial, a day after she did.", ["day=?"]),
    ("The war began in 1939. By the following spring it had spread.",
     ["1939=1939-01-01..1939-12-31", "following spring=1940-03-01..1940-05-31"]),
    ("The war began in 1939. That summer it rained.",
     ["1939=1939-01-01..1939-12-31", "That summer=1939-06-01..1939-08-31"]),
    ("That summer it rained.", ["That summer=?"]),
    ("That day it rained.", ["That day=?"]),
    ("A year earlier it rained.", ["A year earlier=?"]),
    ("She said that weeks pass, and that year after year it rains.", ["that year=?"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_what_counts_from_the_date_named_before(
    shown: Callable[[str], list[str]], text: str, expected: list[str]
) -> None:
    assert shown(text) == expected
