"""One name has one type in a document, and stands wherever it stands."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.consistency import one_type, spread

After = Callable[..., list[tuple[str, str]]]


def test_the_type_of_most_mentions_wins(after: After) -> None:
    kinds = after(one_type, "[Orvane|ORG] met. [Orvane|LOC] rose. [Orvane|ORG] fell.")
    assert {kind for _, kind in kinds} == {"ORG"}


def test_a_title_weighs_half(after: After) -> None:
    kinds = after(one_type, "[Orvane|ORG] met.", title="[Orvane|LOC] meets")
    assert [kind for _, kind in kinds] == ["ORG", "ORG"]


@pytest.mark.parametrize(
    ("body", "score", "kind"),
    [
        pytest.param("[France|ORG] met. [France|LOC] fell.", 0.4, "LOC", id="one of a recogniser with scores"),
        pytest.param("[NATO|LOC] met. " * 4 + "[NATO|ORG] fell.", 0.4, "LOC", id="not four"),
        pytest.param("[NATO|LOC] met. " * 2 + "[NATO|ORG] fell.", None, "ORG", id="two of one without"),
        pytest.param("[NATO|LOC] met. " * 4 + "[NATO|ORG] fell.", None, "LOC", id="not four of one without"),
        pytest.param("[Nairobi|ORG] met. " * 2 + "[Nairobi|LOC] fell.", None, "LOC", id="a large city of one without"),
    ],
)
def test_a_list_outweighs_mentions(after: After, body: str, score: float | None, kind: str) -> None:
    assert {found for _, found in after(one_type, body, score=score)} == {kind}


def test_a_town_and_its_team_are_two_where_the_recogniser_is_sure(after: After) -> None:
    body = "[Lima|ORG] beat [Quito|ORG] in [Lima|LOC]. [Lima|LOC] slept."
    assert [kind for _, kind in after(one_type, body, score=0.9)] == ["ORG", "ORG", "LOC", "LOC"]
    assert {kind for name, kind in after(one_type, body, score=0.3) if name == "Lima"} == {"LOC"}


def test_the_surname_of_a_person_is_a_person(after: After) -> None:
    kinds = after(one_type, "[Ada Orvane|PERSON] met. [Orvane|ORG] rose. [Orvane|ORG] fell.")
    assert {kind for _, kind in kinds} == {"PERSON"}


def test_a_club_that_is_seen_often_is_no_person_of_one_mistake(after: After) -> None:
    kinds = after(one_type, "[Orvanes Fan|PERSON] sang. " + "[Orvanes|ORG] won. " * 3)
    assert [kind for _, kind in kinds] == ["PERSON", "ORG", "ORG", "ORG"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "[Ada Quill|PERSON] came. Then Quill left.",
            [("Ada Quill", "PERSON"), ("Quill", "PERSON")],
            id="a surname alone",
        ),
        pytest.param(
            "[Orvane Works|ORG] came. Then Orvane Works left.",
            [("Orvane Works", "ORG"), ("Orvane Works", "ORG")],
            id="a whole name",
        ),
        pytest.param(
            "[Ada Quill|PERSON] came. Then Quillon left.", [("Ada Quill", "PERSON")], id="a part of a longer word"
        ),
        pytest.param(
            "[Ada Quill|PERSON] came. Then Quill Harbour froze.",
            [("Ada Quill", "PERSON")],
            id="a part of a longer run of capitals",
        ),
        pytest.param(
            "[Orvane|ORG] came. Orvane rose, Orvane fell, and Orvane left.",
            [("Orvane", "ORG")],
            id="more often unseen than seen",
        ),
        pytest.param("[Orvane|LOC] rose. The Orvane fell.", [("Orvane", "LOC")], id="an article before a place"),
        pytest.param("[Ada Quill|PERSON] came (Ada).", [("Ada Quill", "PERSON")], id="in a bracket of its own"),
        pytest.param(
            "[Harvest Quill|PERSON] came. Harvest began; the harvest is late.",
            [("Harvest Quill", "PERSON")],
            id="a word that stands in lower case, too",
        ),
    ],
)
def test_names_spread(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(spread, body) == expected


def test_what_the_recogniser_doubts_does_not_spread(after: After) -> None:
    assert after(spread, "[Orvane|ORG] came. Then Orvane left.", score=0.4) == [("Orvane", "ORG")]
