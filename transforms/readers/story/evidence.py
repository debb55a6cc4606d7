"""The book of candidates: what was seen for each field of an article, by which rule, and which became its value."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from broadsheet.transforms.records.record import Candidate
from broadsheet.transforms.records.spans import Span

# Of one field; more than pages and articles state. A bound on the size of the table of candidates.
_MAX_CANDIDATES = 40
Nowhere = tuple[None, None]
NOWHERE: Nowhere = (None, None)


@dataclass(slots=True, kw_only=True)
class Evidence:
    """The candidates seen so far; of each field at most `cap` are kept, or all where it is None."""

    candidates: list[Candidate] = field(default_factory=list)
    chosen: set[int] = field(default_factory=set)
    cap: int | None = _MAX_CANDIDATES

    def offer(self, name: str, value: str, source: str, rule: str, span: Span | Nowhere = NOWHERE) -> int:
        """Note a value seen for a field; its index is for `choose`, -1 where it was not kept."""
        if not value or (self.cap is not None and sum(1 for _ in self.indices(name)) >= self.cap):
            return -1
        self.candidates.append(Candidate(name, value, source, rule, *span))
        return len(self.candidates) - 1

    def choose(self, index: int) -> None:
        """Note that a candidate, as `offer` gave it, became the article's value; nothing for one that was not kept."""
        if index >= 0:
            self.chosen.add(index)

    def first(self, name: str) -> str | None:
        """The value that was offered first for a field, which is chosen."""
        index = next(self.indices(name), None)
        if index is None:
            return None
        self.choose(index)
        return self.candidates[index].value

    def index_of(self, name: str, value: str | None) -> int | None:
        """The first candidate with a value for a field; None where it was never offered."""
        return next((index for index in self.indices(name) if self.candidates[index].value == value), None)

    def choose_value(self, name: str, value: str | None) -> str | None:
        """Note that a value, offered before, became that of its field; gives it back."""
        index = self.index_of(name, value)
        if index is not None:
            self.choose(index)
        return value

    def all(self) -> tuple[Candidate, ...]:
        """The candidates, marked where chosen."""
        return tuple(
            replace(candidate, is_chosen=True) if index in self.chosen else candidate
            for index, candidate in enumerate(self.candidates)
        )

    def indices(self, name: str) -> Iterator[int]:
        """The candidates of a field, in the order in which they were offered."""
        return (index for index, candidate in enumerate(self.candidates) if candidate.field == name)
