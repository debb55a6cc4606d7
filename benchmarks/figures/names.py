"""From annotated names to the accuracy of ours: by type, by whose names they are, by region of the outlet, by score."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.figures.shares import (
    Subject,
    gender_of_given_name,
    origin_of_given_name,
    precision_recall,
    reliability,
    shares,
)
from benchmarks.names import Gold, document, read, scorer
from broadsheet.flows.accuracy import Figure
from broadsheet.transforms.names.linking import resolve
from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.staged import DEFAULT_RECOGNISER

GOLDS = {"wwn": "Worldwide newswire, outlets kept out", "conll2020": "CoNLL++ 2020 (Reuters)"}
# The parts of the world of the outlets of the worldwide newswire, by the beginning of a document's name.
_REGIONS = {
    "Africa": "af alg eg et ghana kenya mauritius nm panaf sa",
    "Asia": "asia bangladesh cn in jp kr mong my th tw",
    "the Middle East": "iran israel jr kw oman qt saud uae",
    "Latin America": "arg bol chile col cosric cuba ecuador elsalv guyana hond mex nic pan paraguay peru uruguay ven",
    "Canada and Oceania": "aus canada nz",
}
_REGION_OF = {code: region for region, codes in _REGIONS.items() for code in codes.split()}

Span = tuple[int, int, str]


def figures(every: int) -> Iterator[Figure]:
    """The figures of the default recogniser with the rules, on text that it was not trained on."""
    recogniser, labels = recogniser_named(DEFAULT_RECOGNISER), scorer().CONLL
    for name, title in GOLDS.items():
        golds = read(name, every)
        documents = [document(gold) for gold in golds]
        mentions = [
            resolve(each, spans).mentions for each, spans in zip(documents, recogniser.names(documents), strict=True)
        ]
        yield from _of_set(golds, mentions, labels, title)


def _of_set(
    golds: Sequence[Gold], mentions: Sequence[Sequence[Mention]], labels: dict[str, str], title: str
) -> Iterator[Figure]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    recalled: dict[str, list[bool]] = defaultdict(list)
    scored: list[tuple[float, bool]] = []
    for gold, ours in zip(golds, mentions, strict=True):
        marked = {(start, end, labels[kind]) for start, end, kind in gold["entities"] if kind in labels}
        placed = {(m.start, m.end, labels[m.type]): m for m in ours if m.type in labels}
        for part, marks, spans in _parts(_region(gold), marked, set(placed)):
            tally = counts[part]
            tally[0] += len(marks & spans)
            tally[1] += len(spans)
            tally[2] += len(marks)
        for group, is_recalled in _persons(gold, marked, set(placed)):
            recalled[group].append(is_recalled)
        scored += [(m.score, span in marked) for span, m in placed.items() if m.score is not None]
    subject = Subject("name", "mentions", title)
    for part, (right, n_given, n_marked) in sorted(counts.items()):
        yield from precision_recall("name", subject, part, (right, n_given, n_marked))
    yield from shares(Subject("person_recall", "mentions", title), recalled)
    yield from reliability(Subject("name_right", "mentions", title), scored)


def _parts(region: str | None, marked: set[Span], ours: set[Span]) -> Iterator[tuple[str, set[Span], set[Span]]]:
    yield "all", marked, ours
    for kind in sorted({span[2] for span in marked | ours}):
        yield kind, {span for span in marked if span[2] == kind}, {span for span in ours if span[2] == kind}
    if region:
        yield f"outlets of {region}", marked, ours


def _persons(gold: Gold, marked: set[Span], ours: set[Span]) -> Iterator[tuple[str, bool]]:
    for span in sorted(marked):
        name = gold["text"][span[0] : span[1]]
        if span[2] == "PER" and len(name.split()) > 1:
            yield origin_of_given_name(name), span in ours
            if gender := gender_of_given_name(name):
                yield gender, span in ours


def _region(gold: dict[str, Any]) -> str | None:
    return _REGION_OF.get(str(gold["doc_id"]).removeprefix("wwn-").split("_")[0])
