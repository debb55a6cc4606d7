"""Whatever stops a run, readers see the old snapshot or the new one, and the next run ends where it would have."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from broadsheet.flows import files
from broadsheet.flows.health import trust, verification
from broadsheet.flows.run import computation
from broadsheet.flows.store import journal, snapshots, state
from broadsheet.flows.workers.processes import WorkerDiedError
from broadsheet.transforms.errors import StorageError

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

ROOT = Path(__file__).parents[3]


def _command(desk: "Desk", *more: str) -> list[str]:
    folders = ["--raw", str(desk.raw), "--processed", str(desk.raw.parent / "processed")]
    how = ["--recogniser", "none", "--no-parse", "--max-reject-share", "0.5", "--plain", "--executor", "inline"]
    return [sys.executable, "-m", "broadsheet.flows.cli", "ingest", *folders, *how, "--batch-size", "3", *more]


class _Faults:
    """Lets the file system refuse the n-th of the steps that a commit is made of, before or after it is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, is_after: bool) -> None:
        self.left = at
        self.is_after = is_after
        for owner, name in (
            (files, "sync_file"),
            (files, "sync_folder"),
            (Path, "replace"),
            (Path, "symlink_to"),
            (Path, "hardlink_to"),
            (Path, "mkdir"),
            (Path, "write_bytes"),
            (Path, "unlink"),
        ):
            monkeypatch.setattr(owner, name, self._faulty(getattr(owner, name)))

    def _faulty(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as is
            self.left -= 1
            if self.left == 0 and not self.is_after:
                raise OSError(errno.ENOSPC, "No space left on device")
            made = step(*arguments, **named)
            if self.left == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return made

        return run


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
def test_a_disk_that_fills_up_at_any_step_leaves_a_snapshot_and_a_next_run_that_works(
    desk: "Desk", is_after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    processed = desk.raw.parent / "processed"
    old = desk.ingest().snapshot_id
    desk.put("new.md", 50)
    new = desk.rebuilt()
    failed = 0
    for at in range(1, 400, 4):
        with monkeypatch.context() as patch:
            faults = _Faults(patch, at, is_after)
            try:
                desk.ingest()
            except StorageError:
                failed += 1
        assert snapshots.current_id(processed) in (old, new)
        assert desk.published()
        if faults.left > 0:
            break
    assert failed > 3
    assert desk.ingest().snapshot_id == new
    assert list(verification.problems(processed)) == []


def test_kills_at_random_instants_under_a_reader_who_never_sees_a_mixture(desk: "Desk") -> None:
    processed = desk.raw.parent / "processed"
    seen = {desk.ingest().snapshot_id}
    chance = random.Random(7)
    killed = 0
    for step in range(4):
        desk.put(f"new-{step}.md", 50 + step)
        seen.add(desk.rebuilt())
        with subprocess.Popen(_command(desk), cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as run:
            until = time.monotonic() + chance.uniform(1, 5)
            while time.monotonic() < until and run.poll() is None:
                assert snapshots.current_id(processed) in seen
                try:
                    count = len(pd.read_parquet(processed / "current" / "articles", columns=["article_id"]))
                except FileNotFoundError:  # a publish fell into the read: said, not hidden
                    continue
                assert 9 <= count <= 10 + step
            killed += run.poll() is None
            run.send_signal(signal.SIGKILL)
    assert killed
    assert desk.ingest().snapshot_id == desk.rebuilt()


def test_two_runs_at_once_lose_nothing(desk: "Desk") -> None:
    runs = [
        subprocess.Popen(_command(desk, "--wait", "60"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [run.communicate(timeout=120)[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sorted("published" in one.splitlines()[0] for one in said) == [False, True]
    assert snapshots.current_id(desk.raw.parent / "processed") == desk.rebuilt()


def test_a_file_size_limit_is_told(desk: "Desk") -> None:
    limited = ["sh", "-c", 'ulimit -f 8; trap "" XFSZ; exec "$@"', "sh", *_command(desk)]
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "raise the limit" in done.stderr) == (1, True), done.stderr
    assert desk.ingest().snapshot_id == desk.rebuilt()


def _accounts(processed: Path) -> dict[str, Any]:
    """What the operational tables say besides clocks and ids of runs."""
    known = pd.read_parquet(processed / "_ops" / "files.parquet")
    rejects = pd.read_parquet(processed / "_ops" / "rejects.parquet")
    # Rows lost since the snapshot before are of the history, which a dataset made anew has not.
    quality = pd.read_parquet(processed / "_ops" / "quality.parquet").query("check != 'lost_share'")
    runs = pd.read_parquet(processed / "_ops" / "runs.parquet")
    return {
        "files": known[["raw_path", "raw_sha256", "state", "article_id"]].to_dict("records"),
        "rejects": rejects[rejects["resolved_run_id"].isna()][["raw_path", "code", "message"]].to_dict("records"),
        "quality": quality.to_dict("records"),
        "is_known": snapshots.current_id(processed) in set(runs["snapshot_id"]),
    }


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["point", "settle", "forget_others", "save"])
def test_a_stop_at_the_publish_is_settled_by_a_run_that_finds_nothing_to_do(
    desk: "Desk", step: str, is_after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = {"point": files, "settle": journal, "forget_others": state, "save": trust}[step]
    desk.ingest()
    desk.put("new.md", 50)
    (desk.raw / "also-empty.md").touch()
    done = getattr(owner, step)

    class Killed(BaseException):
        pass

    def killed(*arguments: Any) -> Any:  # noqa: ANN401 - as what it stands for
        if step == "settle" and arguments[1] == before:
            return done(*arguments)
        if is_after:
            done(*arguments)
        raise Killed

    processed = desk.raw.parent / "processed"
    before = snapshots.current_id(processed)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, killed)
        with pytest.raises(Killed):
            desk.ingest()
    desk.ingest()
    desk.ingest("fresh")
    assert _accounts(processed) == _accounts(desk.raw.parent / "fresh")
    assert list(verification.problems(processed)) == []


def test_a_request_to_end_is_answered_and_harms_nothing(desk: "Desk") -> None:
    desk.ingest()
    first = snapshots.current_id(desk.raw.parent / "processed")
    with (
        files.locked(desk.raw.parent / "processed"),
        subprocess.Popen(_command(desk, "--wait", "60"), cwd=ROOT, stderr=subprocess.PIPE, text=True) as run,
    ):
        time.sleep(4)
        run.terminate()
        assert run.stderr is not None
        said = run.stderr.read()
    assert (run.returncode, "broadsheet: terminated: the dataset is as it was published last" in said) == (143, True)
    assert snapshots.current_id(desk.raw.parent / "processed") == first


def test_a_folder_that_cannot_be_written_to_is_told(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ingest()
    opened = Path.open

    def read_only(path: Path, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as Path.open
        if path.name == ".lock":
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", read_only)
    with pytest.raises(StorageError, match="Read-only file system; give a folder that can be written"):
        desk.ingest()


def test_a_file_of_a_far_future_is_read_like_any_other(desk: "Desk") -> None:
    desk.put("future.md", 50)
    os.utime(desk.raw / "future.md", (10_413_792_000, 10_413_792_000))
    report = desk.ingest()
    assert report.rows["articles"] == 10
    assert not desk.ingest().is_new


def test_a_worker_that_dies_while_a_part_is_finished_is_replaced(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    deaths = iter([True, True])
    finish = computation.finish_part

    def dying(order: computation.PartOrder) -> Any:  # noqa: ANN401 - as finish_part
        if next(deaths, False):
            raise WorkerDiedError("killed for its memory")
        return finish(order)

    monkeypatch.setattr(computation, "finish_part", dying)
    assert desk.ingest().snapshot_id == desk.rebuilt()


def test_pieces_are_on_the_disk_by_name_before_a_snapshot_stands_on_them(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync = files.sync_folder

    def spy(folder: Path) -> None:
        synced.append(folder.name)
        sync(folder)

    monkeypatch.setattr(files, "sync_folder", spy)
    desk.ingest()
    assert "pieces" in synced[: synced.index("views")]
