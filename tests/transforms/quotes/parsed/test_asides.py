"""What stands around a reporting verb that commas set off, and around a relative pronoun, by the rules with a parse."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.quotes.model import Quote

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "As Mara Lund said, the ferry was late again.",
            ["the ferry was late again"],
            id="as X said, before the words",
        ),
        pytest.param(
            "If the ferry sinks, Mara Lund said in a letter, the crew will sue.",
            ["If the ferry sinks", "the crew will sue"],
            id="X said in a letter, in between",
        ),
        pytest.param(
            'The harbour is closed, Mara Lund said: "We will wait for the ferry."',
            ["The harbour is closed", "We will wait for the ferry."],
            id="a clause before the verb and a quotation behind it",
        ),
        pytest.param(
            'In a letter on Monday, Mara Lund wrote: "We will wait for the ferry."',
            ["We will wait for the ferry."],
            id="a time and a place are not said",
        ),
        pytest.param(
            "Otto Brandt repaired the ferry, which Mara Lund said was unfit.",
            ["which", "was unfit"],
            id="the relative pronoun that the words are about",
        ),
        pytest.param("Mara Lund complained about the late ferry.", ["the late ferry"], id="what was complained about"),
        pytest.param("Mara Lund was asked about the late ferry.", [], id="what nobody named asks about"),
    ],
)
def test_words_around_the_verb(parsed_quotes_of: FindQuotes, text: str, expected: list[str]) -> None:
    assert [quote.text for quote, _ in parsed_quotes_of(text)] == expected


def test_a_title_in_marks_before_the_clause_is_no_quotation(parsed_quotes_of: FindQuotes) -> None:
    found = parsed_quotes_of('On "The Harbour Hour," Mara Lund said the ferry was late.')
    assert [(quote.kind, quote.text) for quote, _ in found] == [
        ("title", "The Harbour Hour,"),
        ("indirect", "the ferry was late"),
    ]


def test_a_detail_of_what_another_reports_is_not_told_apart(parsed_quotes_of: FindQuotes) -> None:
    found = parsed_quotes_of("Mara Lund said the crew had come to announce the sale of the ferry.")
    assert [quote.text for quote, _ in found] == ["the crew had come to announce the sale of the ferry"]
