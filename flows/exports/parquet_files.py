"""A table as one Parquet file, with the same bytes for the same rows."""

from pathlib import Path

from broadsheet.flows.exports.tables import ExportTable
from broadsheet.flows.store import parquet


def write_parquet(table: ExportTable, path: Path) -> int:
    """Write a table as one Parquet file; gives its rows."""
    blocks = parquet.Blocks(table.schema)
    for batch in table.batches():
        blocks.add(batch)
    groups = blocks.groups() if blocks.num_rows else iter([table.schema.empty_table()])
    parquet.write_groups(table.schema, groups, path)
    return blocks.num_rows
