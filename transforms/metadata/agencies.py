"""From the name of a news agency, as written, to its canonical code."""

from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

_TABLE = rows("agencies.tsv")
_CODE_OF_NAME = {name: code for code, names, _ in _TABLE for name in names.split("|")}
AGENCY_WORDS = frozenset(fold(word) for name in _CODE_OF_NAME for word in name.replace("/", " ").split())
_CODE_OF_DOMAIN = {domain: code for code, _, domains in _TABLE for domain in domains.split("|")}


def agency_code(name: str) -> str | None:
    """The canonical code of the agency whose name or alias the whole string is; None where it is none.

    Case counts ("AP" is an agency, "ap" is not); surrounding white space and a closing full stop do not.
    """
    name = name.strip()
    return _CODE_OF_NAME.get(name) or _CODE_OF_NAME.get(name.removesuffix("."))


def agency_of_domain(domain: str) -> str | None:
    """The canonical code of the agency that publishes under a registrable domain; None where none does."""
    return _CODE_OF_DOMAIN.get(domain.lower())
