"""Lists of words and how words are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import entries, rows
from broadsheet.transforms.vocabulary.phrases import Beginnings, Phrases


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MÄRZ", "marz"),
        ("Août", "aout"),
        ("ΜΆΡΤΙΟΣ", "μαρτιοσ"),
        ("й", "и"),
        ("2023년", "2023년"),
        ("Straße", "strasse"),
    ],
)
def test_case_and_accents_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_a_folded_word_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("name", ["asian_surnames.txt", "tracking_words.txt", "tracking_parameters.txt"])
def test_lists_hold_no_comments(name: str) -> None:
    assert entries(name)
    assert not any("#" in entry for entry in entries(name))


@pytest.mark.parametrize(
    ("name", "width"),
    [("agencies.tsv", 3), ("months.tsv", 13), ("zones.tsv", 2), ("byline_words.tsv", 2), ("date_words.tsv", 2)],
)
def test_rows_are_of_one_width(name: str, width: int) -> None:
    assert {len(row) for row in rows(name)} == {width}


PHRASES = Phrases(["sign up here", "für unseren newsletter", "все права", "資料照", "file photo"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please SIGN UP HERE for more", True),
        ("Please sign up there", False),
        ("Jetzt FÜR UNSEREN Newsletter anmelden", True),
        ("fur unseren Newsletter", False),
        ("© 2023. Все права защищены", True),
        ("Все равно", False),
        ("(資料照)", True),
        ("A \ufb01le photo of the bay", True),
        ("", False),
    ],
)
def test_phrases_are_found_in_any_case(text: str, expected: bool) -> None:
    assert PHRASES.are_in(text) is expected
    assert bool(PHRASES.possible(["Nothing", text])) or not expected
    assert PHRASES.possible([text, "Nothing"]).are_in(text) is expected


@given(st.text(), st.text(), st.sampled_from(["sign up here", "für unseren newsletter", "все права"]))
def test_a_phrase_is_found_wherever_it_stands(before: str, after: str, phrase: str) -> None:
    assert PHRASES.are_in(before + phrase + after)
    assert PHRASES.possible(["Nothing", before + phrase + after])


def test_no_phrases_are_in_no_text() -> None:
    assert not Phrases(())
    assert not Phrases(()).are_in("sign up here")


@pytest.mark.parametrize(("text", "expected"), [("note: x", True), ("noted", False), ("", False), ("xnote:", False)])
def test_beginnings(text: str, expected: bool) -> None:
    assert Beginnings(["note:", "update:"]).begin(text) is expected


def test_beginnings_know_their_first_letters() -> None:
    assert [letter in Beginnings(["note:", "update:"]) for letter in "nux"] == [True, True, False]
