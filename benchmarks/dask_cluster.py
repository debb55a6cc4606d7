"""From a raw folder to what Dask costs beside processes of our own: seconds, CPU seconds, and whether bytes are equal.

    python benchmarks/dask_cluster.py --raw data/raw --calls 200

Prints what it takes to import Dask, to start two workers on this machine, to carry out an empty call, and to ingest the
folder by two processes and by two Dask workers. CPU counts this process and all that it started. Exit code 1, when the
snapshots differ. `--light` leaves out names and syntax, whose cost is that of their models.
"""

import argparse
import operator
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import Settings, settings
from broadsheet.flows.workers import executors

ROOT = Path(__file__).parents[1]
# A machine that does other work as well must not look like a file that stalls.
PATIENCE = 3600


@contextmanager
def told(what: str) -> Iterator[None]:
    """Print the seconds of a block, and the CPU seconds of this process and of children that have ended."""
    started, before = time.monotonic(), _cpu()
    yield
    print(f"{what}: {time.monotonic() - started:.1f} s, {_cpu() - before:.1f} s of CPU", flush=True)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def start(calls: int) -> None:
    """What comes before the first file: imports, workers, and the way of a call to a child of a worker and back."""
    with told("import of Dask"):
        executors.distributed_module()
    with told(f"two workers, their children, {calls} empty calls, and the end of all"):
        made = executors.executor("dask:local:2")
        with told("  of which two workers"):
            made.call(PATIENCE, operator.add, 1, 1)
        with told(f"  of which {calls} calls, one after the other"):
            for number in range(calls):
                made.call(PATIENCE, operator.add, number, 1)
        made.close()


def run(given: Settings, kind: str) -> str:
    """Ingest by this executor; gives the id of the snapshot."""
    chosen = given.model_copy(update={"executor": kind, "processed": given.processed / kind.replace(":", "-")})
    with told(f"ingest by {kind}"):
        return ingest.run(chosen, conductor.Plain(lambda _: None)).snapshot_id


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--light", action="store_true")
    given = parser.parse_args()
    light = {"recogniser": "none", "parse": False} if given.light else {}
    start(given.calls)
    with tempfile.TemporaryDirectory() as folder:
        chosen = settings(
            {
                "raw": given.raw,
                "processed": folder,
                "batch_size": given.batch_size,
                "file_seconds": PATIENCE,
                "max_reject_share": 1,
                **light,
            }
        )
        made = {run(chosen, kind) for kind in ("processes:2", "dask:local:2")}
    print("the same snapshot" if len(made) == 1 else f"different snapshots: {sorted(made)}")
    return 0 if len(made) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
