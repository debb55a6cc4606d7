"""How finely the tables tell scores and shares: the same rows whatever the machine's last digits."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Of scores and shares, most within -1 to 1: finer than any of them is sure; more digits cost a fifth of the file.
DIGITS: Final = 4


def rounded(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """The values at `DIGITS` digits behind the point; NaN stays NaN."""
    return np.round(values, DIGITS)


def rounded_list(values: Iterable[float | None], digits: int = DIGITS) -> list[float | None]:
    """The values at so many digits behind the point; None stays None."""
    return [None if value is None else round(value, digits) for value in values]
