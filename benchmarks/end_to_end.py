"""From raw files to Parquet: ours beside the loops that an analyst writes instead, as a table and as JSON.

    PYTHONPATH=.:PEERS python benchmarks/end_to_end.py [--articles 60] [--repeats 5] [--parts loops pages growth runs]

PEERS is a folder with the packages of requirements-end-to-end.in, for `loops`; without them it is left out, which is
said. Texts: the annotated and unmarked news beside the project (`../shared/gold`), or else made-up articles; pages: the
web pages there, or else those of `data/raw`.

`loops`, `pages`  in one process, in turns, each turn with articles that none has read before. CPU seconds; ratios are
                  those of a turn, medians those of the turns
`growth`          the command on 1, 4 and 16 times the articles, and by 2 processes: seconds, on a machine left alone
`runs`            `--help`, the sample, and of `--files` files: nothing to do, and one new file
"""

import argparse
import gc
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from benchmarks import loops
from benchmarks.operations import article
from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of

ROOT: Final = Path(__file__).parents[1]
GOLD: Final = ROOT.parent / "shared" / "gold"
TEXTS: Final = ("ner/newsfair.dev.jsonl", "unmarked/bbc.jsonl")
PEERS: Final = ("textacy", "textdescriptives", "datasketch")
PARTS: Final = ("loops", "pages", "growth", "runs")
# Ours by name: recogniser, whether words are parsed.
TIERS: Final = {
    "full": ("news", True),
    "fast": ("news-fast", True),
    "light": ("news-fast", False),
    "counts": ("none", False),
}
# Files of one time, so that a run does not read them all again for having been written a moment ago.
MTIME: Final = 1_700_000_000
GROWTH: Final = (1, 4, 16)


def texts() -> Iterator[str]:
    """Articles, the headline first; made-up ones where no others are beside the project."""
    for name in TEXTS:
        if (GOLD / name).is_file():
            for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
                headline, _, body = json.loads(line)["text"].partition("\n")
                yield f"{headline.strip()}\n\n{body.strip()}\n"
    chance = random.Random(7)
    for number in range(2_000):
        yield article(number, chance, paragraphs=8).removeprefix("# ")


def pages() -> list[Path]:
    """Web pages in an order that is not that of their outlets."""
    folder = GOLD / "html" if GOLD.is_dir() else ROOT / "data" / "raw"
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".htm"))
    random.Random(7).shuffle(files)
    return files


def written(contents: Sequence[str], folder: Path) -> list[Path]:
    """The articles as files of text."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(contents):
        path = folder / f"{number:05}.txt"
        path.write_text(content, encoding="utf-8")
        os.utime(path, (MTIME, MTIME))
    return sorted(folder.iterdir())


def ours(tier: str) -> loops.Loop:
    """Raw files to every table, published form, as one file each."""
    recogniser, parse = TIERS[tier]
    tools = pipeline.tools(recogniser, parse)

    def run(files: Sequence[Path], folder: Path) -> dict[str, float]:
        tables = pipeline.whole(*articles_of([RawFile(file.name, file.read_bytes()) for file in files]), tools)
        for name, table in tables.items():
            pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
        return {}

    return run


def compared(contestants: dict[str, loops.Loop], turns: Sequence[Sequence[Path]], first: str) -> dict[str, Any]:
    """Seconds of each in each turn, and how many times as quick as `first` each is; what precedes is a warm turn.

    In every turn another begins, so that none gains from what one before it left in the caches of the processor.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    tools: dict[str, Counter[str]] = {name: Counter() for name in contestants}
    names = list(contestants)
    for number, files in enumerate(turns):
        for name in islice(cycle(names), number % len(names), number % len(names) + len(names)):
            with tempfile.TemporaryDirectory() as folder:
                gc.collect()
                started = time.process_time()
                spent = contestants[name](files, Path(folder))
                if number > 0:
                    seconds[name].append(time.process_time() - started)
                    tools[name].update(spent)
    return {
        name: {
            "cpu_seconds": round(statistics.median(each), 3),
            "times_as_quick": round(statistics.median(b / a for a, b in zip(each, seconds[first], strict=True)), 2),
            "tools": {tool: round(part / len(each), 3) for tool, part in tools[name].most_common()},
        }
        for name, each in seconds.items()
    }


def in_turns(n_articles: int, repeats: int, folder: Path) -> dict[str, Any]:
    """Ours beside the loops, on articles."""
    contents = list(islice(texts(), n_articles * (repeats + 1)))
    # The warm turn takes the last, so that the counted ones begin with the annotated news.
    chunks = [contents[at : at + n_articles] for at in range(0, len(contents), n_articles)]
    turns = [written(chunk, folder / str(number)) for number, chunk in enumerate([chunks[-1], *chunks[:-1]])]
    lacking = [name for name in PEERS if find_spec(name) is None]
    if lacking:
        print(f"no loop with the same content: PYTHONPATH lacks {', '.join(lacking)} (requirements-end-to-end.in)")
    contestants = {"plain loop": loops.plain()} | ({} if lacking else {"same content": loops.same()})
    contestants |= {tier: ours(tier) for tier in TIERS}
    figures = compared(contestants, turns, "plain loop")
    words = statistics.median(sum(len(content.split()) for content in chunk) for chunk in chunks[:-1])
    for figure in figures.values():
        figure["words_a_second"] = round(words / figure["cpu_seconds"])
    return figures


def on_pages(n_pages: int, repeats: int) -> dict[str, Any]:
    """Ours beside trafilatura and the plain loop, on web pages."""
    files = pages()
    size = max(1, min(n_pages, len(files) // (repeats + 1)))
    turns = [files[at : at + size] for at in range(0, size * (repeats + 1), size)]
    return compared({"pages loop": loops.pages()} | {tier: ours(tier) for tier in TIERS}, turns, "pages loop")


def command(*arguments: str) -> dict[str, float]:
    """What a command takes: seconds, and CPU seconds and memory of its main process; workers outlive no fork server, so
    that the system does not add them up."""
    before, started = os.times(), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "broadsheet.flows.cli", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True
    )
    took, after = time.monotonic() - started, os.times()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    cpu = sum(after[2:4]) - sum(before[2:4])
    return {"seconds": round(took, 2), "main_cpu_seconds": round(cpu, 2), "main_mb_at_most": round(peak)}


def ingest(raw: Path, processed: Path, tier: str, processes: int = 1) -> dict[str, float]:
    """A run of the command in a tier."""
    recogniser, parse = TIERS[tier]
    where = ["--raw", str(raw), "--processed", str(processed), "--plain", "--processes", str(processes)]
    return command("ingest", *where, "--recogniser", recogniser, *([] if parse else ["--no-parse"]))


def growth(n_articles: int, tier: str, folder: Path) -> dict[str, Any]:
    """The command on more and more articles, then on the most by two processes."""
    contents = list(islice(texts(), n_articles * GROWTH[-1]))
    figures: dict[str, Any] = {}
    for times in GROWTH:
        written(contents[: n_articles * times], folder / f"raw{times}")
        figures[f"{times}x"] = ingest(folder / f"raw{times}", folder / f"processed{times}", tier)
    figures["2 processes"] = ingest(folder / f"raw{GROWTH[-1]}", folder / "two", tier, processes=2)
    return figures


def runs(n_files: int, folder: Path) -> dict[str, Any]:
    """What small runs take, and of `n_files` made-up files without names and syntax: nothing to do, one new file."""
    figures: dict[str, Any] = {"--help": min((command("--help") for _ in range(5)), key=lambda each: each["seconds"])}
    figures["the sample"] = ingest(ROOT / "data" / "raw", folder / "sample", "full", processes=2)
    chance = random.Random(7)
    raw, processed = folder / "raw", folder / "processed"
    for number in range(0, n_files, 1_000):
        written([article(number + at, chance, paragraphs=1) for at in range(1_000)], raw / str(number))
    figures["first"] = ingest(raw, processed, "counts", processes=2)
    before = {path: path.stat().st_mtime_ns for path in processed.rglob("*") if path.is_file()}
    figures["nothing to do"] = ingest(raw, processed, "counts")
    after = {path: path.stat().st_mtime_ns for path in processed.rglob("*") if path.is_file()}
    changed = [path for path, at in after.items() if before.get(path, at) != at]
    figures["nothing to do"]["files_rewritten"] = len(changed)
    written([article(n_files, chance, paragraphs=1)], raw / "new")
    figures["one new file"] = ingest(raw, processed, "counts")
    return figures


def table(name: str, figures: dict[str, Any]) -> str:
    """Figures as a table in Markdown."""
    columns = list(dict.fromkeys(key for figure in figures.values() for key in figure if key != "tools"))
    lines = [[name, *columns], ["---"] * (len(columns) + 1)]
    lines += [[each, *(str(figure.get(column, "")) for column in columns)] for each, figure in figures.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _of_tools(figures: dict[str, Any]) -> str:
    """What each loop takes of which tool, a line a loop."""
    shares = {name: figure["tools"] for name, figure in figures.items() if figure.get("tools")}
    return "".join(
        f"{name}: {', '.join(f'{tool} {seconds}' for tool, seconds in tools.items())}\n"
        for name, tools in shares.items()
    )


def main() -> int:
    loops.on_one_thread()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--tier", choices=TIERS, default="full", help="of `growth`")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "end_to_end.json")
    arguments = parser.parse_args()
    record = json.loads(arguments.results.read_text()) if arguments.results.exists() else {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measures: dict[str, Callable[[], dict[str, Any]]] = {
            "loops": lambda: in_turns(arguments.articles, arguments.repeats, folder / "loops"),
            "pages": lambda: on_pages(arguments.articles, arguments.repeats),
            "growth": lambda: growth(arguments.articles, arguments.tier, folder / "growth"),
            "runs": lambda: runs(arguments.files, folder / "runs"),
        }
        for part in arguments.parts:
            record[part] = measures[part]()
            print(f"{table(part, record[part])}\n{_of_tools(record[part])}", flush=True)
            arguments.results.parent.mkdir(parents=True, exist_ok=True)
            arguments.results.write_text(json.dumps(record, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
