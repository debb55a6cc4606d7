"""Tables in Parquet, Arrow or Feather files."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from broadsheet.transforms.readers.tables.rows import Row, Table, articles_of
from broadsheet.transforms.records.record import Record, Reject

_BATCH = 256  # rows held at a time: with texts of 5 kB about a megabyte; its size changes no row
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file


def read_parquet(data: bytes, choices: Mapping[str, str] | None = None) -> Iterator[Record | Reject]:
    """The articles in the rows of a Parquet file, a few rows held at a time."""
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        names = file.schema_arrow.names
        table = Table("parquet", names, lambda: _rows(file.iter_batches(batch_size=_BATCH)))
        yield from articles_of(table, choices)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Reject("malformed", f"the Parquet file cannot be read on: {str(error)[:_MAX_MESSAGE]}")


def read_arrow(data: bytes, choices: Mapping[str, str] | None = None) -> Iterator[Record | Reject]:
    """The articles in the rows of a file of Arrow's own format, Feather included."""
    try:
        file = pa.ipc.open_file(pa.BufferReader(data))
        table = Table("arrow", file.schema.names, lambda: _rows(map(file.get_batch, range(file.num_record_batches))))
        yield from articles_of(table, choices)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Reject("malformed", f"the Arrow file cannot be read on: {str(error)[:_MAX_MESSAGE]}")


def _rows(batches: Iterator[pa.RecordBatch]) -> Iterator[Row]:
    number = 0
    for batch in batches:
        # Where a text ends before it begins Arrow would read whatever memory stands there.
        batch.validate(full=True)
        columns = [column.to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            number += 1
            yield Row(str(number), tuple(map(plain, cells)))


def plain(cell: object) -> object:
    """A cell as readers of fields take it: days and times as text, bytes as none."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return None
    return cell
