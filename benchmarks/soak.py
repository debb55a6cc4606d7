"""From a seed to a record of how the store bore damage, kills and changes: long, in parts, each done once.

    python -m benchmarks.soak --seed 13 --minutes 80 --only kills

Parts that are in the results for this seed and this code of the store are not done again, so that it can be stopped and
started: the table of damage by kind, flipped bytes twenty at a time, kills and changes twenty at a time, pairs of runs,
and kills and changes of a dataset in a bucket whose store fails one request in ten.
"""

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import buckets, kills
from benchmarks.damage import CELLS, KINDS, PLACES, Case, flips, tried
from broadsheet.flows import files
from broadsheet.flows.store import code

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "soak_store.json"
# The rooms whose code decides what becomes of a dataset.
ROOMS = ("store", "run", "health", "bucket")
Result = dict[str, Any]
FLIPS, KILLS, STEPS, PAIRS, A_PART = 200, 300, 200, 10, 20
BUCKET_KILLS, BUCKET_STEPS, A_BUCKET_PART = 30, 20, 10


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
    verdicts = flips(case, A_PART, seed + number)
    return _counted({f"{at}: {path}": asdict(verdict) for at, (path, verdict) in enumerate(verdicts)})


def _counted(verdicts: dict[str, Result]) -> Result:
    """How many were found, not published, mended; and those that were not, whole."""
    keys = ("is_found", "is_unpublished", "is_mended")
    counts = {key: sum(verdict[key] for verdict in verdicts.values()) for key in keys}
    bad = {name: verdict for name, verdict in verdicts.items() if not all(verdict[key] for key in keys)}
    return {"n": len(verdicts), **counts, "is_good": not bad, "bad": bad}


Test = Callable[[kills.Desk, int], Result]


def on_disk(test: Test, n: int, folder: Path, seed: int) -> Result:
    """A test of a dataset in a folder."""
    desk = kills.Desk(folder, random.Random(seed))
    desk.build()
    return test(desk, n)


def in_bucket(test: Test, n: int, folder: Path, seed: int) -> Result:
    """A test of a dataset in a bucket."""
    with buckets.served() as endpoint:
        return test(buckets.desk(folder, random.Random(seed), endpoint), n)


def parts(seed: int) -> dict[str, Callable[[Path], Result]]:
    """Every part by name, in the order in which they are done."""
    todo: dict[str, Callable[[Path], Result]] = {}
    for name, test, n in (("kills", kills.kills, KILLS), ("steps", kills.steps, STEPS)):
        for number in range(n // A_PART):
            todo[f"{name} {number}"] = partial(on_disk, test, A_PART, seed=seed + number)
    for number in range(FLIPS // A_PART):
        todo[f"flips {number}"] = partial(flipped, number, seed=seed)
    for kind in KINDS:
        todo[f"damage: {kind}"] = partial(damage, kind, seed=seed)
    todo["pairs"] = partial(on_disk, kills.pairs, PAIRS, seed=seed)
    for name, test, n in (("kills", kills.kills, BUCKET_KILLS), ("steps", kills.steps, BUCKET_STEPS)):
        for number in range(n // A_BUCKET_PART):
            todo[f"bucket {name} {number}"] = partial(in_bucket, test, A_BUCKET_PART, seed=seed + number)
    return todo


def _head(seed: int) -> Result:
    """What results are of: those of another seed, or of other code, are of no use."""
    paths = [path for room in ROOMS for path in sorted((ROOT / "flows" / room).rglob("*.py"))]
    digests = {path.relative_to(ROOT).as_posix(): code.meaning(path).hex() for path in paths}
    return {"seed": seed, "code": hashlib.sha256(files.canonical(digests)).hexdigest()}


def _record(results: Path, head: Result) -> Result:
    """What is known already."""
    earlier = json.loads(results.read_text()) if results.exists() else {}
    is_same = all(earlier.get(key) == value for key, value in head.items())
    return earlier if is_same else {**head, "parts": {}}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--only", default="", help="Parts whose names begin so.")
    given = parser.parse_args()
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    record = _record(given.results, _head(given.seed))
    until = time.monotonic() + 60 * given.minutes
    todo = {name: part for name, part in parts(given.seed).items() if name.startswith(given.only)}
    for name, part in todo.items():
        if name in record["parts"] or time.monotonic() > until:
            continue
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            result = part(Path(folder) / "case")
        took = round(time.monotonic() - started)
        record["parts"][name] = {**result, "seconds": took, "commit": commit.strip()}
        given.results.parent.mkdir(parents=True, exist_ok=True)
        given.results.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
        print(f"{name}: {record['parts'][name]}", flush=True)
    left = [name for name in todo if name not in record["parts"]]
    bad = [name for name in todo if name in record["parts"] and not record["parts"][name]["is_good"]]
    print(f"{len(todo) - len(left)} parts done, {len(left)} left; not good: {', '.join(bad) or 'none'}")
    return 1 if bad or left else 0


if __name__ == "__main__":
    sys.exit(main())
