"""What offset a zone has, whose clocks change with the season."""

from datetime import datetime

import pytest

from broadsheet.transforms.metadata.moments import parse_moment
from broadsheet.transforms.metadata.zones import offset_minutes


@pytest.mark.parametrize(
    ("local", "offset"),
    [
        pytest.param(datetime(2023, 3, 12, 1, 59), -300, id="the last minute of winter"),
        pytest.param(datetime(2023, 3, 12, 3, 0), -240, id="the first of summer"),
        pytest.param(datetime(2023, 11, 5, 1, 30), -240, id="an hour that is passed twice, the first time"),
        pytest.param(datetime(2023, 11, 5, 2, 0), -300, id="the second Sunday of November"),
        pytest.param(datetime(2005, 3, 14, 9, 5), -300, id="before 2007 March was winter"),
        pytest.param(datetime(2006, 4, 2, 9, 5), -240, id="and summer began in April"),
        pytest.param(datetime(1943, 1, 5, 9, 5), -240, id="war time"),
    ],
)
def test_eastern_time(local: datetime, offset: int) -> None:
    assert offset_minutes("America/New_York", local) == offset


@pytest.mark.parametrize(
    ("line", "offset"),
    [
        ("March 14, 2005 9:05 a.m. ET", -300),
        ("July 4, 2022 9:05 a.m. PT", -420),
        ("March 14, 2005 9:05 a.m. EST", -300),
        ("March 14, 2005 9:05 a.m. CST", None),
    ],
)
def test_zones_of_date_lines(line: str, offset: int | None) -> None:
    moment = parse_moment(line)
    assert moment is not None
    assert moment.utc_offset_min == offset
