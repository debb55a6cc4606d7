"""From a raw folder to a verdict on interruptions: kill -9 a run at random instants, and compare what is published.

    python benchmarks/kills.py --raw data/raw --kills 20

Prints the instants, how many kills hit a running process, and whether every later run published the same bytes.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _command(raw: Path, processed: Path) -> list[str]:
    folders = ["--raw", str(raw), "--processed", str(processed)]
    return [
        sys.executable,
        "-m",
        "flows.cli",
        "ingest",
        "--plain",
        "--recogniser",
        "none",
        "--batch-size",
        "4",
        *folders,
    ]


def _published(processed: Path) -> dict[str, bytes]:
    view = processed / "current"
    return {path.relative_to(view).as_posix(): path.read_bytes() for path in view.rglob("*.parquet")}


def _run(raw: Path, processed: Path) -> float:
    started = time.monotonic()
    subprocess.run(_command(raw, processed), cwd=ROOT, check=True, capture_output=True)
    return time.monotonic() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        wanted, killed = Path(folder) / "wanted", Path(folder) / "killed"
        whole = _run(given.raw, wanted)
        expected = _published(wanted)
        print(f"a whole run takes {whole:.1f} s and publishes {len(expected)} files")
        hits = wrong = 0
        for _ in range(given.kills):
            instant = chance.uniform(0.2, whole)
            with subprocess.Popen(_command(given.raw, killed), cwd=ROOT, stderr=subprocess.DEVNULL) as process:
                time.sleep(instant)
                hits += process.poll() is None
                os.kill(process.pid, signal.SIGKILL)
            wrong += _published(killed) not in ({}, expected)
        _run(given.raw, killed)
        same = _published(killed) == expected
    print(f"{given.kills} kills, {hits} of a running process, {wrong} left something else than the old or new snapshot")
    print(f"the run after them published the same bytes: {same}")
    return 0 if same and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
