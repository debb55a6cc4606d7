"""From a dataset to what a nightly run rewrites for 1, 100 and 1,000 more: objects and bytes that are new, seconds.

    python -m benchmarks.nightly --articles 10000

Articles of ten years, of which three in ten share an ordinary sentence; the new ones are of the day after.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.operations import article
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import Settings, settings
from broadsheet.flows.store import snapshots

NEW = (1, 100, 1000)
SHARED = "The council of the valley will decide on the plan before the end of the year."
SHARE = 0.3


def add(raw: Path, numbers: range, chance: random.Random, day: str | None = None) -> None:
    """Write articles, some with the shared sentence; of one day, where it is given."""
    for number in numbers:
        path = raw / f"{number % 100:02}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = article(number, chance)
        if day is not None:
            head, _, rest = text.partition("\n\nBy Pavla Horn\n\n")
            text = f"{head}\n\nBy Pavla Horn\n\n{day}\n\n{rest.partition(chr(10) * 2)[2]}"
        path.write_text(text + (f"\n{SHARED}\n" if chance.random() < SHARE or day else ""))


def run(chosen: Settings) -> str:
    """One run; what it rewrote."""
    before = _objects(chosen.processed)
    started, cpu = time.monotonic(), time.process_time()
    report = ingest.run(chosen, conductor.Plain(lambda _: None))
    took, spent = time.monotonic() - started, time.process_time() - cpu
    parts = snapshots.parts_of(snapshots.read_manifest(chosen.processed))
    new = [part for part in parts if part.sha256 not in before]
    tables = sorted({part.table for part in new})
    steps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report.seconds.items())
    return (
        f"{len(new)} of {len(parts)} objects new, {sum(part.bytes for part in new) / 1e6:.2f} of"
        f" {sum(part.bytes for part in parts) / 1e6:.1f} MB, in {took:.1f} s ({spent:.1f} of CPU here; {steps}):"
        f" {', '.join(tables)}"
    )


def _objects(processed: Path) -> set[str]:
    return {path.stem for path in (processed / "objects").glob("*")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    given = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        chosen = settings({"raw": raw, "processed": Path(folder) / "data", "recogniser": "none", "parse": False})
        add(raw, range(given.articles), chance)
        print(f"{given.articles} articles: {run(chosen)}", flush=True)
        first = given.articles
        for n in NEW:
            add(raw, range(first, first + n), chance, "2025-01-01")
            first += n
            print(f"{n} more: {run(chosen)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
