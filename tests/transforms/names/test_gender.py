"""What the text itself tells of a person's gender."""

import pytest

from broadsheet.transforms.names.gender import (
    Evidence,
    decided,
    gender_status,
    pronoun_evidence,
    title_evidence,
    unquoted,
)


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        pytest.param("Mrs. |Quill| left", "female", id="an honorific"),
        pytest.param("spokesman |Quill| left", "male", id="a title before"),
        pytest.param("Then |Quill|, the chairwoman, left", "female", id="a title behind"),
        pytest.param("Dr |Quill| left", None, id="an honorific of both"),
        pytest.param("Sheikh |Omar Quill| left", "male", id="a sheikh"),
        pytest.param("Sheikh |Rehana Quill| left", None, id="an honorific that is a given name, before a woman's"),
        pytest.param("Sheikh |Quill| left", None, id="an honorific that is a given name, before a single name"),
        pytest.param("|Quill| left", None, id="nothing"),
    ],
)
def test_words_beside_a_name(text: str, gender: str | None) -> None:
    before, name, _ = text.split("|")
    evidence = title_evidence(text.replace("|", ""), len(before), len(before) + len(name))
    assert (evidence.gender if evidence else None) == gender


def _evidence(before: str | None, sentence: str) -> tuple[int, str] | None:
    """With "{Quill}" and "{Finch}" as persons 0 and 1."""

    def read(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
        text, people = "", []
        for part in marked.split("{"):
            name, closed, rest = part.partition("}")
            if closed:
                people.append((len(text), len(text) + len(name), ("Quill", "Finch").index(name)))
            text += name + rest
        return text, people

    sentences = [None if one is None else read(one) for one in (before, sentence)]
    first, second = (None if one is None else unquoted(one[0], (0, len(one[0])), one[1]) for one in sentences)
    assert second is not None
    told = pronoun_evidence(first, second)
    return None if told is None else (told[0], told[1].gender)


@pytest.mark.parametrize(
    ("before", "sentence", "expected"),
    [
        pytest.param(None, "{Quill} said she left.", (0, "female"), id="the subject of its sentence"),
        pytest.param("{Quill} spoke.", "He left.", (0, "male"), id="the subject of the sentence before"),
        pytest.param("{Quill} spoke.", "But on Monday he left.", None, id="a pronoun that does not open"),
        pytest.param("{Quill} met {Finch}.", "He left.", None, id="two persons before"),
        pytest.param("{Finch} spoke.", "{Quill} said she left.", None, id="somebody else before"),
        pytest.param("{Quill} met a nurse.", "She left.", None, id="another person spoken of"),
        pytest.param("{Quill} spoke.", "They left.", None, id="no pronoun of one gender"),
        pytest.param(None, "“I like {Quill},” she said.", None, id="a name in a quotation"),
        pytest.param(
            "{Quill} spoke.", "“I like {Finch},” she said.", (0, "female"), id="the speaker of the last sentence"
        ),
        pytest.param(None, "{Quill} said: “She left.”", None, id="a pronoun in a quotation"),
    ],
)
def test_pronouns(before: str | None, sentence: str, expected: tuple[int, str] | None) -> None:
    assert _evidence(before, sentence) == expected


@pytest.mark.parametrize(
    ("genders", "status"),
    [([], "none"), (["male"], "told"), (["female", "female"], "told"), (["female", "male"], "conflicting")],
)
def test_status(genders: list[str], status: str) -> None:
    evidence = [Evidence(gender, "word") for gender in genders]  # type: ignore[arg-type]
    assert gender_status(evidence) == status
    assert (decided(evidence) is not None) is (status == "told")
