"""Values of fields for dates, as programs write them."""

from datetime import date, datetime

import pytest

from broadsheet.transforms.metadata.date_values import Calendar, Unit, moment_of
from broadsheet.transforms.records.record import Moment

DAY = Moment(date(1998, 3, 14), "day")
MORNING = datetime(2021, 3, 5, 10, 15)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("14-Mar-98", DAY, id="a year of two digits"),
        pytest.param("14 Mar '98", DAY, id="a year cut short"),
        pytest.param("1998-073", DAY, id="the day of a year"),
        pytest.param("1998-W11-6", DAY, id="the day of a week"),
        pytest.param("1998-03", Moment(date(1998, 3, 1), "month"), id="a month, year first"),
        pytest.param("03/1998", Moment(date(1998, 3, 1), "month"), id="a month, year last"),
        pytest.param("20210305101500", Moment(MORNING.date(), "minute", MORNING), id="digits only"),
        pytest.param("20210305T101500Z", Moment(MORNING.date(), "minute", MORNING, 0), id="digits with a zone"),
        pytest.param("/Date(1614939300000)/", Moment(MORNING.date(), "minute", MORNING, 0), id="serialised"),
        pytest.param("1614939300000000", Moment(MORNING.date(), "minute", MORNING, 0), id="microseconds"),
        pytest.param("1.6149393e9", Moment(MORNING.date(), "minute", MORNING, 0), id="a count with an exponent"),
        pytest.param("05-MAR-21 10.15.00.000000 AM", Moment(MORNING.date(), "minute", MORNING), id="a database's form"),
        pytest.param("05MAR21:10:15:00", Moment(MORNING.date(), "minute", MORNING), id="as SAS writes it"),
        pytest.param("05mar2021 10:15:00", Moment(MORNING.date(), "minute", MORNING), id="as Stata writes it"),
        pytest.param("2021-03-05+01:00", Moment(MORNING.date(), "day"), id="a day with a zone"),
        pytest.param("Fri Mar 05 10:15:00 UTC 2021", Moment(MORNING.date(), "minute", MORNING, 0), id="a shell's form"),
        pytest.param(
            "2021-03-05 10:15:00 America/New_York", Moment(MORNING.date(), "minute", MORNING, -300), id="a zone's name"
        ),
        pytest.param(
            "2021-07-05T10:15:00[Europe/Paris]",
            Moment(date(2021, 7, 5), "minute", datetime(2021, 7, 5, 10, 15), 120),
            id="a zone in brackets, in summer",
        ),
        pytest.param("05/03/2021", None, id="a day and a month that cannot be told apart"),
        pytest.param("44260", None, id="a plain number counts nothing by itself"),
        pytest.param("2021-13", None, id="no such month"),
        pytest.param("1998-366", None, id="no such day of the year"),
        pytest.param("the fifth", None, id="no date"),
    ],
)
def test_what_a_value_means(value: str, expected: Moment | None) -> None:
    assert moment_of(value) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param("44260", "excel", Moment(date(2021, 3, 5), "day"), id="days of a spreadsheet"),
        pytest.param(
            "44260.427083333336", "excel", Moment(MORNING.date(), "minute", MORNING), id="with a part of a day"
        ),
        pytest.param("1614939300", "seconds", Moment(MORNING.date(), "minute", MORNING, 0), id="seconds"),
        pytest.param("18691", "days", Moment(date(2021, 3, 5), "day"), id="days since 1970"),
        pytest.param("99999999999999", "seconds", None, id="beyond all years"),
    ],
)
def test_what_a_number_counts_is_told_by_its_column(value: str, unit: Unit, expected: Moment | None) -> None:
    assert moment_of(value, Calendar(None, unit)) == expected


def test_the_column_tells_whether_the_day_stands_first() -> None:
    assert moment_of("05/03/2021", Calendar(day_first=True)) == Moment(date(2021, 3, 5), "day")
    assert moment_of("05/03/2021", Calendar(day_first=False)) == Moment(date(2021, 5, 3), "day")
