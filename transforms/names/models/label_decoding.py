"""From the probabilities of a name model's labels to the likeliest names: whole words, none across a line break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from broadsheet.transforms.names.models.pieces import Pieces, line_starts, word_starts

Scores = NDArray[np.float32]
# A word so surely in no name parts the stretches that are decoded one by one; set by hand, for speed.
_SURE: Final = 0.995
_NEVER: Final = -1e4  # added to a log probability, far below any (log 1e-9 is -21): a step that is not allowed


@dataclass(frozen=True, slots=True)
class Found:
    """A name: half-open code points, type, and the geometric mean of the probabilities of its words' labels."""

    start: int
    end: int
    type: str
    score: float


def decoded(pieces: Pieces, probabilities: Scores, labels: tuple[str, ...]) -> list[Found]:
    """The names of a text in order. `probabilities` has a row for each piece and a column for each label, "O" first."""
    words = word_starts(pieces)
    if not len(words):
        return []
    logs = np.log(np.maximum(probabilities, 1e-9))
    ends = np.append(words[1:], len(pieces))
    sums: Scores = np.add.reduceat(_as_word(logs, words, labels), words, axis=0)
    mean = sums / (ends - words).astype(np.float32)[:, None]
    names = []
    likeliest = mean.argmax(axis=1)
    lines = line_starts(pieces)[words]
    for low, high in _stretches(mean, lines):
        path = likeliest[low:high].tolist()
        if not _is_allowed(path, labels):
            path = _best(mean[low:high], labels)
        for first, last, kind in _runs(path, labels):
            score = float(np.exp(np.mean([mean[low + at, path[at]] for at in range(first, last)])))
            begin, end = int(pieces.starts[words[low + first]]), int(pieces.ends[ends[low + last - 1] - 1])
            names.append(Found(begin, end, kind, score))
    return names


def _as_word(logs: Scores, words: NDArray[np.int64], labels: tuple[str, ...]) -> Scores:
    """Scores of pieces as votes on their word: a later piece votes for B as it does for I of that type."""
    votes = logs.copy()
    later = np.ones(len(logs), bool)
    later[words] = False
    begin, inside = _columns(labels)
    joined = np.logaddexp(logs[:, begin], logs[:, inside])
    votes[np.ix_(later, begin)] = joined[later]
    votes[np.ix_(later, inside)] = joined[later]
    return votes


@lru_cache(maxsize=4)
def _columns(labels: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The columns of the B labels and those of the I labels, in the same order of types."""
    begin = [number for number, label in enumerate(labels) if label.startswith("B-")]
    return np.array(begin), np.array([labels.index("I-" + labels[number][2:]) for number in begin])


@lru_cache(maxsize=4)
def _transitions(labels: tuple[str, ...]) -> Scores:
    """0 where the second label may follow the first, far below 0 where it may not."""
    allowed = np.zeros((len(labels), len(labels)), np.float32)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            allowed[:, column] = _NEVER
            for row, before in enumerate(labels):
                if before[2:] == label[2:]:
                    allowed[row, column] = 0
    return allowed


def _stretches(mean: Scores, lines: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Runs of words of one line that may be in a name; words between them are surely outside."""
    inside = mean[:, 0] < np.log(_SURE)
    follows = np.append(False, inside[1:] & inside[:-1] & ~lines[1:])
    begins = np.flatnonzero(inside & ~follows)
    ends = np.flatnonzero(inside & ~np.append(follows[1:], False)) + 1
    yield from zip(begins.tolist(), ends.tolist(), strict=True)


def _is_allowed(path: Sequence[int], labels: tuple[str, ...]) -> bool:
    transitions = _transitions(labels)
    return not any(transitions[pair] for pair in pairwise([0, *path]))


def _best(scores: Scores, labels: tuple[str, ...]) -> list[int]:
    """The likeliest sequence of labels that BIO allows."""
    transitions = _transitions(labels)
    best = scores[0] + transitions[0]
    back = []
    for row in scores[1:]:
        reached = best[:, None] + transitions
        back.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def _runs(path: Sequence[int], labels: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """First word, the word after the last, and type of each name on a path."""
    first = -1
    for at, label in enumerate([*path, 0]):
        if first >= 0 and not labels[label].startswith("I-"):
            yield first, at, labels[path[first]][2:]
            first = -1
        if labels[label].startswith("B-"):
            first = at
