"""How a product of bytes is spread over the channels of what goes into it, so that one scale serves all words.

After SmoothQuant (Xiao et al. 2023): a channel that grows large is divided by a factor, its weights multiplied by it.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]

# The largest weight: seven bits, since kernels without VNNI add two products in 16 bits, which eight would overflow.
LARGEST: Final = 63
# What goes in lies within as many steps on either side of zero.
STEPS: Final = 127
# How much of a channel's size goes over to its weights. Of .5, .65 and .8 the best on the names of world news by `news`
# (85.0, 85.2 and 84.9; conll2020 87.7, 87.9 and 88.0).
SHARE: Final = 0.65
_TINY: Final = 1e-9


def factors(greatest: Floats, weights: Sequence[Floats], share: float = SHARE) -> Floats:
    """What each channel is divided by, of mean 1 over logarithms.

    `greatest`: the largest size seen in each channel; `weights`: channels x outputs, of each product that reads them.
    """
    heaviest = np.max([np.abs(weight).max(axis=1) for weight in weights], axis=0)
    raw = np.maximum(greatest, _TINY) ** share / np.maximum(heaviest, _TINY) ** (1 - share)
    return np.asarray(raw / np.exp(np.log(raw).mean()), np.float32)


def step(greatest: Floats, divided_by: Floats) -> np.float32:
    """What one step of a byte is worth, so that the largest value seen just fits."""
    return np.float32(max(float((greatest / divided_by).max()), _TINY) / STEPS)


def quantised(weight: Floats, multiplied_by: Floats) -> tuple[Bytes, Floats]:
    """Weights (channels x outputs), each channel multiplied, as whole numbers and the scale of each output."""
    scaled = weight * multiplied_by[:, None]
    scale = (np.maximum(np.abs(scaled).max(axis=0), _TINY) / LARGEST).astype(np.float32)
    return np.rint(scaled / scale).astype(np.int8), scale
