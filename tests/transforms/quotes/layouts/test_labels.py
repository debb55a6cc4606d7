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
