"""What is an honorific, where, and which gender it tells."""

import pytest

from broadsheet.transforms.vocabulary import honorifics


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        pytest.param("Mrs.", True, id="with its full stop"),
        pytest.param("mrs", True, id="without it, in small letters"),
        pytest.param("MADAME", True, id="in capitals"),
        pytest.param("Mayor", False, id="an office is none"),
        pytest.param("M.", False, id="an initial in running text"),
    ],
)
def test_honorific_of_running_text(word: str, is_one: bool) -> None:
    assert honorifics.is_honorific(word) is is_one


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        pytest.param("dr.", True, id="with its full stop"),
        pytest.param("dr", True, id="without it"),
        pytest.param("m.", True, id="French, with its full stop"),
        pytest.param("m", False, id="an initial is none"),
        pytest.param("dona", True, id="folded"),
        pytest.param("king", False, id="a surname in bylines"),
    ],
)
def test_honorific_of_a_byline(word: str, is_one: bool) -> None:
    assert (word in honorifics.IN_BYLINES) is is_one


def test_gender_is_told_by_those_of_one_gender_only() -> None:
    assert (honorifics.GENDERS["mrs"], honorifics.GENDERS["sir"]) == ("female", "male")
    assert "dr" not in honorifics.GENDERS
    assert set(honorifics.GENDERS.values()) == {"female", "male"}


def test_the_civil_ones_stand_as_they_are_written() -> None:
    assert honorifics.CIVIL == ("Mr", "Mrs", "Ms")
