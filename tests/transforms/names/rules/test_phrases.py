"""From a list of phrases to where they stand in a text."""

import pytest

from broadsheet.transforms.names.rules.phrases import Phrases, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("in New Tarn now", ["New Tarn"], id="the longest phrase wins"),
        pytest.param("in Tarn", ["Tarn"], id="at the end of the text"),
        pytest.param("in New", [], id="not a part of a phrase"),
        pytest.param("in Tarns", [], id="not a part of a word"),
        pytest.param("in tarn", [], id="not in another case"),
        pytest.param("U.T. and Tarn", ["U.T.", "Tarn"], id="marks are words"),
        pytest.param("", [], id="no text"),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    phrases = Phrases(["Tarn", "New Tarn", "U.T.", "Tarn Rope Works", ""])
    assert [phrase for _, _, phrase in phrases.find(tokens(text))] == expected
