"""Names of bodies grow over what belongs to them, take the type of their last word, and bring their acronym."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.bodies import acronyms, headed, speaking, whole

After = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("the [Office|ORG] for Fair Tides shut", [("Office for Fair Tides", "ORG")], id="a head and for"),
        pytest.param("the [Ministry|ORG] of Rope said", [("Ministry of Rope", "ORG")], id="a head and of"),
        pytest.param("the [Tarn Rope|ORG] of Ada", [("Tarn Rope", "ORG")], id="no head"),
        pytest.param("[Ada Quill|PERSON] of Tarn", [("Ada Quill", "PERSON")], id="a person"),
        pytest.param(
            "the [Office|ORG] of [Ada Quill|PERSON]", [("Office", "ORG"), ("Ada Quill", "PERSON")], id="a person's"
        ),
        pytest.param("the [Ministry|ORG] of rope", [("Ministry", "ORG")], id="a common noun"),
    ],
)
def test_a_body_grows_over_its_complement(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(whole, body) == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param("[Grey Bay Airport|LOC]", "FAC", id="a building"),
        pytest.param("[Tarn Rope Council|LOC]", "ORG", id="a body"),
        pytest.param("[Tarn Rope Council|PERSON]", "PERSON", id="a person stays one"),
        pytest.param("[Tarn Rope|LOC]", "LOC", id="no head"),
        pytest.param("[Council|LOC]", "LOC", id="a head alone"),
    ],
)
def test_the_last_word_makes_the_type(after: After, body: str, kind: str) -> None:
    assert [found for _, found in after(headed, body)] == [kind]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "the [Tarn Rope Board|ORG] (TRB) met", [("Tarn Rope Board", "ORG"), ("TRB", "ORG")], id="an acronym"
        ),
        pytest.param(
            "the [Tarn Rope Board|ORG] ([TRB|LOC]) met", [("Tarn Rope Board", "ORG"), ("TRB", "ORG")], id="one type"
        ),
        pytest.param("the [Tarn Rope Board|ORG] (XYZ) met", [("Tarn Rope Board", "ORG")], id="other letters"),
    ],
)
def test_an_acronym_in_brackets(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(acronyms, body) == expected


def test_a_sure_type_and_a_well_known_name_are_no_matter_of_the_last_word(after: After) -> None:
    assert after(headed, "[Grey Bay County|ORG]", score=0.95) == [("Grey Bay County", "ORG")]
    assert after(headed, "[West Bank|LOC]", score=0.5) == [("West Bank", "LOC")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("The Tarn Media Office said so.", [("Tarn Media Office", "ORG")], id="a head that speaks"),
        pytest.param("The Tarn Media Office on Friday said so.", [("Tarn Media Office", "ORG")], id="on a day"),
        pytest.param("Number 10 announced it.", [("Number 10", "ORG")], id="a house by its number"),
        pytest.param("The Tarn Media Office shut.", [], id="one that does not speak"),
        pytest.param("The Tarn Rope Hand said so.", [], id="no head"),
        pytest.param("Ropes and Media Office said so.", [], id="the rest of a longer name"),
        pytest.param("The [Tarn Media|ORG] Office said so.", [("Tarn Media", "ORG")], id="one that was seen"),
    ],
)
def test_a_body_that_speaks_is_a_name(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(speaking, body) == expected
