"""What a rule makes of a matched form: the reading of a date, and the site it stands in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from broadsheet.transforms.dates.calendar import Granularity, Span
from broadsheet.transforms.dates.contexts import months_as_names, names_without_day, weekdays_as_names

Kind = Literal["absolute", "relative_weekday", "relative_offset", "duration", "recurring"]
Modifier = Literal["start", "mid", "end", "approx", "before", "after"]
PartOfDay = Literal["morning", "midday", "afternoon", "evening", "night"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date means.

    `span` is None where it names no days or they cannot be told; `anchor` is None if not used. `clock` is the time of
    day as HH:MM on a clock of 24 hours, in `zone` as written; None where no time is told.
    """

    start: int
    end: int
    kind: Kind
    granularity: Granularity
    rule: str
    span: Span | None = None
    anchor: date | None = None
    modifier: Modifier | None = None
    part_of_day: PartOfDay | None = None
    clock: str | None = None
    zone: str | None = None


@dataclass(frozen=True)
class Site:
    """The text a date stands in, its publication day, and whether its outlet is in the southern hemisphere."""

    text: str
    anchor: date | None
    is_southern: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        """Months that are persons in this text."""
        return months_as_names(self.text)

    @cached_property
    def clubs(self) -> frozenset[str]:
        """Weekdays that a club of this text is called by."""
        return weekdays_as_names(self.text)

    @cached_property
    def dayless(self) -> frozenset[str]:
        """Names that this text also has without a weekday after them."""
        return names_without_day(self.text)


Match = re.Match[str]
# From a match, its site and the readings before it, in order, to the reading; None where it means no date there.
Rule = Callable[[Match, Site, Sequence[Reading]], Reading | None]


def previous_of(earlier: Sequence[Reading]) -> Reading | None:
    """The reading just before; None for the first."""
    return earlier[-1] if earlier else None
