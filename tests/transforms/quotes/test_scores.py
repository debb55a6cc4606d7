"""How often rows are right."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.quotes.model import Kind, Rule
from broadsheet.transforms.quotes.scores import speaker_score


@given(st.sampled_from(get_args(Rule)), st.sampled_from(get_args(Kind)), st.booleans())
def test_every_row_has_a_share(rule: Rule, kind: Kind, is_parsed: bool) -> None:
    assert 0 < speaker_score(rule, kind, is_parsed=is_parsed) < 1


def test_words_behind_which_somebody_is_named_are_right_more_often_than_a_clause() -> None:
    assert speaker_score("after", "direct", is_parsed=True) > speaker_score("clause", "indirect", is_parsed=True)
