"""What a paragraph with its parse tells of its words."""

import pytest

from broadsheet.transforms.quotes.parsed.attributions import views_of
from broadsheet.transforms.quotes.parsed.view import View
from broadsheet.transforms.sentences.parsing import Parser
from tests.transforms.quotes.conftest import section


@pytest.fixture(scope="module")
def view(parser: Parser) -> View:
    (only,) = views_of(section("text", 'TARN, June 4 — Lund said, "We say no." Brandt left.', parser))
    return only


def test_words_in_marks_are_quoted_with_their_marks(view: View) -> None:
    quoted = [word.text for word, flag in zip(view.words, view.quoted, strict=True) if flag]
    assert quoted == ['"', "We", "say", "no", ".", '"']


def test_only_verbs_outside_marks_report(view: View) -> None:
    assert [view.lower(index) for index in range(len(view.words)) if view.verb(index)] == ["said"]


def test_a_sentence_begins_behind_its_dateline(view: View) -> None:
    said = next(index for index in range(len(view.words)) if view.lower(index) == "said")
    assert view.words[view.sentence(said)[0]].text == "Lund"


def test_a_word_is_told_by_any_of_its_code_points(view: View) -> None:
    at = view.text.index("Brandt")
    assert {view.words[view.first_from(at + inside)].text for inside in range(6)} == {"Brandt"}
    assert view.first_from(len(view.text)) == len(view.words)


def test_marks_at_the_ends_of_a_range_are_left_out(view: View) -> None:
    said = next(index for index in range(len(view.words)) if view.lower(index) == "said")
    span = view.without_marks(said, said + 1)
    assert span is not None
    assert view.text[slice(*span)] == "said"
    assert view.without_marks(said + 1, said + 1) is None
