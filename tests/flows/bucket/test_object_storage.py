"""A dataset in a bucket: what holds on a disk holds there, whoever writes, reads, is killed, or is refused."""

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from broadsheet.flows import cli
from broadsheet.flows.bucket import lease, mirror, raw_files
from broadsheet.flows.bucket.object_store import Place
from broadsheet.flows.files import LockedError
from broadsheet.flows.run import backfill, conductor, ingest
from broadsheet.flows.settings import RunOptions, Selection
from broadsheet.transforms.errors import StorageError
from tests.flows.conftest import Desk, Store, two_articles

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "object-storage.md"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return two_articles(tmp_path)


def test_the_same_files_give_the_same_snapshot_and_bytes_as_on_a_disk(store: Store, desk: Desk) -> None:
    (desk.raw / ".hidden").mkdir()
    (desk.raw / ".hidden" / "note.md").write_text("no article")
    (desk.raw / "~$note.md").write_text("no article")
    store.deliver()
    store.raw.put("marker/", b"")
    at_home, report = desk.ingest(max_prune_share=1), store.ingest()
    assert report.snapshot_id == at_home.snapshot_id == store.pointer()["snapshot_id"]
    assert store.published() == desk.published()
    assert (report.account.files, report.skipped) == (at_home.account.files, at_home.skipped)


def test_plain_pandas_reads_it_as_the_document_says(store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ingest()
    store.ingest()
    code = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[0]
    read: dict[str, Any] = {}
    exec(code.replace("s3://news/dataset", store.place.url), read)
    expected = pd.read_parquet(desk.raw.parent / "processed" / "current" / "articles")
    pd.testing.assert_frame_equal(read["articles"], expected)
    assert read["articles"].attrs == expected.attrs


def test_a_run_reads_only_what_is_new_or_changed(store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    store.ingest()
    first = store.pointer()
    time.sleep(2.1)  # what was written just before it was read is read again
    store.ingest()
    read: list[str] = []
    monkeypatch.setattr(Place, "get", _noting(read, Place.get))
    assert (store.ingest().is_new, [key for key in read if key.endswith(".md")]) == (False, [])
    desk.put("2021/bridge-2.md", 2)
    store.raw.put("2021/bridge-2.md", (desk.raw / "2021" / "bridge-2.md").read_bytes())
    report = store.ingest()
    assert {key for key in read if key.endswith(".md")} == {"2021/bridge-2.md"}
    assert (report.changes.new, report.changes.unchanged, report.snapshot_id) == (1, 3, desk.rebuilt())
    assert first["tables"]["articles"] != store.pointer()["tables"]["articles"]
    # The parts of an earlier pointer are there for its readers, until `keep` snapshots have followed.
    assert store.place.get(first["tables"]["articles"][0]).data


def _noting(read: list[str], get: Callable[..., Any]) -> Callable[..., Any]:
    def noting(place: Place, key: str, limit: int | None = None) -> object:
        read.append(key)
        return get(place, key, limit)

    return noting


def test_an_object_that_is_written_twice_within_a_second_has_two_times(store: Store) -> None:
    times = []
    for text in (b"one", b"two"):
        store.raw.put("note.md", text)
        times += [raw_files.modified_ns(one) for one in store.raw.list() if one.key == "note.md"]
    assert times[0] != times[1]


def test_another_machine_goes_on_where_the_first_was(store: Store, desk: Desk) -> None:
    store.ingest("here")
    (desk.raw / "2021" / "bridge-1.md").unlink()
    desk.put("2021/bridge-2.md", 2)
    store.deliver()
    report = store.ingest("there")
    assert (report.changes.new, report.changes.unchanged, report.changes.removed) == (1, 2, 1)
    assert report.rows["articles"] == 3
    pruned = store.ingest("here", prune=True)
    assert (pruned.snapshot_id, pruned.rows["articles"]) == (desk.rebuilt(), 2)


def test_a_backfill_publishes_what_a_rebuild_would(store: Store, desk: Desk) -> None:
    store.ingest()
    made = backfill.run(
        store.settings("there"),
        conductor.Plain(lambda _: None),
        Selection.model_validate({"first": "2021-02-01", "last": "2021-02-28"}),
        RunOptions.model_validate({}),
    )
    assert made is not None
    assert (made.snapshot_id, made.is_new) == (desk.rebuilt(), False)
    assert store.published() == _published(desk)


def _published(desk: Desk) -> dict[str, bytes]:
    """What a run over the same files publishes on a disk."""
    desk.ingest()
    return desk.published()


def test_two_runs_at_once_end_as_one_after_the_other(store: Store, desk: Desk) -> None:
    runs = [
        subprocess.Popen(store.command(machine, "--wait", "120"), cwd=ROOT, stdout=-3, stderr=-3)
        for machine in ("here", "there")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert store.pointer()["snapshot_id"] == desk.rebuilt()


def test_of_two_runs_whose_lease_failed_one_publishes_and_the_other_redoes_it(
    store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "SECONDS", -1.0)
    store.ingest()
    desk.put("2021/bridge-2.md", 2)
    store.deliver()

    def meanwhile(_: object) -> None:
        desk.put("2021/bridge-3.md", 3)
        store.deliver()
        store.ingest("there")

    with pytest.raises(LockedError, match=r"another run published to s3://.* meanwhile"):
        ingest.run(store.settings(), conductor.Plain(meanwhile), RunOptions.model_validate({}))
    assert store.pointer()["snapshot_id"] == desk.rebuilt()
    assert store.ingest().snapshot_id == store.pointer()["snapshot_id"]
    assert list(mirror.damage(store.settings())) == []


def test_after_kill_9_the_next_run_ends_where_it_would_have(store: Store, desk: Desk) -> None:
    store.ingest()
    old = store.published()
    desk.put("2021/bridge-2.md", 2)
    store.deliver()
    new = desk.rebuilt()
    for seconds in (0.0, 0.4, 1.2):
        before = store.place.get("lock.json").etag
        with subprocess.Popen(store.command(), cwd=ROOT, stdout=-3, stderr=-3) as run:
            while run.poll() is None and store.place.get("lock.json").etag == before:
                time.sleep(0.02)
            time.sleep(seconds)
            run.send_signal(signal.SIGKILL)
        assert store.pointer()["snapshot_id"] == new or store.published() == old
    assert store.ingest().snapshot_id == new
    assert list(mirror.damage(store.settings())) == []


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
def test_a_store_that_fails_at_any_write_holds_a_snapshot_and_a_next_run_works(
    store: Store, desk: Desk, is_after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.ingest().snapshot_id
    desk.put("2021/bridge-2.md", 2)
    store.deliver()
    new = desk.rebuilt()
    for at in (1, 15, -2, -1):
        with monkeypatch.context() as patch:
            for name in ("put", "put_if"):
                patch.setattr(Place, name, _failing(getattr(Place, name), at, is_after))
            with pytest.raises(StorageError, match="gone"):
                store.ingest()
        assert store.pointer()["snapshot_id"] in (old, new)
        assert store.published()
    assert store.ingest("there").snapshot_id == new
    assert store.published() == _published(desk)


def _failing(write: Callable[..., Any], at: int, is_after: bool) -> Callable[..., Any]:
    """A write that fails from the n-th on; from -2 on the tree, from -1 on the pointer."""
    left = [at]

    def failing(place: Place, key: str, *arguments: Any) -> Any:  # noqa: ANN401 - passed on as is
        left[0] -= 1
        is_now = key.startswith(("trees/", "current")[at + 2 :]) if at < 0 else left[0] <= 0
        if is_now and not is_after:
            raise StorageError("the store is gone")
        made = write(place, key, *arguments)
        if is_now:
            raise StorageError("the store is gone")
        return made

    return failing


def test_old_snapshots_go_when_enough_have_followed(store: Store, desk: Desk) -> None:
    plain, options = conductor.Plain(lambda _: None), RunOptions.model_validate({})
    pointers = []
    for number in (2, 3, 4):
        desk.put(f"2021/bridge-{number}.md", number)
        store.deliver()
        ingest.run(store.settings(keep=2), plain, options)
        pointers.append(store.pointer())
    held = {one.key for one in store.place.list("data/")}
    needed = [{key for keys in told["tables"].values() for key in keys} for told in pointers]
    assert held == needed[1] | needed[2]
    assert needed[0] - held


def test_a_changed_object_is_found_by_verify(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.ingest()
    key = store.pointer()["tables"]["sentences"][0]
    store.place.put(key, store.place.get(key).data[:-1] + b"?")
    where = [
        "--processed",
        store.place.url,
        "--work",
        str(store.desk.raw.parent / "here"),
        "--endpoint",
        store.endpoint,
    ]
    assert cli.main(["verify", *where]) == cli.FAILED
    assert f"{store.place.url}/{key}: its bytes are not those that were published" in capsys.readouterr().out
    with pytest.raises(StorageError, match="is damaged"):
        store.ingest("there")


def test_status_and_report_know_the_bucket_from_any_machine(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    name = store.ingest().snapshot_id
    page = store.desk.raw.parent / "page.html"
    where = ["--processed", store.place.url, "--endpoint", store.endpoint]
    assert cli.main(["status", *where, "--work", str(store.desk.raw.parent / "reads-status")]) == cli.OK
    assert name in capsys.readouterr().out
    work = ["--work", str(store.desk.raw.parent / "reads-report")]
    assert cli.main(["report", *where, *work, "--output", str(page)]) == cli.OK
    assert name in page.read_text("utf-8")


def test_another_machine_finds_every_kept_snapshot_whole(
    store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        desk.put(f"2021/more-{number}.md", 60 + number)
        store.deliver()
        store.ingest()
    where = ["--processed", store.place.url, "--endpoint", store.endpoint]
    assert cli.main(["verify", *where, "--work", str(store.desk.raw.parent / "elsewhere")]) == cli.OK
    assert "no problem" in capsys.readouterr().out


def test_a_lost_copy_is_made_again(store: Store, desk: Desk) -> None:
    name = store.ingest().snapshot_id
    shutil.rmtree(desk.raw.parent / "here")
    assert (store.ingest().is_new, store.pointer()["snapshot_id"]) == (False, name)
