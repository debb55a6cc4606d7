"""From hours and parts of the day in a story of Wednesday 27 April 2022 to their day and time."""

from datetime import date

import pytest

from broadsheet.transforms.dates.expressions import time_expressions

WEDNESDAY = date(2022, 4, 27)
# Text; then of its one date the surface, the day of April 2022, the part of day, the time and the zone.
CASES = [
    ("The blast came at 8 pm.", "8 pm", 27, None, "20:00", None),
    ("The blast came at 12.30 a.m. on Monday.", "12.30 a.m. on Monday", 25, None, "00:30", None),
    ("Talks ended at 15:00 GMT Saturday.", "15:00 GMT Saturday", 23, None, "15:00", "GMT"),
    ("Talks ended at 0735 GMT.", "0735 GMT", 27, None, "07:35", "GMT"),
    ("The blast came at 10:35 a.m. (0735 GMT) Friday.", "10:35 a.m. (0735 GMT) Friday", 22, None, "10:35", None),
    ("They met on Saturday at 9 a.m. EST.", "Saturday at 9 a.m. EST", 23, None, "09:00", "EST"),
    ("They will meet at noon Saturday.", "noon Saturday", 30, "midday", "12:00", None),
    ("They met at seven o'clock.", "seven o'clock", 27, None, None, None),
    ("The clerk has until 9 a.m. Tuesday to reply.", "9 a.m. Tuesday", 3, None, "09:00", None),
    ("They met on Saturday morning.", "Saturday morning", 23, "morning", None, None),
    ("They met on the night of April 20.", "night of April 20", 20, "night", None, None),
    ("They met in the early hours of Sunday.", "early hours of Sunday", 24, "night", None, None),
    ("Two roads were shut overnight.", "overnight", 26, "night", None, None),
    ("The road will be shut overnight.", "overnight", 27, "night", None, None),
    ("He left this afternoon.", "this afternoon", 27, "afternoon", None, None),
]


@pytest.mark.parametrize(
    ("text", "surface", "day", "part", "clock", "zone"), [pytest.param(*case, id=case[0]) for case in CASES]
)
def test_the_day_and_time(
    text: str, surface: str, day: int, part: str | None, clock: str | None, zone: str | None
) -> None:
    (time,) = time_expressions(text, WEDNESDAY)
    assert (time.surface, time.part_of_day, time.clock, time.zone) == (surface, part, clock, zone)
    assert time.resolved_start == time.resolved_end
    assert time.resolved_start is not None and time.resolved_start.day == day


def test_an_hour_is_of_the_day_last_named_in_its_paragraph() -> None:
    text = "The mill burned on Monday. By 3 p.m. it was gone.\n\nIt reopened at 4 p.m."
    assert [(time.surface, time.resolved_start) for time in time_expressions(text, WEDNESDAY)] == [
        ("Monday", date(2022, 4, 25)),
        ("3 p.m.", date(2022, 4, 25)),
        ("4 p.m.", WEDNESDAY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They won 3:21 and read Orlo 3:16.",
        "An overnight flight left.",
        "I am 9; it cost $9.",
        "High noon and midnight mass.",
    ],
)
def test_what_is_no_time_of_day(text: str) -> None:
    assert time_expressions(text, WEDNESDAY) == []
