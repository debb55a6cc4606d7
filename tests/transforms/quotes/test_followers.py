"""Quoted regions that go on with what was said before them."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.quotes.model import Quote

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“We sail at ten,” Mara Lund said. “It is safe now.”", ["Mara Lund", "Mara Lund"], id="behind the verb"
        ),
        pytest.param(
            "“We sail at ten,” Mara Lund said.\n\n“It is safe for all of us now.”",
            ["Mara Lund", "Mara Lund"],
            id="the next paragraph",
        ),
        pytest.param(
            "Mara Lund said, “We sail at ten.\n\nIt is safe now.” Then it rained.",
            ["Mara Lund", "Mara Lund"],
            id="between the same marks",
        ),
    ],
)
def test_who_speaks_each(quotes_of: FindQuotes, text: str, expected: list[str | None]) -> None:
    assert [name for _, name in quotes_of(text)] == expected
