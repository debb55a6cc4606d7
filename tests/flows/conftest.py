"""A raw folder and its datasets, and what tests do with them."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from broadsheet.flows.bucket.object_store import Place
from broadsheet.flows.run import batches, conductor, ingest
from broadsheet.flows.settings import RunOptions, Settings, settings
from broadsheet.flows.store import snapshots
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES
from broadsheet.transforms.tables.schema import CATEGORY, SCHEMA_VERSION, Column, TableSpec


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: starts a server of its own; leave out with -m 'not slow'")


def _article(number: int, day: str) -> str:
    return (
        f"# Bridge {number} at Vellmoor opens again\n\nBy Tove Lindahl\n\n{day}\n\n"
        f"Bridge {number} over the Sand river opened again on Monday after {number + 2} weeks of repairs.\n\n"
        f'"We lost {number + 20} days of trade," said Aron Weiss, who runs shop {number} beside the bridge.\n'
    )


@dataclass(frozen=True)
class Desk:
    """Where a test works: `raw` holds the files as delivered, datasets lie beside it by name."""

    raw: Path

    def settings(self, name: str = "processed", **more: object) -> Settings:
        given = {"recogniser": "none", "parse": False, "executor": "inline", "max_reject_share": 0.5, **more}
        return settings({"raw": self.raw, "processed": self.raw.parent / name, **given})

    def ingest_by(
        self, name: str = "processed", renew: bool = False, prune: bool = False, **recipe: object
    ) -> ingest.Report:
        """A run by another recipe than that of the desk."""
        options = RunOptions.model_validate({"renew": renew, "prune": prune})
        return ingest.run(self.settings(name, **recipe), conductor.Plain(lambda _: None), options)

    def ingest(self, name: str = "processed", **options: object) -> ingest.Report:
        given = RunOptions.model_validate({"max_prune_share": 1, **options})
        return ingest.run(self.settings(name), conductor.Plain(lambda _: None), given)

    def rebuilt(self) -> str:
        """The id of a snapshot that is made of the raw folder from nothing."""
        return self.ingest(f"rebuilt-{random.getrandbits(64):x}").snapshot_id

    def put(self, name: str, number: int, day: str = "2021-02-14") -> None:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_article(number, day))

    def published(self, name: str = "processed") -> dict[str, bytes]:
        """The bytes that are published, by name of the part."""
        view = self.raw.parent / name / "current"
        return {path.relative_to(view).as_posix(): path.read_bytes() for path in view.rglob("*.parquet")}


@pytest.fixture
def desk(raw_folder: Path) -> Desk:
    return Desk(raw_folder)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that batches were made of."""
    seen: list[str] = []
    compute = batches.compute

    def spy(batch: batches.Batch, *more: Any) -> batches.Outcome:  # noqa: ANN401 - passed on as is
        seen.extend(one.raw_path for one in batch.files)
        return compute(batch, *more)

    monkeypatch.setattr(batches, "compute", spy)
    return seen


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The address of an S3-compatible server."""
    yield from _served()


@pytest.fixture
def flaky_endpoint() -> Iterator[str]:
    """The address of one that fails one request in ten."""
    yield from _served("10")


def _served(*arguments: str) -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("s3_server.py")), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.kill()


@dataclass(frozen=True)
class Store:
    """A bucket with the files of the desk below `raw`; a machine is a folder to work in."""

    desk: Desk
    endpoint: str
    name: str

    @property
    def place(self) -> Place:
        return Place(f"s3://{self.name}/dataset", self.endpoint)

    @property
    def raw(self) -> Place:
        return Place(f"s3://{self.name}/raw", self.endpoint)

    def deliver(self) -> None:
        """Make the bucket's raw files those of the desk."""
        there = {one.key for one in self.raw.list()}
        for path in sorted(self.desk.raw.rglob("*")):
            if path.is_file():
                key = path.relative_to(self.desk.raw).as_posix()
                there.discard(key)
                self.raw.put(key, path.read_bytes())
        for key in there:
            self.raw.delete(key)

    def settings(self, machine: str = "here", **more: object) -> Settings:
        given = {"recogniser": "none", "parse": False, "executor": "inline", "max_reject_share": 0.9, **more}
        where = {"raw": self.raw.url, "processed": self.place.url, "work": self.desk.raw.parent / machine}
        return settings({**where, "endpoint": self.endpoint, **given})

    def ingest(self, machine: str = "here", **options: object) -> ingest.Report:
        given = RunOptions.model_validate({"max_prune_share": 1, **options})
        return ingest.run(self.settings(machine), conductor.Plain(lambda _: None), given)

    def command(self, machine: str = "here", *more: str) -> list[str]:
        where = ["--raw", self.raw.url, "--processed", self.place.url, "--work", str(self.desk.raw.parent / machine)]
        how = ["--recogniser", "none", "--no-parse", "--max-reject-share", "0.9", "--plain", "--executor", "inline"]
        return [
            sys.executable,
            "-m",
            "broadsheet.flows.cli",
            "ingest",
            *where,
            "--endpoint",
            self.endpoint,
            *how,
            *more,
        ]

    def pointer(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.place.get("current.json").data)
        return told

    def published(self) -> dict[str, bytes]:
        """The bytes that are published, by table and name of the part."""
        keys = [key for keys in self.pointer()["tables"].values() for key in keys]
        return {"/".join(key.split("/")[-2:]): self.place.get(key).data for key in keys}


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nonexistent")
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)


def two_articles(folder: Path) -> Desk:
    """Two articles of one month, and an empty file: little to store, since each object is a request."""
    made = Desk(folder / "raw")
    for number in range(2):
        made.put(f"2021/bridge-{number}.md", number)
    (made.raw / "empty.md").write_bytes(b"")
    return made


@pytest.fixture
def store(desk: Desk, endpoint: str, credentials: None, monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store(desk, endpoint, f"news-{random.getrandbits(32):08x}")
    made.place._client().create_bucket(Bucket=made.name)
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    made.deliver()
    return made


Publish = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Path]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publishes rows by table, and gives where; what a row does not say is null, or where that cannot be, plain."""
    processed = tmp_path / "published"

    def published(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
        snapshots.prepare(processed)
        parts = [
            snapshots.add_part(processed, spec.name, "unknown", spec.from_rows([_whole(spec, row) for row in given]))
            for spec in DATA_TABLES
            if (given := rows.get(spec.name, []))
        ]
        facts = {"counts": {"files": {}, "articles": {}}, "schema_version": SCHEMA_VERSION}
        snapshots.publish(processed, snapshots.manifest(parts, facts))
        return processed

    return published


def _whole(spec: TableSpec, row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {column.name: _plain(column) for column in spec.columns if not column.is_nullable}
    return {**plain, **row}


def _plain(column: Column) -> Any:  # noqa: ANN401 - of the column's type
    if column.values:
        return column.values[0]
    if column.type in (CATEGORY, pa.string()):
        return "x"
    return False if column.type == pa.bool_() else column.minimum or 0
