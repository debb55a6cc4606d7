"""From the annotated news beside the project to one table: our quotations and their peers', by accuracy and speed.

    PYTHONPATH=. python benchmarks/quotes.py [--every N] [--set dev] [--textacy-python PATH]

Scores are the gold scorer's: content tokens overlap by half or more, and the speaker is right (e2e F1). Articles per
CPU-second include the parse where there is one. textacy may not install beside our versions: PATH is the interpreter of
an environment of its own, with textacy and the same spaCy model, and `quotes_textacy.py` runs there, paragraph by
paragraph. "regex" is the thirty lines that a quick job would write. Above the table: how much longer an article of 1 MB
with unbalanced marks takes than one of 100 kB, in CPU time.
"""

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.light.attributions import light_attributions
from broadsheet.transforms.quotes.model import QuoteInput, QuoteSection
from broadsheet.transforms.quotes.parsed.attributions import parsed_attributions, views_of
from broadsheet.transforms.sentences.parsing import Parser
from broadsheet.transforms.sentences.splitter import sentence_spans

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "quotes"
TARGETS = ("speech", "direct", "quoted", "indirect")
PARAGRAPH = re.compile(r"[^\n]+")

Span = tuple[int, int]
Found = tuple[list[Span], Span | None, Span | None]
Finder = Callable[[str], list[Found]]
Answers = tuple[dict[str, list[Found]], float]


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


PEERS: dict[str, Callable[[], Finder]] = {
    "ours, with a parse": ours_parsed,
    "ours, without": ours_light,
    "regex": thirty_lines,
}


def timed(find: Finder, texts: dict[str, str]) -> Answers:
    """What is found in each text, and the CPU seconds it took."""
    find("A warm start.")
    started = time.process_time()
    found = {key: find(text) for key, text in texts.items()}
    return found, time.process_time() - started


def span_of(pair: list[int]) -> Span:
    return pair[0], pair[1]


def textacy(python: str, texts: dict[str, str]) -> Answers:
    """textacy's answers, from the environment of another interpreter."""
    script = Path(__file__).with_name("quotes_textacy.py")
    done = subprocess.run([python, str(script)], input=json.dumps(texts), capture_output=True, text=True, check=True)
    answers: dict[str, Any] = json.loads(done.stdout)
    found: dict[str, list[Found]] = {
        key: [([span_of(content)], span_of(cue), span_of(speaker)) for content, cue, speaker in each]
        for key, each in answers["found"].items()
    }
    return found, answers["seconds"]


def scorer() -> ModuleType:
    """The module `score.py` beside the gold."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer in {GOLD}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(answers: Answers, gold: dict[str, dict[str, Any]]) -> list[float]:
    """The share of right speakers, the F1 of each target, articles per CPU-second."""
    score = scorer()
    found, seconds = answers
    predicted = {
        key: {"quotes": [{"content": c, "cue": [v] if v else [], "speaker": [s] if s else []} for c, v, s in each]}
        for key, each in found.items()
    }
    results = [score.evaluate(gold, predicted, target)[0] for target in TARGETS]
    return [results[0]["spk"], *(result["e2e"][2] for result in results), len(gold) / seconds]


def line(name: str, figures: list[float]) -> str:
    speaker, *scores, speed = figures
    return f"{name:<20}{speaker:>9.1%}" + "".join(f"{score:>13.1%}" for score in scores) + f"{speed:>12,.1f}"


UNBALANCED = {
    "opening marks": "He said “it was late and then the “ferry went away. ",
    "closing marks": "He said it” was late and then the ferry” went away, he added.” ",
    "straight marks": 'He said "it was late. She told him "no." The crew" left. ',
    "all kinds": 'He said "it was late and then the “ferry ‘went away. «No, ``he said. ',
    "single marks": "'tis the dockers' pay, 'he said, isn't it the crew' s. ",
}


def unbalanced(pattern: str, size: int) -> QuoteInput:
    """An article of so many characters."""
    text = (pattern * (size // len(pattern) + 1))[:size]
    return QuoteInput((section(text, None),))


def seconds_of(article: QuoteInput, times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        find_quotes(article)
    return time.process_time() - started


def print_growth() -> None:
    """A long article beside a short one read ten times, in turns: on a busy machine single readings tell little."""
    for name, pattern in UNBALANCED.items():
        for break_, kind in (("", "one line"), ("\n\n", "paragraphs")):
            short, long = unbalanced(pattern + break_, 100_000), unbalanced(pattern + break_, 1_000_000)
            rounds = [(seconds_of(short, 10) / 10, seconds_of(long, 1)) for _ in range(5)]
            least, most = (min(taken) for taken in zip(*rounds, strict=True))
            print(f"{name + ', ' + kind:<28}100 kB {least:6.2f} s   1 MB {most:6.2f} s   {most / least:5.1f} times")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--every", type=int, default=4, help="use each Nth article")
    options.add_argument("--set", default="dev", help="dev, or the name of another file beside it")
    options.add_argument("--textacy-python", help="interpreter of an environment that has textacy")
    given = options.parse_args()
    path = GOLD / f"polnear.{given.set}.jsonl"
    if not path.is_file():
        print(f"no gold beside the project: {path.name} is absent")
        return 1
    print_growth()  # before there is much else in memory for the collector to walk through
    lines = path.read_text(encoding="utf-8").splitlines()[:: given.every]
    gold = {document["doc_id"]: document for document in map(json.loads, lines)}
    texts = {key: document["text"] for key, document in gold.items()}
    print(f"{len(gold)} articles")
    print(f"{'':<20}{'speaker':>9}" + "".join(f"{target + ' F1':>13}" for target in TARGETS) + f"{'articles/s':>12}")
    for name, make in PEERS.items():
        print(line(name, measured(timed(make(), texts), gold)))
    if given.textacy_python:
        print(line("textacy", measured(textacy(given.textacy_python, texts), gold)))
    else:
        print(f"{'textacy':<20} not measured: --textacy-python is not given")
    return 0


if __name__ == "__main__":
    sys.exit(main())
