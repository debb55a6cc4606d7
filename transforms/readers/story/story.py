"""From what a format reader finds in a file to the story it tells: fields with their candidates, blocks, pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from broadsheet.transforms.metadata.date_values import Calendar
from broadsheet.transforms.readers.markup.blocks import Body
from broadsheet.transforms.readers.markup.text import clean
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.records.passage import Offsets, Passage
from broadsheet.transforms.records.record import Reading, Record, Reject

_MAX_VALUE = 1_000  # Code points of a value of a candidate; a bound on size, far above names and titles.


@dataclass(slots=True)
class Story:
    """One article as a format reader finds it. `source` goes with each candidate; `headline` is set where the title
    has a place in the file; `names_agency`: the format is one in which agencies deliver, so that who provides the
    story is its agency, known or not; `calendar`: how all of the file writes its dates, where that is known."""

    raw_format: str
    source: str
    member: str = ""
    names_agency: bool = False
    calendar: Calendar | None = None
    headline: Passage | None = None
    offsets: Offsets | None = None
    has_raw_offsets: bool = False
    evidence: Evidence = field(default_factory=Evidence)
    body: Body = field(default_factory=Body)
    keywords: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    def offer(self, name: str, value: str, rule: str) -> None:
        """Note a value seen for a field, the most trusted first; white space is folded, "" is none."""
        self.evidence.offer(name, clean(value)[:_MAX_VALUE], self.source, rule)

    def flag(self, name: str) -> None:
        """Note what is odd about the article, once."""
        if name not in self.flags:
            self.flags.append(name)

    def values(self, name: str) -> list[str]:
        """The values seen for a field."""
        return [candidate.value for candidate in self.evidence.candidates if candidate.field == name]


def collected(outcomes: Iterable[Record | Reject]) -> Reading:
    """All of a reader's records and rejects."""
    records: list[Record] = []
    rejects: list[Reject] = []
    for outcome in outcomes:
        if isinstance(outcome, Record):
            records.append(outcome)
        else:
            rejects.append(outcome)
    return Reading(tuple(records), tuple(rejects))


def numbered(stories: Iterable[Story]) -> Iterator[Story]:
    """The stories, each with its number in the file, from 1, as its member."""
    for number, story in enumerate(stories, 1):
        story.member = str(number)
        yield story
