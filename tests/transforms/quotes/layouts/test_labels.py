"""What follows a speaker's name and a colon."""

import re

import pytest

from broadsheet.transforms.quotes.layouts.labels import labelled


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(("LUND: We sail at ten.", "BRANDT: No, we do not."), ["LUND", "BRANDT"], id="a transcript"),
        pytest.param(("Lund: Ferry Will Sail Again", "It was late."), ["Lund"], id="a headline"),
        pytest.param(("It was late.", "NOTE: This is a lone label."), [], id="one label makes no transcript"),
        pytest.param(('Lund: "Ferry Will Sail"', "It was late."), [], id="quoted words are left to other rules"),
        pytest.param(("Lund: Late", "It was late."), [], id="too short"),
    ],
)
def test_speakers(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    found = labelled(text, [match.span() for match in re.finditer(r"[^\n]+", text)])
    assert [text[slice(*one.speaker)] for one in found if one.speaker] == expected


def spoken(*paragraphs: str) -> list[tuple[str, list[str]]]:
    """The rule and the contents of each turn."""
    text = "\n\n".join(paragraphs)
    turns = labelled(text, [match.span() for match in re.finditer(r"[^\n]+", text)])
    return [(turn.rule, [text[slice(*span)] for span in turn.content]) for turn in turns]


def test_labels_that_both_come_back_are_those_of_a_talk() -> None:
    turns = spoken("Courier: Why now?", "Lund: The tide is right.", "Courier: And then?", "Lund: We sail at ten.")
    assert [contents for _, contents in turns] == [
        ["Why now?"],
        ["The tide is right."],
        ["And then?"],
        ["We sail at ten."],
    ]


def test_a_label_that_comes_back_alone_is_no_talk() -> None:
    assert spoken("Tarn: The ferry sails.", "It rained.", "Tarn: The ferry is back.") != []
    assert spoken("Price: Ten crowns.", "It rained.", "Time: At noon it is.") == []


QUESTIONS = ("Why did you sail at night?", "And what did you see there?")


@pytest.mark.parametrize(
    ("answer", "is_whole"),
    [
        pytest.param("I saw my ship, the old one.", True, id="without marks"),
        pytest.param('I told them "no" and we went on.', True, id="a word in marks"),
        pytest.param('"I saw my ship, the old one," she says.', False, id="marks around the answer"),
        pytest.param('She waves. "We sail," she says to nobody there.', False, id="told by the outlet"),
    ],
)
def test_answers_with_marks(answer: str, is_whole: bool) -> None:
    turns = spoken(QUESTIONS[0], "I like my nights.", QUESTIONS[1], answer)
    assert (("answer", [answer]) in turns) == is_whole


def test_an_answer_goes_on_to_the_next_question_however_long_it_is() -> None:
    answer = ("A: The pier was closed.", *(f"I looked at beam {number}." for number in range(7)))
    (_, first), (_, second), *_ = spoken("Q: What went wrong?", *answer, "Q: And now?", "A: We rebuild.")
    assert first == ["What went wrong?"]
    assert second == ["The pier was closed.", *(f"I looked at beam {number}." for number in range(7))]


def test_between_two_speakers_of_a_report_many_paragraphs_are_its_own() -> None:
    report = tuple(f"The council looked at beam {number}." for number in range(7))
    turns = spoken("MAYOR: The pier was closed.", *report, "CLERK: We rebuild.", "MAYOR: We do.")
    assert turns[0] == ("label", ["The pier was closed."])
