"""A share or mean of what coders would say, with an interval, from our column and a coded sample of it.

The column's values for all units carry most of the information, the coded sample corrects what they get wrong: the
estimate is right on average whatever the column's errors are, because the sample was drawn with known probabilities.

Source  design-based supervised learning: Egami, Hinck, Stewart, Wei 2023 (NeurIPS 36); prediction-powered inference:
        Angelopoulos and others 2023 (Science 382); both are the difference estimator of survey sampling: Cassel,
        Saerndal, Wretman 1976 (Biometrika 63). For shares its post-stratified form: cells of stratum and our value
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

from broadsheet.transforms.estimation.intervals import LEVEL, jeffreys, student_quantile


@dataclass(frozen=True, slots=True)
class Cell:
    """The units of one stratum to which our column gives one value.

    `population` is how many there are, `coded` how many of them coders saw, `positives` how many of these they gave the
    wanted value; `share` is what our column says of the cell: 1 where its value is the wanted one, 0 elsewhere.
    """

    population: int
    coded: int
    positives: int
    share: float


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded unit: our value, the coders' value, and the probability with which it was drawn."""

    ours: float
    theirs: float
    probability: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its interval; `naive` is what the column alone says, `population` and `coded` count units."""

    value: float
    low: float
    high: float
    naive: float
    population: int
    coded: int


def corrected_share(cells: Sequence[Cell], level: float = LEVEL) -> Estimate:
    """The share that coders would find in all units, of a sample that is random within each stratum.

    Each cell has Jeffreys' interval, for as many units as the part that was seen of it is worth; they are put together
    by the method of variance estimates recovery (Zou, Donner 2008, Statistics in Medicine 27) around Jeffreys' own
    estimates, which keeps the level where errors are few. A cell of which nothing was coded may be anything: it widens
    the interval by all its weight.
    """
    total = sum(cell.population for cell in cells)
    value = middle = below = above = 0.0
    for cell in cells:
        share, centre, low, high = _cell(cell, level)
        value += cell.population * share / total
        middle += cell.population * centre / total
        below += (cell.population * (centre - low) / total) ** 2
        above += (cell.population * (high - centre) / total) ** 2
    naive = sum(cell.population * cell.share for cell in cells) / total
    coded = sum(cell.coded for cell in cells)
    value = min(value, 1.0)  # what is lost in sums of many cells
    low, high = max(0.0, middle - sqrt(below)), min(1.0, middle + sqrt(above))
    return Estimate(value, min(low, value), max(high, value), naive, total, coded)


def _cell(cell: Cell, level: float) -> tuple[float, float, float, float]:
    """The share that was found in a cell, and Jeffreys' estimate with its interval."""
    if not cell.coded:
        return cell.share, 0.5, 0.0, 1.0
    share = cell.positives / cell.coded
    if cell.coded == cell.population:
        return share, share, share, share
    # A sample from few units says more of them than one from many: the finite population correction, as more units.
    worth = cell.coded * (cell.population - 1) / (cell.population - cell.coded)
    centre = (share * worth + 0.5) / (worth + 1)
    return share, centre, *jeffreys(share * worth, worth, level)


def corrected_mean(total: float, population: int, sample: Sequence[Coded], level: float = LEVEL) -> Estimate:
    """The mean that coders would find in all units, of a sample of any design with known probabilities.

    `total` is the sum of our values over all units. The variance is Hajek's for fixed sizes (1964, Annals of
    Mathematical Statistics 35); with fewer than two coded units the interval is without bounds.
    """
    errors = [(unit.theirs - unit.ours) / unit.probability for unit in sample]
    naive = total / population
    value = naive + sum(errors) / population
    n = len(sample)
    if n < 2:
        return Estimate(value, -inf, inf, naive, population, n)
    chances = [1 - unit.probability for unit in sample]
    weight = sum(chances)
    middle = sum(c * e for c, e in zip(chances, errors, strict=True)) / weight if weight else 0.0
    spread = sum(c * (e - middle) ** 2 for c, e in zip(chances, errors, strict=True)) * n / (n - 1)
    reach = student_quantile(n - 1, level) * sqrt(spread) / population
    return Estimate(value, value - reach, value + reach, naive, population, n)
