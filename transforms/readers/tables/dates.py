"""How a whole column writes its dates: day or month first, and what its numbers count."""

import re
from collections.abc import Iterable

from broadsheet.transforms.metadata.date_values import Calendar, Unit, number_of

_PARTS = re.compile(r"\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d\d)(?!\d)")
_MONTHS = 12  # of a year: a greater number is a day
# Days since 1899-12-30 as spreadsheets count them, from 1941 to 2079; seconds from 1973 on, and a thousand of each.
_RANGES: tuple[tuple[Unit, float, float], ...] = (
    ("excel", 15_000, 65_536),
    ("seconds", 100_000_000, 9_999_999_999),
    ("milliseconds", 100_000_000_000, 9_999_999_999_999),
)
_LIKE_A_DAY = re.compile(r"(?:1[6-9]|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_MIN_SHARE = 0.9  # set by hand: some cells may be wrong, but a column of numbers has one unit


class Evidence:
    """What the cells of a column that were read so far say of its dates."""

    def __init__(self) -> None:
        self._day_first = self._month_first = 0
        self._units: dict[Unit, int] = {}
        self._filled = 0

    def add(self, cell: str) -> None:
        """Note what one more cell says."""
        if not (cell := cell.strip()):
            return
        self._filled += 1
        if match := _PARTS.match(cell):
            first, second = int(match[1]), int(match[2])
            self._day_first += first > _MONTHS >= second
            self._month_first += second > _MONTHS >= first
        elif (number := number_of(cell)) is not None and not _LIKE_A_DAY.fullmatch(cell):
            for unit, low, high in _RANGES:
                if low <= number <= high:
                    self._units[unit] = self._units.get(unit, 0) + 1

    def calendar(self) -> Calendar:
        """How the column writes its dates; of days and months that contradict each other nothing is told."""
        is_clear = bool(self._day_first) != bool(self._month_first)
        unit = max(self._units, key=lambda code: self._units[code], default=None)
        is_unit = unit is not None and self._units[unit] >= _MIN_SHARE * self._filled
        return Calendar(bool(self._day_first) if is_clear else None, unit if is_unit else None)


def calendar_of(cells: Iterable[str]) -> Calendar:
    """How a column of these cells writes its dates: one day above 12 settles the order for all."""
    evidence = Evidence()
    for cell in cells:
        evidence.add(cell)
    return evidence.calendar()
