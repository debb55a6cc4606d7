"""From a trained network and documents to the names it finds, decoded as at run time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import torch
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.label_decoding import Found, Scores, decoded
from broadsheet.transforms.names.models.pieces import Pieces, pieces
from training.corpora import LABELS, Annotated
from training.network import inputs
from training.windows import WINDOW, Window

_STEP: Final = 190
_RAMP: Final = 30
_AT_ONCE: Final = 8
GROUPS: Final[Mapping[str, str]] = {
    "PERSON": "PER",
    "ORG": "ORG",
    "LOC": "LOC",
    "FAC": "LOC",
    "NORP": "MISC",
    "PRODUCT": "MISC",
    "MISC": "MISC",
}


def predicted(
    model: torch.nn.Module, tokenizer: Tokenizer, documents: Sequence[Annotated], scheme: int = 0
) -> list[list[Found]]:
    """The names of each document, by the guidelines of `scheme`."""
    model.eval()
    found = []
    for document in documents:
        made = pieces(tokenizer, document.text)
        found.append(decoded(made, _probabilities(model, made, scheme), LABELS))
    return found


def _probabilities(model: torch.nn.Module, made: Pieces, scheme: int) -> Scores:
    """A row for each piece: the mean over the windows that hold it, weighted by the distance from their edges."""
    total = np.zeros((len(made), len(LABELS)), np.float32)
    for spans in _spans(len(made)):
        windows = [Window(made.ids[low:high], made.writings[low:high], scheme) for low, high in spans]
        with torch.no_grad():
            shares: Scores = model(**inputs(windows)).logits.softmax(-1).numpy()
        for row, (low, high) in enumerate(spans):
            inward = np.arange(1, high - low + 1)
            weight = np.minimum(inward, inward[::-1]).clip(max=_RAMP) / _RAMP
            total[low:high] += shares[row, 1 : high - low + 1] * weight[:, None]
    total /= total.sum(axis=-1, keepdims=True)
    return total


def _spans(n: int) -> Iterator[list[tuple[int, int]]]:
    """Windows over `n` pieces, a few at a time."""
    spans = [(at, min(at + WINDOW, n)) for at in range(0, max(1, n - WINDOW + _STEP), _STEP)]
    for low in range(0, len(spans), _AT_ONCE):
        yield spans[low : low + _AT_ONCE]


def f1(documents: Sequence[Annotated], names: Sequence[Sequence[Found]]) -> str:
    """Exact F1 over PER, ORG, LOC and MISC, then of each, in percent."""
    counts = {group: np.zeros(3, np.int64) for group in dict.fromkeys(GROUPS.values())}
    for document, found in zip(documents, names, strict=True):
        gold = {(start, end, GROUPS[kinds[0]]) for start, end, kinds in document.names if kinds[0] in GROUPS}
        mine = {(one.start, one.end, GROUPS[one.type]) for one in found if one.type in GROUPS}
        for group, count in counts.items():
            here, there = {name for name in gold if name[2] == group}, {name for name in mine if name[2] == group}
            count += (len(here & there), len(here), len(there))
    parts = {"all": np.sum(list(counts.values()), axis=0), **counts}
    return " ".join(f"{name} {200 * hit / max(1, ours + theirs):.2f}" for name, (hit, ours, theirs) in parts.items())
