"""A raw folder and its datasets, and what tests do with them."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import conductor, ingest
from flows.settings import RunOptions, Settings, settings


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
