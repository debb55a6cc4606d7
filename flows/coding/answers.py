"""Coders' sheets read back: how well they agree, and what a column says once their answers correct it."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadsheet.flows.coding.samples import DESIGN
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.estimation.agreement import Agreement, agreement
from broadsheet.transforms.estimation.estimates import Cell, Coded, Estimate, corrected_mean, corrected_share

Sheet = dict[str, dict[str, str]]
_UNIT = "unit"
# An answer that says: none, where an empty cell says: not coded.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Corrected:
    """An estimate, how many drawn units nobody coded, and of the coded ones how many our column had right."""

    estimate: Estimate
    left_out: int
    right: int


def read_sheet(path: Path) -> Sheet:
    """The answers of a sheet, by unit and column; empty cells are no answers.

    Raises  SettingsError, when it is no sheet
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{path} cannot be read as CSV: {error}") from error
    if not rows or _UNIT not in rows[0]:
        raise SettingsError(f"{path} is no coding sheet: it has no rows with a column {_UNIT}")
    return {
        row[_UNIT]: {name: answer.strip() for name, answer in row.items() if name and answer and answer.strip()}
        for row in rows
    }


def agreements(sheets: Sequence[Path], columns: Sequence[str]) -> dict[str, Agreement]:
    """The agreement of coders, a sheet each, by column."""
    read = [read_sheet(path) for path in sheets]
    return {
        name: agreement([{unit: row[name].casefold() for unit, row in sheet.items() if name in row} for sheet in read])
        for name in columns
    }


def columns_of(folder: Path) -> tuple[str, ...]:
    """The columns that a sample asks for."""
    return tuple(_design(folder)["columns"])


def share(folder: Path, sheet: Path, column: str, value: str) -> Corrected:
    """The share of units whose column has a value, corrected by the answers.

    Raises  SettingsError, when the sample has no such column, or nothing of it is coded
    """
    design = _design(folder)
    coded, left_out = _coded(design, sheet, column)
    hits = {unit: (_is(ours, value), _is(theirs, value)) for unit, (ours, theirs) in coded.items()}
    right = sum(ours == theirs for ours, theirs in hits.values())
    if design["design"] == "score":
        total, population = _totals(design, column, value)
        sample = [Coded(*hit, design["units"][unit]["probability"]) for unit, hit in hits.items()]
        return Corrected(corrected_mean(total, population, sample), left_out, right)
    counted = Counter((design["units"][unit]["stratum"], ours) for unit, (ours, _) in hits.items())
    positive = Counter((design["units"][unit]["stratum"], ours) for unit, (ours, theirs) in hits.items() if theirs)
    cells = [
        Cell(population, counted[stratum, is_ours], positive[stratum, is_ours], float(is_ours))
        for stratum, counts in design["population"].items()
        for is_ours in (True, False)
        if (population := sum(n for known, n in counts[column].items() if _is(known, value) == is_ours))
    ]
    return Corrected(corrected_share(cells), left_out, right)


def mean(folder: Path, sheet: Path, column: str) -> Corrected:
    """The mean of a column of numbers, corrected by the answers; units without a number of ours count as 0.

    Raises  SettingsError, when an answer is no number, or as `share`
    """
    design = _design(folder)
    coded, left_out = _coded(design, sheet, column)
    try:
        pairs = {unit: (float(ours or 0), float(theirs)) for unit, (ours, theirs) in coded.items()}
        counts = [item for counts in design["population"].values() for item in counts[column].items()]
        total, population = sum(float(known or 0) * n for known, n in counts), sum(n for _, n in counts)
    except ValueError as error:
        raise SettingsError(f"{column} is no column of numbers: {error}; give --value") from error
    sample = [Coded(*pair, design["units"][unit]["probability"]) for unit, pair in pairs.items()]
    right = sum(ours == theirs for ours, theirs in pairs.values())
    return Corrected(corrected_mean(total, population, sample), left_out, right)


def _design(folder: Path) -> dict[str, Any]:
    try:
        design: dict[str, Any] = json.loads((folder / DESIGN).read_bytes())
    except (OSError, ValueError) as error:
        raise SettingsError(f"{folder} is no sample: `broadsheet sample` makes one") from error
    return design


def _coded(design: dict[str, Any], sheet: Path, column: str) -> tuple[dict[str, tuple[str, str]], int]:
    """Our value and the coders' of each coded unit; and how many of the sample nobody coded."""
    if column not in design["columns"]:
        raise SettingsError(f"the sample does not ask for {column}: it asks for {', '.join(design['columns'])}")
    answers = read_sheet(sheet)
    if strange := sorted(answers.keys() - design["units"].keys()):
        raise SettingsError(f"{sheet}: unit {strange[0]} is not of this sample")
    coded = {
        unit: (drawn["ours"][column], answers[unit][column])
        for unit, drawn in design["units"].items()
        if column in answers.get(unit, {})
    }
    if not coded:
        raise SettingsError(f"{sheet} has no answer in column {column}")
    return coded, len(design["units"]) - len(coded)


def _totals(design: dict[str, Any], column: str, value: str) -> tuple[int, int]:
    counts = [item for counts in design["population"].values() for item in counts[column].items()]
    return sum(n for known, n in counts if _is(known, value)), sum(n for _, n in counts)


def _is(answer: str, value: str) -> bool:
    """Whether an answer is the wanted one, whatever its capitals; ours is empty where a coder says: none."""
    return (answer or NONE).casefold() == (value or NONE).casefold()
