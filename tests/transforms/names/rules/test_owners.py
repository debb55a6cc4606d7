"""Whose the "'s" behind a name is."""

import pytest

from broadsheet.transforms.names.rules.owners import owns_nothing, speaks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Quill's said", True, id="a verb of bodies"),
        pytest.param("Quill’s, the shop", True, id="a mark"),
        pytest.param("Quill's in Tarn", True, id="a word that joins"),
        pytest.param("Quill's rope", False, id="a noun"),
    ],
)
def test_what_follows_tells_whether_something_is_owned(text: str, expected: bool) -> None:
    assert owns_nothing(text, 7) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Quill's said", True, id="said"),
        pytest.param("Quill’s will open", True, id="will"),
        pytest.param("Quill's claims", False, id="a noun that is a verb, too"),
        pytest.param("Quill said", False, id="no possessive"),
    ],
)
def test_a_shop_speaks(text: str, expected: bool) -> None:
    assert speaks(text, 5) is expected
