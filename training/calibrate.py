"""From names found in documents that were kept out, and their scores, to the share of them that are right.

    python -m training.calibrate --gold DIR --predicted FILE

Prints slope and intercept of a logistic fit on the logit of the score (Platt 1999), for `training.export`, and the
expected calibration error in ten equal groups, before and after.
"""

import argparse
import json
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.corpora import WWN, load
from training.predict import GROUPS

Numbers = NDArray[np.float64]
_STEPS: Final = 50
_EDGE: Final = 1e-6
_GROUPS: Final = 10


def scored(gold: Path, predicted: Path) -> tuple[Numbers, NDArray[np.bool_]]:
    """The logit of each name's score, and whether span and type are right."""
    known = {
        document.doc_id: {(start, end, GROUPS.get(kinds[0])) for start, end, kinds in document.names}
        for document in load(gold, WWN)
    }
    logits, right = [], []
    with predicted.open(encoding="utf-8") as lines:
        for found in map(json.loads, lines):
            for start, end, kind, score in found["entities"]:
                if kind in GROUPS:
                    inside = min(max(score, _EDGE), 1 - _EDGE)
                    logits.append(np.log(inside / (1 - inside)))
                    right.append((start, end, GROUPS[kind]) in known[found["doc_id"]])
    return np.array(logits), np.array(right)


def fitted(logits: Numbers, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and intercept of the likeliest logistic curve, by Newton's method with halved steps where it overshoots."""
    given = np.stack([logits, np.ones_like(logits)], axis=1)
    sign = np.where(right, 1.0, -1.0)
    weights = np.zeros(2)
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-given @ weights))
        curvature = (given * (share * (1 - share))[:, None]).T @ given
        step = np.linalg.solve(curvature, given.T @ (right - share))
        while _surprise(given @ (weights + step) * sign) > _surprise(given @ weights * sign) + _EDGE:
            step = step / 2
        weights = weights + step
    return float(weights[0]), float(weights[1])


def _surprise(margins: Numbers) -> float:
    """The mean of -log of the probabilities that logits of the right sign give."""
    return float(np.logaddexp(0, -margins).mean())


def error(logits: Numbers, right: NDArray[np.bool_]) -> float:
    """The mean distance of score and share of right names, over groups of equal size by score."""
    scores = 1 / (1 + np.exp(-logits))
    groups = np.array_split(np.argsort(scores), _GROUPS)
    return float(np.mean([abs(scores[group].mean() - right[group].mean()) for group in groups]))


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--gold", "--predicted"):
        parser.add_argument(name, type=Path, required=True)
    arguments = parser.parse_args()
    logits, right = scored(arguments.gold, arguments.predicted)
    slope, intercept = fitted(logits, right)
    print(f"{len(right)} names, {right.mean():.1%} right; --slope {slope:.3f} --intercept {intercept:.3f}")
    print(f"calibration error {error(logits, right):.3f}, fitted {error(slope * logits + intercept, right):.3f}")


if __name__ == "__main__":
    main()
