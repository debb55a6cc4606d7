"""A snapshot is published whole or not at all, and nothing that readers see is ever changed."""

import os
import shutil
import threading
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from broadsheet.flows import files
from broadsheet.flows.store import parquet, snapshots
from broadsheet.transforms.errors import StorageError


def _table(*values: int) -> pa.Table:
    return pa.table({"value": pa.array(values, pa.int64()), "twice": pa.array([2 * v for v in values], pa.int64())})


def _publish(store: Path, months: dict[str, pa.Table], keep: int = 5) -> snapshots.Published:
    snapshots.prepare(store)
    parts = [snapshots.add_part(store, "numbers", month, table) for month, table in months.items()]
    return snapshots.publish(store, snapshots.manifest(parts, {"versions": {"code": "1"}}), keep)


def _numbers(store: Path) -> list[int]:
    found: list[int] = pd.read_parquet(store / "current" / "numbers")["value"].tolist()
    return found


def test_plain_pandas_reads_what_was_published(tmp_path: Path) -> None:
    published = _publish(tmp_path, {"2021-02": _table(3), "2021-01": _table(1, 2)})
    assert published.is_new
    assert _numbers(tmp_path) == [1, 2, 3]
    assert snapshots.read_table(tmp_path, "numbers")["twice"].to_pylist() == [2, 4, 6]
    assert snapshots.rows_of(snapshots.read_manifest(tmp_path)) == {"numbers": 3}
    assert snapshots.view_faults(tmp_path, snapshots.read_manifest(tmp_path)) == []


def test_the_same_content_is_the_same_snapshot_and_writes_nothing(tmp_path: Path) -> None:
    first = _publish(tmp_path, {"2021-01": _table(1), "2021-02": _table(2)})
    seen = {path: path.stat().st_mtime_ns for path in (tmp_path / "views").rglob("*")}
    again = _publish(tmp_path, {"2021-02": _table(2), "2021-01": _table(1)})
    assert (again.snapshot_id, again.is_new) == (first.snapshot_id, False)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "views").rglob("*")} == seen


def test_the_bytes_of_a_part_depend_on_its_rows_alone(tmp_path: Path) -> None:
    whole, chunked = _table(1, 2, 3), pa.concat_tables([_table(1), _table(2, 3)])
    snapshots.prepare(tmp_path)
    assert snapshots.add_part(tmp_path, "t", "m", whole) == snapshots.add_part(tmp_path, "t", "m", chunked)


def test_part_files_cannot_be_written_to(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1)})
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "objects").iterdir()} == {0o444}


def test_a_missing_part_stops_the_publish_and_leaves_the_old_snapshot(tmp_path: Path) -> None:
    old = _publish(tmp_path, {"2021-01": _table(1)})
    part = snapshots.add_part(tmp_path, "numbers", "2021-01", _table(9))
    (tmp_path / "objects" / f"{part.sha256}.parquet").unlink()
    with pytest.raises(StorageError, match="absent or damaged"):
        snapshots.publish(tmp_path, snapshots.manifest([part], {}))
    assert snapshots.current_id(tmp_path) == old.snapshot_id
    assert _numbers(tmp_path) == [1]


def test_only_the_newest_snapshots_and_what_they_need_are_kept(tmp_path: Path) -> None:
    made = [_publish(tmp_path, {"a": _table(0), "b": _table(n)}, keep=2).snapshot_id for n in range(1, 5)]
    assert sorted(path.stem for path in (tmp_path / "snapshots").iterdir()) == sorted(made[-2:])
    assert sorted(path.name for path in (tmp_path / "views").iterdir()) == sorted(made[-2:])
    assert len(list((tmp_path / "objects").iterdir())) == 3
    assert _numbers(tmp_path) == [0, 4]


def test_what_an_interrupted_publish_left_is_swept_and_mended(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1)})
    (tmp_path / "objects" / ".part-left").write_bytes(b"half")
    (tmp_path / "views" / ".part-left").mkdir()
    (tmp_path / "current").unlink()
    assert _publish(tmp_path, {"2021-01": _table(1)}).is_new
    assert _numbers(tmp_path) == [1]
    assert list(tmp_path.rglob(".part-*")) == []


def test_a_folder_in_place_of_the_link_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(StorageError, match="is a folder, where a link"):
        _publish(tmp_path, {"2021-01": _table(1)})


def test_a_reader_never_sees_two_snapshots_mixed(tmp_path: Path) -> None:
    def months(value: int) -> dict[str, pa.Table]:
        return {f"2021-{month:02}": _table(value) for month in range(1, 7)}

    _publish(tmp_path, months(0))
    mixed: list[list[int]] = []
    reads = 0
    done = threading.Event()

    def read() -> None:
        nonlocal reads
        while not done.is_set():
            try:
                seen = _numbers(tmp_path)
            except FileNotFoundError:  # a publish fell into the read: said, not hidden
                continue
            reads += 1
            if len(seen) != 6 or len(set(seen)) != 1:
                mixed.append(seen)

    reader = threading.Thread(target=read)
    reader.start()
    for value in range(1, 21):
        _publish(tmp_path, months(value), keep=3)
    done.set()
    reader.join()
    assert (mixed, reads > 0) == ([], True)


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def test_a_flipped_bit_in_a_page_is_found_by_reading(tmp_path: Path) -> None:
    squares = pa.array([n * n % 65_521 for n in range(10_000)], pa.int64())
    parquet.write(pa.table({"square": squares}), tmp_path / "t.parquet")
    _flip(tmp_path / "t.parquet", (tmp_path / "t.parquet").stat().st_size // 2)
    with pytest.raises(StorageError, match="cannot be read back"):
        parquet.read(tmp_path / "t.parquet")


def test_faults_of_a_view_are_named_by_table_and_part(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1), "2021-02": _table(2), "2021-03": _table(3)})
    content = snapshots.read_manifest(tmp_path)
    one, two, three = sorted((tmp_path / "current" / "numbers").iterdir())
    _flip(one, 60)
    two.unlink()
    three.write_bytes(three.rename(tmp_path / "elsewhere").read_bytes())
    (one.parent / "stray.parquet").write_bytes(b"")
    assert snapshots.view_faults(tmp_path, content) == [
        f"numbers/{two.name}: the file is gone",
        f"numbers/{three.name}: it is no link to its object",
        "numbers/stray.parquet: a stray file that readers would take for data",
    ]
    (damaged,) = snapshots.object_faults(tmp_path)
    assert damaged.endswith(".parquet: its bytes are not those that were published")


def test_a_view_is_mended_file_by_file(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1), "2021-02": _table(2)})
    content = snapshots.read_manifest(tmp_path)
    one, two = sorted((tmp_path / "current" / "numbers").iterdir())
    one.unlink()
    two.write_bytes(two.rename(tmp_path / "elsewhere").read_bytes())
    (one.parent / "stray.parquet").write_bytes(b"")
    assert len(snapshots.mend_view(tmp_path, content)) == 3
    assert snapshots.view_faults(tmp_path, content) == []
    assert _numbers(tmp_path) == [1, 2]


def test_no_file_is_taken_from_a_view_because_its_object_is_gone_or_damaged(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1), "2021-02": _table(2)})
    content = snapshots.read_manifest(tmp_path)
    one, two = (tmp_path / "objects" / f"{part.sha256}.parquet" for part in snapshots.parts_of(content))
    one.unlink()
    _flip(two, 60)
    before = sorted((tmp_path / "current" / "numbers").iterdir())
    assert snapshots.mend_view(tmp_path, content) == []
    assert sorted((tmp_path / "current" / "numbers").iterdir()) == before


def test_a_view_that_is_gone_is_laid_out_whole_or_not_at_all(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1), "2021-02": _table(2)})
    content = snapshots.read_manifest(tmp_path)
    view = (tmp_path / "current").resolve()
    shutil.rmtree(view)
    next((tmp_path / "objects").iterdir()).unlink()
    assert snapshots.mend_view(tmp_path, content) == []
    assert not view.exists()


def test_an_object_is_had_back_from_the_file_of_a_view_that_has_its_bytes(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1), "2021-02": _table(2)})
    content = snapshots.read_manifest(tmp_path)
    one, two = snapshots.parts_of(content)
    snapshots.remove_object(tmp_path, one)
    _flip(tmp_path / "objects" / f"{two.sha256}.parquet", 60)
    assert [snapshots.recover_object(tmp_path, content, part) for part in (one, two)] == [True, False]
    assert snapshots.holds(tmp_path, one)
    assert snapshots.view_faults(tmp_path, content) == []


def test_publishing_the_same_again_mends_its_view(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1)})
    shutil.rmtree((tmp_path / "current").resolve())
    assert not _publish(tmp_path, {"2021-01": _table(1)}).is_new
    assert _numbers(tmp_path) == [1]


def test_a_part_with_other_bytes_is_not_published(tmp_path: Path) -> None:
    snapshots.prepare(tmp_path)
    part = snapshots.add_part(tmp_path, "numbers", "2021-01", _table(9))
    _flip(tmp_path / "objects" / f"{part.sha256}.parquet", 40)
    with pytest.raises(StorageError, match="absent or damaged"):
        snapshots.publish(tmp_path, snapshots.manifest([part], {}))
    assert snapshots.current_id(tmp_path) is None


def test_a_part_that_is_there_keeps_the_links_to_it(tmp_path: Path) -> None:
    _publish(tmp_path, {"2021-01": _table(1)})
    snapshots.add_part(tmp_path, "numbers", "2021-01", _table(1))
    assert snapshots.view_faults(tmp_path, snapshots.read_manifest(tmp_path)) == []


@pytest.mark.parametrize("keep", [1, 2, 3, 5])
def test_as_many_snapshots_are_kept_as_were_asked_for(tmp_path: Path, keep: int) -> None:
    for published in range(1, 8):
        made = [_publish(tmp_path / str(published), {"a": _table(n)}, keep).snapshot_id for n in range(published)]
        kept = {path.stem for path in (tmp_path / str(published) / "snapshots").iterdir()}
        assert kept == set(made[-keep:])


def test_a_damaged_manifest_of_an_older_snapshot_stops_no_publish(tmp_path: Path) -> None:
    old = _publish(tmp_path, {"2021-01": _table(1)}).snapshot_id
    (tmp_path / "snapshots" / f"{old}.json").write_bytes(b"torn")
    _publish(tmp_path, {"2021-01": _table(2)})
    assert _numbers(tmp_path) == [2]
    assert pd.read_parquet(tmp_path / "views" / old / "numbers")["value"].tolist() == [1]


def test_a_changed_manifest_is_told_of(tmp_path: Path) -> None:
    published = _publish(tmp_path, {"2021-01": _table(1)})
    path = tmp_path / "snapshots" / f"{published.snapshot_id}.json"
    path.write_text(path.read_text().replace('"rows": 1', '"rows": 2'))
    with pytest.raises(StorageError, match="changed after it was published"):
        snapshots.read_manifest(tmp_path)


def test_nothing_published_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="run `broadsheet ingest` first"):
        snapshots.read_manifest(tmp_path)


def test_a_folder_is_held_by_one_run(tmp_path: Path) -> None:
    told = r"another run \(process \d+\) is writing to"
    with files.locked(tmp_path), pytest.raises(files.LockedError, match=told), files.locked(tmp_path):
        pass
    with files.locked(tmp_path):
        assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"
