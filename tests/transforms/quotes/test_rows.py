"""What a quotation's row tells besides its words and speaker."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.quotes.model import Quote

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        pytest.param("Mara Lund did not say that the ferry was late.", True, id="did not say"),
        pytest.param("Mara Lund said that the ferry was not late.", False, id="what is said is denied, not that it is"),
    ],
)
def test_what_was_not_said(quotes_of: FindQuotes, text: str, negated: bool) -> None:
    assert [quote.is_negated for quote, _ in quotes_of(text)] == [negated]


def test_declining_to_say_is_not_saying(parsed_quotes_of: FindQuotes) -> None:
    ((quote, _),) = parsed_quotes_of("Mara Lund declined to say why the ferry was late.")
    assert quote.is_negated


def test_partial_words_lie_in_an_indirect_row(quotes_of: FindQuotes) -> None:
    found = [quote for quote, _ in quotes_of('Mara Lund said the ferry was "late as ever" that day.')]
    assert [(quote.kind, quote.nested_in) for quote in found] == [("indirect", None), ("partial", 0)]


def test_a_quotation_within_another_has_its_own_speaker(quotes_of: FindQuotes) -> None:
    outer, inner = (quote for quote, _ in quotes_of("“Brandt told me, ‘Go home,’ and I went,” Mara Lund said."))
    assert (outer.nested_in, inner.nested_in, inner.rule, inner.speaker_surface) == (None, 0, "nested", "Brandt")


def test_words_around_an_aside_are_one_row(quotes_of: FindQuotes) -> None:
    text = "The talks, Mara Lund conceded, had gone badly."
    ((quote, name),) = quotes_of(text)
    assert (quote.text, quote.rule, name) == ("The talks had gone badly", "interrupted", "Mara Lund")
    assert text[quote.aside_char_start : quote.aside_char_end] == ", Mara Lund conceded, "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“It is late,” a nurse said.", ("health", "person", False), id="a role"),
        pytest.param(
            "“It is late,” the Harbour Board said.",
            ("business", "body", False),
            id="a body by a noun that fits several",
        ),
        pytest.param(
            "“It is late,” said an official, who asked not to be named.", ("government", "person", True), id="anonymous"
        ),
        pytest.param("The report said that the ferry was late.", ("document", "document", False), id="a document"),
    ],
)
def test_sources(quotes_of: FindQuotes, text: str, expected: tuple[str, str, bool]) -> None:
    quote, _ = quotes_of(text)[0]
    assert (quote.source_type, quote.source_form, quote.is_anonymous) == expected


def test_two_who_take_turns(quotes_of: FindQuotes) -> None:
    text = "“We sell,” Mara Lund said.\n\n“You must not,” Emil Hart replied.\n\n“We will see,” she said."
    assert [name for _, name in quotes_of(text)] == ["Mara Lund", "Emil Hart", "Mara Lund"]


def test_a_quotation_of_its_own_is_the_last_speakers(quotes_of: FindQuotes) -> None:
    text = "Otto Brandt said the ferry was late.\n\nThe harbour was empty that day.\n\n“Nobody came for the ferry.”"
    found = [(quote.rule, name) for quote, name in quotes_of(text)]
    assert found[-1] == ("implied", "Otto Brandt")
