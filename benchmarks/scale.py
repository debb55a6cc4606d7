"""From a number of articles to what reading them costs, and what a nightly run rewrites for 1, 100 and 1,000 more.

    python -m benchmarks.scale --articles 10000 --folder build/scale --results benchmarks/results/scale.json

Articles of three sentences, of ten years, of which three in ten share an ordinary sentence; the new ones are of the day
after, and all have it. In the light tier. Figures are written down as they come, with seed and commit; a run that was
stopped before the first of them goes on with the batches that are in the folder.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import reading
from benchmarks.operations import article
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import Settings, settings
from broadsheet.flows.store import snapshots

ROOT = Path(__file__).parents[1]
NEW = (1, 100, 1000)
SHARED = "The council of the valley will decide on the plan before the end of the year."
SHARE = 0.3
NEXT_DAY = "2025-01-01"
# Files of one time, so that a run does not read them all again for having been written a moment ago.
MTIME = 1_700_000_000


def add(raw: Path, numbers: range, chance: random.Random, day: str | None = None) -> None:
    """Write articles, some with the shared sentence; all of one day, and with it, where a day is given."""
    for number in numbers:
        path = raw / f"{number % 100:02}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = article(number, chance, paragraphs=1)
        if day is not None:
            head, _, rest = text.partition("\n\nBy Pavla Horn\n\n")
            text = f"{head}\n\nBy Pavla Horn\n\n{day}\n\n{rest.partition(chr(10) * 2)[2]}"
        path.write_text(text + (f"\n{SHARED}\n" if chance.random() < SHARE or day else ""))
        os.utime(path, (MTIME, MTIME))


def run(chosen: Settings) -> dict[str, Any]:
    """One run; what it rewrote, and what it took."""
    before = {path.stem for path in (chosen.processed / "objects").glob("*")}
    started, cpu = time.monotonic(), time.process_time()
    report = ingest.run(chosen, conductor.Plain(lambda _: None))
    took, spent = time.monotonic() - started, time.process_time() - cpu
    parts = snapshots.parts_of(snapshots.read_manifest(chosen.processed))
    new = [part for part in parts if part.sha256 not in before]
    return {
        "objects": len(parts),
        "new_objects": len(new),
        "megabytes": round(sum(part.bytes for part in parts) / 1e6, 1),
        "new_megabytes": round(sum(part.bytes for part in new) / 1e6, 2),
        "tables": sorted({part.table for part in new}),
        "seconds": round(took, 1),
        "cpu_seconds_of_the_main_process": round(spent, 1),
        "steps": {name: round(each, 1) for name, each in report.seconds.items()},
    }


def measured(n_articles: int, folder: Path, seed: int) -> dict[str, Any]:
    """The figures for a number of articles, in a folder that a stopped run may have filled in part."""
    chance = random.Random(seed)
    raw = folder / "raw"
    chosen = settings({"raw": raw, "processed": folder / "processed", "recogniser": "none", "parse": False})
    add(raw, range(n_articles), chance)
    figures: dict[str, Any] = {"first": run(chosen)}
    figures["reading"] = reading.figures(folder / "processed" / "current", folder / "one.parquet")
    first = n_articles
    for n in NEW:
        add(raw, range(first, first + n), chance, NEXT_DAY)
        first += n
        figures[f"{n} more"] = run(chosen)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "scale.json")
    given = parser.parse_args()
    git = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    record = json.loads(given.results.read_text()) if given.results.exists() else {}
    figures = measured(given.articles, given.folder / str(given.articles), given.seed)
    record[str(given.articles)] = {"seed": given.seed, "commit": git.stdout.strip(), **figures}
    given.results.parent.mkdir(parents=True, exist_ok=True)
    given.results.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
