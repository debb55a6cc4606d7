"""From the annotated news beside the project to one table: our quotations and their peers', by accuracy and speed.

    PYTHONPATH=. python -m benchmarks.quotes [--every N] [--set polnear.dev] [--half B] [--textacy-python PATH]

Scores are the gold scorer's: content tokens overlap by half or more, and the speaker is right (e2e F1). Articles per
CPU-second include the parse where there is one. textacy may not install beside our versions: PATH is the interpreter of
an environment of its own, with textacy and the same spaCy model, and `quotes_textacy.py` runs there, paragraph by
paragraph. Ours are the rows of the table; the peers stand in `quotes_peers.py`. The sets of GUM mark no quotation that
goes on behind the first sentence: there only recall and speaker compare. With --growth, above the table: how much
longer an article of 1 MB with unbalanced marks takes than one of 100 kB, in CPU time.
"""

import argparse
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.quotes_peers import Finder, Found, Span, gender_gap_tracker, regular_expressions
from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import PASSAGES, Quote, QuoteInput, QuoteSection
from broadsheet.transforms.sentences.parsing import Parser
from broadsheet.transforms.sentences.splitter import sentence_spans

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "quotes"
TARGETS = ("speech", "direct", "quoted", "indirect")
PARAGRAPH = re.compile(r"[^\n]+")

Answers = tuple[dict[str, list[Found]], float]


def section(text: str, parser: Parser | None) -> QuoteSection:
    paragraphs = tuple(match.span() for match in PARAGRAPH.finditer(text))
    sentences = tuple((a + low, a + high) for a, b in paragraphs for low, high in sentence_spans(text[a:b]))
    parses = parser.parse(text, paragraphs, sentences) if parser else None
    return QuoteSection("text", text, paragraphs, sentences, parses)


def ours_parsed() -> Finder:
    parser = Parser()
    return lambda text: reported(find_quotes(QuoteInput((section(text, parser),))))


def ours_light() -> Finder:
    return lambda text: reported(find_quotes(QuoteInput((section(text, None),))))


def reported(quotes: Sequence[Quote]) -> list[Found]:
    """The rows of the table as the annotators mark them.

    Without those that quote nobody, and those within marks or within the words of the same speaker; what the outlet
    breaks in with is left out, what is called so is the clause, what one pair of marks holds is one.
    """
    by_row: dict[int | None, Found] = {}
    results: list[Found] = []
    for index, quote in enumerate(quotes):
        first = opening(quotes, quote)
        if quote.kind in PASSAGES or quote.rule == "alone" or is_detail(quotes, quote, first):
            continue
        content = [(quote.char_start, quote.char_end)]
        if quote.clause_char_start is not None and quote.clause_char_end is not None:
            content = [(quote.clause_char_start, quote.clause_char_end)]
        if quote.aside_char_start is not None and quote.aside_char_end is not None:
            content = [(quote.char_start, quote.aside_char_start), (quote.aside_char_end, quote.char_end)]
        is_within = quote.rule == "second" and quote.outer_char_start == quote.char_start and quote.kind != "indirect"
        if is_within and quote.continues_quote in by_row:
            by_row[index] = by_row[quote.continues_quote]
            by_row[index][0].extend(content)
        else:
            by_row[index] = content, cue_of(first), speaker_of(first)
            results.append(by_row[index])
    return results


def opening(quotes: Sequence[Quote], quote: Quote) -> Quote:
    """The row that a row goes on from, which has the speaker's words."""
    while quote.speaker_char_start is None and quote.continues_quote is not None:
        quote = quotes[quote.continues_quote]
    return quote


def is_detail(quotes: Sequence[Quote], quote: Quote, first: Quote) -> bool:
    """Whether a row lies within marks, or within an indirect row of the same speaker and verb."""
    if quote.nested_in is None:
        return False
    outer = quotes[quote.nested_in]
    has_marks = outer.kind not in PASSAGES and outer.char_start != outer.outer_char_start
    around = opening(quotes, outer)
    is_same = speaker_of(around) == speaker_of(first) and cue_of(around) == cue_of(first)
    return has_marks or (outer.kind == "indirect" and is_same)


def speaker_of(quote: Quote) -> Span | None:
    start, end = quote.speaker_char_start, quote.speaker_char_end
    return None if start is None or end is None else (start, end)


def cue_of(quote: Quote) -> Span | None:
    start, end = quote.cue_char_start, quote.cue_char_end
    return None if start is None or end is None else (start, end)


PEERS: dict[str, Callable[[], Finder]] = {
    "ours, with a parse": ours_parsed,
    "ours, without": ours_light,
    "Gender Gap Tracker": gender_gap_tracker,
    "regex": regular_expressions,
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
    """The shares of contents found and of right speakers among them, the F1 of each target, articles per CPU-second."""
    score = scorer()
    found, seconds = answers
    predicted = {
        key: {"quotes": [{"content": c, "cue": [v] if v else [], "speaker": [s] if s else []} for c, v, s in each]}
        for key, each in found.items()
    }
    results = [score.evaluate(gold, predicted, target)[0] for target in TARGETS]
    return [results[0]["ov"][1], results[0]["spk"], *(result["e2e"][2] for result in results), len(gold) / seconds]


def line(name: str, figures: list[float]) -> str:
    recall, speaker, *scores, speed = figures
    return (
        f"{name:<20}{recall:>9.1%}{speaker:>9.1%}" + "".join(f"{score:>13.1%}" for score in scores) + f"{speed:>12,.1f}"
    )


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


def half_of(document: str) -> str:
    """The half of the gold that a document belongs to, by a hash of its name."""
    return "AB"[int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--every", type=int, default=4, help="use each Nth article")
    options.add_argument(
        "--set", default="polnear.dev", help="polnear.dev, gum.news.dev, gum.interview.dev, or another"
    )
    options.add_argument("--half", choices=("A", "B"), help="only the half the rules were written on, or the other")
    options.add_argument("--growth", action="store_true", help="print the growth with length too")
    options.add_argument("--textacy-python", help="interpreter of an environment that has textacy")
    given = options.parse_args()
    path = GOLD / f"{given.set}.jsonl"
    if not path.is_file():
        print(f"no gold beside the project: {path.name} is absent")
        return 1
    if given.growth:
        print_growth()  # before there is much else in memory for the collector to walk through
    lines = path.read_text(encoding="utf-8").splitlines()[:: given.every]
    gold = {
        document["doc_id"]: document
        for document in map(json.loads, lines)
        if given.half in {None, half_of(document["doc_id"])}
    }
    texts = {key: document["text"] for key, document in gold.items()}
    print(f"{len(gold)} articles")
    print(
        f"{'':<20}{'recall':>9}{'speaker':>9}"
        + "".join(f"{target + ' F1':>13}" for target in TARGETS)
        + f"{'articles/s':>12}"
    )
    for name, make in PEERS.items():
        print(line(name, measured(timed(make(), texts), gold)))
    if given.textacy_python:
        print(line("textacy", measured(textacy(given.textacy_python, texts), gold)))
    else:
        print(f"{'textacy':<20} not measured: --textacy-python is not given")
    return 0


if __name__ == "__main__":
    sys.exit(main())
