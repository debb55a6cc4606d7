"""A paragraph with its parse and its quoted regions, as the rules ask about it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from broadsheet.transforms.quotes.marks import Region, dateline_end
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parsing import Parse, Word
from broadsheet.transforms.vocabulary.reporting_verbs import Verb, verb_of

_WORD: Final = re.compile(r"\w+")
VERBAL: Final = frozenset({"VERB", "AUX"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True)
class View:
    """A paragraph with its parse; words are told by their index in the paragraph.

    `regions` are quoted and may be speech; in `passages`, titles say, nobody speaks: they are words like others.
    """

    text: str
    span: Span
    sentences: tuple[Span, ...]
    regions: tuple[Region, ...]
    parse: Parse
    passages: tuple[Region, ...] = ()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order."""
        return self.parse.words

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """For each word, whether it stands in a quoted region, marks included."""
        return self._inside(self.regions)

    @cached_property
    def _in_passage(self) -> tuple[bool, ...]:
        return self._inside(self.passages)

    def _inside(self, regions: Sequence[Region]) -> tuple[bool, ...]:
        if not regions:
            return (False,) * len(self.words)
        starts = [region.outer_start for region in regions]
        flags = []
        for word in self.words:
            at = bisect_right(starts, word.start) - 1
            flags.append(at >= 0 and word.start < regions[at].outer_end)
        return tuple(flags)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _words_start(self) -> int:
        """Where the words of the paragraph begin, behind its dateline."""
        return dateline_end(self.text, self.span)

    def first_from(self, offset: int) -> int:
        """The first word that ends after a code point; the number of words where none does."""
        at = bisect_right(self._starts, offset)
        return at - 1 if at and self.words[at - 1].end > offset else at

    def sentence(self, index: int) -> Span:
        """The first word of the word's sentence, and one past its last."""
        at = bisect_right(self._sentence_starts, self.words[index].start)
        low = self.first_from(max(self._sentence_starts[at - 1], self._words_start)) if at else 0
        high = self.first_from(self._sentence_starts[at]) if at < len(self._sentence_starts) else len(self.words)
        return low, max(high, index + 1)

    @cached_property
    def _lower(self) -> list[str]:
        return [word.text.lower() for word in self.words]

    def lower(self, index: int) -> str:
        """A word in lower case."""
        return self._lower[index]

    def is_mark(self, index: int) -> bool:
        """Whether a word has no letter and no digit."""
        return not _WORD.search(self.words[index].text)

    def verb(self, index: int) -> Verb | None:
        """The reporting verb that a word is, as a verb outside quotation marks."""
        word = self.words[index]
        if self.text[word.start - 1 : word.start] == "-":  # a part of an adjective: "weather-related"
            return None
        if word.upos not in VERBAL and (word.head != index or not self._announces(index)):
            return None
        return None if self.quoted[index] or self._in_passage[index] else verb_of(word.text)

    def _announces(self, index: int) -> bool:
        """Whether a word that heads its sentence leads to a quotation: a verb, though it is told a noun ("notes")."""
        behind = index + 2
        return (
            index > 0 and behind < len(self.words) and self.words[index + 1].text in {",", ":"} and self.quoted[behind]
        )

    def span_of(self, first: int, last: int) -> Span:
        """The code points from one word to another, both included."""
        return self.words[first].start, self.words[last].end

    def without_marks(self, first: int, last: int) -> Span | None:
        """The code points of a range of words without marks at its ends, quoted ones kept; None where none is left."""
        while first <= last and self.is_mark(first) and not self.quoted[first]:
            first += 1
        while first <= last and self.is_mark(last) and not self.quoted[last]:
            last -= 1
        return self.span_of(first, last) if first <= last else None

    def descendants(self, indexes: Sequence[int]) -> set[int]:
        """The words and all that they govern."""
        below: set[int] = set()
        waiting = list(indexes)
        while waiting:
            index = waiting.pop()
            if index not in below:
                below.add(index)
                waiting.extend(self.parse.children[index])
        return below
