"""From annotated quotations to the accuracy of ours: by kind, outlet and gender of the speaker, and by score."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from benchmarks.figures.shares import LEAST, Subject, gender_of_given_name, reliability, shares
from benchmarks.quotes import GOLD, TARGETS, scorer, section
from broadsheet.flows.accuracy import Figure
from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import Quote, QuoteInput, QuoteSection
from broadsheet.transforms.quotes.parsed.attributions import parsed_attributions, views_of
from broadsheet.transforms.sentences.parsing import Parser

TITLE = "PolNeAR, development part"
# Words of a quotation that ours has to share to be the same (Jaccard), as the gold's scorer asks.
_OVERLAP = 0.5
_PRONOUNS = {"she": "women by pronoun", "he": "men by pronoun"}

Document = dict[str, Any]


def figures(every: int) -> Iterator[Figure]:
    """The figures of the rules that need a parse."""
    lines = (GOLD / "polnear.dev.jsonl").read_text(encoding="utf-8").splitlines()[::every]
    documents = {document["doc_id"]: document for document in map(json.loads, lines)}
    parser, score = Parser(), scorer()
    sections = {key: section(document["text"], parser) for key, document in documents.items()}
    predicted = {key: {"quotes": _attributed(each)} for key, each in sections.items()}
    for target in TARGETS:
        counts = score.evaluate(documents, predicted, target)[0]
        for name, value in zip(("precision", "recall", "f1"), counts["e2e"], strict=True):
            yield Figure(f"quote_with_speaker_{name}", "quotes", target, float(value), int(counts["gold"]), TITLE)
    yield from _by_group(score, documents, predicted)
    rows = ((documents[key], find_quotes(QuoteInput((each,)))) for key, each in sections.items())
    scored = (pair for document, quotes in rows for pair in _scored(score, document, quotes))
    yield from reliability(Subject("quote_right", "quotes", TITLE), scored)


def _attributed(parsed: QuoteSection) -> list[dict[str, Any]]:
    return [
        {"content": list(a.content), "cue": [a.cue] if a.cue else [], "speaker": [a.speaker] if a.speaker else []}
        for a in parsed_attributions(parsed, views_of(parsed))
    ]


def _by_group(
    score: ModuleType, documents: Mapping[str, Document], predicted: Mapping[str, Document]
) -> Iterator[Figure]:
    """Speakers by outlet, and quotations whole by what the annotators' words for the speaker tell of the gender."""
    for outlet in sorted({document["source"] for document in documents.values()}):
        part = {key: document for key, document in documents.items() if document["source"] == outlet}
        counts = score.evaluate(part, {key: predicted[key] for key in part}, "speech")[0]
        if counts["gold"] >= LEAST:
            name = outlet.rpartition("/")[2]
            yield Figure("speaker_right", "quotes", name, float(counts["spk"]), int(counts["gold"]), TITLE)
    recalled: dict[str, list[bool]] = defaultdict(list)
    for key, document in documents.items():
        missed = [quote for _, quote in _missed(score, document, predicted[key])]
        for quote in document["quotes"]:
            if quote.get("speech") and quote["speaker"] and (group := _gender(document["text"], quote["speaker"])):
                recalled[group].append(quote not in missed)
    yield from shares(Subject("quote_with_speaker_recall_by_gender", "quotes", TITLE), recalled)


def _missed(score: ModuleType, document: Document, predicted: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """The quotations of speech that ours lacks, or gives to somebody else."""
    errors = score.evaluate({"document": document}, {"document": predicted}, "speech")[1]
    for _, _, kind, marked, _ in errors:
        if marked is not None:
            yield kind, marked["raw"]


def _gender(text: str, speaker: list[list[int]]) -> str | None:
    words = " ".join(text[start:end] for start, end in speaker)
    return _PRONOUNS.get(words.lower()) or gender_of_given_name(words)


def _scored(score: ModuleType, document: Document, quotes: tuple[Quote, ...]) -> Iterator[tuple[float, bool]]:
    """The score of each row of speech, and whether its words and its speaker are the annotators'."""
    read = score.Doc(document["text"])
    marked = [unit for quote in document["quotes"] for unit in score.units(read, quote, "span")]
    for quote in quotes:
        aside = read.toks([[quote.aside_char_start, quote.aside_char_end]]) if quote.aside_char_start else frozenset()
        words = read.toks([[quote.char_start, quote.char_end]]) - aside
        if not words or quote.speaker_char_start is None:
            continue
        row = {"spk": read.toks([[quote.speaker_char_start, quote.speaker_char_end]])}
        best = max(marked, key=lambda unit: len(words & unit["t"]) / len(words | unit["t"]), default=None)
        # Some quoted words of a sentence are a row of their own, and a part of what the annotators marked.
        whole = words if quote.kind == "partial" or best is None else words | best["t"]
        is_same = best is not None and len(words & best["t"]) >= _OVERLAP * len(whole)
        yield quote.speaker_score, bool(is_same and score.spk_ok(read, best, row))
