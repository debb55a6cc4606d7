"""From the annotated news beside the project to the figures that every dataset carries: flows/accuracy.tsv.

    PYTHONPATH=. python benchmarks/accuracy.py [--every N]

Quotations and their speakers by the parsed rules, as the gold scorer counts them: all, by kind of quotation, and the
speakers by outlet, since errors that differ between groups bias a comparison of groups.
"""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.estimates import gold
from benchmarks.quotes import TARGETS, ours_parsed, scorer
from broadsheet.flows.accuracy import FILE, Figure, text

_GOLD = "PolNeAR, development part"
# A share of fewer is mostly chance.
_LEAST = 50


def figures(articles: list[dict[str, Any]]) -> Iterator[Figure]:
    """The figures of our rules on these articles."""
    score, find = scorer(), ours_parsed()
    documents = {article["doc_id"]: article for article in articles}
    predicted = {
        key: {
            "quotes": [
                {"content": content, "cue": [cue] if cue else [], "speaker": [speaker] if speaker else []}
                for content, cue, speaker in find(article["text"])
            ]
        }
        for key, article in documents.items()
    }
    for target in TARGETS:
        counts = score.evaluate(documents, predicted, target)[0]
        for name, value in zip(("precision", "recall", "f1"), counts["e2e"], strict=True):
            yield Figure(f"quote_with_speaker_{name}", "quotes", target, float(value), int(counts["gold"]), _GOLD)
    yield from _by_outlet(score, documents, predicted)


def _by_outlet(score: Any, documents: Mapping[str, Any], predicted: Mapping[str, Any]) -> Iterator[Figure]:  # noqa: ANN401 - the scorer has no types
    for outlet in sorted({article["source"] for article in documents.values()}):
        part = {key: article for key, article in documents.items() if article["source"] == outlet}
        counts = score.evaluate(part, {key: predicted[key] for key in part}, "speech")[0]
        if counts["gold"] >= _LEAST:
            name = outlet.rpartition("/")[2]
            yield Figure("speaker_right", "quotes", name, float(counts["spk"]), int(counts["gold"]), _GOLD)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--every", type=int, default=1, help="use each Nth article")
    FILE.write_text(text(figures(gold(options.parse_args().every))), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
