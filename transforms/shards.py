"""From parts of the index of a collection to what is decided of all of it: no call here needs every text at once.

What each article is comes first, then bands of fingerprints and sentences, then the pairs these suggest, then all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.collection.candidates import Common, Held, common, worth_a_look
from broadsheet.transforms.collection.decisions import (
    INDEX_SCHEMA,
    Decisions,
    Identified,
    decided,
    identified,
    sentence_copies,
)
from broadsheet.transforms.collection.runs import Words
from broadsheet.transforms.collection.stars import Pair, copies_among

__all__ = [
    "BAND",
    "HASHES",
    "HASHES_TYPE",
    "LIGHT",
    "TEXT",
    "Band",
    "Identified",
    "Pair",
    "band_of",
    "copies_of",
    "identified",
    "settled",
    "suggested",
]

Numbers = NDArray[np.int64]
Pairs = tuple[Numbers, Numbers]

# Columns of the index that bands are made of, that pairs are compared by, and the others.
HASHES = "copy_hashes"
BAND = ("prints", HASHES)
TEXT = "words"
HASHES_TYPE = INDEX_SCHEMA.field(HASHES).type
LIGHT = tuple(name for name in INDEX_SCHEMA.names if name not in (*BAND, TEXT))


@dataclass(frozen=True, slots=True)
class Band:
    """What a band tells: pairs with fingerprints in common, and the sentences that several articles hold."""

    common: Common
    copies: pa.Table


def band_of(parts: Iterable[tuple[pa.Table, Numbers]], sizes: Numbers, ranks: Numbers, band: tuple[int, int]) -> Band:
    """What one of several bands tells, by its number and theirs.

    `parts`: the BAND columns of kept articles, with the places of these; `sizes` and `ranks` are by place.
    """
    prints: list[Held] = []
    sentences: list[Held] = []
    for table, places in parts:
        prints.append(_held(table["prints"], places).of_band(*band))
        sentences.append(_held(table[HASHES], places).of_band(*band))
    return Band(common(_joined(prints), sizes), sentence_copies(_joined(sentences), ranks))


def suggested(known: Identified, bands: Sequence[Band]) -> Pairs:
    """The pairs of places that are worth a look, by all bands."""
    n_prints = known.kept["n_prints"].to_numpy().astype(np.int64)
    return worth_a_look([band.common for band in bands], n_prints)


def copies_of(texts: Mapping[int, bytes], pairs: Pairs) -> list[Pair]:
    """Of some pairs those of which one copies the other; `texts` are the packed words of all their places."""
    places = np.array(sorted(texts), np.int64)
    words = [Words(texts[place]) for place in places.tolist()]
    low, high = (np.searchsorted(places, each) for each in pairs)
    return [
        replace(pair, longer=int(places[pair.longer]), shorter=int(places[pair.shorter]))
        for pair in copies_among(words, low, high)
    ]


def settled(known: Identified, pairs: Sequence[Pair], copies: Sequence[pa.Table]) -> Decisions:
    """What is decided, by the pairs of copies in any order, and what each band tells of sentences."""
    ordered = sorted(pairs, key=lambda pair: sorted((pair.longer, pair.shorter)))
    return decided(known, ordered, pa.concat_tables(copies))


def _held(lists: pa.ChunkedArray, places: Numbers) -> Held:
    own = lists.combine_chunks()
    lengths = pc.fill_null(pc.list_value_length(own), 0).to_numpy(zero_copy_only=False)
    return Held(own.flatten().to_numpy(zero_copy_only=False), np.repeat(places, lengths))


def _joined(parts: Sequence[Held]) -> Held:
    none = np.empty(0, np.int64)
    return Held(*(np.concatenate([none, *(part[at] for part in parts)]) for at in range(2)))
