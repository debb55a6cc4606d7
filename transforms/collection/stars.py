"""Pairs of articles that are copies, and clusters of them: stars round their longest texts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from broadsheet.transforms.collection.runs import (
    Flags,
    Hashes,
    Places,
    Words,
    fingerprints,
    is_other_story,
    may_hold,
    shared,
)

# A copy has at least half of the words of the shorter text from the other.
CONTAINED = 0.5
# Shares of fingerprints below it are never half of the words: the sample is of one in five.
WORTH_A_LOOK = 0.15
# Holders of one fingerprint that are compared with each other; of more, each is with the longest so many.
FEW_HOLDERS = 16
LONGEST_HOLDERS = 8
# A round-up holds two or more texts that share nothing with each other, none of which fills half of it.
APART = 0.1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of one story by their places, with the words of each that the other has too."""

    longer: int
    shorter: int
    mask: Flags
    mask_of_shorter: Flags

    @property
    def n_shared(self) -> int:
        """Words of the shorter that stand in the longer."""
        return int(self.mask_of_shorter.sum())


def pairs_of(texts: Sequence[Words]) -> list[Pair]:
    """Every pair of which one copies the other, in order of places; longer before shorter, of equals the first."""
    copies = []
    owners, hashes = fingerprints(texts)
    sizes = np.array([len(text) for text in texts], np.int64)
    a, b = _candidates(owners, hashes, sizes)
    all_longer, all_shorter = np.where(sizes[a] >= sizes[b], (a, b), (b, a))
    looked_at = may_hold(texts, all_longer, all_shorter, CONTAINED)
    for longer, shorter in zip(all_longer[looked_at].tolist(), all_shorter[looked_at].tolist(), strict=True):
        mask = shared(texts[shorter], texts[longer])
        is_copy = mask.sum() >= CONTAINED * len(mask)
        if is_copy and not is_other_story(texts[longer], texts[shorter], int(mask.sum())):
            copies.append(Pair(longer, shorter, shared(texts[longer], texts[shorter]), mask))
    return copies


def _candidates(owners: Places, hashes: Hashes, sizes: Places) -> tuple[Places, Places]:
    """Pairs of places that share enough fingerprints to be worth a look, in order."""
    lengths = np.bincount(owners, minlength=len(sizes))
    # Within a group the longest text comes first.
    order = np.lexsort((owners, -sizes[owners], hashes))
    hashes, owners = hashes[order], owners[order]
    bounds = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1], [True]))) if len(hashes) else np.empty(0)
    starts, counts = bounds[:-1].astype(np.int64), np.diff(bounds).astype(np.int64)
    keys: list[Places] = []
    for size in np.unique(counts[counts > 1]).tolist():
        groups = owners[starts[counts == size][:, None] + np.arange(size)]
        first, second = _compared(size)
        low = np.minimum(groups[:, first], groups[:, second])
        high = np.maximum(groups[:, first], groups[:, second])
        keys.append((low * len(sizes) + high).ravel())
    if not keys:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    pairs, times = np.unique(np.concatenate(keys), return_counts=True)
    a, b = pairs // len(sizes), pairs % len(sizes)
    enough = times >= WORTH_A_LOOK * np.minimum(lengths[a], lengths[b])
    return a[enough], b[enough]


def _compared(n_holders: int) -> tuple[Places, Places]:
    """Which holders of a fingerprint are compared, by their place from the longest text: as many pairs as holders, but
    for a factor, since a line that every article of an outlet ends with has as many holders as it has articles."""
    if n_holders <= FEW_HOLDERS:
        return np.triu_indices(n_holders, 1)
    longest = np.arange(LONGEST_HOLDERS)
    others = [np.arange(place + 1, n_holders) for place in longest]
    return np.repeat(longest, n_holders - 1 - longest), np.concatenate(others)


def stars(n_texts: int, sizes: Sequence[int], pairs: Sequence[Pair], ranks: Sequence[int]) -> Places:
    """For each text the place of the longest of its cluster, its own where it stands alone.

    The longest text takes in all its copies that no longer one has; a round-up takes in none, and is taken by none.
    """
    linked: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        linked[pair.longer].append(pair)
        linked[pair.shorter].append(pair)
    round_ups = {place for place, of_place in linked.items() if _is_round_up(place, of_place, ranks)}
    centres = np.arange(n_texts, dtype=np.int64)
    is_taken = np.zeros(n_texts, np.bool_)
    for centre in sorted(linked, key=lambda place: (-sizes[place], ranks[place])):
        if is_taken[centre] or centre in round_ups:
            continue
        is_taken[centre] = True
        for pair in linked[centre]:
            member = pair.shorter if pair.longer == centre else pair.longer
            if not is_taken[member] and member not in round_ups:
                centres[member], is_taken[member] = centre, True
    return centres


def _is_round_up(place: int, pairs: Sequence[Pair], ranks: Sequence[int]) -> bool:
    """Whether it holds two earlier texts apart from each other, none of which fills half of it."""
    parts = [pair for pair in pairs if pair.longer == place and ranks[pair.shorter] < ranks[place]]
    if len(parts) < 2 or any(part.mask.sum() >= CONTAINED * len(part.mask) for part in parts):
        return False
    first = max(parts, key=lambda part: (part.mask.sum(), -part.shorter))
    return any((part.mask & first.mask).sum() <= APART * part.mask.sum() for part in parts)
