"""The page about formats counts what it lists, and every format that is refused."""

import re
from pathlib import Path

from broadsheet.transforms.vocabulary.lists import rows

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")


def test_the_kinds_are_numbered_through_and_counted() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+)\. ", PAGE, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert f"reads {len(numbers)} kinds of files" in PAGE
    assert f"{len(rows('format_advice.tsv'))} more are known and refused" in PAGE
