"""Verb groups, past or future."""

import pytest

from broadsheet.transforms.dates.verbs import verb_groups


@pytest.mark.parametrize(
    ("clause", "tenses"),
    [
        pytest.param("the council met", ["past"], id="a past form"),
        pytest.param("the council will be asked to meet", ["future"], id="a modal and its infinitives"),
        pytest.param("the council plans to meet", ["future"], id="a plan"),
        pytest.param("the council had planned to meet", ["past", "past"], id="a plan that is over"),
        pytest.param("the council is going to meet", ["future"], id="going to"),
        pytest.param("the mayor could not be reached", ["past", "past"], id="a refusal"),
        pytest.param("the mayor said the ferry will sail", ["past", "future"], id="a report and its clause"),
        pytest.param("the ferry is due to sail", ["future"], id="an appointment"),
        pytest.param("the quay in the rain", [], id="no verb"),
    ],
)
def test_groups_of_a_clause(clause: str, tenses: list[str]) -> None:
    assert [group.tense for group in verb_groups(clause.split())] == tenses


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        pytest.param("she said", "report", id="a report"),
        pytest.param("she vowed to return", "wish", id="a vow"),
        pytest.param("the armed men", None, id="a participle before its noun"),
    ],
)
def test_how_sure_the_first_group_is(clause: str, kind: str | None) -> None:
    assert next((group.kind for group in verb_groups(clause.split())), None) == kind
