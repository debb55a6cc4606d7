"""A seeded part of the executions of `make soak`: no broken file raises, or takes long."""

import pytest

from benchmarks import fuzz
from broadsheet.transforms import pipeline

EXECUTIONS = 240
SHARDS = 8


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_broken_file_raises_or_takes_long(shard: int) -> None:
    files, tools = fuzz.corpus(), pipeline.tools("none", parse=False)
    numbers = range(shard, EXECUTIONS, SHARDS)
    faults = {number: fuzz.fault(fuzz.broken(number, files), tools) for number in numbers}
    assert {number: fault for number, fault in faults.items() if fault} == {}


def test_an_execution_follows_from_its_number() -> None:
    files = fuzz.corpus()
    assert fuzz.broken(7, files) == fuzz.broken(7, files) != fuzz.broken(8, files)
