"""From what the passes over a web page see to the candidates of each field, the most trusted first."""

from dataclasses import dataclass, field

from broadsheet.transforms.records.record import Candidate

_MAX_CANDIDATES = 40


@dataclass(slots=True)
class Evidence:
    """The candidates seen so far; of each field at most 40 are kept."""

    candidates: list[Candidate] = field(default_factory=list)
    chosen: set[int] = field(default_factory=set)

    def offer(self, name: str, value: str, source: str, rule: str) -> int:
        """Note a value seen for a field; its index is for `choose`, -1 where it was not kept."""
        if not value or sum(seen.field == name for seen in self.candidates) >= _MAX_CANDIDATES:
            return -1
        self.candidates.append(Candidate(name, value, source, rule))
        return len(self.candidates) - 1

    def choose(self, index: int) -> None:
        """Note that a candidate became the article's value."""
        self.chosen.add(index)

    def first(self, name: str) -> str | None:
        """The value that was offered first for a field, which is chosen."""
        for index, seen in enumerate(self.candidates):
            if seen.field == name:
                self.choose(index)
                return seen.value
        return None

    def choose_value(self, name: str, value: str | None) -> str | None:
        """Note that a value, offered before, became that of its field; gives it back."""
        for index, seen in enumerate(self.candidates):
            if seen.field == name and seen.value == value:
                self.choose(index)
                break
        return value

    def all(self) -> tuple[Candidate, ...]:
        """The candidates, marked where chosen."""
        return tuple(
            Candidate(seen.field, seen.value, seen.source, seen.rule, is_chosen=index in self.chosen)
            for index, seen in enumerate(self.candidates)
        )
