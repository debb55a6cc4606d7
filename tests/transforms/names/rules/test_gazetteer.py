"""What the lists of well-known names know."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.gazetteer import is_large_city, known_types, retyped, with_unseen

After = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(("name", "kind"), [("France", "LOC"), ("Peruvian", "NORP"), ("NATO", "ORG")])
def test_types_of_well_known_names(name: str, kind: str) -> None:
    assert known_types()[name] == kind


@pytest.mark.parametrize(("name", "is_one"), [("Nairobi", True), ("Orvane", False)])
def test_large_cities(name: str, is_one: bool) -> None:
    assert is_large_city(name) is is_one


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[France|ORG] met", [("France", "LOC")], id="a country"),
        pytest.param("[Peruvian|LOC] ropes", [("Peruvian", "NORP")], id="a people"),
        pytest.param("[Orvane|ORG] ropes", [("Orvane", "ORG")], id="an unknown name"),
        pytest.param("a [Lima|NORP]-based firm", [("Lima", "LOC")], id="a city where a firm is based"),
        pytest.param("an [Orvane|NORP]-based firm", [("Orvane", "NORP")], id="a place of no list"),
        pytest.param("a [Lima|NORP]-led firm", [("Lima", "NORP")], id="who leads it is a people"),
    ],
)
def test_a_list_gives_the_type(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(retyped, body) == expected


@pytest.mark.parametrize(
    ("body", "score", "kind"),
    [
        pytest.param("[France|ORG] scored", 0.6, "ORG", id="a team"),
        pytest.param("[France|ORG] scored", 0.4, "LOC", id="a team in doubt"),
        pytest.param("[UAE|ORG] met", 0.6, "LOC", id="a code is no team"),
        pytest.param("[Peruvian|LOC] ropes", 0.9, "LOC", id="the recogniser is surer"),
        pytest.param("in the [Kremlin|LOC]", 0.3, "LOC", id="a building that a body goes by"),
        pytest.param("the [Kremlin|PERSON]", 0.3, "ORG", id="the body, where no building is seen"),
        pytest.param("[Pfizer|PERSON] ropes", 0.9, "ORG", id="of persons it never is"),
    ],
)
def test_a_list_gives_way_to_a_sure_recogniser(after: After, body: str, score: float, kind: str) -> None:
    assert [found for _, found in after(retyped, body, score=score)] == [kind]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("ropes from Peru came", [("Peru", "LOC")], id="a country"),
        pytest.param("the Peru Rope Board met", [], id="a part of a longer name"),
        pytest.param("at peru-ropes@orvane.example", [], id="small letters"),
        pytest.param("[Peru|LOC] came", [("Peru", "LOC")], id="seen already"),
    ],
)
def test_unseen_names(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(with_unseen, body) == expected
