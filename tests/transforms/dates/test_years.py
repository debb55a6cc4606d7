"""From a day or month without its year to the year that the text gives it."""

from datetime import date

import pytest

from broadsheet.transforms.dates.expressions import time_expressions

WEDNESDAY = date(2022, 4, 27)

# Text of a story of Wednesday 27 April 2022; then each date in it and its first day, "?" where none can be told.
CASES = [
    ("The games ran July 30-Aug. 14, 1932.", ["July 30=1932-07-30", "Aug. 14, 1932=1932-08-14"]),
    ("It ran Dec. 30–Jan. 2, 1932.", ["Dec. 30=1931-12-30", "Jan. 2, 1932=1932-01-02"]),
    ("It ran from March 3, 2019 to April 5.", ["March 3, 2019=2019-03-03", "April 5=2019-04-05"]),
    ("It ran from Dec. 3, 2019 to Jan. 5.", ["Dec. 3, 2019=2019-12-03", "Jan. 5=2020-01-05"]),
    ("Shows were held Oct. 9, 11, 1981.", ["Oct. 9, 11, 1981=1981-10-09"]),
    ("Shows were held Oct. 9, 11 and 13, 1981.", ["Oct. 9, 11 and 13, 1981=1981-10-09"]),
    ("On Oct. 9, 11 people died.", ["Oct. 9=2021-10-09"]),
    ("the 2017 July unrest", ["2017=2017-01-01", "July=2017-07-01"]),
    ("The 2017 vote in July was close.", ["2017=2017-01-01", "July=2017-07-01"]),
    ("In 2017, he left; that was in July.", ["2017=2017-01-01", "July=2017-07-01"]),
    ("In 2017, he left. That was in July.", ["2017=2017-01-01", "July=2021-07-01"]),
    ("In 2017 the law passed. In July it was changed.", ["2017=2017-01-01", "July=2017-07-01"]),
    ("On 3 May 2017 he left. In July he died.", ["3 May 2017=2017-05-03", "July=2017-07-01"]),
    ("In 2017 the law passed. He died. In July it was changed.", ["2017=2017-01-01", "July=2021-07-01"]),
    ("In 2017 the law passed. In July it will be changed.", ["2017=2017-01-01", "July=2022-07-01"]),
    ("Founded in 2017, it closed in July.", ["2017=2017-01-01", "July=2021-07-01"]),
    ("In 2017, he left; he will return in July.", ["2017=2017-01-01", "July=2022-07-01"]),
    ("In 2017 on Monday, July 3, he left.", ["2017=2017-01-01", "Monday, July 3=2017-07-03"]),
    ("It opened on Thursday, 29 April.", ["Thursday, 29 April=2021-04-29"]),
    ("It opened on Sunday, 1 May.", ["Sunday, 1 May=2022-05-01"]),
    ("It opened on Sunday, September 8th.", ["Sunday, September 8th=2019-09-08"]),
    ("It opened on Tuesday, 30 April.", ["Tuesday, 30 April=2019-04-30"]),
    ("It opened on Saturday, 2 January.", ["Saturday, 2 January=2021-01-02"]),
    ("It opened on Monday, 29 February.", ["Monday, 29 February=2016-02-29"]),
    ("It opened on Thursday, 15 March.", ["Thursday, 15 March=2018-03-15"]),
    ("It opened on Sunday, 15 March.", ["Sunday, 15 March=2020-03-15"]),
    ("It opened on Friday, 14 June.", ["Friday, 14 June=2019-06-14"]),
    ("She was born that November.", ["November=?"]),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_the_year_that_the_text_gives(text: str, expected: list[str]) -> None:
    dates = time_expressions(text, WEDNESDAY)
    assert [f"{date_.surface}={date_.resolved_start or '?'}" for date_ in dates] == expected


def test_a_weekday_that_fits_no_year_near_is_a_conflict() -> None:
    (found,) = time_expressions("It opened on Tuesday, 29 February.", WEDNESDAY)
    assert (found.rule, found.resolved_start, found.anchor) == ("weekday_conflict", None, None)


def test_without_a_publication_day_the_year_in_the_text_still_counts() -> None:
    assert [one.resolved_start for one in time_expressions("It ran July 30-Aug. 14, 1932.", None)] == [
        date(1932, 7, 30),
        date(1932, 8, 14),
    ]
