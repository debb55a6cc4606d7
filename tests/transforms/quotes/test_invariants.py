"""What holds for the quotations of any text, and how the work grows with it."""

import re
import sys
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.light.attributions import light_attributions
from broadsheet.transforms.quotes.marks import regions
from broadsheet.transforms.quotes.model import Quote, QuoteInput, QuoteSection
from broadsheet.transforms.sentences.quotation_marks import quoted_spans
from broadsheet.transforms.sentences.splitter import sentence_spans

MARKS = "\"“”‘’'«»`„"
PIECES = st.lists(
    st.sampled_from(
        [*MARKS, "''", "``", "Lund", "she", " said ", "told", " ", ", ", ". ", ": ", "\n\n", "late", "that "]
    ),
    max_size=40,
).map("".join)


def section(text: str, name: str = "text") -> QuoteSection:
    paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
    sentences = tuple((a + low, a + high) for a, b in paragraphs for low, high in sentence_spans(text[a:b]))
    return QuoteSection(name, text, paragraphs, sentences)


def quotes_of(*sections: QuoteSection) -> tuple[Quote, ...]:
    return find_quotes(QuoteInput(sections))


@given(PIECES, PIECES)
def test_spans_lie_in_their_section_and_slice_back(title: str, text: str) -> None:
    sections = (section(title, "title"), section(text))
    for quote in quotes_of(*sections):
        whole = sections[quote.section].text
        assert whole[quote.char_start : quote.char_end] == quote.text
        assert 0 <= quote.outer_char_start <= quote.char_start < quote.char_end <= quote.outer_char_end <= len(whole)
        if quote.kind != "indirect":
            assert not set(whole[quote.outer_char_start : quote.char_start]) - set(MARKS)
            assert not set(whole[quote.char_end : quote.outer_char_end]) - set(MARKS)


@given(PIECES)
def test_quotations_with_marks_never_overlap(text: str) -> None:
    marked = [quote for quote in quotes_of(section(text)) if quote.kind not in {"indirect", "block"}]
    ends = [0, *(quote.outer_char_end for quote in marked)]
    assert all(end <= quote.outer_char_start for end, quote in zip(ends, marked, strict=False))


@given(PIECES)
@example("''\"\n\n\"")
def test_regions_hold_no_more_than_their_paragraph(text: str) -> None:
    paragraphs = section(text).paragraphs
    for (start, end), found in zip(paragraphs, regions(text, paragraphs), strict=True):
        assert all(start <= one.outer_start <= one.start < one.end <= one.outer_end <= end for one in found)


@pytest.mark.parametrize(("n_verbs", "n_found"), [(11, 11), (12, 12), (13, 12), (200, 12)])
def test_no_more_verbs_of_a_sentence_are_asked_than_any_writer_uses(n_verbs: int, n_found: int) -> None:
    text = "; ".join(["Lund said the ferry was late"] * n_verbs) + "."
    assert len(light_attributions(QuoteSection("text", text, ((0, len(text)),), ((0, len(text)),)))) == n_found


def steps(text: str) -> int:
    """Function calls it takes to find the quotations of a text: work, counted instead of timed."""
    article = QuoteInput((section(text),))
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        find_quotes(article)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("He said “it was late and then the “ferry went away. ", id="opening marks"),
        pytest.param("He said it” was late and then the ferry” went away, he added.” ", id="closing marks"),
        pytest.param('He said "it was late. She told him "no." The crew" left.\n\n', id="straight marks, paragraphs"),
        pytest.param('He said "it was late and the “ferry ‘went away. «No, ``he said. ', id="all kinds"),
        pytest.param("'tis the dockers' pay, 'he said, isn't it the crew' s. ", id="single marks"),
    ],
)
def test_work_grows_with_the_text_and_no_faster(pattern: str) -> None:
    once, twice, thrice = (steps(pattern * 100 * times) for times in (1, 2, 3))
    assert thrice - twice <= 1.3 * (twice - once)  # with squared work 1.67; paragraphs are cut where they may


@settings(max_examples=30)
@given(st.text(alphabet="ab s.,\"“”'’‘«»`\n", max_size=60))
def test_marks_are_paired_alike_in_a_paragraph_alone_and_among_others(text: str) -> None:
    alone = quoted_spans(text, [(0, len(text))])
    shifted = quoted_spans("a\n" + text, [(0, 1), (2, 2 + len(text))])
    assert [(start - 2, end - 2) for start, end in shifted] == alone
