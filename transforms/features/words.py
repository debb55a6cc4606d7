"""The words of a column of texts: every run of non-blank characters, each distinct one kept once."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from textstat.backend.transformations import remove_punctuation

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Chunks:
    """The white-space-free runs ("chunks") of a column of texts, in order.

    Chunk i of the column is `distinct[codes[i]]`; those of text t are `codes[bounds[t]:bounds[t + 1]]`. A chunk holds
    at most one word by textstat's definition, none where it is punctuation only.
    """

    codes: Numbers
    bounds: Numbers
    distinct: list[str]

    @cached_property
    def owners(self) -> Numbers:
        """For each chunk, the position of its text in the column."""
        return np.repeat(np.arange(len(self)), np.diff(self.bounds))

    def __len__(self) -> int:
        """The number of texts."""
        return len(self.bounds) - 1

    def sums(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """For each text, the sum over its chunks of `values`, which has one number for each distinct chunk."""
        return self.totals(values[self.codes])

    def totals(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """For each text, the sum over its chunks of `values`, which has one number for each chunk."""
        return np.bincount(self.owners, weights=values, minlength=len(self)).astype(np.float64, copy=False)


def split(texts: pa.Array | pa.ChunkedArray) -> Chunks:
    """Split at what Python and textstat both hold for white space; a null text has no chunks."""
    column = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    # Trimmed first: Arrow 26 may keep white space at the very end of a column's last text as a chunk of its own.
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(column.cast(pa.large_string()), ""))
    lists = pc.utf8_split_whitespace(trimmed)
    encoded = pc.list_flatten(lists).dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    bounds = np.concatenate(
        ([0], np.cumsum(pc.list_value_length(lists).to_numpy(zero_copy_only=False), dtype=np.int64))
    )
    distinct: list[str] = encoded.dictionary.to_pylist()
    if "" not in distinct:
        return Chunks(codes, bounds, distinct)
    # Arrow, unlike str.split, gives an empty text an empty chunk.
    kept = codes != distinct.index("")
    return Chunks(codes[kept], np.concatenate(([0], np.cumsum(kept)))[bounds], distinct)


def without_punctuation(chunks: list[str], keep_contractions: bool = True) -> list[str]:
    """Each chunk as textstat cleans it, "" where no letter or digit is left.

    Hyphens go ("anti-war" is "antiwar"); `keep_contractions` keeps the apostrophe of "isn't", "she's" and the like.
    """
    # One call for all: a line break is white space to textstat, so that no chunk sees its neighbour. Its cache of
    # 128 texts is passed by: it would hold on to whole batches.
    cleaned: str = remove_punctuation.__wrapped__("\n".join(chunks), rm_apostrophe=not keep_contractions)
    return cleaned.split("\n") if chunks else []


_CORE = re.compile(r"\w.*\w|\w")


def core(chunk: str) -> str:
    """The chunk in lower case from its first to its last letter or digit; "" if it has none."""
    letters = _CORE.search(chunk)
    return letters.group().lower() if letters else ""
