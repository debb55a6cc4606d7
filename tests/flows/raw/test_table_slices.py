"""Large tables are read in slices of whole rows, each with the names of the columns above it."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from broadsheet.flows.raw import listings, slices
from broadsheet.flows.raw.listings import above_slice, read_slice
from broadsheet.transforms.articles.articles import Article, RawFile, each_of

TEXT = 'The council said "yes", and\n\nvoted on Monday to reopen the old ferry line of Orlova. ' * 4


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes at which a table of some kilobytes is cut."""
    monkeypatch.setattr(slices, "WHOLE_BYTES", 100)
    monkeypatch.setattr(slices, "TABLE_BYTES", 1_000)
    monkeypatch.setattr(slices, "MAX_BYTES", 2_000)
    monkeypatch.setattr(slices, "ABOVE_BYTES", 900)


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
    assert [file.raw_path for file in found[1:]] == [f"a.csv#{file.start}" for file in found[1:]]
    path = tmp_path / "a.csv"
    files = [
        RawFile(file.raw_path, read_slice(path, file.start, file.size_bytes), above=above_slice(path, file.start))
        for file in found
    ]
    titles = sorted(article.title for article in each_of(files) if isinstance(article, Article))
    assert [raw_file.sha256 for raw_file in files] == [file.raw_sha256 for file in found]
    assert titles == sorted(f"Ferry number {at}" for at in range(40))
    assert sum(file.size_bytes for file in found) == len(data)


@pytest.mark.usefixtures("small")
def test_prose_is_not_cut() -> None:
    data = (TEXT * 40).encode()
    assert slices.cut(BytesIO(data), len(data)) == ()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("as_lines", [False, True], ids=["CSV", "JSON Lines"])
def test_the_head_of_the_table_tells_the_columns_and_the_order_of_day_and_month_of_every_slice(
    as_lines: bool, tmp_path: Path
) -> None:
    rows = [(f"{25 if not at else at % 12 + 1:02}/03/2021", f"Ferry number {at}", f"{TEXT} {at}") for at in range(40)]
    names = ("q1", "q2", "q3")
    if as_lines:
        lines = [json.dumps(dict(zip(names, row, strict=True))) for row in rows]
        (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n")
    else:
        sink = StringIO()
        csv.writer(sink, lineterminator="\n").writerows([names, *rows])
        (tmp_path / "a.csv").write_text(sink.getvalue())
    found = listings.scan(tmp_path).found
    files = [
        RawFile(
            file.raw_path,
            read_slice(tmp_path / file.path, file.start, file.size_bytes),
            above=above_slice(tmp_path / file.path, file.start),
        )
        for file in found
    ]
    articles = [article for article in each_of(files) if isinstance(article, Article)]
    assert len(found) > 3
    days = {article.title: article.published_day for article in articles}
    expected = {f"Ferry number {at}": date(2021, 3, at % 12 + 1 if at else 25) for at in range(40)}
    assert days == expected
