"""Where the clause ends that a verb reports."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.quotes.model import Quote

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mara Lund said the ferry was late; the crew left.", "the ferry was late", id="at a semicolon"),
        pytest.param(
            "Mara Lund said the ferry was late and Otto Brandt left.",
            "the ferry was late and Otto Brandt left",
            id="not at a clause that may be said too",
        ),
        pytest.param(
            "Mara Lund said the ferry was late, which angered the crew.",
            "the ferry was late",
            id="at a relative clause behind a comma",
        ),
        pytest.param(
            "Mara Lund said the ferry was late, with Otto Brandt adding that it had no lamps.",
            "the ferry was late",
            id="at what another adds",
        ),
        pytest.param(
            'Mara Lund said the ferry was "late; very late" again.',
            'the ferry was "late; very late" again',
            id="not inside marks",
        ),
    ],
)
def test_the_first_row_ends(parsed_quotes_of: FindQuotes, text: str, expected: str) -> None:
    assert parsed_quotes_of(text)[0][0].text == expected
