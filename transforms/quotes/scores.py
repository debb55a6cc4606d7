"""From how a quotation was attributed to how often such an attribution names the right speaker."""

from typing import Final

from broadsheet.transforms.quotes.model import Rule

# Shares of quotations of PolNeAR's development half whose span and speaker words agree with the annotators'.
_OF_RULE: Final[dict[Rule, float]] = {
    "after": 0.96,
    "before": 0.82,
    "second": 0.96,
    "chain": 0.53,
    "label": 0.68,
    "call": 0.72,
    "clause": 0.80,
    "fronted": 0.90,
    "parenthetical": 0.88,
    "according": 0.84,
    "colon": 0.80,
    "object": 0.60,
    "interrupted": 0.88,
    "nested": 0.60,
    "question": 0.60,
    "answer": 0.60,
    "implied": 0.50,
    "alone": 0.40,
}
_PRONOUN: Final = 0.88


def speaker_score(rule: Rule, by_pronoun: bool) -> float:
    """The share of rows by a rule that are right; less where a pronoun had to be resolved."""
    return round(_OF_RULE[rule] * (_PRONOUN if by_pronoun else 1.0), 2)
