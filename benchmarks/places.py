"""From made-up sentences with a place marked in each to how many places are told right, left open or told wrong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from broadsheet.transforms.names.linking import Entity, resolve
from broadsheet.transforms.names.recogniser import Document, Name, Section
from broadsheet.transforms.sentences.splitter import sentence_spans
from broadsheet.transforms.vocabulary.gazetteer import place_of_id

LISTS = ("place_contexts.tsv", "place_contexts_held_out.tsv")
Outcome = Literal["right", "open", "wrong"]


@dataclass(frozen=True, slots=True)
class Case:
    """A marked place: what it stands for, what was told, and how that is."""

    text: str
    expected: str
    told: str
    outcome: Outcome


def cases(name: str = LISTS[0]) -> Iterator[Case]:
    """Each marked place of a list, with what the names stage makes of it."""
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            expected, _, marked = line.partition("\t")
            told = _told(marked)
            is_open = told == "none" or (expected.startswith("city") and told.startswith("only"))
            outcome: Outcome = "right" if told == expected else "open" if is_open else "wrong"
            yield Case(marked, expected, told, outcome)


def _told(marked: str) -> str:
    start, end = marked.index("{"), marked.index("}") - 1
    text = marked.replace("{", "").replace("}", "")
    section = Section("text", text, tuple(sentence_spans(text)))
    resolved = resolve(Document("en", (section,)), [Name(0, start, end, "LOC")])
    mention = next((one for one in resolved.mentions if one.start <= start < one.end), None)
    return _written(resolved.entities[mention.entity]) if mention else "none"


def _written(entity: Entity) -> str:
    country = entity.country_iso2
    if country is None or entity.type != "LOC":
        return "none"
    if entity.is_country:
        return f"country {country}"
    if entity.geonames_id is None:
        return f"only {country}"
    place = place_of_id(entity.geonames_id)
    return f"{'city' if place.kind == 'city' else 'state'} {country}-{place.division}"


def main() -> None:
    """Print for each list how many places are right, open and wrong, then those that are not right."""
    for name in LISTS:
        found = list(cases(name))
        times = Counter(case.outcome for case in found)
        print(f"{name}: places {len(found)}  right {times['right']}  open {times['open']}  wrong {times['wrong']}")
        for case in found:
            if case.outcome != "right":
                print(f"{case.outcome:<6} {case.expected:<14} told {case.told:<14} {case.text}")


if __name__ == "__main__":
    main()
