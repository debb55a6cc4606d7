"""A dataset of another version is read, refused or renewed, each with a message that says so."""

import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from broadsheet.flows import files
from broadsheet.flows.health import verification
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import RunOptions, settings
from broadsheet.flows.store import cache, snapshots
from broadsheet.transforms.errors import RunError, SettingsError, StorageError
from broadsheet.transforms.tables.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def _doctor(processed: Path, **facts: object) -> None:
    """Change what the current manifest says, under an id that fits."""
    content = snapshots.read_manifest(processed) | facts
    name = snapshots.snapshot_id(content)
    old = (processed / "current").readlink()
    (processed / "snapshots" / f"{name}.json").write_bytes(files.canonical(content))
    (processed / old).rename(processed / "views" / name)
    files.point(processed / "current", f"views/{name}")


def test_the_schema_version_is_in_the_manifest(desk: "Desk") -> None:
    desk.ingest()
    content = snapshots.read_manifest(desk.raw.parent / "processed")
    assert content["schema_version"] == SCHEMA_VERSION
    assert {one["schema_version"] for one in content["versions"]} == {SCHEMA_VERSION}


def test_an_older_snapshot_is_read_and_verified_as_far_as_can_be(desk: "Desk") -> None:
    desk.ingest()
    processed = desk.raw.parent / "processed"
    _doctor(processed, schema_version="0")
    assert len(pd.read_parquet(processed / "current" / "articles")) == 9
    (said,) = (problem for problem in verification.problems(processed) if verification.REMEDY not in problem)
    assert said == (
        "the snapshot has schema version 0: it can be read, but its rules not checked: renew it by"
        f" `broadsheet ingest --renew`, now {SCHEMA_VERSION}"
    )


def test_a_snapshot_of_the_first_format_is_read_and_renewed(desk: "Desk") -> None:
    whole = desk.ingest().snapshot_id
    processed = desk.raw.parent / "processed"
    by_month = {
        table: [{**part, "month": part["label"]} for part in parts]
        for table, parts in snapshots.read_manifest(processed)["tables"].items()
    }
    _doctor(processed, format=1, tables=by_month)
    assert snapshots.rows_of(snapshots.read_manifest(processed))["articles"] == 9
    assert desk.ingest().snapshot_id == whole


def test_a_snapshot_of_a_format_to_come_is_refused(desk: "Desk") -> None:
    desk.ingest()
    processed = desk.raw.parent / "processed"
    _doctor(processed, format=99)
    with pytest.raises(StorageError, match=r"format 99, known are 1, 2, 3\): use that version"):
        snapshots.read_manifest(processed)
    with pytest.raises(StorageError, match="format 99"):
        desk.ingest()


def test_pieces_of_another_schema_are_never_mixed_with_new_ones(desk: "Desk") -> None:
    first = desk.ingest().snapshot_id
    processed = desk.raw.parent / "processed"
    for path in (processed / cache.FOLDER).glob("*/index.json"):
        head = json.loads(files.unsealed(path.read_bytes()))
        head["versions"]["schema_version"] = "0"
        path.write_bytes(files.sealed(files.canonical(head)))
    desk.put("new.md", 50)
    with pytest.raises(RunError, match=r"rows of 11 files have schema version 0, the program .* give --renew"):
        desk.ingest()
    assert snapshots.current_id(processed) == first
    assert desk.ingest(renew=True).snapshot_id == desk.rebuilt()


RELEASED = sorted((Path(__file__).parent / "datasets").glob("*.tar.xz"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.removesuffix(".tar.xz"))
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A dataset as a released version wrote it, beside its raw files."""
    with tarfile.open(request.param) as archive:
        # Pythons before 3.11.4 have no filters.
        archive.extraction_filter = getattr(tarfile, "tar_filter", None)
        archive.extractall(tmp_path)
    return tmp_path


def _ingest(folder: Path, name: str = "processed", **options: object) -> ingest.Report:
    how = {"recogniser": "none", "parse": False, "executor": "inline", "max_reject_share": 0.9}
    chosen = settings({"raw": folder / "raw", "processed": folder / name, **how})
    return ingest.run(chosen, conductor.Plain(lambda _: None), RunOptions.model_validate(options))


def test_a_released_dataset_can_be_read_and_is_refused_until_it_is_renewed(released: Path) -> None:
    content = snapshots.read_manifest(released / "processed")
    assert len(pd.read_parquet(released / "processed" / "current" / "articles")) == 2
    assert snapshots.view_faults(released / "processed", content) == []
    assert snapshots.object_faults(released / "processed") == []
    with pytest.raises(SettingsError, match="recogniser: not noted in the dataset, none asked for"):
        _ingest(released)
    assert snapshots.read_manifest(released / "processed") == content


def test_a_released_dataset_is_renewed_to_what_a_run_from_nothing_gives(released: Path) -> None:
    renewed = _ingest(released, renew=True)
    assert renewed.snapshot_id == _ingest(released, "other").snapshot_id
    assert list(verification.problems(released / "processed")) == []
