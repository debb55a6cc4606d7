"""From a folder of raw files that changes to what became of a dataset whose runs were killed, or came two at a time.

Works on a sample of data/raw, in the light tier. Kills: before each, a file is added, changed, removed or renamed, and
what is killed is an ingest, a backfill of all files, a repair of something damaged, or a publish; after every tenth an
ingest is left to end, and all tables compared with those of one from nothing, operational ones included. A reader loops
over the dataset all the while. Steps: the same without kills. Pairs: two runs started at once. Run by
`python -m benchmarks.soak`.
"""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pandas as pd

from broadsheet.flows.health import verification
from broadsheet.flows.store import cache, journal, snapshots, state
from broadsheet.transforms.errors import StorageError

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
N_FILES = 12
COMPARED_EVERY = 10
# What is killed; a publish is an ingest that is killed once it has written what it is about to publish.
KILLED = ("ingest", "ingest", "backfill", "repair", "publish")
_READ_EVERY = 0.2  # seconds; without a rest the reader takes a core from the runs it watches
_RUN_SECONDS = 600.0  # a run takes one; this is for machines that are busy with something else
_TEXT = "# Mill {0} of Ostrava Vale closes\n\nBy Pavla Horn\n\n2023-0{1}-1{2}\n\nMill {0} closed after {3} years.\n"
# Commands are forked from a server that has loaded what they need: a run takes one second then, and not six.
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    ["broadsheet.flows.cli", "broadsheet.flows.run.steps", "broadsheet.flows.run.repairing", "benchmarks.warm"]
)

Result = dict[str, Any]


def command(arguments: list[str], environment: Mapping[str, str], said: Path) -> None:
    """What a child process does: one command of ours, and what it says goes into a file."""
    from broadsheet.flows.cli import main

    os.environ.update(environment)
    with said.open("wb") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
    sys.exit(main(arguments))


@dataclass
class Desk:
    """A raw folder that changes, and a dataset that follows it. `known`: what its snapshots look like to a reader."""

    folder: Path
    chance: random.Random
    count: int = 0
    known: set[tuple[int, int]] = field(default_factory=set)
    noted: tuple[int, int] = (0, 0)

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def processed(self) -> Path:
        """The folder of the dataset, or the one to work in."""
        return self.folder / "processed"

    @property
    def environment(self) -> dict[str, str]:
        return {}

    def build(self) -> None:
        """Take a sample of the raw files."""
        self.raw.mkdir(parents=True)
        paths = sorted(path for path in RAW.rglob("*") if path.is_file())
        for number, path in enumerate(self.chance.sample(paths, N_FILES)):
            shutil.copy(path, self.raw / f"{number}{path.suffix}")

    def where(self) -> list[str]:
        """Where the dataset is, as options."""
        return ["--processed", str(self.processed)]

    def start(self, name: str = "ingest", where: list[str] | None = None, *more: str) -> BaseProcess:
        """Start a command."""
        how = ["--recogniser", "none", "--no-parse", "--batch-size", "8", "--max-reject-share", "1"]
        runs = ["--plain", "--executor", "inline", "--max-prune-share", "1", "--prune"] if name != "repair" else []
        which = ["--all"] if name == "backfill" else []
        arguments = [name, "--raw", str(self.raw), *(where or self.where()), *how, *runs, *which, *more]
        process = _SERVER.Process(target=command, args=(arguments, self.environment, self.folder / "said.txt"))
        process.start()
        return process

    def run(self, where: list[str] | None = None) -> float:
        """One ingest to its end; gives its seconds."""
        started = time.monotonic()
        process = self.start("ingest", where)
        process.join(_RUN_SECONDS)
        if process.exitcode != 0:
            raise RuntimeError(f"ended with {process.exitcode}: {(self.folder / 'said.txt').read_text()}")
        return time.monotonic() - started

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

    def damage(self) -> None:
        """Remove something that a repair has to mend, and no reader needs."""
        pattern = self.chance.choice(("objects/*", f"{cache.FOLDER}/*/index.json", f"{state.FOLDER}/*"))
        paths = sorted(self.processed.glob(pattern))
        if paths:
            self.chance.choice(paths).unlink()

    def seen(self) -> tuple[int, int]:
        """What a reader sees of the articles: how many, and the sum of their ids."""
        ids = pd.read_parquet(self.processed / "current" / "articles", columns=["article_id"])["article_id"]
        return len(ids), int(sum(ids.tolist()))

    def note(self) -> None:
        """Remember what the current snapshot looks like to a reader, by the store itself, not by the view."""
        self.known.add(self.stored())

    def stored(self) -> tuple[int, int]:
        """What the objects of the current snapshot hold of the articles, where all are there; what is read, else."""
        try:
            table = snapshots.read_table(self.processed, "articles", columns=["article_id"])
        except StorageError:
            return self.noted
        self.noted = (table.num_rows, int(sum(table["article_id"].to_pylist())))
        return self.noted

    def published(self) -> dict[str, bytes]:
        """What readers can see, by name."""
        return published(self.processed)

    def faults(self) -> list[str]:
        """In what the dataset differs from one made from nothing, or is not whole."""
        rebuilt = self.folder / "rebuilt"
        self.run(["--processed", str(rebuilt)])
        told = list(verification.problems(self.processed))
        theirs, ours = published(rebuilt), self.published()
        told += [
            f"{name} differs" for name in sorted(theirs.keys() | ours.keys()) if theirs.get(name) != ours.get(name)
        ]
        if operational(rebuilt) != operational(self.processed):
            told.append("the operational tables differ")
        if snapshots.current_id(rebuilt) != snapshots.current_id(self.processed):
            told.append("another snapshot is current")
        shutil.rmtree(rebuilt)
        return told


@dataclass
class Reader:
    """Reads the dataset as an analyst does, again and again."""

    look: Callable[[], tuple[int, int]]
    seen: set[tuple[int, int]] = field(default_factory=set)
    reads: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def loop(self) -> None:
        while not self.stop.wait(_READ_EVERY):
            try:
                self.seen.add(self.look())
                self.reads += 1
            except FileNotFoundError:  # a publish fell into the read: said, not hidden
                self.missed += 1
            except OSError as error:
                self.errors.append(str(error))


def published(processed: Path) -> dict[str, bytes]:
    """What readers can see of a folder, by name."""
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


def _killed(desk: Desk, kind: str, seconds: dict[str, float]) -> bool:
    """Start a command and kill it within the seconds that its kind takes, as far as is known; whether it still ran."""
    if kind == "repair":
        desk.damage()
    pending = desk.processed / journal.FOLDER / journal.PENDING
    process = desk.start("ingest" if kind == "publish" else kind)
    while kind == "publish" and process.is_alive() and not pending.exists():
        time.sleep(0.001)
    started = time.monotonic()
    process.join(desk.chance.uniform(0, seconds[kind]))
    process.kill()
    process.join()
    if process.exitcode != -signal.SIGKILL:
        seconds[kind] = time.monotonic() - started
    return process.exitcode == -signal.SIGKILL


def kills(desk: Desk, n: int) -> Result:
    """Kill `n` running commands."""
    seconds = dict.fromkeys(KILLED, desk.run())
    desk.note()
    reader = Reader(desk.seen)
    thread = threading.Thread(target=reader.loop, daemon=True)
    thread.start()
    hits: Counter[str] = Counter()
    comparisons: list[list[str]] = []
    while hits.total() < n:
        desk.change()
        kind = desk.chance.choice(KILLED)
        is_hit = _killed(desk, kind, seconds)
        hits[kind] += is_hit
        desk.note()
        if is_hit and (hits.total() % COMPARED_EVERY == 0 or hits.total() == n):
            desk.run()
            desk.note()
            comparisons.append(desk.faults())
    reader.stop.set()
    thread.join()
    mixtures = len(reader.seen - desk.known)
    counts = {"reads": reader.reads, "reads_that_missed_a_file": reader.missed, "snapshots_read": len(reader.seen)}
    bad = {"mixtures": mixtures, "errors": reader.errors}
    return {"n": n, "killed": dict(hits), **counts, **bad, **_compared(comparisons, not mixtures and not reader.errors)}


def _compared(comparisons: list[list[str]], is_good: bool = True) -> Result:
    differing = [faults for faults in comparisons if faults]
    return {"comparisons": len(comparisons), "differing": differing, "is_good": is_good and not differing}


def steps(desk: Desk, n: int) -> Result:
    """Change the folder `n` times and run each time."""
    comparisons = []
    for number in range(1, n + 1):
        desk.change()
        desk.run()
        if number % COMPARED_EVERY == 0 or number == n:
            comparisons.append(desk.faults())
    return {"n": n, **_compared(comparisons)}


def pairs(desk: Desk, n: int) -> Result:
    """Start two runs at once, `n` times: one waits for the other."""
    comparisons = []
    for _ in range(n):
        desk.change()
        desk.change()
        both = [desk.start("ingest", None, "--wait", "300") for _ in range(2)]
        for process in both:
            process.join(_RUN_SECONDS)
        codes = [process.exitcode for process in both]
        comparisons.append(desk.faults() + ([] if codes == [0, 0] else [f"ended with {codes}"]))
    return {"n": n, **_compared(comparisons)}
