"""Pairs of texts that may be copies, by the fingerprints both have, a band of these at a time.

A fingerprint lies in one band, whatever the number of bands: what all of them give together does not depend on it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from broadsheet.transforms.collection.runs import Flags, are_in

Numbers = NDArray[np.int64]

# Shares of fingerprints below it are never half of the words: the sample is of one in five.
WORTH_A_LOOK = 0.15
# Holders of one fingerprint that are compared with each other; of more, each is with the longest so many.
FEW_HOLDERS = 16
LONGEST_HOLDERS = 8


class Held(NamedTuple):
    """Hashes, and the place of the text that each is of."""

    hashes: Numbers
    owners: Numbers

    def of_band(self, band: int, n_bands: int) -> "Held":
        """Those of one band of several."""
        mask = is_in_band(self.hashes, band, n_bands)
        return Held(self.hashes[mask], self.owners[mask])


class Common(NamedTuple):
    """Pairs of texts by their places, the lower first, and how many fingerprints both have."""

    low: Numbers
    high: Numbers
    times: Numbers


def is_in_band(hashes: Numbers, band: int, n_bands: int) -> Flags:
    """Which hashes lie in a band: by their last digits, which say nothing of a text."""
    mask: Flags = hashes % n_bands == band
    return mask


def held(hashes: Sequence[Numbers], places: Sequence[int]) -> Held:
    """The hashes of several texts as one list."""
    lengths = [len(of_text) for of_text in hashes]
    every = np.concatenate(hashes).astype(np.int64) if hashes else np.empty(0, np.int64)
    return Held(every, np.repeat(np.array(places, np.int64), lengths))


def common(prints: Held, sizes: Numbers) -> Common:
    """The pairs that have fingerprints in common; `sizes` are the words of each text, by place."""
    prints = _repeated(prints)
    # Within a group the longest text comes first.
    order = np.lexsort((prints.owners, -sizes[prints.owners], prints.hashes))
    hashes, owners = prints.hashes[order], prints.owners[order]
    bounds = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1], [True]))) if len(hashes) else order
    starts, counts = bounds[:-1].astype(np.int64), np.diff(bounds).astype(np.int64)
    keys: list[Numbers] = [np.empty(0, np.int64)]
    for size in np.unique(counts[counts > 1]).tolist():
        groups = owners[starts[counts == size][:, None] + np.arange(size)]
        first, second = compared(size)
        low = np.minimum(groups[:, first], groups[:, second])
        high = np.maximum(groups[:, first], groups[:, second])
        keys.append((low * len(sizes) + high).ravel())
    pairs, times = np.unique(np.concatenate(keys), return_counts=True)
    return Common(*np.divmod(pairs, max(len(sizes), 1)), times.astype(np.int64))


def worth_a_look(bands: Sequence[Common], n_prints: Numbers) -> tuple[Numbers, Numbers]:
    """Of the pairs of all bands those that have enough in common, in order; `n_prints` by place."""
    low, high, times = (np.concatenate([band[at] for band in bands]) for at in range(3))
    pairs, positions = np.unique(low * len(n_prints) + high, return_inverse=True)
    total = np.bincount(positions, weights=times, minlength=len(pairs))
    low, high = np.divmod(pairs, max(len(n_prints), 1))
    enough = total >= WORTH_A_LOOK * np.minimum(n_prints[low], n_prints[high])
    return low[enough], high[enough]


def compared(n_holders: int) -> tuple[Numbers, Numbers]:
    """Which holders of a fingerprint are compared, by their place from the longest text: as many pairs as holders, but
    for a factor, since a line that every article of an outlet ends with has as many holders as it has articles."""
    if n_holders <= FEW_HOLDERS:
        return np.triu_indices(n_holders, 1)
    longest = np.arange(LONGEST_HOLDERS)
    others = [np.arange(place + 1, n_holders) for place in longest]
    return np.repeat(longest, n_holders - 1 - longest), np.concatenate(others)


def _repeated(prints: Held) -> Held:
    """Without the hashes that stand once, which are nearly all: what is left is quick to sort by more than them."""
    ordered = np.sort(prints.hashes)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    mask = are_in(prints.hashes, twice)
    return Held(prints.hashes[mask], prints.owners[mask])
