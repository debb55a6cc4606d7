"""What verbs report without marks, by the rules with a parse."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.quotes.model import Quote

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Mara Lund told the Tarn Weekly in a statement that the ferry was late.",
            ["that the ferry was late"],
            id="behind who is told and where",
        ),
        pytest.param(
            "Mara Lund explains what a ferry is, why it sails, and how it turns.",
            ["what a ferry is, why it sails, and how it turns"],
            id="several clauses",
        ),
        pytest.param(
            "According to Lund the ferry was sold by the crew.",
            ["the ferry was sold by the crew"],
            id="no comma behind the source",
        ),
        pytest.param("Mara Lund denied selling the ferry.", ["selling the ferry"], id="a gerund"),
        pytest.param("Mara Lund announced her candidacy.", [], id="who announces their own candidacy does something"),
    ],
)
def test_what_is_reported(parsed_quotes_of: FindQuotes, text: str, expected: list[str]) -> None:
    assert [quote.text for quote, _ in parsed_quotes_of(text)] == expected


def test_commas_around_verb_and_name_tell_who_speaks(parsed_quotes_of: FindQuotes) -> None:
    ((quote, name),) = parsed_quotes_of("New owners, said Mara Lund, are required to carry lamps at night.")
    assert (quote.text, name) == (
        "New owners are required to carry lamps at night",
        "Mara Lund",
    )


def test_hearsay_is_a_row_of_somebody_unnamed(parsed_quotes_of: FindQuotes) -> None:
    ((quote, name),) = parsed_quotes_of("The ferry is said to have sunk in a storm.")
    assert (quote.text, quote.speaker_surface, quote.speaker_status, name) == (
        "to have sunk in a storm",
        None,
        "unnamed",
        None,
    )


def test_a_verb_read_as_a_noun_still_leads_to_its_quotation(parsed_quotes_of: FindQuotes) -> None:
    ((quote, name),) = parsed_quotes_of('The Harbour Board notes, "Old ferries cause more noise than all other ships".')
    assert (quote.text, name) == ("Old ferries cause more noise than all other ships", "Harbour Board")
