"""What is quoted inside what somebody says, and what others say in their answers."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.quotes.model import Quote

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]
INTERVIEW = "Why did you sail at night?\n\n{}\n\nAnd what did you hear there?\n\nI heard my own crew sing."


def test_reports_within_an_answer_lie_in_it(parsed_quotes_of: FindQuotes) -> None:
    rows = [quote for quote, _ in parsed_quotes_of(INTERVIEW.format("I like it. They say the sea is calm then."))]
    reported = [quote for quote in rows if quote.text == "the sea is calm then"]
    assert [(quote.kind, quote.speaker_surface, rows[quote.nested_in or 0].rule) for quote in reported] == [
        ("indirect", "They", "answer")
    ]


def test_words_quoted_in_an_answer_lie_in_it(quotes_of: FindQuotes) -> None:
    answer = "I like it. My father wrote, 'Come home by day,' and I sailed at once that night."
    rows = [quote for quote, _ in quotes_of(INTERVIEW.format(answer))]
    inner = next(quote for quote in rows if quote.rule == "nested")
    assert (inner.text, inner.speaker_surface) == ("Come home by day,", "My father")
    assert rows[inner.nested_in or 0].text == answer


@pytest.mark.parametrize("who", ["I", "Brandt"])
def test_who_speaks_in_a_quotation(quotes_of: FindQuotes, who: str) -> None:
    outer, inner = (quote for quote, _ in quotes_of(f"“{who} said, ‘Go home,’ and we went,” Mara Lund said."))
    assert inner.speaker_entity == (outer.speaker_entity if who == "I" else 1)
