"""From honorifics, titles and pronouns beside a person's name to the gender the text itself gives that person."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from transforms.names.titles import honorific_before, role_after, role_before
from transforms.names.wordlists import rows

Gender = Literal["female", "male"]

_GENDERS: Final[dict[str, Gender]] = {"female": "female", "male": "male"}
_OF_WORD: Final = {
    word: _GENDERS[gender]
    for word, gender in (*rows("honorifics.tsv"), *rows("gendered_titles.tsv"))
    if gender in _GENDERS
}
_PRONOUNS: Final[dict[str, Gender]] = {
    "he": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "herself": "female",
    "her": "female",
}
_PRONOUN: Final = re.compile(r"\b(?:he|his|himself|she|herself|her)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[\"“][^\"“”]*[\"”]?")
# "told her that": an object, seldom the subject of its own clause.
_OBJECT: Final = re.compile(
    r"\b(?:told|asked|to|with|for|of|by|at|against|about|from|gave|met|saw|and)\s+\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word that tells a gender, lower case."""

    gender: Gender
    word: str


def title_evidence(text: str, start: int, end: int) -> Evidence | None:
    """What the honorific or the title beside a name tells; None where neither tells a gender."""
    words = [honorific_before(text, start) or ""]
    words += [
        word.lower()
        for role in (role_before(text, start, frozenset()), role_after(text, end))
        for word in (role or "").split()
    ]
    for word in words:
        if word in _OF_WORD:
            return Evidence(_OF_WORD[word], word)
    return None


def pronoun_evidence(
    text: str, sentence: tuple[int, int], people: Sequence[tuple[int, int, int]]
) -> tuple[int, Evidence] | None:
    """The person whom the first pronoun of a sentence stands for, and what it tells; None where that is open.

    `people` are the persons named in the sentence: start, end and entity, in order. The pronoun must follow the first
    of them, outside quotation marks, with no other person named before it.
    """
    if not people:
        return None
    first = people[0]
    rest = _QUOTED.sub(lambda match: " " * len(match.group()), text[sentence[0] : sentence[1]])
    pronoun = _PRONOUN.search(rest, max(first[1] - sentence[0], 0))
    if pronoun is None or _PRONOUN.search(rest, 0, max(first[0] - sentence[0], 0)):
        return None
    at = pronoun.start() + sentence[0]
    if any(start < at and entity != first[2] for start, _, entity in people):
        return None
    word = pronoun.group().lower()
    if word == "her" and _OBJECT.search(rest, max(pronoun.start() - 12, 0), pronoun.start()):
        return None
    return first[2], Evidence(_PRONOUNS[word], word)


def decided(evidence: Sequence[Evidence]) -> Evidence | None:
    """The first evidence for the gender that all of it gives; None where there is none, or it disagrees."""
    return evidence[0] if len(Counter(one.gender for one in evidence)) == 1 else None
