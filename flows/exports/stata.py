"""Stata files (format 118, Stata 14 and later): names that fit, labels of variables and of values."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from broadsheet.flows.exports.tables import ExportTable
from broadsheet.flows.exports.text_files import is_day
from broadsheet.transforms.tables.schema import is_list

# Limits of the format: characters of a name, and of a variable's label; bytes of a fixed string.
_NAME, _LABEL, _FIXED_BYTES = 32, 80, 2045
# Its widest integer, `long`.
_INTEGER_BITS = 32
_NO_YES = ("no", "yes")


def write_stata(table: ExportTable, path: Path) -> int:
    """Write a table for Stata; gives its rows.

    Categories and flags are numbers with value labels; keys, which Stata has no integers for, are doubles, exact below
    2**53; days are %td, instants %tc in UTC. A missing text is empty, as Stata has no other.
    """
    whole = pa.concat_tables([table.schema.empty_table(), *table.batches()]).unify_dictionaries()
    short = short_names(table.schema.names)
    frame = pd.DataFrame({short[field.name]: _column(whole[field.name], field.type) for field in table.schema})
    labels = {short[name]: _label(table, name) for name in table.schema.names}
    moments: Any = {  # the stubs have keys of no type
        short[field.name]: "td" if is_day(field.type) else "tc"
        for field in table.schema
        if is_day(field.type) or pa.types.is_timestamp(field.type)
    }
    long = [name for name in frame if frame[name].dtype == object and _bytes(frame[name]) > _FIXED_BYTES]
    frame.to_stata(
        path,
        write_index=False,
        version=118,  # the first with Unicode, of Stata 14
        variable_labels=labels,
        convert_dates=moments,
        convert_strl=long,
    )
    return int(whole.num_rows)


def _label(table: ExportTable, name: str) -> str:
    column = table.column(name)
    return (column.description if column else name)[:_LABEL]


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Names of at most 32 characters, by name: a longer one is cut, and numbered where that makes two the same."""
    short: dict[str, str] = {}
    for name in names:
        cut = re.sub(r"\W", "_", name)[:_NAME]
        number = 2
        while cut in short.values():
            ending = f"_{number}"
            cut, number = f"{name[: _NAME - len(ending)]}{ending}", number + 1
        short[name] = cut
    return short


def _column(values: pa.ChunkedArray, kind: pa.DataType) -> Any:  # noqa: ANN401 - a series or a categorical
    if not len(values) and not pa.types.is_timestamp(kind):
        return pd.Series([], dtype="float64")  # neither texts nor categories without a row can be written
    if pa.types.is_dictionary(kind):
        array = values.combine_chunks()
        codes = array.indices.fill_null(-1).to_numpy()
        return pd.Categorical.from_codes(codes, categories=pd.Index(array.dictionary.to_pylist(), dtype=object))
    if pa.types.is_boolean(kind):
        codes = values.cast(pa.int8()).fill_null(-1).to_numpy()
        return pd.Categorical.from_codes(codes, categories=pd.Index(_NO_YES))
    if is_day(kind) or pa.types.is_timestamp(kind):
        return pd.Series(pd.to_datetime(values.cast(pa.timestamp("ms")).to_pandas()))
    if pa.types.is_string(kind) or is_list(kind):
        texts = ["; ".join(map(str, item)) if isinstance(item, list) else item or "" for item in values.to_pylist()]
        return pd.Series(texts, dtype=object)
    if pa.types.is_integer(kind) and (values.null_count or kind.bit_width > _INTEGER_BITS):
        values = values.cast(pa.float64())
    return pd.Series(values.to_pandas())


def _bytes(texts: "pd.Series[str]") -> int:
    return max((len(text.encode()) for text in texts), default=0)
