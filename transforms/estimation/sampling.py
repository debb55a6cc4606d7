"""Samples with known probabilities: random, stratified, or by score.

Chance is a hash of seed and key: the same units are drawn whatever their order, on any machine, and a larger sample of
the same seed and design holds the smaller one.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from broadsheet.transforms.errors import SettingsError

_BITS: Final = 53  # of the hash: what a float holds exactly
# A unit whose score says that it is certain may be wrong all the same: it keeps this share of the least certain's
# chance, so that no weight exceeds twenty times the smallest.
_LEAST_CHANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit of the sample: its place among those given, its stratum, and the probability with which it was drawn."""

    place: int
    stratum: str
    probability: float


def random_sample(keys: Sequence[str], size: int, seed: int) -> list[Drawn]:
    """So many units, each with the same probability, without replacement; all of them, where there are no more."""
    return stratified_sample(keys, [""] * len(keys), size, seed)


def stratified_sample(keys: Sequence[str], strata: Sequence[str], size: int, seed: int) -> list[Drawn]:
    """So many units, shared out equally among the strata; what a small stratum cannot give, the others give."""
    _check(keys, size)
    allotted = allotment(Counter(strata), size)
    sizes = Counter(strata)
    counts: Counter[str] = Counter()
    drawn = []
    for _, place in sorted((_chance(seed, key), place) for place, key in enumerate(keys)):
        stratum = strata[place]
        if counts[stratum] < allotted[stratum]:
            counts[stratum] += 1
            drawn.append(Drawn(place, stratum, allotted[stratum] / sizes[stratum]))
    return sorted(drawn, key=lambda unit: unit.place)


def allotment(sizes: Counter[str], size: int) -> dict[str, int]:
    """How many units each stratum gives: as equal as its size allows, what is left over to the first by name."""
    allotted = dict.fromkeys(sizes, 0)
    open_, left = sorted(sizes), min(size, sizes.total())
    while left:
        share = max(1, left // len(open_))
        for stratum in open_:
            more = min(share, sizes[stratum] - allotted[stratum], left)
            allotted[stratum] += more
            left -= more
        open_ = [stratum for stratum in open_ if allotted[stratum] < sizes[stratum]]
    return allotted


def score_sample(keys: Sequence[str], scores: Sequence[float | None], size: int, seed: int) -> list[Drawn]:
    """So many units, the less certain the more probable: by 1 - score; without a score as the least certain.

    Source  sequential Poisson sampling: Ohlsson 1998, Journal of Official Statistics 14(2)
    """
    _check(keys, size)
    chances = [max(_LEAST_CHANCE, 1 - (score or 0)) for score in scores]
    probabilities = inclusion_probabilities(chances, min(size, len(keys)))
    ranks = sorted(
        (_chance(seed, key) / probability, place)
        for place, (key, probability) in enumerate(zip(keys, probabilities, strict=True))
    )
    places = sorted(place for _, place in ranks[:size])
    return [Drawn(place, "", probabilities[place]) for place in places]


def inclusion_probabilities(sizes: Sequence[float], count: int) -> list[float]:
    """Probabilities in proportion to sizes, `count` in sum; what would exceed 1 is 1, and the others share the rest."""
    certain: set[int] = set()
    while True:
        rest = sum(size for place, size in enumerate(sizes) if place not in certain)
        factor = (count - len(certain)) / rest if rest else 0.0
        more = {place for place, size in enumerate(sizes) if place not in certain and size * factor >= 1}
        if not more:
            return [1.0 if place in certain else size * factor for place, size in enumerate(sizes)]
        certain |= more


def _chance(seed: int, key: str) -> float:
    """A number of (0, 1], uniform over seeds and keys."""
    digest = hashlib.sha256(f"{seed}\n{key}".encode()).digest()
    number = int.from_bytes(digest[:8], "big") >> (64 - _BITS)
    return float(Fraction(number + 1, 1 << _BITS))


def _check(keys: Sequence[str], size: int) -> None:
    if size < 1:
        raise SettingsError(f"a sample of {size} units is none: give 1 or more")
    if not keys:
        raise SettingsError("there are no units to draw from")
