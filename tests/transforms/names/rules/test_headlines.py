"""In a Title Case headline only the names that the body vouches for are names."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.headlines import is_title_case, repaired

After = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("Mayor Quill Opens Harbour Bridge", True, id="all words"),
        pytest.param("Mayor Quill Opens the Old Harbour Bridge at Last", True, id="small words do not count"),
        pytest.param("Mayor Quill opens harbour bridge", False, id="a name in a plain line"),
        pytest.param("Quill Wins", False, id="too few words to tell"),
    ],
)
def test_title_case(text: str, is_one: bool) -> None:
    assert is_title_case(text) is is_one


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("[Mayor Quill Opens|PERSON] Harbour Bridge", [("Quill", "PERSON")], id="cut to the body's name"),
        pytest.param("Mayor Opens [Harbour Bridge|FAC] Again", [], id="a word that is common in the body"),
        pytest.param("Mayor Opens [Orvane Hall|FAC] Again", [("Orvane Hall", "FAC")], id="words that the body lacks"),
        pytest.param("mayor opens [Harbour Bridge|FAC] again", [("Harbour Bridge", "FAC")], id="a plain headline"),
    ],
)
def test_names_of_a_headline(after: After, title: str, expected: list[tuple[str, str]]) -> None:
    body = "[Ada Quill|PERSON] spoke at the harbour, beside the bridge."
    assert after(repaired, body, title=title) == [*expected, ("Ada Quill", "PERSON")]


def test_without_a_name_elsewhere_nothing_changes(after: After) -> None:
    assert after(repaired, "It rained.", title="Mayor Opens [Harbour Bridge|FAC] Again") == [("Harbour Bridge", "FAC")]
