"""A run reads what is new or changed, and publishes what a run from nothing would."""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from broadsheet.flows.raw import listings
from broadsheet.flows.store import cache, code, layout, snapshots, state, versions
from broadsheet.flows.store.operations import Changes
from broadsheet.transforms.errors import RunError

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def _states(desk: "Desk") -> dict[str, str]:
    frame = pd.read_parquet(desk.raw.parent / "processed" / "_ops" / "files.parquet")
    return dict(zip(frame["raw_path"], frame["state"].astype(str), strict=True))


def test_only_what_is_new_or_changed_is_computed(desk: "Desk", computed: list[str]) -> None:
    desk.ingest()
    computed.clear()
    desk.put("new.md", 50)
    desk.put("copy.md", 51)
    report = desk.ingest()
    assert sorted(computed) == ["copy.md", "new.md"]
    assert report.changes == Changes(new=1, changed=1, unchanged=10)
    assert report.is_new
    assert report.snapshot_id == desk.rebuilt()


def test_nothing_to_do_computes_and_publishes_nothing(
    desk: "Desk", computed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.ingest()
    computed.clear()

    def refuse(*_: object) -> None:
        raise AssertionError("published")

    monkeypatch.setattr(snapshots, "publish", refuse)
    again = desk.ingest()
    assert (computed, again.is_new, again.snapshot_id) == ([], False, first.snapshot_id)
    assert again.changes == Changes(unchanged=11)
    assert again.account.files == first.account.files
    assert [one.code for one in again.account.rejections] == ["empty"]


def _age(folder: Path) -> None:
    """Give the files a time long enough ago to be trusted."""
    for path in folder.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))


def test_a_file_with_the_size_and_time_it_had_is_not_read(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    _age(desk.raw)
    desk.ingest()
    read: list[str] = []
    really = listings.read

    def spy(path: Path, max_bytes: int = listings.MAX_BYTES) -> tuple[bytes, os.stat_result]:
        read.append(path.name)
        return really(path, max_bytes)

    monkeypatch.setattr(listings, "read", spy)
    desk.ingest()
    assert read == []
    desk.ingest(verify_content=True)
    assert len(read) == 11


def test_content_that_changed_under_its_size_and_time_is_found_on_demand(desk: "Desk") -> None:
    _age(desk.raw)
    desk.ingest()
    path = desk.raw / "copy.md"
    path.write_text(path.read_text().replace("boat 4", "boat 7"))
    _age(desk.raw)
    assert desk.ingest().changes == Changes(unchanged=11)
    assert desk.ingest(verify_content=True).changes == Changes(changed=1, unchanged=10)


def test_a_file_that_was_just_written_is_read_again(desk: "Desk") -> None:
    """For it may have been written twice within one step of the file system's clock."""
    path = desk.raw / "copy.md"
    desk.ingest()
    now = path.stat()
    path.write_text(path.read_text().replace("boat 4", "boat 7"))
    os.utime(path, ns=(now.st_atime_ns, now.st_mtime_ns))
    assert desk.ingest().changes.changed == 1


def test_rows_of_a_file_that_is_gone_stay_until_they_are_pruned(desk: "Desk") -> None:
    first = desk.ingest()
    (desk.raw / "2021-01" / "ferry-0.md").unlink()
    kept = desk.ingest()
    assert (kept.snapshot_id, kept.changes) == (first.snapshot_id, Changes(unchanged=10, removed=1))
    assert _states(desk)["2021-01/ferry-0.md"] == "removed"
    assert desk.ingest().changes == Changes(unchanged=10)
    pruned = desk.ingest(prune=True)
    assert pruned.rows["articles"] == first.rows["articles"] - 1
    assert pruned.snapshot_id == desk.rebuilt()
    assert _states(desk)["2021-01/ferry-0.md"] == "removed"


def test_a_file_that_comes_back_is_new(desk: "Desk", computed: list[str]) -> None:
    path = desk.raw / "2021-01" / "ferry-0.md"
    text = path.read_text()
    first = desk.ingest()
    path.unlink()
    desk.ingest()
    path.write_text(text)
    computed.clear()
    report = desk.ingest()
    assert (report.snapshot_id, report.changes) == (first.snapshot_id, Changes(new=1, unchanged=10))
    assert computed == []
    assert _states(desk)["2021-01/ferry-0.md"] == "kept"


def test_a_renamed_file_leaves_nothing_behind(desk: "Desk") -> None:
    desk.ingest()
    (desk.raw / "2021-01" / "ferry-0.md").rename(desk.raw / "moved.md")
    report = desk.ingest()
    assert report.changes == Changes(new=1, unchanged=10, removed=1)
    assert report.snapshot_id == desk.rebuilt()


@pytest.mark.parametrize("winner", ["2021-02/ferry-4.md", "copy.md"])
def test_a_duplicate_comes_back_when_the_one_that_was_kept_goes(desk: "Desk", winner: str) -> None:
    desk.ingest()
    assert _states(desk)["copy.md"] == "duplicate"
    (desk.raw / winner).unlink()
    report = desk.ingest(prune=True)
    assert report.rows["articles"] == 9
    assert report.snapshot_id == desk.rebuilt()


def test_a_changed_file_supersedes_the_articles_it_held(desk: "Desk") -> None:
    page = "# {0}\n\nBy Mira Solberg\n\n2021-02-0{1}\n\nThe harbour of {0} closes for {1} days of works.\n"
    path = desk.raw / "many.json"
    story = {"headline": "Kessby", "date": "2021-02-03", "body": page.format("Kessby", 3)}
    import json

    path.write_text(json.dumps([story, {**story, "headline": "Alby", "body": page.format("Alby", 4)}]))
    desk.ingest()
    held = [name for name in _states(desk) if name.startswith("many.json")]
    path.write_text(json.dumps([story]))
    report = desk.ingest()
    assert report.snapshot_id == desk.rebuilt()
    if len(held) == 2:
        assert sorted(state for name, state in _states(desk).items() if name in held) == ["kept", "superseded"]


def test_pruning_most_of_the_files_at_once_is_refused(desk: "Desk") -> None:
    first = desk.ingest()
    for path in (desk.raw / "2021-01", desk.raw / "2021-02"):
        shutil.rmtree(path)
    with pytest.raises(RunError, match=r"5 of 11 known files are gone .* is the folder mounted"):
        desk.ingest(prune=True, max_prune_share=0.3)
    assert snapshots.current_id(desk.raw.parent / "processed") == first.snapshot_id


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_folder_that_cannot_be_listed_loses_no_row(desk: "Desk") -> None:
    first = desk.ingest()
    (desk.raw / "2021-01").chmod(0)
    assert desk.ingest(prune=True).rows == first.rows


def _without_cache(folder: Path) -> None:
    shutil.rmtree(folder / "_cache")


def _with_a_torn_state(folder: Path) -> None:
    (path,) = (folder / state.FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[:-30])


def _without_a_piece(folder: Path) -> None:
    shutil.rmtree(next((folder / cache.FOLDER).iterdir()))


@pytest.mark.parametrize("damage", [_without_cache, _with_a_torn_state, _without_a_piece])
def test_a_damaged_cache_costs_time_alone(desk: "Desk", damage: Callable[[Path], None]) -> None:
    first = desk.ingest()
    damage(desk.raw.parent / "processed")
    assert desk.ingest().snapshot_id == first.snapshot_id
    desk.put("new.md", 50)
    assert desk.ingest().snapshot_id == desk.rebuilt()


@pytest.mark.parametrize("damage", [_without_cache, _without_a_piece])
def test_rows_that_nothing_can_bring_back_are_not_dropped_in_silence(
    desk: "Desk", damage: Callable[[Path], None]
) -> None:
    desk.ingest()
    (desk.raw / "2021-01" / "ferry-0.md").unlink()
    damage(desk.raw.parent / "processed")
    with pytest.raises(RunError, match=r"ferry-0\.md, for one\): put"):
        desk.ingest()
    assert desk.ingest(prune=True).snapshot_id == desk.rebuilt()


def test_a_flipped_bit_in_the_cache_is_found_and_mended(desk: "Desk") -> None:
    desk.ingest()
    for path in (desk.raw.parent / "processed" / cache.FOLDER).rglob("sentences.arrow"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    desk.put("2021-02/new.md", 50)
    report = desk.ingest()
    assert [("was damaged and is removed" in note) for note in report.mended] == [True]
    assert report.snapshot_id == desk.rebuilt()


def test_only_touched_parts_are_finished_again(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    from broadsheet.flows.run import computation

    monkeypatch.setattr(layout, "ARTICLES_PER_PART", 3)
    desk.ingest()
    finished: list[str] = []
    finish = computation.finish_part

    def spy(order: computation.PartOrder) -> tuple[snapshots.Part, ...]:
        finished.append(order.label)
        return finish(order)

    monkeypatch.setattr(computation, "finish_part", spy)
    desk.put("2021-07/new.md", 50, "2021-07-02")
    desk.ingest()
    assert finished == ["2021-07-02"]


def test_rows_of_other_code_are_carried_over_and_rows_of_another_schema_never(
    desk: "Desk", computed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.ingest()
    current = versions.current
    computed.clear()
    monkeypatch.setattr(versions, "current", lambda *given: current(*given) | {"code": "other"})
    monkeypatch.setattr(code, "digest", lambda: "other")
    assert desk.ingest().snapshot_id == first.snapshot_id
    assert computed == []

    newer = {"schema_version": "99", "layout": "other", "code": "other"}
    monkeypatch.setattr(versions, "current", lambda *given: current(*given) | newer)
    desk.put("new.md", 50)
    with pytest.raises(RunError, match=r"rows of 11 files have schema version 2, the program 99.* give --renew"):
        desk.ingest()
    assert snapshots.current_id(desk.raw.parent / "processed") == first.snapshot_id
    computed.clear()
    assert desk.ingest(renew=True).is_new
    assert len(computed) == 11  # the new file was computed by the run that was refused


def test_a_renewal_cannot_compute_what_is_gone(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ingest()
    (desk.raw / "2021-01" / "ferry-0.md").unlink()
    current = versions.current
    monkeypatch.setattr(versions, "current", lambda *given: current(*given) | {"layout": "other", "code": "other"})
    monkeypatch.setattr(code, "digest", lambda: "other")
    with pytest.raises(RunError, match=r"rows of 1 files that are gone .*ferry-0.* put the files back"):
        desk.ingest(renew=True)
    assert desk.ingest(renew=True, prune=True).rows["articles"] == 8


def test_random_steps_end_where_a_run_from_nothing_does(desk: "Desk") -> None:
    chance = random.Random(11)
    mirror = desk.raw.parent / "mirror"  # what the dataset should be made of: files that went without --prune included
    for step in range(4):
        shutil.copytree(desk.raw, mirror, dirs_exist_ok=True)
        _random_step(desk, chance, step)
        prune = chance.random() < 0.4
        report = desk.ingest(prune=prune)
        found = {path.read_bytes() for path in desk.raw.rglob("*.md")}
        for path in list(mirror.rglob("*.md")):
            is_gone = not (desk.raw / path.relative_to(mirror)).exists()
            if is_gone and (prune or path.read_bytes() in found or not path.read_bytes()):
                path.unlink()
        shutil.copytree(desk.raw, mirror, dirs_exist_ok=True)
        assert report.snapshot_id == type(desk)(mirror).rebuilt(), f"step {step}"


def _random_step(desk: "Desk", chance: random.Random, step: int) -> None:
    paths = sorted(path for path in desk.raw.rglob("*.md") if path.name != "README.md")
    desk.put(f"added-{step}.md", chance.randrange(20), f"2021-0{chance.randint(1, 9)}-03")
    chance.choice(paths).write_bytes(chance.choice(paths).read_bytes())
    chosen = chance.choice(paths)
    chosen.rename(desk.raw / f"renamed-{step}.md")
    chance.choice([path for path in paths if path.exists()]).unlink()


def test_a_wait_is_over_when_the_other_run_ends(desk: "Desk") -> None:
    import threading

    from broadsheet.flows.files import locked

    held = threading.Event()

    def hold() -> None:
        with locked(desk.raw.parent / "processed"):
            held.set()
            time.sleep(0.5)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    assert desk.ingest(wait=60).is_new
    other.join()
