"""From annotated corpora to training documents in one label scheme: what each label of a corpus may mean in it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

TYPES: Final = ("PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY")
LABELS: Final = ("O", *(f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"))
# A token of a corpus that does not annotate dates and money may be either, or no name at all.
_UNMARKED: Final = ("DATE", "MONEY")

_WWN: Final = {
    "Person": ("PERSON",),
    "Organization": ("ORG",),
    "Location": ("LOC",),
    "Facility": ("FAC",),
    "NORP": ("NORP",),
    "Product": ("PRODUCT",),
    "Misc": ("MISC",),
    "Date": ("DATE",),
    "Money": ("MONEY",),
}
_CONLL: Final = {
    "PER": ("PERSON",),
    "ORG": ("ORG",),
    "LOC": ("LOC", "FAC"),
    "MISC": ("NORP", "PRODUCT", "MISC"),
}
_CROSSNER: Final = {
    "politician": ("PERSON",),
    "person": ("PERSON",),
    "politicalparty": ("ORG",),
    "organisation": ("ORG",),
    "location": ("LOC", "FAC"),
    "country": ("LOC",),
    "election": ("MISC",),
    "event": ("MISC",),
    "misc": ("NORP", "PRODUCT", "MISC"),
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus: its file, the model's name for its guidelines, and the types each of its labels may stand for.

    `scheme` 0 is that of the world-news corpus, whose nine types are the model's own.
    """

    file: str
    scheme: int
    types: Mapping[str, tuple[str, ...]]
    unmarked: tuple[str, ...] = _UNMARKED


WWN: Final = Corpus("wwn.dev.jsonl", 0, _WWN, ())
OTHERS: Final = (
    Corpus("conll03_dev.dev.jsonl", 1, _CONLL),
    Corpus("gum_news.dev.jsonl", 2, _CONLL),
    Corpus("gum_interview.dev.jsonl", 2, _CONLL),
    Corpus("wikigold.dev.jsonl", 1, _CONLL),
    Corpus("crossner_politics.dev.jsonl", 3, _CROSSNER),
)
N_SCHEMES: Final = 4


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its names: half-open code points and the types each may have; `unmarked` are types nobody marked."""

    doc_id: str
    outlet: str
    text: str
    names: tuple[tuple[int, int, tuple[str, ...]], ...]
    scheme: int
    unmarked: tuple[str, ...]


def load(folder: Path, corpus: Corpus) -> list[Annotated]:
    """The documents of a corpus; names whose label is not in `corpus.types` are left out."""
    documents = []
    with (folder / corpus.file).open(encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            names = sorted((s, e, corpus.types[label]) for s, e, label in document["entities"] if label in corpus.types)
            outlet = urlsplit(document.get("url") or "").hostname or document["doc_id"]
            documents.append(
                Annotated(
                    document["doc_id"],
                    outlet.removeprefix("www."),
                    document["text"],
                    tuple(names),
                    corpus.scheme,
                    corpus.unmarked,
                )
            )
    return documents


def unmarked(file: Path) -> list[Annotated]:
    """The texts of a JSONL file, `{"doc_id": ..., "text": ...}` a line, in which any piece may be any name, or none."""
    with file.open(encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    return [Annotated(one["doc_id"], "", one["text"], (), WWN.scheme, TYPES) for one in texts]


def folds(documents: Sequence[Annotated], n_folds: int) -> list[list[Annotated]]:
    """Parts of about equal length, all documents of an outlet in the same one; the same whatever the order."""
    parts: list[list[Annotated]] = [[] for _ in range(n_folds)]
    sizes = [0] * n_folds
    for outlet in sorted(_lengths(documents).items(), key=lambda item: (-item[1], item[0])):
        smallest = sizes.index(min(sizes))
        parts[smallest] += [document for document in documents if document.outlet == outlet[0]]
        sizes[smallest] += outlet[1]
    return parts


def _lengths(documents: Iterable[Annotated]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for document in documents:
        lengths[document.outlet] = lengths.get(document.outlet, 0) + len(document.text)
    return lengths
