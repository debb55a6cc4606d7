"""Pairs of articles that are copies, and clusters of them: stars round their longest texts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from broadsheet.transforms.collection.candidates import Held, common, worth_a_look
from broadsheet.transforms.collection.runs import Flags, Places, Words, fingerprints, is_other_story, may_hold, shared

# A copy has at least half of the words of the shorter text from the other.
CONTAINED = 0.5
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
    owners, hashes = fingerprints(texts)
    sizes = np.array([len(text) for text in texts], np.int64)
    bands = [common(Held(hashes.view(np.int64), owners), sizes)]
    return copies_among(texts, *worth_a_look(bands, np.bincount(owners, minlength=len(texts))))


def copies_among(texts: Sequence[Words], low: Places, high: Places) -> list[Pair]:
    """Of some pairs of texts, by their places, those of which one copies the other, in the order given."""
    copies = []
    sizes = np.array([len(text) for text in texts], np.int64)
    all_longer, all_shorter = np.where(sizes[low] >= sizes[high], (low, high), (high, low))
    looked_at = may_hold(texts, all_longer, all_shorter, CONTAINED)
    for longer, shorter in zip(all_longer[looked_at].tolist(), all_shorter[looked_at].tolist(), strict=True):
        mask = shared(texts[shorter], texts[longer])
        is_copy = mask.sum() >= CONTAINED * len(mask)
        if is_copy and not is_other_story(texts[longer], texts[shorter], int(mask.sum())):
            copies.append(Pair(longer, shorter, shared(texts[longer], texts[shorter]), mask))
    return copies


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
