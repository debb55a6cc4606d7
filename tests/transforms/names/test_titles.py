"""Job titles and roles beside a name."""

import pytest

from broadsheet.transforms.names import titles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("Foreign Minister |Quill", "Foreign Minister", id="a modifier and a head"),
        pytest.param("Vice-Prime Minister |Quill", "Vice-Prime Minister", id="two modifiers joined"),
        pytest.param("the mayor |Quill", "mayor", id="small letters"),
        pytest.param("President Mr. |Quill", "President", id="before an honorific"),
        pytest.param("Mr. |Quill", None, id="an honorific alone"),
        pytest.param("by the mayor. |Quill", None, id="the end of a sentence"),
        pytest.param("Narnian Foreign Minister |Quill", "Narnian Foreign Minister", id="a people that leads"),
        pytest.param("rope |Quill", None, id="no title"),
    ],
)
def test_role_before(text: str, role: str | None) -> None:
    at = text.index("|")
    assert titles.role_before(text.replace("|", ""), at, frozenset({"Narnian"})) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("Quill|, the foreign minister, left", "foreign minister", id="an article"),
        pytest.param("Quill|, mayor of Tarn, left", "mayor", id="none"),
        pytest.param("Quill|, the West Municipal Director, left", "West Municipal Director", id="capitals lead it"),
        pytest.param("Quill|, actor Orla Finch and others", None, id="the next person's"),
        pytest.param("Quill|, King, Wilkes", None, id="a list of surnames"),
        pytest.param("Quill| the mayor", None, id="no comma"),
    ],
)
def test_role_after(text: str, role: str | None) -> None:
    at = text.index("|")
    assert titles.role_after(text.replace("|", ""), at) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("The mayor of Tarn, |Quill", "mayor", id="of a place"),
        pytest.param("Its chief executive, Dr |Quill", "chief executive", id="an honorific between"),
        pytest.param("In Tarn, |Quill", None, id="no title"),
    ],
)
def test_role_in_apposition(text: str, role: str | None) -> None:
    at = text.index("|")
    assert titles.role_apposed(text.replace("|", ""), at) == role


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Crown Prince", True), ("Deputy Prime Minister", True), ("Baker", False), ("Ada Quill", False)],
)
def test_a_name_that_is_a_title(name: str, is_one: bool) -> None:
    assert titles.is_title(name) is is_one


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("President Ada Quill", "Ada Quill"),
        ("Dr. Quill", "Quill"),
        ("Grand Ayatollah Quill", "Quill"),
        ("Pol Col Ada Quill", "Ada Quill"),
        ("Pol Quill", "Pol Quill"),
        ("Datuk Seri Quill", "Quill"),
        ("Ada Quill", "Ada Quill"),
        ("President", "President"),
    ],
)
def test_where_a_name_begins_behind_its_titles(name: str, proper: str) -> None:
    assert name[titles.title_before(name, 0, len(name)) :] == proper


def test_honorific_right_before_a_name() -> None:
    assert titles.honorific_before("said Mrs. Quill", 10) == "mrs"
    assert titles.honorific_before("said Mayor Quill", 11) is None
    assert titles.honorific_before("Quill", 0) is None
