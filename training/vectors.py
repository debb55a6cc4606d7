"""From a sentence encoder to the table of word pieces that vectors of sentences are sums of: transforms/vectors/model.

    python -m training.vectors --base DIR --texts FILE

Each piece is encoded alone. A linear map then brings the weighted means of pieces as near as it can, by least squares,
to what the encoder makes of whole sentences of TEXTS (JSONL, a document a line, "text"). The directions in which these
differ most are kept. Closed forms throughout: on one machine the same files give the same bytes.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoModel

from broadsheet.transforms.sentences.splitter import sentence_spans
from broadsheet.transforms.vectors.shape import DIMENSIONS, LARGEST

FOLDER: Final = Path(__file__).resolve().parents[1] / "transforms" / "vectors" / "model"
TOKENIZER: Final = FOLDER.parents[1] / "names" / "models" / "common" / "tokenizer.json"
# The pieces that open and close a text in the encoder's vocabulary.
CLS, SEP = 101, 102
# Pieces before this one stand for no words.
FIRST_WORD: Final = 999
# The weight of a piece is a / (a + its share of all pieces), as in Arora, Liang & Ma 2017; of 1e-4 and 1e-3 the second
# told topics better.
FREQUENT: Final = 1e-3
# Sentences that the map is fitted on, of at most so many characters; ridge, as a share of the mean variance. By hand.
SENTENCES, CHARACTERS, RIDGE = 6_000, 220, 0.1
# The largest weight: so that sums of squares of whole numbers stay below 2**63.
HEAVIEST: Final = 2047
BATCH: Final = 256
SEED: Final = 5

Floats = NDArray[np.float64]


class Encoder:
    """The encoder: the mean of what it makes of the pieces of a text."""

    def __init__(self, base: Path) -> None:
        self._network = AutoModel.from_pretrained(base).eval()

    def of(self, texts: Sequence[Sequence[int]]) -> Floats:
        """A row for each text, given as pieces; those of one length together, so that nothing is padded."""
        rows = np.empty((len(texts), self._network.config.hidden_size))
        by_length: dict[int, list[int]] = {}
        for place, pieces in enumerate(texts):
            by_length.setdefault(len(pieces), []).append(place)
        with torch.inference_mode():
            for places in by_length.values():
                for start in range(0, len(places), BATCH):
                    some = places[start : start + BATCH]
                    ids = torch.tensor([[CLS, *texts[place], SEP] for place in some])
                    rows[some] = self._network(input_ids=ids).last_hidden_state.mean(1).numpy()
        return rows


def sentences(texts: Sequence[str]) -> list[str]:
    """The sentences that the map is fitted on."""
    every = sorted({text[start:end] for text in texts for start, end in sentence_spans(text)})
    short = [sentence for sentence in every if len(sentence) <= CHARACTERS]
    random.Random(SEED).shuffle(short)
    return short[:SENTENCES]


def weights_of(counts: NDArray[np.int64]) -> Floats:
    """The weight of each piece by how often it occurs: the more often, the less it says."""
    occurrence = (counts + 0.5) / counts.sum()
    weights: Floats = FREQUENT / (FREQUENT + occurrence)
    return weights


def fitted(alone: Floats, weights: Floats, pieces: Sequence[Sequence[int]], whole: Floats) -> Floats:
    """The directions of pieces, DIMENSIONS each, whose weighted means are nearest to those of whole sentences."""
    means = np.array([np.average(alone[list(ids)], axis=0, weights=weights[list(ids)]) for ids in pieces])
    variance = means.T @ means
    ridge = RIDGE * np.trace(variance) / len(variance) * np.eye(len(variance))
    mapping = np.linalg.solve(variance + ridge, means.T @ whole)
    _, _, axes = np.linalg.svd(means @ mapping, full_matrices=False)
    directions: Floats = alone @ mapping @ axes[:DIMENSIONS].T
    return directions


def table(directions: Floats, weights: Floats) -> bytes:
    """Directions as bytes, then weights as 16 bits: the row of a piece is their product."""
    rows = directions * weights[:, None]
    largest = np.abs(rows).max(axis=1)
    scales = largest / LARGEST
    whole = np.rint(rows / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    shares: NDArray[np.uint16] = np.rint(scales / scales.max() * HEAVIEST).astype("<u2")
    return bytes(whole.tobytes() + shares.tobytes())


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        for paragraph in json.loads(line)["text"].split("\n"):
            if paragraph.strip():
                yield paragraph.strip()


def main() -> None:
    """Write the table and what describes it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer, encoder = Tokenizer.from_file(str(TOKENIZER)), Encoder(options.base)
    size = tokenizer.get_vocab_size()
    texts = list(_texts(options.texts))

    def pieces(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    counts = np.bincount(np.concatenate([pieces(text) for text in texts]), minlength=size)
    weights = weights_of(counts)
    alone = encoder.of([[piece] for piece in range(size)])
    alone -= alone[FIRST_WORD:].mean(axis=0)
    chosen = [pieces(sentence) for sentence in sentences(texts)]
    whole = encoder.of(chosen)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    directions = fitted(alone, weights, chosen, whole - whole.mean(axis=0))
    directions[:FIRST_WORD] = 0
    content = table(directions, weights)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "pieces.bin").write_bytes(content)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in (("pieces.bin", content), _tokenizer())}
    about: dict[str, Any] = {"pieces": size, "dimensions": DIMENSIONS, "sha256": digests}
    (FOLDER / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _tokenizer() -> tuple[str, bytes]:
    return TOKENIZER.name, TOKENIZER.read_bytes()


if __name__ == "__main__":
    main()
