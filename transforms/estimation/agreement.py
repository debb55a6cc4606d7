"""How well several coders agree: percent, Cohen's kappa, Krippendorff's alpha."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

Answer = TypeVar("Answer", bound=Hashable)
Answers = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well coders agree on one question, over the units that two or more of them answered.

    `kappa` is the mean over pairs of coders; `kappa` and `alpha` are null where all answers are the same, or none is
    shared: agreement beyond chance is then undefined.
    """

    units: int
    coders: int
    percent: float | None
    kappa: float | None
    alpha: float | None


def agreement(coders: Sequence[Answers]) -> Agreement:
    """The agreement of coders, each with answers by unit; a unit that a coder left out is not in theirs."""
    shared = {unit for left, right in combinations(coders, 2) for unit in left.keys() & right.keys()}
    pairs = [
        [(left[unit], right[unit]) for unit in sorted(left.keys() & right.keys())]
        for left, right in combinations(coders, 2)
    ]
    every = [pair for each in pairs for pair in each]
    kappas = [value for each in pairs if (value := kappa(each)) is not None]
    return Agreement(
        units=len(shared),
        coders=len(coders),
        percent=sum(left == right for left, right in every) / len(every) if every else None,
        kappa=sum(kappas) / len(kappas) if kappas else None,
        alpha=alpha(coders),
    )


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two coders' answers to the same units.

    Source  Cohen 1960, Educational and Psychological Measurement 20
    """
    n = len(pairs)
    first, second = (Counter(pair[place] for pair in pairs) for place in (0, 1))
    by_chance = sum(first[answer] * second[answer] for answer in first)
    if not n or by_chance == n * n:
        return None
    observed = sum(left == right for left, right in pairs) / n
    expected = by_chance / (n * n)
    return (observed - expected) / (1 - expected)


def alpha(coders: Sequence[Answers]) -> float | None:
    """Krippendorff's alpha for named categories; coders may leave out units.

    Source  Krippendorff 2011, Computing Krippendorff's Alpha-Reliability
    """
    units = sorted({unit for answers in coders for unit in answers})
    valued = [[answers[unit] for answers in coders if unit in answers] for unit in units]
    paired = [Counter(values) for values in valued if len(values) > 1]
    totals = sum(paired, Counter[Hashable]())
    n = totals.total()
    by_chance = n * n - sum(count * count for count in totals.values())
    if not by_chance:
        return None
    differing = 0.0
    for counts in paired:
        m = counts.total()
        differing += (m * m - sum(count * count for count in counts.values())) / (m - 1)
    return 1 - (n - 1) * differing / by_chance
