"""From persons whose gender was read by eye to how many of the genders that the text tells are right.

    python -m benchmarks.genders

Right, wrong and not told of the persons of `benchmarks/gender_labels.tsv`, with Jeffreys' interval of the share right
of what is told; then how many of all persons of their documents have a gender, and a share of women of their name.
"""

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from benchmarks.names import GOLD, document, read
from broadsheet.transforms.estimation.intervals import jeffreys
from broadsheet.transforms.names.linking import Resolved, resolve
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.staged import DEFAULT_RECOGNISER

LABELS: Final = Path(__file__).with_name("gender_labels.tsv")


def labels() -> dict[tuple[str, str], dict[int, str]]:
    """The genders by set and document, by where the first mention starts."""
    with LABELS.open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        by_document: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        for row in rows:
            by_document[row["set"], row["doc_id"]][int(row["start"])] = row["gender"]
    return by_document


def resolved_of(wanted: dict[tuple[str, str], dict[int, str]]) -> dict[tuple[str, str], Resolved]:
    """The names of the documents that are wanted."""
    recogniser = recogniser_named(DEFAULT_RECOGNISER)
    keys = [(name, gold["doc_id"], gold) for name in sorted({name for name, _ in wanted}) for gold in read(name, 1)]
    kept = [(name, key, document(gold)) for name, key, gold in keys if (name, key) in wanted]
    names = recogniser.names([text for *_, text in kept])
    return {(name, key): resolve(text, mine) for (name, key, text), mine in zip(kept, names, strict=True)}


def main() -> None:
    """Measure, and print."""
    if not GOLD.is_dir():
        raise SystemExit("the development gold (../shared/gold/ner) is not beside the project")
    wanted = labels()
    counts: Counter[str] = Counter()
    for key, resolved in resolved_of(wanted).items():
        for start, gender in wanted[key].items():
            at = next((mention.entity for mention in resolved.mentions if mention.start <= start < mention.end), None)
            gender_told = None if at is None else resolved.entities[at].gender
            counts["not told" if gender_told is None else "right" if gender_told == gender else "wrong"] += 1
        persons = [entity for entity in resolved.entities if entity.type == "PERSON"]
        counts["persons"] += len(persons)
        counts["with a gender"] += sum(person.gender is not None for person in persons)
        counts["with a share"] += sum(person.name_female_share is not None for person in persons)
    n_told = counts["right"] + counts["wrong"]
    low, high = jeffreys(counts["right"], n_told)
    print(f"right {counts['right'] / n_told:.1%} ({low:.1%} to {high:.1%}) of {n_told}; {dict(counts)}")


if __name__ == "__main__":
    main()
