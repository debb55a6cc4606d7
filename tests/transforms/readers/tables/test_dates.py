"""How a column writes its dates."""

import pytest

from broadsheet.transforms.metadata.date_values import Calendar
from broadsheet.transforms.readers.tables.dates import calendar_of


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["05/03/2021", "25/03/2021"], Calendar(day_first=True), id="a day above twelve settles all"),
        pytest.param(["05/03/2021", "03/25/2021"], Calendar(day_first=False), id="a month first"),
        pytest.param(["05/03/2021", "04/05/2021"], Calendar(), id="nothing settles"),
        pytest.param(["25/03/2021", "03/25/2021"], Calendar(), id="a contradiction settles nothing"),
        pytest.param(["44260", "44261.5", ""], Calendar(unit="excel"), id="a spreadsheet's days"),
        pytest.param(["1614938400", "915148800"], Calendar(unit="seconds"), id="seconds, those before 2001 included"),
        pytest.param(["1614938400000"], Calendar(unit="milliseconds"), id="milliseconds"),
        pytest.param(["20210305", "20210306"], Calendar(), id="digits of a day count nothing"),
        pytest.param(["44260", "5 March 2021", "x"], Calendar(), id="a few numbers do not make a count"),
        pytest.param([], Calendar(), id="no cell"),
    ],
)
def test_the_whole_column_tells(cells: list[str], expected: Calendar) -> None:
    assert calendar_of(cells) == expected
