"""From a seed to a record of how the store bore damage, kills and changes: long, in parts, each done once.

    python -m benchmarks.soak --seed 13 --results benchmarks/results/soak_store.json --minutes 80

Parts that are in the results for this seed and commit are not done again, so that it can be stopped and started: the
table of damage by kind, flipped bytes twenty at a time, kills thirty at a time, steps twenty at a time.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import kills
from benchmarks.damage import CELLS, KINDS, PLACES, Case, flips, tried

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
Result = dict[str, Any]
FLIPS, FLIPS_A_PART = 200, 20
KILLS, KILLS_A_PART = 300, 30
STEPS, STEPS_A_PART = 200, 20


def damage(kind: str, folder: Path, seed: int) -> Result:
    """One kind of damage at every place."""
    case = Case(folder)
    case.build()
    verdicts = {}
    for place in (place for own_kind, place in CELLS if own_kind == kind):
        verdicts[place] = asdict(tried(case, KINDS[kind], PLACES[place](case.processed), random.Random(seed)))
    return _counted(verdicts)


def flipped(number: int, folder: Path, seed: int) -> Result:
    """Bytes flipped anywhere, one at a time."""
    case = Case(folder)
    case.build()
    found = flips(case, FLIPS_A_PART, seed + number)
    return _counted({f"{at}: {path}": asdict(verdict) for at, (path, verdict) in enumerate(found)})


def _counted(verdicts: dict[str, Result]) -> Result:
    """How many were found, not published, mended; and those that were not, whole."""
    keys = ("is_found", "is_unpublished", "is_mended")
    counts = {key: sum(verdict[key] for verdict in verdicts.values()) for key in keys}
    bad = {name: verdict for name, verdict in verdicts.items() if not all(verdict[key] for key in keys)}
    return {"n": len(verdicts), **counts, "is_good": not bad, "bad": bad}


def compared(test: Callable[[kills.Desk, int], Iterator[bool]], n: int, folder: Path, seed: int) -> Result:
    """Kills or steps; how many comparisons with a run from nothing came out equal."""
    shutil.copytree(RAW, folder / "raw")
    results = list(test(kills.Desk(folder, random.Random(seed)), n))
    return {"n": n, "comparisons": len(results), "equal": sum(results), "is_good": all(results)}


def parts(seed: int) -> dict[str, Callable[[Path], Result]]:
    """Every part by name, in the order in which they are done."""
    todo: dict[str, Callable[[Path], Result]] = {}
    for kind in KINDS:
        todo[f"damage: {kind}"] = partial(damage, kind, seed=seed)
    for number in range(FLIPS // FLIPS_A_PART):
        todo[f"flips {number}"] = partial(flipped, number, seed=seed)
    for number in range(KILLS // KILLS_A_PART):
        todo[f"kills {number}"] = partial(compared, kills.kills, KILLS_A_PART, seed=seed + number)
    for number in range(STEPS // STEPS_A_PART):
        todo[f"steps {number}"] = partial(compared, kills.steps, STEPS_A_PART, seed=seed + number)
    return todo


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "soak_store.json")
    parser.add_argument("--minutes", type=float, default=80)
    given = parser.parse_args()
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    head = {"seed": given.seed, "commit": commit.strip()}
    record: dict[str, Any] = {**head, "parts": {}}
    if given.results.exists():
        earlier = json.loads(given.results.read_text())
        record = earlier if {key: earlier[key] for key in head} == head else record
    until = time.monotonic() + 60 * given.minutes
    for name, part in parts(given.seed).items():
        if name in record["parts"] or time.monotonic() > until:
            continue
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            result = part(Path(folder) / "case")
        record["parts"][name] = {**result, "seconds": round(time.monotonic() - started)}
        given.results.parent.mkdir(parents=True, exist_ok=True)
        given.results.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
        print(f"{name}: {record['parts'][name]}", flush=True)
    left = len(parts(given.seed)) - len(record["parts"])
    bad = [name for name, part in record["parts"].items() if not part["is_good"]]
    print(f"{len(record['parts'])} parts done, {left} left; not good: {', '.join(bad) or 'none'}")
    return 1 if bad or left else 0


if __name__ == "__main__":
    sys.exit(main())
