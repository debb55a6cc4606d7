"""Large tables are read in slices of whole rows, each with the names of the columns above it."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from broadsheet.flows.raw import listings, slices
from broadsheet.transforms.readers import read

TEXT = 'The council said "yes", and\n\nvoted on Monday to reopen the old ferry line of Orlova. ' * 4


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes at which a table of some kilobytes is cut."""
    monkeypatch.setattr(slices, "WHOLE_BYTES", 100)
    monkeypatch.setattr(slices, "TABLE_BYTES", 1_000)
    monkeypatch.setattr(slices, "MAX_BYTES", 2_000)


def table(n_rows: int) -> bytes:
    sink = StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(["title", "text", "date"])
    writer.writerows([f"Ferry number {at}", TEXT, f"2023-03-{at % 28 + 1:02}"] for at in range(n_rows))
    return sink.getvalue().encode()


@pytest.mark.usefixtures("small")
def test_every_row_is_in_one_slice_and_read_as_in_the_whole(tmp_path: Path) -> None:
    data = table(40)
    (tmp_path / "a.csv").write_bytes(data)
    found = listings.scan(tmp_path).found
    assert len(found) > 3
    assert [one.raw_path for one in found[1:]] == [f"a.csv#{one.start}" for one in found[1:]]
    path = tmp_path / "a.csv"
    parts = [
        listings.above_slice(path, one.start) + listings.read_slice(path, one.start, one.size_bytes) for one in found
    ]
    titles = sorted(record.title.text for part in parts for record in read(part).records if record.title)
    assert titles == sorted(f"Ferry number {at}" for at in range(40))
    assert sum(one.size_bytes for one in found) == len(data)


@pytest.mark.usefixtures("small")
def test_prose_is_not_cut() -> None:
    data = (TEXT * 40).encode()
    assert slices.cut(BytesIO(data), len(data)) == ()
