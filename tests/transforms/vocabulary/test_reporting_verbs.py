"""Which words are forms of a reporting verb."""

import pytest

from broadsheet.transforms.vocabulary.reporting_verbs import BEHIND_SPEECH, FORMS, class_of, verb_of


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


@pytest.mark.parametrize(
    ("form", "is_one"),
    [
        pytest.param("asked", True, id="takes a clause"),
        pytest.param("smiled", True, id="beside speech only"),
        pytest.param("accused", False, id="takes somebody, and never stands behind speech"),
    ],
)
def test_verbs_that_stand_behind_direct_speech(form: str, is_one: bool) -> None:
    assert form in FORMS
    assert (form in BEHIND_SPEECH) is is_one
