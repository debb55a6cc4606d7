"""From annotated documents to what the network trains on: windows of pieces, and the labels each piece may have."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.pieces import LINE, LOWER, N_GAPS, TITLE, UPPER, Numbers, pieces
from training.corpora import LABELS, Annotated

WINDOW: Final = 254
_SHORTEST_START: Final = 64
_LONGEST_HEADLINE: Final = 60
# Shares of the lines that are rewritten: all in lower case, all capitals, each word capitalised.
_TO_LOWER, _TO_UPPER, _TO_TITLE = 0.02, 0.06, 0.08
_BLOCK: Final = 20


Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """A document: its pieces with their writings and line numbers, and for each the labels it may have."""

    ids: Numbers
    writings: Numbers
    lines: Numbers
    allowed: Flags  # pieces x labels
    scheme: int


@dataclass(frozen=True, slots=True)
class Window:
    """A run of pieces; `allowed` has a row for each of them."""

    ids: Numbers
    writings: Numbers
    scheme: int
    allowed: Flags | None = None


def example(tokenizer: Tokenizer, document: Annotated) -> Example:
    """The pieces of a document and their labels. A name of several possible types allows each of them."""
    made = pieces(tokenizer, document.text)
    index = {label: number for number, label in enumerate(LABELS)}
    allowed = np.zeros((len(made), len(LABELS)), bool)
    allowed[:, 0] = True
    for kind in document.unmarked:
        allowed[:, [index[f"B-{kind}"], index[f"I-{kind}"]]] = True
    for start, end, kinds in document.names:
        inside = np.flatnonzero((made.ends > start) & (made.starts < end))
        allowed[inside] = False
        for kind in kinds:
            allowed[inside[:1], index[f"B-{kind}"]] = True
            allowed[inside[1:], index[f"I-{kind}"]] = True
    return Example(made.ids, made.writings, np.cumsum(made.writings % N_GAPS == LINE), allowed, document.scheme)


def rewritten(writings: Numbers, lines: Numbers, rng: random.Random) -> Numbers:
    """Writings with some lines as headlines are written: the vocabulary has no case, so that this is all it takes."""
    made = writings.copy()
    for line in range(int(lines[0]), int(lines[-1]) + 1) if len(lines) else ():
        draw = rng.random()
        here = lines == line
        if draw >= _TO_LOWER + _TO_UPPER + _TO_TITLE or (draw >= _TO_LOWER and here.sum() > _LONGEST_HEADLINE):
            continue
        case = LOWER if draw < _TO_LOWER else UPPER if draw < _TO_LOWER + _TO_UPPER else TITLE
        letters = here & ((made // N_GAPS == LOWER) if case == TITLE else (made // N_GAPS >= LOWER))
        made[letters] = case * N_GAPS + made[letters] % N_GAPS
    return made


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Window]]:
    """All documents, cut anew at each call, in batches of windows of about one length, in random order."""
    windows = [window for one in examples for window in _cut(one, rng)]
    rng.shuffle(windows)
    made = []
    for at in range(0, len(windows), size * _BLOCK):
        block = sorted(windows[at : at + size * _BLOCK], key=lambda window: len(window.ids))
        made += [block[low : low + size] for low in range(0, len(block), size)]
    rng.shuffle(made)
    yield from made


def _cut(one: Example, rng: random.Random) -> Iterator[Window]:
    """A document without overlap; the first window is of random length, so that no piece is always at an edge."""
    writings = rewritten(one.writings, one.lines, rng)
    at, end = 0, rng.randint(_SHORTEST_START, WINDOW)
    while at < len(one.ids):
        yield Window(one.ids[at:end], writings[at:end], one.scheme, one.allowed[at:end])
        at, end = end, end + WINDOW
