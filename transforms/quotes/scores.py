"""How often rows that were attributed in this way have the right words and the right speaker."""

from typing import Final, NamedTuple

from broadsheet.transforms.quotes.model import PASSAGES, Kind, Rule


class Shares(NamedTuple):
    """Shares of rows that are right: by the rules that need a parse, and by those that need none."""

    parsed: float
    light: float


# Shares of rows of one half of PolNeAR's development articles whose words overlap by half with the annotators' and
# whose speaker is theirs; of titles, terms and scare quotes those that the annotators give to nobody. Rules with fewer
# than 200 rows share a cell with others of their kind.
_PASSAGE: Final = Shares(0.90, 0.89)
_CLAUSE: Final = Shares(0.78, 0.67)
_PARTIAL: Final = Shares(0.86, 0.85)
_ASIDE: Final = Shares(0.86, 0.83)
_WEAK: Final = Shares(0.25, 0.21)
_OF_RULE: Final[dict[Rule, Shares]] = {
    "after": Shares(0.97, 0.95),
    "second": Shares(0.93, 0.93),
    "before": Shares(0.78, 0.74),
    "clause": _CLAUSE,
    "colon": _CLAUSE,
    "object": Shares(0.57, 0.57),
    "fronted": _ASIDE,
    "parenthetical": _ASIDE,
    "interrupted": _ASIDE,
    "according": _ASIDE,
    "label": _ASIDE,
    "question": _ASIDE,
    "answer": _ASIDE,
    "call": _WEAK,
    "chain": _WEAK,
    "nested": _WEAK,
    "implied": _WEAK,
    "alone": _WEAK,
}


def speaker_score(rule: Rule, kind: Kind, *, is_parsed: bool) -> float:
    """The share of such rows that are right; of words that quote nobody, the share that quote nobody indeed."""
    if kind in PASSAGES:
        shares = _PASSAGE
    elif rule == "clause" and kind == "partial":
        shares = _PARTIAL
    else:
        shares = _OF_RULE[rule]
    return shares.parsed if is_parsed else shares.light
