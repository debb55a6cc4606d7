"""Texts that once took minutes or hours: that each of them ends is what is tested."""

import pytest

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile

STORY = "# Ferries return\n\nThe council of Orlova voted to reopen the line.\n\n"


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
