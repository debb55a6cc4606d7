"""Names of bodies grow over what belongs to them, take the type of their last word, and bring their acronym."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.bodies import acronyms, headed, whole

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
