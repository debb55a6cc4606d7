"""Vectors of the meaning of English texts: sums of what each word piece says by itself, without a network.

The table of pieces was distilled from a sentence encoder (training/README.md). All sums are of whole numbers, so that a
text has the same vector on every machine, in any batch.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from broadsheet.transforms.installed import released
from broadsheet.transforms.vectors.shape import DIMENSIONS, LARGEST

Vectors = NDArray[np.int8]

# Texts whose sums are in memory together, a megabyte. Set by hand.
_TEXTS: Final = 1024
# Pieces of a text that are read: a sentence has some 25, a text without a full stop may have millions. Set so that the
# squares of sums stay below 2**63, with weights of up to 2047 and directions of up to 127 in each component.
_PIECES: Final = 512
# Characters of a text that are looked at for them: eight a piece, twice what English has. Set by hand.
_CHARACTERS: Final = 4096
# Halves of a code point, which no encoding but that of Python strings can hold.
_HALVES: Final = re.compile(r"[\ud800-\udfff]")


def vectors_version() -> str:
    """The kind of vectors, and the start of a checksum over their files, without reading these."""
    return f"static {hashlib.sha256(_ABOUT.read_bytes()).hexdigest()[:12]}"


@cache
def static_vectors() -> "StaticVectors":
    """The vectors of this package.

    Raises  SettingsError, when its files are not those that were released
    """
    return StaticVectors()


class StaticVectors:
    """A table of word pieces, each with its direction and its weight."""

    def __init__(self) -> None:
        """Load the table; raises SettingsError when its files are not those that were released."""
        about: dict[str, Any] = json.loads(_ABOUT.read_bytes())
        size = about["pieces"]
        content = _released(_TABLE, about)
        self._tokenizer = Tokenizer.from_buffer(_released(_TOKENIZER, about))
        self._directions = np.frombuffer(content, np.int8, size * DIMENSIONS).reshape(size, DIMENSIONS)
        self._weights = np.frombuffer(content, "<u2", size, size * DIMENSIONS).astype(np.int32)

    def of(self, texts: Sequence[str]) -> Vectors:
        """A vector of DIMENSIONS whole numbers for each text, of length LARGEST; all 0 of a text without a known piece.

        The likeness of two is the cosine of the angle between them.
        """
        parts = [self._some(texts[start : start + _TEXTS]) for start in range(0, len(texts), _TEXTS)]
        return np.concatenate([np.empty((0, DIMENSIONS), np.int8), *parts])

    def _some(self, texts: Sequence[str]) -> Vectors:
        sums = np.zeros((len(texts), DIMENSIONS), np.int64)
        for row, text in enumerate(texts):
            pieces = self._pieces(text)
            sums[row] = self._weights[pieces] @ self._directions[pieces].astype(np.int32)
        lengths = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
        # Root, division and rounding are as IEEE 754 has them, on any machine.
        vectors: Vectors = np.rint(sums * LARGEST / np.maximum(lengths, 1)).astype(np.int8)
        return vectors

    def _pieces(self, text: str) -> NDArray[np.int64]:
        encoding = self._tokenizer.encode(_HALVES.sub("\ufffd", text[:_CHARACTERS]), add_special_tokens=False)
        return np.array(encoding.ids[:_PIECES], np.int64)


_FOLDER: Final = files("broadsheet.transforms.vectors").joinpath("model")
_ABOUT: Final = _FOLDER.joinpath("model.json")
_TABLE: Final = "pieces.bin"
# The same pieces as the recogniser of names has.
_TOKENIZER: Final = "tokenizer.json"


def _released(name: str, about: dict[str, Any]) -> bytes:
    folder = _FOLDER if name == _TABLE else files("broadsheet.transforms.names").joinpath("models", "common")
    return released(folder.joinpath(name).read_bytes(), about["sha256"][name], f"embeddings: {name}")
