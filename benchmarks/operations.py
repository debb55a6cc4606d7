"""From a number of made-up files to what each operation on them costs: seconds, peak memory, bytes, files.

    python benchmarks/operations.py --files 10000

Prints a line for each: a first ingest, nothing to do, one new file, status, one month computed again, pruning a file.
Without names and syntax, whose cost is that of their models, and without Prefect.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PLACES = ("Ostrava Vale", "Kessby", "Vellmoor", "Alby", "Tarn Ferry", "Nordhalden")
_THINGS = ("mill", "bridge", "school", "harbour", "library", "market")
_ACTS = ("closes", "opens again", "is sold", "moves", "grows", "is rebuilt")


def article(number: int, chance: random.Random, paragraphs: int = 4) -> str:
    """A made-up article of three sentences a paragraph."""
    place, thing, act = (chance.choice(words) for words in (_PLACES, _THINGS, _ACTS))
    lines = [f"# The {thing} of {place} {act}, number {number}", "By Pavla Horn"]
    lines.append(f"{2015 + number % 10}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}")
    for _ in range(paragraphs):
        words = " ".join(chance.choice(_THINGS) for _ in range(6))
        lines.append(
            f"The {thing} number {number} of {place} {act} after {chance.randint(2, 90)} years, the council said."
            f" It stands near the {words} of {chance.choice(_PLACES)}. About {chance.randint(20, 9000)} people use it."
        )
    return "\n\n".join(lines) + "\n"


def run(what: str, *arguments: str) -> None:
    """Run a command; print what it took."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet.flows.cli", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    steps = next((line for line in done.stdout.splitlines() if line.startswith("seconds: ")), "")
    print(f"{what}: {seconds:.1f} s; {steps}; largest process so far {peak:.0f} MB; exit code {done.returncode}")
    if done.returncode:
        print(done.stderr[-500:])
    sys.stdout.flush()


def size(folder: Path) -> str:
    """Bytes and files below a folder, each inode once."""
    seen = {path.lstat().st_ino: path.lstat().st_size for path in folder.rglob("*") if path.is_file()}
    return f"{sum(seen.values()) / 1e6:.1f} MB in {len(seen)} files"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    given = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        raw, processed = Path(folder) / "raw", Path(folder) / "processed"
        for number in range(given.files):
            path = raw / f"{number % 100:02}" / f"{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(article(number, chance))
            os.utime(path, (1_700_000_000, 1_700_000_000))
        where = ["--raw", str(raw), "--processed", str(processed), "--recogniser", "none", "--no-parse", "--plain"]
        run("a first ingest", "ingest", *where)
        print(
            f"raw {size(raw)}, parts {size(processed / 'objects')}, cache {size(processed / '_cache')},"
            f" _ops {size(processed / '_ops')}"
        )
        run("nothing to do", "ingest", *where)
        run("nothing to do, every file read", "ingest", *where, "--verify-content")
        (raw / "new.md").write_text(article(given.files, chance))
        run("one new file", "ingest", *where)
        run("status", "status", "--processed", str(processed), "--recogniser", "none", "--no-parse")
        run("a month computed again", "backfill", *where, "--from", "2020-03-01", "--to", "2020-03-31")
        (raw / "00" / "0.md").unlink()
        run("one file pruned", "ingest", *where, "--prune")
        print(f"parts {size(processed / 'objects')}, cache {size(processed / '_cache')}")
        shutil.rmtree(raw)
    return 0


if __name__ == "__main__":
    sys.exit(main())
