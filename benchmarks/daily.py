"""From a number of runs that add one file each to what each takes, and to how many files the dataset has then.

    python -m benchmarks.daily --runs 1000 --folder build/daily [--results FILE]

In one process, in the light tier; a file is an article of a day of its own. Figures are CPU seconds of the median run,
and files on disk, by hundreds of runs; they should not grow, but for the rows there are.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.operations import article
from benchmarks.scale import MTIME
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import settings
from broadsheet.flows.store import cache

ROOT = Path(__file__).parents[1]
_FIRST = date(2020, 1, 1)


def add(raw: Path, number: int, chance: random.Random) -> None:
    """An article of the day after the last."""
    day = _FIRST + timedelta(days=number)
    head, _, rest = article(number, chance).partition("\n\nBy Pavla Horn\n\n")
    path = raw / f"{day:%Y/%m/%d}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{head}\n\nBy Pavla Horn\n\n{day}\n\n{rest.partition(chr(10) * 2)[2]}")
    os.utime(path, (MTIME, MTIME))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--every", type=int, default=100)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "daily")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "daily.json")
    arguments = parser.parse_args()
    git = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    raw, processed, chance = arguments.folder / "raw", arguments.folder / "processed", random.Random(11)
    chosen = settings({"raw": raw, "processed": processed, "recogniser": "none", "parse": False, "executor": "inline"})
    figures: list[dict[str, float]] = []
    took: list[float] = []
    for number in range(1, arguments.runs + 1):
        add(raw, number, chance)
        started = time.process_time()
        ingest.run(chosen, conductor.Plain(lambda _: None))
        took.append(time.process_time() - started)
        if number % arguments.every == 0:
            figures.append(
                {
                    "runs": number,
                    "median_cpu_seconds": round(statistics.median(took), 2),
                    "files": sum(len(names) for _, _, names in os.walk(processed)),
                    "pieces": len(list((processed / cache.FOLDER).iterdir())),
                }
            )
            took.clear()
            print(json.dumps(figures[-1]), flush=True)
            arguments.results.write_text(
                json.dumps({"commit": git.stdout.strip(), "figures": figures}, indent=1) + "\n"
            )
    shutil.rmtree(arguments.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
