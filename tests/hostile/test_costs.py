"""Texts that once took hours, and a seeded part of those whose growth `make soak` measures: all of them end."""

import random

import pytest

from benchmarks import fuzz, growth
from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile

STORY = "# Ferries return\n\nThe council of Orlova voted to reopen the line.\n\n"
# A tenth of the units that each place is tried with, at a size that takes 0.1 s of CPU time each.
UNITS = len(growth.UNITS) // 10
SIZE = 30_000
SEED = 12


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("가" * 100_000, id="a word without end"),
        pytest.param(f'"The ferry is back again."\n\n-- {"A" * 2_000}!', id="a signature without end"),
        pytest.param(f'"The ferry is back again." ({"A" * 2_000}!', id="a name in brackets without end"),
    ],
)
def test_a_text_is_read_to_its_end(text: str) -> None:
    tables = pipeline.batch([RawFile("a.md", f"{STORY}{text}\n".encode())], pipeline.tools("none", parse=False))
    assert tables["articles"].num_rows == 1


def test_a_field_of_blanks_is_read_to_its_end() -> None:
    data = growth.content("no-break spaces", "JSON text", SIZE)
    tables = pipeline.batch([RawFile("a.json", data)], pipeline.tools("none", parse=False))
    assert (tables["articles"].num_rows, tables["rejects"].num_rows) in {(1, 0), (0, 1)}


@pytest.mark.parametrize("place", growth.PLACES)
def test_a_unit_repeated_in_a_place_costs_what_its_size_costs(place: str) -> None:
    units = random.Random(f"{SEED} {place}").sample(sorted(growth.UNITS), UNITS)
    tools = pipeline.tools("none", parse=False)
    faults = {unit: fuzz.fault(growth.content(unit, place, SIZE), tools) for unit in units}
    assert {unit: fault for unit, fault in faults.items() if fault} == {}
