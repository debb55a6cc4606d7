"""What no list of words can tell about names."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.repairs import repaired

After = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "so [Orlo|PERSON] “The Brick” [Quill|PERSON] won", [("Orlo “The Brick” Quill", "PERSON")], id="a nickname"
        ),
        pytest.param("the USS [Orvane|PERSON] sank", [("USS Orvane", "PRODUCT")], id="a ship's prefix"),
        pytest.param("the Hotel [Orvane|PERSON] shut", [("Hotel Orvane", "FAC")], id="a house's kind"),
        pytest.param("Rep. [Tom Rusk|PERSON] ([R-Orvane|LOC]) spoke", [("Tom Rusk", "PERSON")], id="a member's seat"),
        pytest.param("in [Quill|PERSON] v. [Finch|PERSON] it held", [], id="the parties of a suit"),
        pytest.param("[Lawyers|ORG] left.", [], id="a plural that opens a sentence"),
        pytest.param("[Quill|PERSON]'s said so", [("Quill's", "ORG")], id="a shop that speaks"),
        pytest.param(
            "[Quill|PERSON]'s said so at [Quill|LOC]'s till", [("Quill's", "ORG")] * 2, id="its possessive is its own"
        ),
        pytest.param(
            "[Ada Quill|PERSON] heard [Quill|PERSON]'s said so",
            [("Ada Quill", "PERSON"), ("Quill", "PERSON")],
            id="a person of that name",
        ),
        pytest.param("J.R. [Quill|PERSON] left", [("J.R. Quill", "PERSON")], id="initials"),
    ],
)
def test_repairs(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(repaired, body) == expected


def test_a_word_without_end_is_no_name(after: After) -> None:
    assert after(repaired, "A" * 200_000) == []
