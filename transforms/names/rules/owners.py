"""Whose the "'s" behind a name is: that of Macy's the shop, or of what the name owns."""

import re
from typing import Final

from broadsheet.transforms.vocabulary import reporting_verbs

POSSESSIVES: Final = ("'s", "’s")
# What "'s" may own is a word that is no verb of bodies and none that joins clauses.
_VERBS: Final = "|".join(sorted(reporting_verbs.FORMS))
_JOINING: Final = "is|was|has|had|will|would|can|could|may|did|does|and|or|but|in|on|at|for|to|of|by|from|with"
_NOUN_FOLLOWS: Final = re.compile(rf"[ \xa0](?!(?:{_VERBS}|{_JOINING})\b)\w")
# Verbs that no one owns, unlike "claims", "plans" and "announced cuts".
_SPEAKS: Final = re.compile(r"['’]s[ \xa0](?:said|says|told|will|would)\b")


def owns_nothing(text: str, end: int) -> bool:
    """Whether no noun follows the "'s" that ends at an offset."""
    return _NOUN_FOLLOWS.match(text, end) is None


def speaks(text: str, end: int) -> bool:
    """Whether "'s said" and such follow a name that ends at an offset, so that the "'s" is its own."""
    return _SPEAKS.match(text, end) is not None
