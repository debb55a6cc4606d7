"""A large web archive is cut into archives of some hundred records each, between records, and never loses a byte."""

import gzip
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from broadsheet.flows.raw import listings, slices
from broadsheet.flows.run import computation
from broadsheet.transforms.readers import read

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def _page(number: int, filler: int = 0) -> bytes:
    words = f"<p>The council of Kestrel Bay met for the {number}th time. {'It was late. ' * filler}</p>"
    return f"<html><head><title>Meeting {number} of the council</title></head><body>{words * 3}</body></html>".encode()


def _record(number: int, filler: int = 0) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _page(number, filler)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://kestrel.example/{number}\r\nWARC-Date: 2024-05-0"
    )
    named = f"{head}{number % 9 + 1}T10:00:00Z\r\nWARC-Record-ID: <urn:n:{number}>\r\n"
    typed = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    return (named + typed).encode() + body + b"\r\n\r\n"


def _plain(count: int) -> bytes:
    return b"".join(_record(number) for number in range(count))


def _packed(count: int) -> bytes:
    return b"".join(gzip.compress(_record(number), mtime=0) for number in range(count))


def _cut(data: bytes) -> tuple[slices.Slice, ...]:
    return slices.cut(io.BytesIO(data), len(data))


@pytest.mark.parametrize("make", [pytest.param(_plain, id="plain"), pytest.param(_packed, id="packed")])
@pytest.mark.parametrize(
    ("count", "parts"), [(1, [1]), (256, [256]), (257, [256, 1]), (600, [256, 256, 88])], ids=lambda x: str(x)
)
def test_each_slice_is_an_archive_of_at_most_256_records(make: object, count: int, parts: list[int]) -> None:
    data = make(count)  # type: ignore[operator]
    cut = _cut(data)
    assert b"".join(data[one.start : one.end] for one in cut) == data
    assert [hashlib.sha256(data[one.start : one.end]).hexdigest() for one in cut] == [one.sha256 for one in cut]
    readings = [read(data[one.start : one.end]) for one in cut]
    assert [len(reading.records) for reading in readings] == parts
    assert [reject for reading in readings for reject in reading.rejects] == []


def test_a_slice_ends_after_eight_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "MAX_BYTES", 10_000)
    records = [_record(number, filler=100) for number in range(6)]
    assert [one.start for one in _cut(b"".join(records))] == [0, sum(map(len, records[:3]))]


@pytest.mark.parametrize("make", [pytest.param(_plain, id="plain"), pytest.param(_packed, id="packed")])
def test_an_archive_that_grew_keeps_its_slices_but_the_last(make: object) -> None:
    before, after = _cut(make(300)), _cut(make(700))  # type: ignore[operator]
    assert after[0] == before[0]
    assert (after[1].start, after[1].sha256 != before[1].sha256) == (before[1].start, True)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"# A headline\n\nText.", id="a text"),
        pytest.param(gzip.compress(b"# A headline"), id="a packed text"),
        pytest.param(b"\x1f\x8bnot gzip at all", id="what only begins like gzip"),
    ],
)
def test_other_files_are_not_cut(data: bytes) -> None:
    assert _cut(data) == ()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-40], id="cut off"),
        pytest.param(lambda data: data + b"garbage", id="garbage behind"),
        pytest.param(lambda data: data[: len(data) // 2] + b"\0" * 50 + data[len(data) // 2 :], id="garbage within"),
        pytest.param(lambda data: data.replace(b"Content-Length: ", b"Content-Length: -"), id="negative lengths"),
        pytest.param(
            lambda data: data.replace(b"Content-Length: ", b"Content-Length: 9999999"), id="lengths too large"
        ),
    ],
)
@pytest.mark.parametrize("make", [pytest.param(_plain, id="plain"), pytest.param(_packed, id="packed")])
def test_damage_loses_no_byte(make: object, damage: object) -> None:
    data = damage(make(300))  # type: ignore[operator]
    cut = _cut(data)
    assert b"".join(data[one.start : one.end] for one in cut) == data


def test_a_scan_lists_the_slices_and_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "WHOLE_BYTES", 1_000)
    data = _packed(300)
    (tmp_path / "crawl.warc.gz").write_bytes(data)
    found = listings.scan(tmp_path).found
    second = found[1].start
    assert [(one.raw_path, one.path, one.is_slice) for one in found] == [
        ("crawl.warc.gz", "crawl.warc.gz", True),
        (f"crawl.warc.gz#{second}", "crawl.warc.gz", True),
    ]
    assert b"".join(listings.read_slice(tmp_path / one.path, one.start, one.size_bytes) for one in found) == data


def test_slices_that_are_known_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "WHOLE_BYTES", 1_000)
    (tmp_path / "crawl.warc.gz").write_bytes(_packed(300))
    found = listings.scan(tmp_path).found
    trusted = {one.raw_path: (one.size_bytes, one.mtime_ns, one.raw_sha256, "") for one in found}
    monkeypatch.setattr(slices, "cut", None)
    assert listings.scan(tmp_path, trusted=trusted).found == found


def test_an_archive_beyond_what_a_file_may_have_is_read_in_slices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "WHOLE_BYTES", 1_000)
    data = _packed(300)
    (tmp_path / "crawl.warc.gz").write_bytes(data)
    listing = listings.scan(tmp_path, max_bytes=len(data) - 1)
    assert (len(listing.found), listing.refused) == (2, ())


def test_what_cannot_be_cut_is_refused_for_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "WHOLE_BYTES", 1_000)
    data = gzip.compress(_plain(300), compresslevel=0)
    (tmp_path / "crawl.warc.gz").write_bytes(data)
    (refused,) = listings.scan(tmp_path, max_bytes=len(data) - 1).refused
    assert (refused.raw_path, refused.code) == ("crawl.warc.gz", "too_large")


def _places(desk: "Desk") -> list[str]:
    frame = pd.read_parquet(desk.raw.parent / "processed" / "current" / "articles")
    return sorted(frame.loc[frame["raw_format"] == "warc", "raw_path"])


def test_slices_are_ingested_each_by_itself(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "WHOLE_BYTES", 1_000)
    monkeypatch.setattr(slices, "MAX_RECORDS", 2)
    (desk.raw / "crawl.warc.gz").write_bytes(_packed(5))
    starts = [one.start for one in _cut(_packed(5))]
    batches_read: list[list[str]] = []
    stage = computation.stage_batch

    def spy(order: computation.BatchOrder) -> computation.StagedBatch:
        batches_read.append([one.raw_path for one in order.files])
        return stage(order)

    monkeypatch.setattr(computation, "stage_batch", spy)
    desk.ingest()
    second, third = (f"crawl.warc.gz#{start}" for start in starts[1:])
    read_alone = sorted(paths for paths in batches_read if "crawl" in paths[0])
    assert read_alone == sorted([["crawl.warc.gz"], [second], [third]])
    first_of_second = len(gzip.compress(_record(2), mtime=0))
    first = len(gzip.compress(_record(0), mtime=0))
    assert _places(desk) == sorted(
        ["crawl.warc.gz#0", f"crawl.warc.gz#{first}", f"{second}#0", f"{second}#{first_of_second}", f"{third}#0"]
    )


def test_of_an_archive_that_grew_the_last_slices_are_computed(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "WHOLE_BYTES", 1_000)
    monkeypatch.setattr(slices, "MAX_RECORDS", 2)
    (desk.raw / "crawl.warc.gz").write_bytes(_packed(5))
    desk.ingest()
    (desk.raw / "crawl.warc.gz").write_bytes(_packed(8))
    report = desk.ingest()
    assert (report.changes.new, report.changes.changed) == (1, 1)
    assert len(_places(desk)) == 8
    assert report.snapshot_id == desk.rebuilt()
