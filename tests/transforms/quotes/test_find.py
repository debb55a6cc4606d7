"""Which words are quotations, of what kind, and who says them."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import Quote, QuoteInput, QuoteSection
from broadsheet.transforms.quotes.rows import quote_key
from broadsheet.transforms.sentences.splitter import sentence_spans

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"The ferry is late," Mara Lund said.',
            [("direct", "The ferry is late,", "Mara Lund", "QSV")],
            id="the speaker before the verb, behind the words",
        ),
        pytest.param(
            "“The ferry is late,” said Mara Lund.",
            [("direct", "The ferry is late,", "Mara Lund", "QVS")],
            id="the verb before the speaker",
        ),
        pytest.param(
            'Mara Lund said: "The ferry is late."',
            [("direct", "The ferry is late.", "Mara Lund", "SVQ")],
            id="the speaker first",
        ),
        pytest.param(
            "``The ferry is late,'' Mara Lund said.",
            [("direct", "The ferry is late,", "Mara Lund", "QSV")],
            id="marks of a typewriter",
        ),
        pytest.param(
            '"The ferry is late," Mara Lund said. "It always is."',
            [
                ("direct", "The ferry is late,", "Mara Lund", "QSV"),
                ("continued", "It always is.", "Mara Lund", "none"),
            ],
            id="a second part behind the verb",
        ),
        pytest.param(
            '"The ferry is late," Mara Lund said.\n\n"It always was late in winter."',
            [
                ("direct", "The ferry is late,", "Mara Lund", "QSV"),
                ("continued", "It always was late in winter.", "Mara Lund", "none"),
            ],
            id="the next paragraph is all quotation",
        ),
        pytest.param(
            "Mara Lund said that the ferry was late.",
            [("indirect", "that the ferry was late", "Mara Lund", "SVQ")],
            id="a clause without marks",
        ),
        pytest.param(
            "The ferry was late again, Mara Lund said.",
            [("indirect", "The ferry was late again", "Mara Lund", "QSV")],
            id="a clause in front",
        ),
        pytest.param(
            "According to Mara Lund, the ferry was late.",
            [("indirect", "the ferry was late", "Mara Lund", "none")],
            id="according to somebody",
        ),
        pytest.param(
            "Mara Lund denied it was late.\n\nThe ferry is called “Swift” and has been since 1990.",
            [("indirect", "it was late", "Mara Lund", "SVQ"), ("term", "Swift", None, "none")],
            id="a name between marks is no quotation",
        ),
    ],
)
def test_words_kind_speaker_and_order(
    quotes_of: FindQuotes, text: str, expected: list[tuple[str, str, str | None, str]]
) -> None:
    assert [(q.kind, q.text, speaker, q.order) for q, speaker in quotes_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "speaker", "status"),
    [
        pytest.param('Otto Brandt left early. "I am tired," he said.', "Otto Brandt", "resolved", id="he"),
        pytest.param(
            'Mara Lund met Otto Brandt. "I am glad we met," she said.', "Mara Lund", "resolved", id="she, of two people"
        ),
        pytest.param(
            'Otto Brandt came. "I am tired of it," the spokesman said.', "Otto Brandt", "resolved", id="by his office"
        ),
        pytest.param('"We are closed," the Harbour Board said.', "Harbour Board", "resolved", id="a body"),
        pytest.param('"We are closed," a clerk said.', None, "unnamed", id="nobody named"),
        pytest.param('"Nobody knows who wrote this line."', None, "unknown", id="nobody at all"),
        pytest.param(
            '"I am tired of it," Mara Lund\'s spokesman said.', None, "unnamed", id="the owner of a spokesman is not he"
        ),
    ],
)
def test_who_speaks(quotes_of: FindQuotes, text: str, speaker: str | None, status: str) -> None:
    quote, name = quotes_of(text)[0]
    assert (name, quote.speaker_status) == (speaker, status)


def test_a_partial_quotation_stands_inside_an_indirect_one(quotes_of: FindQuotes) -> None:
    found = [(q.kind, q.text) for q, _ in quotes_of('Mara Lund said the ferry was "late as ever" that day.')]
    assert found == [("indirect", 'the ferry was "late as ever" that day'), ("partial", "late as ever")]


@pytest.mark.parametrize(
    ("title", "speaker", "cue"),
    [
        pytest.param("Lund Tells Brandt of 'Hope' for Ferry", "Mara Lund", "Tells", id="behind its verb"),
        pytest.param("Lund: 'Hope' for Ferry", "Mara Lund", None, id="behind a name and a colon"),
        pytest.param("'Hope' for Ferry", "Otto Brandt", None, id="by who says it in the text"),
    ],
)
def test_single_marks_in_a_headline(quotes_of: FindQuotes, title: str, speaker: str, cue: str | None) -> None:
    found = quotes_of('Mara Lund was there. "There is hope for us all," Otto Brandt said.', title)
    quote, name = found[0]
    assert (quote.kind, quote.text, name, quote.cue) == ("headline", "Hope", speaker, cue)


def test_spans_with_and_without_marks_slice_back(quotes_of: FindQuotes) -> None:
    text = 'So: "The ferry is late," Mara Lund said.'
    quote, _ = quotes_of(text)[0]
    assert text[quote.char_start : quote.char_end] == quote.text == "The ferry is late,"
    assert text[quote.outer_char_start : quote.outer_char_end] == '"The ferry is late,"'


def test_verb_and_hearer(quotes_of: FindQuotes) -> None:
    quote, _ = quotes_of('"The ferry is late," Mara Lund told Otto Brandt on Monday.')[0]
    assert (quote.cue, quote.cue_lemma, quote.cue_class, quote.addressee_entity) == ("told", "tell", "neutral", 1)


@pytest.mark.parametrize(
    ("verb", "cue_class"),
    [
        pytest.param("claimed", "distancing", id="claimed leaves it open"),
        pytest.param("acknowledged", "endorsing", id="acknowledged takes it as true"),
        pytest.param("said", "neutral", id="said does neither"),
    ],
)
def test_class_of_the_verb(quotes_of: FindQuotes, verb: str, cue_class: str) -> None:
    quote, _ = quotes_of(f'"The ferry is late," Mara Lund {verb}.')[0]
    assert quote.cue_class == cue_class


def test_editors_insertions_are_counted(quotes_of: FindQuotes) -> None:
    quote, _ = quotes_of('"We told [the crew] to [wait]," Mara Lund said.')[0]
    assert quote.n_editor_insertions == 2


def test_a_second_part_points_to_the_first(quotes_of: FindQuotes) -> None:
    found = quotes_of('"The ferry is late," Mara Lund said. "It always is."')
    assert [quote.continues_quote for quote, _ in found] == [None, 0]


def test_a_block_quotation_has_the_speaker_announced_before_it() -> None:
    text = "Mara Lund wrote:\n\nThe ferry must go on."
    block = QuoteSection("text", text, ((0, 16), (18, 39)), ((0, 16), (18, 39)), None, frozenset({1}))
    (quote,) = find_quotes(QuoteInput((block,)))
    assert (quote.kind, quote.text, quote.speaker_surface, quote.cue) == (
        "block",
        "The ferry must go on.",
        "Mara Lund",
        "wrote",
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param("The ferry is late,", "the ferry is late.", True, id="case and marks do not count"),
        pytest.param("The ferry is late", "The ferry was late", False, id="words count"),
    ],
)
def test_key_of_the_words(left: str, right: str, same: bool) -> None:
    assert (quote_key(left) == quote_key(right)) is same
    assert 0 <= quote_key(left) < 2**53


@given(st.text(alphabet="aL sd.,:\"“”'‘’`-—\n", max_size=120))
def test_any_text_gives_quotations_inside_it(text: str) -> None:
    paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
    sentences = tuple((a + low, a + high) for a, b in paragraphs for low, high in sentence_spans(text[a:b]))
    for quote in find_quotes(QuoteInput((QuoteSection("text", text, paragraphs, sentences),))):
        assert 0 <= quote.outer_char_start <= quote.char_start <= quote.char_end <= quote.outer_char_end <= len(text)
        assert quote.text == text[quote.char_start : quote.char_end]
