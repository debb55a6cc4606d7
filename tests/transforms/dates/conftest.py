"""How tests of dates write what they expect, and the day their stories are of."""

from collections.abc import Callable
from datetime import date

import pytest

from broadsheet.transforms.dates.expressions import TimeExpression, time_expressions

WEDNESDAY = date(2022, 4, 27)
Shown = Callable[[str], list[str]]


def _days(expression: TimeExpression) -> str:
    if expression.resolved_start is None or expression.resolved_end is None:
        return f"{expression.surface}=?"
    days = sorted({expression.resolved_start, expression.resolved_end})
    return f"{expression.surface}=" + "..".join(day.isoformat() for day in days)


@pytest.fixture
def shown() -> Shown:
    """The dates of a story of Wednesday 27 April 2022, as "surface=first day..last day", "?" where none is told."""
    return lambda text: [_days(expression) for expression in time_expressions(text, WEDNESDAY)]
