"""From a number of made-up articles over ten years to what reading them costs, against the same rows in one file.

    python benchmarks/reading.py --articles 500

For `articles` and `sentences`: files, bytes, the share of footers, and seconds of processor time by pandas, each the
best of several turns taken by turns; then what our attrs cost an operation of pandas.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from benchmarks.operations import article
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import settings

TURNS = 7
OPERATIONS = 2000


def seconds(calls: dict[str, Callable[[], object]], turns: int = TURNS) -> dict[str, float]:
    """Processor time of calls, the least of several, taken in turn, so that a busy machine treats them alike."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(turns):
        for name, call in calls.items():
            started = time.process_time()
            call()
            best[name] = min(best[name], time.process_time() - started)
    return best


def reading(table: Path, aside: Path) -> str:
    """What a table costs to read as it is published, and from one file."""
    parts = sorted(table.glob("*.parquet"))
    pq.write_table(pq.read_table(table), aside, compression="zstd")
    took = seconds({"parts": lambda: pd.read_parquet(table), "one file": lambda: pd.read_parquet(aside)})
    footers = [pq.read_metadata(part).serialized_size for part in parts]
    n_bytes = sum(part.stat().st_size for part in parts)
    return (
        f"{table.name}: {len(parts)} files, {n_bytes / 1e6:.2f} MB, footers {max(footers) / 1e3:.1f} kB at most,"
        f" {sum(footers) / n_bytes:.1%} of the bytes; {took['parts']:.3f} s of CPU, one file {took['one file']:.3f} s,"
        f" {took['parts'] / took['one file']:.2f} times"
    )


def attrs(table: Path) -> str:
    """What our attrs cost an operation on a column."""
    column = pd.read_parquet(table)["n_words"]
    bare = column.copy()
    bare.attrs = {}

    def repeated(values: "pd.Series[int]") -> Callable[[], object]:
        return lambda: [values + 1 for _ in range(OPERATIONS)]

    took = seconds({"with": repeated(column), "without": repeated(bare)})
    each = {name: 1e3 * spent / OPERATIONS for name, spent in took.items()}
    return f"n_words + 1: {each['with']:.4f} ms with attrs, {each['without']:.4f} ms without"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    given = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        raw, processed = Path(folder) / "raw", Path(folder) / "processed"
        for number in range(given.articles):
            path = raw / f"{number % 100:02}" / f"{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(article(number, chance))
        chosen = settings({"raw": raw, "processed": processed, "recogniser": "none", "parse": False})
        report = ingest.run(chosen, conductor.Plain(lambda _: None))
        print(f"{given.articles} articles, {report.rows['sentences']} sentences")
        for name in ("articles", "sentences"):
            print(reading(processed / "current" / name, Path(folder) / "one.parquet"))
        print(attrs(processed / "current" / "sentences"))
        shutil.rmtree(raw)
    return 0


if __name__ == "__main__":
    sys.exit(main())
