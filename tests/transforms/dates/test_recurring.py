"""From what comes again and what only lasts to rows without days."""

import pytest

from broadsheet.transforms.dates.expressions import time_expressions

CASES = [
    ("They march daily.", "daily", "recurring", "day"),
    ("They meet every other week.", "every other week", "recurring", "week"),
    ("They pray each morning.", "each morning", "recurring", "day"),
    ("It costs $1 billion a year.", "a year", "recurring", "year"),
    ("They meet twice a week.", "a week", "recurring", "week"),
    ("They were held for years.", "years", "duration", "year"),
    ("They leave within weeks.", "weeks", "duration", "week"),
    ("It grew in recent years.", "recent years", "duration", "year"),
    ("A decades-long feud ended.", "decades-long", "duration", "decade"),
    ("They spoke for two hours.", "two hours", "duration", "hour"),
    ("After a two-hour meeting he left.", "two-hour", "duration", "hour"),
    ("It may take a month or two.", "a month or two", "duration", "month"),
    ("They got another year.", "another year", "duration", "year"),
    ("They stay two more weeks.", "two more weeks", "duration", "week"),
    ("It stood for a hundred years.", "a hundred years", "duration", "year"),
]


@pytest.mark.parametrize(("text", "surface", "kind", "unit"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_what_names_no_certain_days(text: str, surface: str, kind: str, unit: str) -> None:
    (expression,) = time_expressions(text, None)
    assert (expression.surface, expression.kind, expression.granularity) == (surface, kind, unit)
    assert expression.resolved_start is None


@pytest.mark.parametrize(
    "text",
    [
        "He reads the daily Orla Post.",
        "They watched 60 Minutes.",
        "Weeks pass.",
        "It is now known, and was recently.",
        "A year of rain.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert time_expressions(text, None) == []
