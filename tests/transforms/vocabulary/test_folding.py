"""How words, and titles and names of outlets, are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.vocabulary.folding import bare, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("MÄRZ", "marz", id="capitals and umlauts"),
        pytest.param("Août", "aout", id="a circumflex"),
        pytest.param("ΜΆΡΤΙΟΣ", "μαρτιοσ", id="Greek"),
        pytest.param("й", "и", id="Cyrillic"),
        pytest.param("2023년", "2023년", id="Korean stays composed"),
        pytest.param("Straße", "strasse", id="a sharp s"),
    ],
)
def test_case_and_accents_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_a_folded_word_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("The Tarn Post", "the-tarn_post", id="spaces, hyphens and underscores"),
        pytest.param("L’Écho de Morvel", "l'echo de morvel", id="marks and accents"),
        pytest.param("Orlo 24/7!", "ORLO 247", id="figures stay"),
    ],
)
def test_bare_forms_that_are_equal(first: str, second: str) -> None:
    assert bare(first) == bare(second) != ""


def test_bare_letters_of_other_scripts_stay() -> None:
    assert bare("Вести Дня") == "вестидня"
