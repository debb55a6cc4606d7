"""Words of a sentence told apart by lists: verbs that report, and who may stand as their subject."""

import pytest

from broadsheet.transforms.quotes.light.words import has_cue, stripped, words_of


def subject_of_first_verb(text: str) -> str | None:
    words = words_of(text, 0, len(text))
    subject = words.subject(words.verbs[0][0])
    return None if subject is None else text[slice(*words.span(*subject))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mara Lund said so.", "Mara Lund", id="a name"),
        pytest.param("She also said so.", "She", id="an adverb between"),
        pytest.param("The head of the board said so.", "The head of the board", id="a phrase with of"),
        pytest.param("Mara Lund, a teacher, said so.", "Mara Lund, a teacher", id="an apposition"),
        pytest.param("It is which said so.", None, id="no noun"),
    ],
)
def test_subjects(text: str, expected: str | None) -> None:
    assert subject_of_first_verb(text) == expected


def test_the_subject_behind_a_verb() -> None:
    text = "said Mara Lund on Monday"
    words = words_of(text, 0, len(text))
    subject = words.subject_behind(0)
    assert subject is not None
    assert text[slice(*words.span(*subject))] == "Mara Lund"


@pytest.mark.parametrize(
    ("text", "expected"), [("Lund said so.", True), ("According to Lund.", True), ("Late.", False)]
)
def test_a_sentence_with_a_verb_that_reports(text: str, expected: bool) -> None:
    assert has_cue(text) == expected


def test_marks_at_the_ends_are_left_out() -> None:
    text = ", the ferry, "
    assert text[slice(*stripped(text, (0, len(text))))] == "the ferry"
