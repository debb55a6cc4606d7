"""Lines such as "The Orla Herald, 5 March 2021, p. 12 / News": outlet, day and section."""

import re
from typing import NamedTuple

from broadsheet.transforms.metadata.date_values import moment_of

_MAX_LINE = 200  # characters: a bound on cost; an outlet, an edition, a day and a page have fewer
_SPLIT = re.compile(
    r"""
      \s*[;|•·–—/]\s* | ,\s+ | \s+-\s+ | :\s+                   # signs between parts
    | (?<=[\w\])]{3})\.\s+(?=\d)                              # a full stop before the day, not one of "p. 12"
    | \s+(?:vom|du|del|of|from|dated|van|z\ dnia|de)\s+(?=\d|[^\W\d_]+,?\ \d)   # "Anzeiger vom 5.3.2021"
    """,
    re.VERBOSE,
)
_PAGE = re.compile(
    r"""
      (?:pp?|pg|s|seiten?|pages?|p[áa]gs?|p[áa]gina|pagina|blz|str|strona)\.?\s*[A-Z]{0,2}[\d.\s,-]{1,20}[A-Z]{0,3}
    | [A-Z]{0,3}[-.]?\d{1,3}[A-Z]?                    # A12, A.1, 12
    | (?:no|nr|n°|nº|issue|heft|num[ée]ro)\.?\s*\d[\d.]{0,9}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLACE = re.compile(r"\s*[\[(][^\])]{1,40}[\])]\s*\Z")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:\s?(?:uhr|h|am|pm|[A-Z]{2,4}))?", re.IGNORECASE)


class Masthead(NamedTuple):
    """What a masthead says: the outlet, the day as written, and the section; "" for what it does not."""

    outlet: str
    day: str
    section: str


def masthead_of(text: str) -> Masthead | None:
    """What a line tells that consists of an outlet, a day and little else; None for any other line."""
    if len(text) > _MAX_LINE or not any(map(str.isdigit, text)):
        return None
    parts = [part.strip(" .,") for part in _SPLIT.split(text)]
    parts = [part for part in parts if part]
    for size in (1, 2, 3):
        for at in range(len(parts) - size + 1):
            day = ", ".join(parts[at : at + size])
            moment = moment_of(day)
            if moment is not None and moment.precision in ("day", "minute", "second"):
                return _masthead(parts[:at], day, parts[at + size :])
    return None


def _masthead(before: list[str], day: str, behind: list[str]) -> Masthead | None:
    names = [_PLACE.sub("", part) for part in before if not _is_aside(part)]
    others = [part for part in behind if not _is_aside(part)]
    if not names:
        # "5 March 2021, The Orla Herald".
        return Masthead(_PLACE.sub("", others[0]), day, "") if len(others) == 1 else None
    outlet = names[0]
    if len(names) > 1 and names[1].lower() in ("the", "die", "der", "das", "le", "la", "el"):
        outlet = f"{names[1]} {outlet}"
    return Masthead(outlet, day, others[0] if len(others) == 1 else "")


def _is_aside(part: str) -> bool:
    return bool(_PAGE.fullmatch(part) or _CLOCK.fullmatch(part))
