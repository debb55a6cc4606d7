"""What a vector is: so many whole numbers of at most so much."""

from typing import Final

# Components of a vector. Of 64, 128 and 256 the second is the knee: see training/README.md.
DIMENSIONS: Final = 128
# The length that every vector is given, and so the most that a component can be: a byte with its sign.
LARGEST: Final = 127
