"""From what the passes over a web page see to the candidates of each field, the most trusted first."""

from dataclasses import dataclass, field

from broadsheet.transforms.records.record import Candidate

_MAX_CANDIDATES = 40  # Of one field; more than pages state. A bound on the size of the table of candidates.


@dataclass(slots=True)
class Evidence:
    """The candidates seen so far; of each field at most 40 are kept."""

    candidates: list[Candidate] = field(default_factory=list)
    chosen: set[int] = field(default_factory=set)

    def offer(self, name: str, value: str, source: str, rule: str) -> int:
        """Note a value seen for a field; its index is for `choose`, -1 where it was not kept."""
        if not value or sum(candidate.field == name for candidate in self.candidates) >= _MAX_CANDIDATES:
            return -1
        self.candidates.append(Candidate(name, value, source, rule))
        return len(self.candidates) - 1

    def choose(self, index: int) -> None:
        """Note that a candidate became the article's value."""
        self.chosen.add(index)

    def first(self, name: str) -> str | None:
        """The value that was offered first for a field, which is chosen."""
        for index, candidate in enumerate(self.candidates):
            if candidate.field == name:
                self.choose(index)
                return candidate.value
        return None

    def choose_value(self, name: str, value: str | None) -> str | None:
        """Note that a value, offered before, became that of its field; gives it back."""
        for index, candidate in enumerate(self.candidates):
            if candidate.field == name and candidate.value == value:
                self.choose(index)
                break
        return value

    def all(self) -> tuple[Candidate, ...]:
        """The candidates, marked where chosen."""
        return tuple(
            Candidate(
                candidate.field, candidate.value, candidate.source, candidate.rule, is_chosen=index in self.chosen
            )
            for index, candidate in enumerate(self.candidates)
        )
