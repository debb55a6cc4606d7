"""What the parse adds: where reported words begin and end, and whose they are."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.quotes.model import Quote

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Mara Lund said the ferry was late, adding that it would sail.",
            [("the ferry was late", "Mara Lund"), ("that it would sail", "Mara Lund")],
            id="a second verb ends the first clause and shares its subject",
        ),
        pytest.param(
            "The ferry, Mara Lund said, was late again.",
            [("The ferry was late again", "Mara Lund")],
            id="the speaker in between",
        ),
        pytest.param(
            "Mara Lund announced the sale of the ferry.",
            [("the sale of the ferry", "Mara Lund")],
            id="a noun for what is said",
        ),
        pytest.param(
            "The crew note the ferry drops hurt it was late.",
            [("the ferry drops hurt it was late", None)],
            id="a verb that the parse takes for another word",
        ),
        pytest.param(
            "Mara Lund announced her candidacy on Monday and left for Tarn.", [], id="a noun that nobody says"
        ),
        pytest.param(
            "Mara Lund said the ferry was late, which surprised the crew.",
            [("the ferry was late", "Mara Lund")],
            id="a relative clause behind a comma is left out",
        ),
        pytest.param(
            "Mara Lund, a captain who served for years, said the ferry was late.",
            [("the ferry was late", "Mara Lund")],
            id="an apposition between speaker and verb",
        ),
    ],
)
def test_reported_words(parsed_quotes_of: FindQuotes, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(quote.text, speaker) for quote, speaker in parsed_quotes_of(text)] == expected


def test_a_verb_of_judgement_takes_quoted_words(parsed_quotes_of: FindQuotes) -> None:
    found = [(q.kind, q.text, q.cue_lemma) for q, _ in parsed_quotes_of('Mara Lund called the plan "a grave mistake."')]
    assert found == [("partial", "a grave mistake.", "call")]


def test_the_owner_of_words_in_another_sentence_is_not_taken(parsed_quotes_of: FindQuotes) -> None:
    found = parsed_quotes_of('Mara Lund called the ferry "unfit." Otto Brandt wrote a letter to the crew.')
    assert [(q.text, who) for q, who in found if q.kind == "partial"] == [("unfit.", "Mara Lund")]


def test_with_who_is_asked_nobody_speaks(parsed_quotes_of: FindQuotes) -> None:
    found = parsed_quotes_of('Mara Lund was asked, "Is the ferry late again today?"')
    assert [who for q, who in found if q.kind == "direct"] == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Otto Brandt owns the ferry.\n\nThe director of the port, Emil Hart, promised a new pier, but he said it "
            "would take years.",
            "Emil Hart",
            id="a name beside the subject of the clause before",
        ),
        pytest.param(
            "Otto Brandt wants a new pier. Hart aides oppose the plan, he said.",
            "Otto Brandt",
            id="a name within the subject is not meant",
        ),
        pytest.param(
            "Otto Brandt wants a new pier. Hart's aides oppose the plan, he said.",
            "Otto Brandt",
            id="nor is a possessive",
        ),
    ],
)
def test_whom_a_pronoun_means(parsed_quotes_of: FindQuotes, text: str, speaker: str) -> None:
    assert {who for _, who in parsed_quotes_of(text)} == {speaker}
