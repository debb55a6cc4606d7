"""Every rule for dates is documented with an example that holds."""

import re
from datetime import date
from pathlib import Path

import pytest

from broadsheet.transforms.dates.expressions import time_expressions

PAGE = Path(__file__).parents[2] / "docs" / "dates.md"
WEDNESDAY = date(2022, 4, 27)
ROW = re.compile(r"\| `(?P<rule>\w+)` \| (?P<text>[^|]+) \| (?P<surface>[^|]+) \| (?P<days>[^|]+) \|")
EXAMPLES = [match.groupdict() for match in map(ROW.fullmatch, PAGE.read_text("utf-8").splitlines()) if match]


@pytest.mark.parametrize("example", [pytest.param(row, id=f"{row['rule']}: {row['text']}") for row in EXAMPLES])
def test_an_example_of_a_rule_holds(example: dict[str, str]) -> None:
    dates = {
        (expression.rule, expression.surface): [expression.resolved_start, expression.resolved_end]
        for expression in time_expressions(example["text"], WEDNESDAY)
    }
    days = sorted({str(day) for day in dates[example["rule"], example["surface"]] if day})
    assert (" to ".join(days) or "none") == example["days"]


def test_the_page_has_examples() -> None:
    assert len({example["rule"] for example in EXAMPLES}) > 60
