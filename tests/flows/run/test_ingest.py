"""A run turns a raw folder into one snapshot: the same bytes whatever the batches, workers, or interruptions."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from broadsheet.flows.files import locked
from broadsheet.flows.health import verification
from broadsheet.flows.raw import listings
from broadsheet.flows.run import computation, conductor, ingest, steps
from broadsheet.flows.settings import Settings, settings
from broadsheet.flows.store import cache, layout, snapshots
from broadsheet.flows.store.operations import Changes
from broadsheet.flows.workers import executors
from broadsheet.flows.workers.executors import Inline
from broadsheet.flows.workers.processes import UnexpectedError, WorkerDiedError, WorkerFullError, WorkerLateError
from broadsheet.transforms.errors import ContractError, RunError, StorageError
from broadsheet.transforms.tables.declared.dataset import COLLECTION_TABLES, DATA_TABLES, TABLES

ROOT = Path(__file__).parents[3]


def _settings(raw_folder: Path, name: str = "processed", **more: object) -> Settings:
    given = {"recogniser": "none", "parse": False, "executor": "inline", "max_reject_share": 0.5, **more}
    return settings({"raw": raw_folder, "processed": raw_folder.parent / name, **given})


def _ingest(raw_folder: Path, name: str = "processed", **more: object) -> ingest.Report:
    return ingest.run(_settings(raw_folder, name, **more), conductor.Plain(lambda _: None))


def _bytes(processed: Path) -> dict[str, bytes]:
    """What is published, by name."""
    view = processed / "current"
    return {path.relative_to(view).as_posix(): path.read_bytes() for path in view.rglob("*.parquet")}


def test_every_file_is_accounted_for_and_every_table_can_be_read(raw_folder: Path) -> None:
    report = _ingest(raw_folder)
    assert report.account.files == {"found": 11, "kept": 9, "version": 0, "duplicate": 1, "joined": 0, "rejected": 1}
    assert report.skipped == 2
    for spec in TABLES:
        frame = pd.read_parquet(raw_folder.parent / "processed" / "current" / spec.name)
        assert tuple(frame.columns) == spec.names
        assert len(frame) == report.rows[spec.name]
    assert report.rows["articles"] == 9
    assert list(verification.problems(raw_folder.parent / "processed")) == []


def test_a_few_articles_are_one_part_a_table_named_by_its_first_day(raw_folder: Path) -> None:
    report = _ingest(raw_folder)
    view = raw_folder.parent / "processed" / "current"
    names = {path.name: [part.name[:-25] for part in path.iterdir()] for path in view.iterdir()}
    of_articles = {spec.name: ["2021-01-10" if report.rows[spec.name] else "all"] for spec in DATA_TABLES}
    assert names == {**of_articles, **{spec.name: ["all"] for spec in COLLECTION_TABLES}}


def test_a_part_that_overflows_is_halved_in_time(raw_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "ARTICLES_PER_PART", 4)
    (raw_folder / "undated.md").write_text("# A ferry without a date\n\nNobody knows when this was written down.\n")
    _ingest(raw_folder)
    view = raw_folder.parent / "processed" / "current" / "articles"
    labels = sorted(part.name[:-25] for part in view.iterdir())
    assert labels == ["2021-01-10", "2021-02-11", "2021-03-12", "unknown"]
    assert list(verification.problems(raw_folder.parent / "processed")) == []


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"batch_size": 1}, id="one file a batch"),
        pytest.param({"batch_size": 7}, id="seven files a batch"),
        pytest.param({"batch_size": 4, "executor": "processes:2"}, id="two processes"),
    ],
)
def test_the_bytes_do_not_depend_on_how_they_were_computed(raw_folder: Path, how: dict[str, object]) -> None:
    one = _ingest(raw_folder, "one", batch_size=1000)
    other = _ingest(raw_folder, "other", **how)
    assert other.snapshot_id == one.snapshot_id
    assert _bytes(raw_folder.parent / "other") == _bytes(raw_folder.parent / "one")


def test_a_second_run_changes_nothing(raw_folder: Path) -> None:
    first, second = _ingest(raw_folder), _ingest(raw_folder)
    assert (first.is_new, second.is_new) == (True, False)
    assert second.changes == Changes(unchanged=11)
    runs = pd.read_parquet(raw_folder.parent / "processed" / "_ops" / "runs.parquet").sort_values("started_at")
    assert runs["status"].tolist() == ["published", "unchanged"]
    assert runs["n_seen"].tolist() == [11, 11]


def test_files_keep_the_time_they_were_first_seen(raw_folder: Path) -> None:
    _ingest(raw_folder)
    (raw_folder / "copy.md").unlink()
    (raw_folder / "empty.md").write_text((raw_folder / "2021-01" / "ferry-0.md").read_text())
    report = _ingest(raw_folder)
    assert report.changes == Changes(changed=1, unchanged=9, removed=1)
    ops = raw_folder.parent / "processed" / "_ops"
    seen = {row["raw_path"]: row for row in pd.read_parquet(ops / "files.parquet").to_dict("records")}
    assert seen["copy.md"]["state"] == "removed"
    assert seen["empty.md"]["first_seen_at"] < seen["empty.md"]["last_seen_at"]
    rejects = pd.read_parquet(ops / "rejects.parquet")
    assert rejects["resolved_run_id"].tolist() == [report.run_id]


def test_rejects_are_counted_each_time(raw_folder: Path) -> None:
    for _ in range(3):
        _ingest(raw_folder)
    rejects = pd.read_parquet(raw_folder.parent / "processed" / "_ops" / "rejects.parquet")
    assert rejects[["raw_path", "stage", "code", "n_attempts"]].values.tolist() == [["empty.md", "read", "empty", 3]]


def test_too_many_rejects_publish_nothing(raw_folder: Path) -> None:
    old = _ingest(raw_folder).snapshot_id
    for number in range(4):
        (raw_folder / f"empty-{number}.md").write_bytes(b"")
    with pytest.raises(RunError, match=r"5 of 15 files were rejected \(empty 5\), more than the share of 0.2"):
        _ingest(raw_folder, max_reject_share=0.2)
    assert snapshots.current_id(raw_folder.parent / "processed") == old
    runs = pd.read_parquet(raw_folder.parent / "processed" / "_ops" / "runs.parquet").sort_values("started_at")
    assert runs["status"].tolist() == ["published", "failed"]


def test_an_empty_raw_folder_does_not_empty_the_dataset(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with pytest.raises(RunError, match="there is no file to read below"):
        _ingest(tmp_path / "raw")


def test_finished_batches_are_used_again(raw_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "publish", broken)
        with pytest.raises(StorageError, match="the disk is full"):
            _ingest(raw_folder, batch_size=4)
    folder = raw_folder.parent / "processed" / cache.FOLDER
    assert len(list(folder.iterdir())) == 3
    monkeypatch.setattr(computation, "stage_batch", broken)
    assert _ingest(raw_folder, batch_size=4).is_new


class _Hostile(Inline):
    """Runs calls here, and fails those with a file named after an error."""

    def call(self, seconds: float, function: Any, *arguments: Any) -> Any:  # noqa: ANN401 - as Executor.call
        for one in getattr(arguments[0], "files", ()):
            if error := _ERRORS.get(Path(one.path).stem):
                raise error
        return super().call(seconds, function, *arguments)


_ERRORS = {
    "crashes": WorkerDiedError("SIGSEGV"),
    "stalls": WorkerLateError("no result after 60 s"),
    "fills-memory": WorkerFullError("needs more than 3072 MB of memory"),
    "surprises": UnexpectedError("ValueError at x.py:1: no"),
    "breaks": ContractError("articles.n_words: below 0"),
    "fills": StorageError("the disk is full"),
}


@pytest.mark.parametrize(
    ("name", "code"),
    [("crashes", "reader_crashed"), ("stalls", "reader_timeout"), ("surprises", "reader_crashed")],
)
def test_a_file_that_fails_its_worker_is_refused_alone(
    raw_folder: Path, name: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = _ingest(raw_folder, "clean")
    (raw_folder / f"{name}.md").write_text("# A file\n\nthat is no good.")
    monkeypatch.setattr(executors, "executor", lambda *_: _Hostile())
    report = _ingest(raw_folder)
    refused = [(one.raw_path, one.code) for one in report.account.rejections if one.code != "empty"]
    assert refused == [(f"{name}.md", code)]
    assert _bytes(raw_folder.parent / "processed") == _bytes(raw_folder.parent / "clean")
    assert report.snapshot_id != clean.snapshot_id  # the manifest counts the file


@pytest.mark.parametrize(
    ("name", "code"),
    [("stalls", "reader_timeout"), ("fills-memory", "too_large")],
)
def test_what_costs_too_much_is_not_tried_again_until_it_changes(
    raw_folder: Path, name: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = raw_folder / f"{name}.md"
    file.write_text("# A file\n\nthat is no good.")
    with monkeypatch.context() as patch:
        patch.setattr(executors, "executor", lambda *_: _Hostile())
        first = _ingest(raw_folder)
    assert [one.code for one in first.account.rejections if one.raw_path == file.name] == [code]
    (raw_folder / "later.md").write_text("# Later\n\nThe ferry returned to Vellmoor, the council said.")
    again = _ingest(raw_folder)
    assert [one.code for one in again.account.rejections if one.raw_path == file.name] == [code]
    assert again.rows["articles"] == first.rows["articles"] + 1
    file.write_text("# A file\n\nthat is mended, the council of Vellmoor said.")
    assert _ingest(raw_folder).rows["articles"] == first.rows["articles"] + 2


def test_a_run_ends_when_too_many_files_take_all_they_may(raw_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (raw_folder / name).mkdir()
        (raw_folder / name / "stalls.md").write_text(f"# A file\n\nthat is no good: {name}.")
    monkeypatch.setattr(steps, "MAX_COSTLY", 2)
    with monkeypatch.context() as patch:
        patch.setattr(executors, "executor", lambda *_: _Hostile())
        with pytest.raises(RunError, match=r"2 files took all the time or memory .* First: a/stalls\.md"):
            _ingest(raw_folder)
    report = _ingest(raw_folder)
    costly = [rejection.raw_path for rejection in report.account.rejections if rejection.code == "reader_timeout"]
    assert costly == ["a/stalls.md", "b/stalls.md"]


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("breaks", RunError, r"breaks\.md breaks the code: articles\.n_words"),
        ("fills", StorageError, "the disk is full"),
    ],
)
def test_our_own_faults_fail_the_run(
    raw_folder: Path, name: str, error: type[Exception], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw_folder / f"{name}.md").write_text("# A file\n\nthat the code is not made for.")
    monkeypatch.setattr(executors, "executor", lambda *_: _Hostile())
    with pytest.raises(error, match=told):
        _ingest(raw_folder)
    assert snapshots.current_id(raw_folder.parent / "processed") is None


def test_a_file_that_changes_while_it_is_read_waits_for_the_next_run(
    raw_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scan_then_change(folder: Path, **more: Any) -> listings.Listing:  # noqa: ANN401 - as raw.scan
        listing = _SCAN(folder, **more)
        (folder / "copy.md").write_text("# Another\n\nText.")
        return listing

    with monkeypatch.context() as patch:
        patch.setattr(listings, "scan", scan_then_change)
        report = _ingest(raw_folder)
    told = {one.raw_path: (one.code, one.message) for one in report.account.rejections}
    assert told["copy.md"] == ("unreadable", "the file changed while it was read: the next run reads it again")
    assert _ingest(raw_folder).rows["articles"] == 10


def test_a_known_file_that_changes_while_it_is_read_keeps_its_rows(
    raw_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _ingest(raw_folder)
    path = raw_folder / "2021-01" / "ferry-0.md"
    path.write_text("# Another\n\nText of another article.")

    def scan_then_change(folder: Path, **more: Any) -> listings.Listing:  # noqa: ANN401 - as raw.scan
        listing = _SCAN(folder, **more)
        path.write_text("# A third\n\nText of a third article.")
        return listing

    with monkeypatch.context() as patch:
        patch.setattr(listings, "scan", scan_then_change)
        report = _ingest(raw_folder)
    assert report.rows == first.rows
    titles = snapshots.read_table(raw_folder.parent / "processed", "articles")["title"].to_pylist()
    assert "Ferry line 0 to Osterby stays open" in titles
    _ingest(raw_folder)
    assert "A third" in snapshots.read_table(raw_folder.parent / "processed", "articles")["title"].to_pylist()


def test_a_reader_that_crashes_on_many_files_fails_the_run(raw_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _ingest(raw_folder).snapshot_id
    for folder in ("a", "b", "c"):
        (raw_folder / folder).mkdir()
        (raw_folder / folder / "surprises.md").write_text("# A file\n\nthat is no good.")
    monkeypatch.setattr(executors, "executor", lambda *_: _Hostile())
    with pytest.raises(RunError, match="the reader crashed on 3 of 14 files, which is a fault of the program"):
        _ingest(raw_folder)
    assert snapshots.current_id(raw_folder.parent / "processed") == old


_SCAN = listings.scan


def test_a_lost_batch_fails_the_run(raw_folder: Path) -> None:
    class Loser(conductor.Plain):
        def each(self, name: str, calls: Any, place: Any) -> Any:  # noqa: ANN401 - as Conductor.each
            yield from list(super().each(name, calls, place))[1:]

    with pytest.raises(RunError, match="1 of 3 batches were lost"):
        ingest.run(_settings(raw_folder, batch_size=4), Loser(lambda _: None))


def _command(raw_folder: Path, name: str, *more: str) -> list[str]:
    folders = ["--raw", str(raw_folder), "--processed", str(raw_folder.parent / name)]
    how = ["--recogniser", "none", "--no-parse", "--batch-size", "2", "--max-reject-share", "0.5", "--plain"]
    return [sys.executable, "-m", "broadsheet.flows.cli", "ingest", *folders, *how, *more]


_NO_NETWORK = """
import socket, sys
def refuse(*_): raise AssertionError("the network was asked for")
socket.getaddrinfo = socket.create_connection = refuse
socket.socket.connect = socket.socket.connect_ex = refuse
from broadsheet.flows.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_run_needs_no_network_and_no_home(raw_folder: Path) -> None:
    command = _command(raw_folder, "processed", "--executor", "inline")
    command[1:3] = ["-c", _NO_NETWORK]
    home = {"HOME": str(raw_folder.parent / "absent"), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=home, cwd=raw_folder.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, "published" in done.stdout) == (0, True), done.stderr
    assert not (raw_folder.parent / "absent").exists()


def test_a_second_run_beside_a_first_is_turned_away(raw_folder: Path) -> None:
    with locked(raw_folder.parent / "processed"):
        done = subprocess.run(_command(raw_folder, "processed"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert f"another run (process {os.getpid()}) is writing to" in done.stderr
