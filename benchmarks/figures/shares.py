"""From what was right and wrong to figures of accuracy."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from broadsheet.flows.accuracy import Figure
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

# A share of fewer is mostly chance: that of 50 is told to 14 points at best.
LEAST = 50
# Bounds of bins of a score: narrow where most rows are.
_BOUNDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
# A given name tells a gender where so many of a hundred bearers have it.
_TELLING = 95


@dataclass(frozen=True, slots=True)
class Subject:
    """What figures are about: the check's name, the table, and the gold set."""

    check: str
    table: str
    gold: str


def share(subject: Subject, part: str, answers: Iterable[bool]) -> Iterator[Figure]:
    """The share of right answers; none of fewer than LEAST."""
    marks = list(answers)
    if len(marks) >= LEAST:
        yield Figure(subject.check, subject.table, part, sum(marks) / len(marks), len(marks), subject.gold)


def shares(subject: Subject, groups: Mapping[str, list[bool]]) -> Iterator[Figure]:
    """The share of right answers of each group, in the order of their names."""
    for part in sorted(groups):
        yield from share(subject, part, groups[part])


def reliability(subject: Subject, scored: Iterable[tuple[float, bool]]) -> Iterator[Figure]:
    """The share of right rows in each bin of their score, which a score that can be trusted equals."""
    bins: dict[str, list[bool]] = {}
    for score, is_right in scored:
        low, high = next(bounds for bounds in pairwise(_BOUNDS) if score < bounds[1] or bounds[1] == _BOUNDS[-1])
        bins.setdefault(f"score {low:g} to {high:g}", []).append(is_right)
    yield from shares(subject, bins)


def precision_recall(check: str, subject: Subject, part: str, counts: tuple[int, int, int]) -> Iterator[Figure]:
    """Precision, recall and F1 from how many are right, how many were given, and how many are marked."""
    right, n_given, n_marked = counts
    if n_marked < LEAST:
        return
    precision, recall = right / max(n_given, 1), right / n_marked
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    for name, value in (("precision", precision), ("recall", recall), ("f1", f1)):
        yield Figure(f"{check}_{name}", subject.table, part, value, n_marked, subject.gold)


def gender_of_given_name(name: str) -> str | None:
    """Whether bearers of the first word of a name are women or men; None, where either may be, or nobody is known."""
    women = _given_names().get(fold(name.split()[0])) if name.split() else None
    if women is None or 100 - _TELLING < women < _TELLING:
        return None
    return "women by given name" if women >= _TELLING else "men by given name"


def origin_of_given_name(name: str) -> str:
    """Whether the first word of a name is a given name in the United States: the origin that a list can tell."""
    return f"given name {'' if fold(name.split()[0]) in _given_names() else 'not '}borne in the US"


@cache
def _given_names() -> dict[str, int]:
    return {name: int(women) for name, women in rows("given_names.tsv")}
