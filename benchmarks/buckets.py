"""From a folder of raw files that changes to what became of a dataset in a bucket whose store fails one request in ten.

Kills and steps are those of `benchmarks.kills`; each comparison pulls the dataset into a folder of another machine.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.kills import ROOT, Desk, operational, published
from broadsheet.flows.bucket import mirror
from broadsheet.flows.bucket.object_store import AbsentError, Place
from broadsheet.flows.health import verification
from broadsheet.flows.settings import settings
from broadsheet.flows.store import snapshots

_SERVER = ROOT / "tests" / "flows" / "s3_server.py"
FAILS_ONE_IN = 10
KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass
class BucketDesk(Desk):
    """A raw folder that changes, and a dataset in a bucket that follows it."""

    endpoint: str = ""
    machines: int = 0

    @property
    def environment(self) -> dict[str, str]:
        return KEYS

    @property
    def url(self) -> str:
        return "s3://soak/dataset"

    def where(self) -> list[str]:
        return ["--processed", self.url, "--work", str(self.processed), "--endpoint", self.endpoint]

    def seen(self) -> tuple[int, int]:
        place = Place(self.url, self.endpoint)
        pointer = json.loads(place.get(mirror.POINTER).data)
        try:
            tables = [pq.read_table(pa.BufferReader(place.get(key).data)) for key in pointer["tables"]["articles"]]
        except AbsentError as error:
            raise FileNotFoundError(str(error)) from error
        ids = pa.concat_tables(tables)["article_id"].to_pylist()
        return len(ids), sum(ids)

    def stored(self) -> tuple[int, int]:
        return self.seen()

    def faults(self) -> list[str]:
        """In what the dataset, as another machine finds it, differs from one made from nothing, or is not whole."""
        self.machines += 1
        other = self.folder / f"machine-{self.machines}"
        given = {"raw": self.raw, "processed": self.url, "work": other, "endpoint": self.endpoint}
        chosen = settings(given)
        mirror.refresh(chosen)
        rebuilt = self.folder / f"rebuilt-{self.machines}"
        self.run(["--processed", str(rebuilt)])
        told = [*mirror.damage(chosen), *verification.problems(other)]
        if published(rebuilt) != published(other):
            told.append("other bytes are published")
        if operational(rebuilt) != operational(other):
            told.append("the operational tables differ")
        if snapshots.current_id(rebuilt) != snapshots.current_id(other):
            told.append("another snapshot is current")
        return told


@contextmanager
def served(fails_one_in: int = FAILS_ONE_IN) -> Iterator[str]:
    """The address of an S3-compatible server in memory that fails one request in so many."""
    command = [sys.executable, str(_SERVER), str(fails_one_in)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


def desk(folder: Path, chance: random.Random, endpoint: str) -> BucketDesk:
    """A raw folder, and an empty bucket."""
    os.environ.update(KEYS)  # of the server on loopback, which takes any
    made = BucketDesk(folder, chance, endpoint=endpoint)
    made.build()
    Place(made.url, endpoint)._client().create_bucket(Bucket="soak")
    return made
