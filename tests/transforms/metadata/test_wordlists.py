"""Lists of words and how words are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.metadata.wordlists import entries, fold, rows


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


@pytest.mark.parametrize("name", ["asian_surnames.txt", "identifying_parameters.txt", "tracking_parameters.txt"])
def test_lists_hold_no_comments(name: str) -> None:
    assert entries(name)
    assert not any("#" in entry for entry in entries(name))


@pytest.mark.parametrize(
    ("name", "width"),
    [("agencies.tsv", 3), ("months.tsv", 13), ("zones.tsv", 2), ("byline_words.tsv", 2), ("date_words.tsv", 2)],
)
def test_rows_are_of_one_width(name: str, width: int) -> None:
    assert {len(row) for row in rows(name)} == {width}
