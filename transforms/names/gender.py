"""The gender that a text itself gives a person: by honorifics, titles and pronouns beside the name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from broadsheet.transforms.names.given_names import female_share_of
from broadsheet.transforms.names.titles import (
    honorific_before,
    is_job,
    is_modifier,
    role_after,
    role_before,
)
from broadsheet.transforms.vocabulary import honorifics
from broadsheet.transforms.vocabulary.lists import entries, rows

Gender = Literal["female", "male"]
GenderStatus = Literal["told", "conflicting", "none"]

_GENDERS: Final[dict[str, Gender]] = {"female": "female", "male": "male"}
_OF_WORD: Final = {
    word: _GENDERS[gender]
    for word, gender in (*honorifics.GENDERS.items(), *rows("gendered_titles.tsv"))
    if gender in _GENDERS
}
_HALF: Final = 0.5  # of those who bear a name: above it most are women
_PRONOUNS: Final[dict[str, Gender]] = {"he": "male", "she": "female"}
_PRONOUN: Final = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
# "And she left", "On Monday she left", "But he": what may stand before a pronoun that opens its sentence.
_OPENING: Final = re.compile(r"\W*(?:(?:and|but|so|yet|then|later|also|still)\b\W*)?", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[\"“][^\"“”]*[\"”]?")
_OTHERS: Final = frozenset(entries("person_nouns.txt")) | {"whose", "whom", "once", "him", "her"}
_LOWER: Final = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word that tells a gender, lower case."""

    gender: Gender
    word: str


def title_evidence(text: str, start: int, end: int) -> Evidence | None:
    """What the honorific or the title beside a name tells; None where neither tells a gender."""
    honorific = honorific_before(text, start) or ""
    words = [] if _is_given_name(honorific, text[start:end]) else [honorific]
    words += [
        word.lower()
        for role in (role_before(text, start, frozenset()), role_after(text, end))
        for word in (role or "").split()
    ]
    for word in words:
        if word in _OF_WORD:
            return Evidence(_OF_WORD[word], word)
    return None


def _is_given_name(honorific: str, name: str) -> bool:
    """Whether an honorific may be the given name of a woman: before a single name, or one that is mostly women's."""
    forename, _, rest = name.partition(" ")
    share = female_share_of(forename)
    return honorific in honorifics.ALSO_NAMES and (not rest or (share is not None and share > _HALF))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without what it quotes, offsets kept, and the persons it names: start, end and entity, in order."""

    text: str
    people: tuple[tuple[int, int, int], ...]

    @property
    def subject(self) -> int | None:
        """The only person of the sentence, where the name stands at its head and no other person is spoken of."""
        if len({entity for _, _, entity in self.people}) != 1:
            return None
        start, end, entity = self.people[0]
        is_head = all(_is_of_title(word) for word in self.text[:start].split())
        return entity if is_head and not _speaks_of_others(self.text[end:]) else None


def unquoted(text: str, sentence: tuple[int, int], people: Iterable[tuple[int, int, int]]) -> Sentence:
    """A sentence of a text, for `pronoun_evidence`; who is named in a quotation is not who speaks."""
    rest = _QUOTED.sub(lambda match: " " * len(match.group()), text[sentence[0] : sentence[1]])
    inside = ((start - sentence[0], end - sentence[0], entity) for start, end, entity in people)
    return Sentence(rest, tuple(person for person in inside if not rest[person[0] : person[1]].isspace()))


def pronoun_evidence(before: Sentence | None, sentence: Sentence) -> tuple[int, Evidence] | None:
    """The person whom the first "he" or "she" of a sentence stands for, and what it tells; None where that is open.

    That person is the subject of the same sentence, with no one else named or spoken of before the pronoun nor in the
    sentence before; or the subject of the sentence before, where the pronoun opens a sentence that names no one.
    """
    pronoun = _PRONOUN.search(sentence.text)
    if pronoun is None:
        return None
    word = pronoun.group().lower()
    at = pronoun.start()
    named = tuple(person for person in sentence.people if person[0] < at)
    if named:
        subject = Sentence(sentence.text[:at], named).subject
        others = before is not None and any(entity != subject for _, _, entity in before.people)
        speaks = before is not None and _PRONOUN.search(before.text) is not None
        subject = None if others or speaks else subject
    else:
        opens = _OPENING.fullmatch(sentence.text, 0, at) is not None and not sentence.people
        subject = before.subject if opens and before is not None else None
    return None if subject is None else (subject, Evidence(_PRONOUNS[word], word))


def _is_of_title(word: str) -> bool:
    return honorifics.is_honorific(word) or is_job(word) or is_modifier(word) or word.lower() in {"the", "a", "an"}


def _speaks_of_others(text: str) -> bool:
    return not _OTHERS.isdisjoint(_LOWER.findall(text))


def decided(evidence: Sequence[Evidence]) -> Evidence | None:
    """The first evidence for the gender that all of it gives; None where there is none, or it disagrees."""
    return evidence[0] if len(Counter(item.gender for item in evidence)) == 1 else None


def gender_status(evidence: Sequence[Evidence]) -> GenderStatus:
    """Whether the text tells a gender, tells two, or none."""
    return "none" if not evidence else "told" if decided(evidence) is not None else "conflicting"
