"""Parquet files with the same bytes for the same rows, read back with their checksums verified."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.flows import files
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.tables.declared.columns import PUBLISHER_DOMAIN
from broadsheet.transforms.tables.schema import DAY

# Of the 65,000 to 122,000 rows that did well when they were measured, the least: it bounds what is in memory.
ROW_GROUP_ROWS = 65_536
# zstd 19 was 60 times slower for 11 % less. Page checksums find every flipped bit; without, two in three pass as data.
_COMPRESSION_LEVEL = 3


class Blocks:
    """A table that comes block by block and is given back in row groups; what is held of it is compressed.

    Its categories have one dictionary: that of the blocks, or where these differ all their words, sorted.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.num_rows = 0
        self._held: list[pa.Buffer] = []
        self._words: dict[str, pa.Array] = {}

    def add(self, table: pa.Table) -> None:
        """Put the rows of a table behind those that are there."""
        if not table.num_rows:
            return
        whole = table.combine_chunks()
        for field in self.schema:
            if pa.types.is_dictionary(field.type):
                self._learn(field.name, whole[field.name].combine_chunks().dictionary)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, self.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
            stream.write_table(whole)
        self._held.append(sink.getvalue())
        self.num_rows += table.num_rows

    def groups(self) -> Iterator[pa.Table]:
        """The rows, as many to a table as a row group has."""
        pending: list[pa.Table] = []
        room = ROW_GROUP_ROWS
        for buffer in self._held:
            table = self._worded(pa.ipc.open_stream(buffer).read_all())
            while table.num_rows >= room:
                pending.append(table.slice(0, room))
                table, room = table.slice(room), ROW_GROUP_ROWS
                yield _joined(pending)
            pending.append(table)
            room -= table.num_rows
        if room < ROW_GROUP_ROWS:
            yield _joined(pending)

    def _learn(self, name: str, words: pa.Array) -> None:
        known = self._words.setdefault(name, words)
        if not known.equals(words):
            every = pc.unique(pa.concat_arrays([known, words]))
            self._words[name] = every.take(pc.sort_indices(every))

    def _worded(self, table: pa.Table) -> pa.Table:
        for name, words in self._words.items():
            column = table[name].combine_chunks()
            codes = pc.index_in(column.dictionary, value_set=words).take(column.indices)
            at = table.schema.get_field_index(name)
            table = table.set_column(at, self.schema.field(at), pa.DictionaryArray.from_arrays(codes, words))
        return table


def _joined(pending: list[pa.Table]) -> pa.Table:
    """One table of several, which the list lets go."""
    joined = pa.concat_tables(pending).combine_chunks()
    pending.clear()
    return joined


def write(table: pa.Table, path: Path) -> None:
    """Write a Parquet file and sync it.

    Equal tables give equal bytes: the chunks a table came in are no property of its rows.
    """
    write_groups(table.schema, groups(table), path)


def groups(table: pa.Table) -> Iterator[pa.Table]:
    """A table as its row groups; an empty one as one without rows."""
    whole = table.combine_chunks()
    return (whole.slice(at, ROW_GROUP_ROWS) for at in range(0, max(1, whole.num_rows), ROW_GROUP_ROWS))


def write_groups(schema: pa.Schema, tables: Iterator[pa.Table], path: Path) -> None:
    """Write row groups, one at a time in memory, as `write` does their table."""
    with pq.ParquetWriter(
        path,
        schema.remove_metadata(),
        compression="zstd",
        compression_level=_COMPRESSION_LEVEL,
        use_dictionary=[field.name for field in schema if pa.types.is_dictionary(field.type)] or False,
        write_statistics=[field.name for field in schema if _is_filtered_by(field)] or False,
        write_page_checksum=True,
        store_schema=False,
    ) as writer:
        # pyarrow itself would store the metadata twice: within this schema and beside it.
        writer.add_key_value_metadata({"ARROW:schema": base64.b64encode(schema.serialize().to_pybytes())})
        for table in tables:
            writer.write_table(table.replace_schema_metadata(), row_group_size=ROW_GROUP_ROWS)
            del table  # before the next is made
    files.sync_file(path)


def _is_filtered_by(field: pa.Field) -> bool:
    """Whether a column has statistics: keys, days and the outlet. Those of all columns were a third of a footer."""
    return bool(field.type == DAY) or field.name.endswith(("_id", "_index")) or field.name == PUBLISHER_DOMAIN.name


def schema(path: Path) -> pa.Schema:
    """The schema of a Parquet file."""
    return pq.read_schema(path)


def read(path: Path, columns: list[str] | None = None) -> pa.Table:
    """The table of a Parquet file, or some columns of it.

    Raises  StorageError, when the file is absent, no Parquet, or a page differs from its checksum
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            return file.read(columns)
    except (OSError, pa.ArrowException) as error:
        raise StorageError(f"{path} cannot be read back: {error}") from error


def read_groups(path: Path) -> Iterator[pa.Table]:
    """The row groups of a Parquet file, one at a time in memory.

    Raises  StorageError, as `read`
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number)
    except (OSError, pa.ArrowException) as error:
        raise StorageError(f"{path} cannot be read back: {error}") from error
