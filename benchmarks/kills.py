"""From a raw folder to a verdict on interruptions: kill -9 at random instants, files that come and go, two runs.

    python benchmarks/kills.py --raw data/raw --kills 200 --steps 30 --pairs 10

Works on a copy of the raw folder. Kills: before each, a file is added, changed, removed or renamed, and what is killed
is an ingest, a backfill of all files or a repair; after every tenth, an ingest is left to end and compared with one
from nothing, operational tables included. A reader loops over the dataset all the while. Steps: the same without
kills, compared each time. Pairs: two runs started at once. Prints what was counted; exit code 1 if one differs.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from broadsheet.flows.store import snapshots

ROOT = Path(__file__).parents[1]
_READ_EVERY = 0.2  # seconds; without a rest the reader takes a core from the runs it watches
_TEXT = "# Mill {0} of Ostrava Vale closes\n\nBy Pavla Horn\n\n2023-0{1}-1{2}\n\nMill {0} closed after {3} years.\n"


@dataclass
class Desk:
    """A copy of a raw folder that changes, and a dataset that follows it."""

    folder: Path
    chance: random.Random
    count: int = 0
    known: set[tuple[int, int]] = field(default_factory=set)

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def processed(self) -> Path:
        return self.folder / "processed"

    def command(self, processed: Path, *more: str, name: str = "ingest") -> list[str]:
        where = ["--raw", str(self.raw), "--processed", str(processed), "--max-reject-share", "1"]
        how = ["--recogniser", "none", "--no-parse", "--batch-size", "8"]
        runs = ["--plain", "--executor", "inline", "--max-prune-share", "1", "--prune"] if name != "repair" else []
        which = ["--all"] if name == "backfill" else []
        return [sys.executable, "-m", "broadsheet.flows.cli", name, *where, *how, *runs, *which, *more]

    def change(self) -> None:
        """Add, change, remove or rename a file."""
        self.count += 1
        paths = sorted(path for path in self.raw.rglob("*") if path.is_file())
        chosen = self.chance.choice(paths)
        kind = self.chance.choice(("add", "add", "change", "remove", "rename"))
        if kind == "add":
            numbers = [self.chance.randint(1, 9) for _ in range(4)]
            (self.raw / f"added-{self.count}.md").write_text(_TEXT.format(*numbers))
        elif kind == "change":
            chosen.write_bytes(self.chance.choice(paths).read_bytes())
        elif kind == "rename":
            chosen.rename(self.raw / f"renamed-{self.count}{chosen.suffix}")
        elif len(paths) > 5:
            chosen.unlink()

    def run(self, processed: Path) -> float:
        """One run to its end; gives its seconds."""
        started = time.monotonic()
        subprocess.run(self.command(processed), cwd=ROOT, check=True, capture_output=True)
        return time.monotonic() - started

    def note(self) -> None:
        """Remember what the current snapshot looks like to a reader."""
        ids = snapshots.read_table(self.processed, "articles", columns=["article_id"])["article_id"].to_pylist()
        self.known.add((len(ids), sum(ids)))

    def is_as_from_nothing(self) -> bool:
        """Whether the dataset has the bytes of one made from nothing."""
        rebuilt = self.folder / "rebuilt"
        self.run(rebuilt)
        same = published(rebuilt) == published(self.processed)
        same &= operational(rebuilt) == operational(self.processed)
        same &= snapshots.current_id(rebuilt) == snapshots.current_id(self.processed)
        shutil.rmtree(rebuilt)
        return same


@dataclass
class Reader:
    """Reads `current` as an analyst does, again and again."""

    processed: Path
    seen: set[tuple[int, int]] = field(default_factory=set)
    reads: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def loop(self) -> None:
        while not self.stop.wait(_READ_EVERY):
            try:
                ids = pd.read_parquet(self.processed / "current" / "articles", columns=["article_id"])["article_id"]
            except FileNotFoundError:  # a publish fell into the read: said, not hidden
                self.missed += 1
                continue
            except OSError as error:
                self.errors.append(str(error))
                continue
            self.reads += 1
            self.seen.add((len(ids), sum(ids.tolist())))


def published(processed: Path) -> dict[str, bytes]:
    """What readers can see, by name."""
    view = processed / "current"
    return {path.relative_to(view).as_posix(): path.read_bytes() for path in view.rglob("*.parquet")}


def operational(processed: Path) -> tuple[set[tuple[object, ...]], ...]:
    """What the operational tables say of the files that are there, and whether they know the run that published."""
    known = pd.read_parquet(processed / "_ops" / "files.parquet")
    known = known[~known["state"].isin(["removed", "superseded"])]
    rejects = pd.read_parquet(processed / "_ops" / "rejects.parquet")
    rejects = rejects[rejects["resolved_run_id"].isna()]
    runs = pd.read_parquet(processed / "_ops" / "runs.parquet")
    return (
        set(known[["raw_path", "state", "raw_sha256"]].itertuples(index=False, name=None)),
        set(rejects[["raw_path", "stage", "code", "message"]].itertuples(index=False, name=None)),
        {(snapshots.current_id(processed) in set(runs["snapshot_id"]),)},
    )


def kills(desk: Desk, n: int) -> Iterator[bool]:
    """Kill `n` runs; whether each comparison came out equal."""
    whole = desk.run(desk.processed)
    desk.note()
    reader = Reader(desk.processed)
    thread = threading.Thread(target=reader.loop, daemon=True)
    thread.start()
    hits = 0
    for number in range(1, n + 1):
        desk.change()
        name = desk.chance.choice(("ingest", "ingest", "backfill", "repair"))
        with subprocess.Popen(desk.command(desk.processed, name=name), cwd=ROOT, stdout=-3, stderr=-3) as process:
            time.sleep(desk.chance.uniform(0.3, 1.1 * whole))
            hits += process.poll() is None
            process.send_signal(signal.SIGKILL)
        desk.note()
        if number % 10 == 0:
            whole = desk.run(desk.processed)
            desk.note()
            yield desk.is_as_from_nothing()
    reader.stop.set()
    thread.join()
    mixtures = len(reader.seen - desk.known)
    print(f"kills: {n}, of which {hits} of a running process; a whole run takes {whole:.1f} s")
    print(
        f"reader: {reader.reads} reads of {len(reader.seen)} snapshots, {mixtures} mixtures,"
        f" {len(reader.errors)} errors, {reader.missed} told that a publish fell into them"
    )
    yield not mixtures and not reader.errors


def steps(desk: Desk, n: int) -> Iterator[bool]:
    """Change the folder `n` times, and run each time."""
    for _ in range(n):
        desk.change()
        desk.run(desk.processed)
        yield desk.is_as_from_nothing()


def pairs(desk: Desk, n: int) -> Iterator[bool]:
    """Start two runs at once, `n` times: one waits for the other."""
    for _ in range(n):
        desk.change()
        desk.change()
        both = [subprocess.Popen(desk.command(desk.processed, "--wait", "120"), cwd=ROOT, stdout=-3) for _ in range(2)]
        codes = [process.wait(timeout=300) for process in both]
        yield codes == [0, 0] and desk.is_as_from_nothing()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    is_good = True
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), random.Random(given.seed))
        shutil.copytree(given.raw, desk.raw)
        for name, test, n in (
            ("kills", kills, given.kills),
            ("steps", steps, given.steps),
            ("pairs", pairs, given.pairs),
        ):
            if n:
                results = []
                for is_equal in test(desk, n):
                    results.append(is_equal)
                    print(
                        f"  {name}: comparison {len(results)} came out {'equal' if is_equal else 'DIFFERENT'}",
                        flush=True,
                    )
                is_good &= all(results)
                print(
                    f"{name}: {sum(results)} of {len(results)} comparisons with a run from nothing came out equal",
                    flush=True,
                )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
