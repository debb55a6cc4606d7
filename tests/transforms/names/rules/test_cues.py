"""The words beside a name give its type, where it is open."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.cues import by_cues

After = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("the trawler [Orvane|PERSON] sank", [("Orvane", "PRODUCT")], id="a ship"),
        pytest.param("the mayor of [Orvane|PERSON] left", [("Orvane", "LOC")], id="a place"),
        pytest.param("[Orvane|PERSON], a shipping company, left", [("Orvane", "ORG")], id="a company in apposition"),
        pytest.param("the support of [Orvane|PERSON] ended", [("Orvane", "PERSON")], id="a cue is a whole word"),
        pytest.param("in [Orvane|PERSON] it rained", [("Orvane", "PERSON")], id="one weak cue does not do"),
        pytest.param(
            "in [Orvane|PERSON] it rained, and near [Orvane|PERSON], too",
            [("Orvane", "LOC"), ("Orvane", "LOC")],
            id="two weak cues do",
        ),
        pytest.param(
            "the mayor of [Orvane|PERSON] met [Ada Orvane|PERSON]",
            [("Orvane", "PERSON"), ("Ada Orvane", "PERSON")],
            id="the surname of a person named in full",
        ),
        pytest.param(
            "[Hamilton|LOC], Ont., burned. [Hamilton|PERSON] wept.",
            [("Hamilton", "LOC"), ("Hamilton", "LOC")],
            id="a town with its province",
        ),
        pytest.param("the mayor of [Orvane Bank|ORG]", [("Orvane Bank", "ORG")], id="a body by its last word"),
        pytest.param("[Orvane|PERSON] said on Monday it would move", [("Orvane", "ORG")], id="no person is an it"),
        pytest.param("[Orvane|PERSON] said it would be late", [("Orvane", "PERSON")], id="an it that is none"),
        pytest.param("the rating of [Orvaneth|LOC]", [("Orvaneth", "ORG")], id="no place of the lists has a rating"),
        pytest.param("the rating of [Lima|LOC]", [("Lima", "LOC")], id="a place of the lists may have one"),
        pytest.param("Hurricane [Orva|PERSON] came", [("Hurricane Orva", "EVENT")], id="a storm and its word"),
        pytest.param(
            "Hurricane [Orva|PERSON] came; [Orva|PERSON] left",
            [("Hurricane Orva", "EVENT"), ("Orva", "EVENT")],
            id="a storm's bare name elsewhere",
        ),
    ],
)
def test_types_by_cues(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(by_cues, body) == expected
