"""Quantiles of the normal and of Student's distribution, and an interval for a share."""

from functools import lru_cache
from math import exp, lgamma, log, log1p
from statistics import NormalDist

LEVEL = 0.95  # the convention of the field
# Halvings of 0..1 until twelve digits stand; terms of the fraction, which needs about the root of a + b of them; where
# it has converged, and what stands for a zero in it.
_HALVINGS = 42
_TERMS = 10_000
_PRECISION = 1e-14
_TINY = 1e-300


def normal_quantile(level: float = LEVEL) -> float:
    """How many standard errors an interval of that level reaches to either side."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def student_quantile(degrees: float, level: float = LEVEL) -> float:
    """As `normal_quantile`, of Student's distribution; within 0.001 from 4 degrees of freedom on.

    Source  Cornish-Fisher expansion to the fourth power: Abramowitz and Stegun 1964, 26.7.5
    """
    z = normal_quantile(level)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / degrees**power for power, term in enumerate(terms, start=1))


@lru_cache(maxsize=100_000)
def jeffreys(positives: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """The interval for a share of which `positives` of `n` are known; neither need be whole.

    Source  the equal-tailed interval of Jeffreys' prior: Brown, Cai, DasGupta 2001, Statistical Science 16(2)
    """
    tail = (1 - level) / 2
    first, second = positives + 0.5, n - positives + 0.5
    return beta_quantile(tail, first, second), beta_quantile(1 - tail, first, second)


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Where the beta distribution reaches a probability, to twelve digits, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if beta_probability(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_probability(x: float, a: float, b: float) -> float:
    """The probability up to x of the beta distribution: the regularised incomplete beta function, 0 < x < 1.

    Source  the continued fraction of DLMF 8.17.22, evaluated by Lentz's method
    """
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_probability(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _away_from_zero(1 + step * d)
            c = _away_from_zero(1 + step / c)
            fraction *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return front * fraction


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
