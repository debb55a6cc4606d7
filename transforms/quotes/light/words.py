"""The words of a sentence, told apart by word lists instead of a parser."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.lists import rows
from broadsheet.transforms.vocabulary.reporting_verbs import FORMS, Verb, verb_of

_TOKEN: Final = re.compile(r"[^\W_]+(?:[.'’&/-]+[^\W_]+)*|[^\s\w]")
_LISTS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(word for other, words in rows("light_words.tsv") if other == name for word in words.split())
    for name, _ in rows("light_words.tsv")
}
FUNCTION: Final = _LISTS["function"]
BETWEEN: Final = _LISTS["between"]
PRONOUNS: Final = _LISTS["pronoun"]
HEARERS: Final = _LISTS["hearer"]
FINITE: Final = _LISTS["finite"]
TIMES: Final = _LISTS["time"]
OPENERS: Final = _LISTS["opener"]
ELSEWHERE: Final = _LISTS["elsewhere"]
DETERMINERS: Final = _LISTS["determiner"]
DAYS: Final = _LISTS["day"]
_CUES: Final = FORMS | {"according"}
# Prepositions that may stand inside the phrase that names a speaker.
_LINKS: Final = frozenset({"of", "for", "to", "at", "with", "and", "from", "in"})
_MOST_BETWEEN: Final = 3  # words between a subject and its verb ("has also repeatedly said"); set by hand
_DAY_LEADS: Final = frozenset({"on", "late", "early", "last", "this"})
_LONGEST_PHRASE: Final = 9  # tokens of the phrase that names a speaker: a title and a full name; set by hand
_LONGEST_APPOSITION: Final = 28  # tokens between the commas of an apposition; a bound on cost, set by hand
_NOT_SUBJECTS: Final = frozenset({"that", "which", "this", "what"})
_SUBJECTS: Final = PRONOUNS - _NOT_SUBJECTS
_ENDS_NO_PHRASE: Final = _NOT_SUBJECTS | DETERMINERS - {"others", "many", "some"}
_BEGINS_PHRASE: Final = DETERMINERS - {"that"}


class Token(NamedTuple):
    """A word or mark with its half-open code points; `lower` is it in lower case."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True)
class Words:
    """The words of a run of text, in order."""

    tokens: tuple[Token, ...]

    @cached_property
    def verbs(self) -> list[tuple[int, Verb]]:
        """The reporting verbs with their places."""
        places = [index for index, token in enumerate(self.tokens) if token.lower in FORMS]
        return [(index, verb) for index in places if (verb := verb_of(self.tokens[index].lower))]

    def span(self, first: int, last: int) -> Span:
        """The code points from one word to another, both included."""
        return self.tokens[first].start, self.tokens[last].end

    def is_name(self, index: int) -> bool:
        """Whether a word begins with a capital."""
        return self.tokens[index].text[0].isupper()

    def is_noun(self, index: int) -> bool:
        """Whether a word may be part of a noun phrase by its own."""
        token = self.tokens[index]
        is_word = token.text[0].isalnum() or token.text == "%"
        return is_word and token.lower not in FUNCTION and token.lower not in PRONOUNS

    def is_participle(self, index: int) -> bool:
        """Whether a verb is an -ing form."""
        return self.tokens[index].lower.endswith("ing")

    def subject(self, verb: int) -> Span | None:
        """The first and last word of who may be the subject right before a verb; None where nobody can."""
        at = verb - 1
        for _ in range(_MOST_BETWEEN):
            if at >= 0 and (self.tokens[at].lower in BETWEEN or self.tokens[at].lower.endswith("ly")):
                at -= 1
        at = self._before_day(at)
        if at > 0 and self.tokens[at].text == ".":  # of an abbreviation: "Lund Jr. said"
            at -= 1
        if at < 0:
            return None
        if self.tokens[at].text == ",":
            return self._with_apposition(at)
        if self.tokens[at].text == ")":
            at = next((index - 1 for index in range(at, max(at - 9, 0), -1) if self.tokens[index].text == "("), -1)
        if at >= 0 and self.tokens[at].lower in _SUBJECTS:
            return at, at
        return self._phrase_before(at) if at >= 0 else None

    def _before_day(self, last: int) -> int:
        """The word before a day that ends in a word: "X | late on Monday night said"; that word where there is none."""
        first = last
        while first >= 0 and self.tokens[first].lower in DAYS:
            first -= 1
        while first < last and first >= 0 and self.tokens[first].lower in _DAY_LEADS:
            first -= 1
        return first

    def _phrase_before(self, last: int) -> Span | None:
        """The noun phrase that ends in a word, from its first word on."""
        if not self.is_noun(last) or self.tokens[last].lower in _ENDS_NO_PHRASE:
            return None
        first = last
        while first > 0 and last - first < _LONGEST_PHRASE and self._belongs(first - 1, first):
            first -= 1
        while first < last and (self.tokens[first].lower in _LINKS or self.tokens[first].text == "."):
            first += 1
        return first, last

    def _belongs(self, index: int, following: int) -> bool:
        """Whether a word may stand in a noun phrase before the word that follows it."""
        token = self.tokens[index]
        if token.text == ".":
            return True
        if token.lower in _LINKS:
            return index > 0 and self.is_noun(index - 1) and self.tokens[following].lower not in PRONOUNS
        is_verb = verb_of(token.lower) is not None and not self.is_name(index)
        return token.lower in _BEGINS_PHRASE or (self.is_noun(index) and not is_verb)

    def _with_apposition(self, comma: int) -> Span | None:
        """A noun phrase and what stands between commas behind it: "Lund, a teacher,"."""
        for index in range(comma - 2, max(comma - _LONGEST_APPOSITION, 0), -1):
            if self.tokens[index].text == "," and (phrase := self._phrase_before(index - 1)):
                return (phrase[0], comma - 1) if self.is_name(phrase[1]) or phrase[0] == 0 else None
        return None

    def subject_behind(self, verb: int) -> Span | None:
        """The first and last word of who is named right behind a verb: "said Lund"; None where nobody is."""
        at = verb + 1
        if at < len(self.tokens) and self.tokens[at].lower in _SUBJECTS:
            return at, at
        last = at - 1
        while last + 1 < len(self.tokens) and last + 1 - at < _LONGEST_PHRASE:
            token = self.tokens[last + 1]
            follows = token.text == "." or (token.lower in {"of", "for"} and last >= at)
            if not (self.is_noun(last + 1) or token.lower in DETERMINERS or follows):
                break
            last += 1
        while last >= at and not self.is_noun(last):
            last -= 1
        names = any(self.is_name(index) for index in range(at, last + 1))
        return (at, last) if last >= at and (names or self.tokens[at].lower in DETERMINERS) else None

    def has_finite(self, first: int, end: int) -> bool:
        """Whether a range of words shows the verb of a clause."""
        return any(
            token.lower in FINITE or token.lower.endswith(("ed", "n't", "n’t", "'s", "’s", "'d", "’d"))
            for token in self.tokens[first:end]
        )


def has_cue(text: str) -> bool:
    """Whether a text has a form of a reporting verb, or "according"."""
    return not _CUES.isdisjoint(_TOKEN.findall(text.lower()))


def words_of(text: str, start: int, end: int) -> Words:
    """The words of a run of text."""
    return Words(
        tuple(
            [
                Token(match.start(), match.end(), word := match.group(), word.lower())
                for match in _TOKEN.finditer(text, start, end)
            ]
        )
    )


def stripped(text: str, span: Span) -> Span:
    """A span without marks and white space at its ends, but for marks of quotation."""
    start, end = span
    while end > start and text[end - 1] in " .,;:-–—\n":
        end -= 1
    while start < end and text[start] in " ,;:-–—\n":
        start += 1
    return start, end
