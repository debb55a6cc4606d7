"""The names of an article as the rules ask about them: which stand in a span, which came before."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import NamedEntity, NamedMention
from broadsheet.transforms.quotes.parsed.view import View
from broadsheet.transforms.records.spans import Span

_WORD: Final = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_MOST_STEPS: Final = 4  # from a pronoun to the verb of its clause; a bound on cost, set by hand
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


class Clause(NamedTuple):
    """A clause by its verb in lower case, and whether somebody reports it."""

    verb: str
    is_reported: bool


@dataclass(frozen=True)
class Scene:
    """A section with its names and what is known of its words; views are empty where there is no parse."""

    text: str
    section: int
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    regions: tuple[Region, ...]
    mentions: tuple[NamedMention, ...]
    entities: tuple[NamedEntity, ...]
    views: tuple[View, ...] = ()

    @cached_property
    def own(self) -> tuple[int, ...]:
        """The places of the section's mentions among all, in order of start."""
        return tuple(index for index, mention in enumerate(self.mentions) if mention.section == self.section)

    @cached_property
    def _starts(self) -> list[int]:
        return [self.mentions[index].start for index in self.own]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _region_starts(self) -> list[int]:
        return [region.outer_start for region in self.regions]

    @cached_property
    def by_entity(self) -> dict[int, list[NamedMention]]:
        """The mentions of each entity, in all sections."""
        mentions: dict[int, list[NamedMention]] = {}
        for mention in self.mentions:
            mentions.setdefault(mention.entity, []).append(mention)
        return mentions

    @cached_property
    def by_name_word(self) -> dict[str, set[int]]:
        """The entities by each word of their name in lower case."""
        entities: dict[str, set[int]] = {}
        for number, entity in enumerate(self.entities):
            for word in _WORD.findall(entity.canonical_name.lower()):
                entities.setdefault(word, set()).add(number)
        return entities

    @cached_property
    def by_last_name(self) -> dict[str, int]:
        """The entities of persons by the last word of their name in lower case, where only one has it."""
        bearers: dict[str, int | None] = {}
        for number, entity in enumerate(self.entities):
            if entity.type == "PERSON":
                last = entity.canonical_name.split()[-1].lower()
                bearers[last] = None if last in bearers else number
        return {last: number for last, number in bearers.items() if number is not None}

    def inside(self, span: Span) -> list[int]:
        """The mentions that lie in a span, in order."""
        low, high = bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])
        return [index for index in self.own[low:high] if self.mentions[index].end <= span[1]]

    def around(self, span: Span) -> list[int]:
        """The mentions that a span is a part of, in order."""
        low, high = bisect_left(self._starts, span[0]) - 1, bisect_right(self._starts, span[0])
        return [index for index in self.own[max(low, 0) : high] if self.mentions[index].end >= span[1]]

    def before(self, offset: int) -> Iterator[int]:
        """The mentions that start before a code point, nearest first."""
        for at in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self.own[at]

    def first_from(self, offset: int) -> int | None:
        """The first mention that starts at a code point or behind it."""
        at = bisect_left(self._starts, offset)
        return self.own[at] if at < len(self.own) else None

    def sentence_number(self, offset: int) -> int:
        """The place of the sentence that a code point lies in."""
        return bisect_right(self._sentence_starts, offset)

    def is_quoted(self, offset: int) -> bool:
        """Whether a code point lies in a quoted region."""
        at = bisect_right(self._region_starts, offset) - 1
        return at >= 0 and offset < self.regions[at].outer_end

    def subject_of(self, mention: NamedMention) -> Clause | None:
        """The clause that a name is the subject of; one without a verb where it is of none; None where unknown.

        So is a name set beside the subject ("the director, Ana Lund, said"), but none within it ("Lund aides said").
        """
        at = bisect_right(self.paragraphs, mention.start, key=lambda span: span[0]) - 1
        if not self.views or at < 0:
            return None
        view = self.views[at]
        word = view.first_from(mention.end - 1)
        if word >= len(view.words):
            return None
        first = view.first_from(mention.start)
        while first <= view.words[word].head < word:  # up to the noun that heads the name: "the Board of Tarn"
            word = view.words[word].head
        is_possessive = word + 1 < len(view.words) and view.words[word + 1].tag == "POS"
        if view.words[word].dep == "appos" and not is_possessive:
            word = view.words[word].head
        if view.words[word].dep not in _SUBJECTS:
            return Clause("", False)
        verb = view.words[word].head
        is_reported = view.words[verb].dep == "ccomp" and view.verb(view.words[verb].head) is not None
        return Clause(view.lower(verb), is_reported)

    def relative_phrase(self, offset: int) -> Span | None:
        """The noun phrase, from its first word, that the relative pronoun at a code point hangs on; None if unknown."""
        at = bisect_right(self.paragraphs, offset, key=lambda span: span[0]) - 1
        if not self.views or at < 0:
            return None
        view = self.views[at]
        word = view.first_from(offset)
        for _ in range(_MOST_STEPS):
            if word >= len(view.words) or view.words[word].head == word:
                return None
            head = view.words[word].head
            if view.words[word].dep == "relcl":
                start = view.words[view.parse.left_edges[head]].start
                return (start, view.words[head].end) if head < word and start < offset else None
            word = head
        return None

    def starts_sentence(self, mention: NamedMention) -> bool:
        """Whether a name, with its title, is what its sentence begins with."""
        number = self.sentence_number(mention.start)
        return number > 0 and mention.start - self.sentences[number - 1][0] <= len(mention.role or "") + 1
