"""Tables as text: CSV that no spreadsheet takes for formulas, and JSON Lines."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from broadsheet.flows.exports.tables import ExportTable
from broadsheet.transforms.tables.schema import is_list

# A cell that begins so is a formula to a spreadsheet, which may run programs or send what other cells hold (OWASP, "CSV
# injection"; full-width signs count in East Asian versions). An apostrophe before it makes it text.
_FORMULA = r"^([=+\-@\t\r＝＋－＠])"
_DAY, _INSTANT = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"


def write_csv(table: ExportTable, path: Path) -> int:
    """Write a table as CSV; gives its rows. Days and instants are ISO 8601, lists JSON, a missing value is empty."""
    schema = pa.schema([(field.name, _plain_type(field.type)) for field in table.schema])
    rows = 0
    with csv.CSVWriter(path, schema, write_options=csv.WriteOptions(quoting_style="needed")) as writer:
        for batch in table.batches():
            columns = [_plain(batch[field.name].combine_chunks(), field.type) for field in table.schema]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            rows += batch.num_rows
    return rows


def write_json_lines(table: ExportTable, path: Path) -> int:
    """Write a table as JSON Lines; gives its rows. Days and instants are ISO 8601, a missing value is null."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for batch in table.batches():
            for row in decimal(batch).to_pylist():
                stream.write(json.dumps({name: json_value(value) for name, value in row.items()}, ensure_ascii=False))
                stream.write("\n")
            rows += batch.num_rows
    return rows


def json_value(value: Any) -> Any:  # noqa: ANN401 - what a cell holds
    """A cell as JSON has it."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.strftime(_DAY)
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def decimal(table: pa.Table) -> pa.Table:
    """The table with float32 as the float64 of the same decimal: 0.8, where the bits widened were 0.800000011920929."""
    for place, field in enumerate(table.schema):
        if pa.types.is_float32(field.type):
            widened = table[field.name].cast(pa.string()).cast(pa.float64())
            table = table.set_column(place, field.name, widened)
    return table


def is_day(kind: pa.DataType) -> bool:
    """Whether a column holds days: dates, or midnights without a zone."""
    return bool(pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None))


def _plain_type(kind: pa.DataType) -> pa.DataType:
    is_plain = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    return kind if is_plain else pa.string()


def _plain(values: pa.Array, kind: pa.DataType) -> pa.Array:
    if is_day(kind):
        return pc.strftime(values.cast(pa.timestamp("s")), _DAY)
    if pa.types.is_timestamp(kind):
        return pc.strftime(values.cast(pa.timestamp("s", "UTC"), safe=False), _INSTANT)
    if is_list(kind):
        lists = [None if item is None else json.dumps(item, ensure_ascii=False) for item in values.to_pylist()]
        return pa.array(lists, pa.string())
    if _plain_type(kind) != pa.string():
        return values
    return pc.replace_substring_regex(values.cast(pa.string()), pattern=_FORMULA, replacement=r"'\1")
