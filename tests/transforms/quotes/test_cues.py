"""Which words are forms of a reporting verb."""

import pytest

from broadsheet.transforms.quotes.cues import class_of, verb_of


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        pytest.param("said", "say", id="irregular"),
        pytest.param("Added", "add", id="regular, in any case"),
        pytest.param("declaring", "declare", id="a dropped e"),
        pytest.param("replied", "reply", id="y to i"),
        pytest.param("stresses", "stress", id="es"),
        pytest.param("admitted", "admit", id="a doubled consonant"),
        pytest.param("walked", None, id="no reporting verb"),
    ],
)
def test_dictionary_form(word: str, lemma: str | None) -> None:
    verb = verb_of(word)
    assert (verb.lemma if verb else None) == lemma


def test_a_cue_without_a_listed_verb_is_neutral() -> None:
    assert class_of(None) == class_of("shrug") == "neutral"
