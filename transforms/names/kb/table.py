"""The file of a knowledge base: its rows in one form, or all that is wrong with it."""

from collections.abc import Iterator
from typing import Final, get_args

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.vocabulary.mention_types import MentionType

TYPES: Final[tuple[MentionType, ...]] = get_args(MentionType)
REQUIRED: Final = ("name", "kb_id", "type")
LISTS: Final = ("alias", "roles", "related")
# Optional texts: the form each must have, and how a message calls what has another.
CODES: Final = {
    "country": ("^[A-Z]{2}$", "no code of two capitals"),
    "geonames_id": ("^[0-9]{1,10}$", "no number of at most ten digits"),
}
COLUMNS: Final = (*REQUIRED, *CODES, *LISTS)
_MOST_LISTED: Final = 3  # examples in a message: enough to find the fault in the file


def checked(table: pa.Table) -> pa.Table:
    """Columns name, kb_id, type, country and geonames_id as text; alias, roles and related as lists of text; null where
    the file has none.

    Raises  SettingsError, naming every fault: a column that is missing or no text, an empty name or id, a type that is
            not on the list, a row twice
    """
    if missing := [name for name in REQUIRED if name not in table.column_names]:
        raise SettingsError(f"no column {', '.join(missing)}; it needs name, kb_id and type, and may have alias")
    if twice := [name for name in COLUMNS if table.column_names.count(name) > 1]:
        raise SettingsError(f"two columns are called {', '.join(twice)}")
    present = {name for name in COLUMNS if name in table.column_names and not pa.types.is_null(table[name].type)}
    strange = [
        f"{name} is {table[name].type}"
        for name in COLUMNS
        if name in present | {*REQUIRED} and not _is_right(name, table[name].type)
    ]
    if strange:
        raise SettingsError(f"{'; '.join(strange)}: give text, or for {', '.join(LISTS)} a list of texts")
    columns = {name: table[name].cast(pa.string()) for name in REQUIRED}
    key = {"name": columns["name"], "kb_id": columns["kb_id"], "type": columns["type"]}
    if "alias" in present and _is_text(table["alias"].type):
        key["alias"] = table["alias"].cast(pa.string())
    none = pa.chunked_array([pa.nulls(table.num_rows, pa.string())])
    codes = {name: table[name].cast(pa.string()) if name in present else none for name in CODES}
    if faults := [*_empty(columns), *_unknown(columns["type"]), *_no_codes(codes), *_repeated(pa.table(key))]:
        raise SettingsError("; ".join(faults))
    lists = {name: _texts(table[name]) if name in present else _none(table.num_rows) for name in LISTS}
    return pa.table({**columns, **codes, **lists})


def _is_right(name: str, kind: pa.DataType) -> bool:
    return _is_text(kind) or (name in LISTS and _is_list(kind))


def _no_codes(codes: dict[str, pa.ChunkedArray]) -> Iterator[str]:
    for name, (form, fault) in CODES.items():
        if rows := _rows(pc.fill_null(pc.invert(pc.match_substring_regex(codes[name], form)), False)):
            yield f"{name} is {fault} in {rows}"


def _is_text(kind: pa.DataType) -> bool:
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_string_view(plain))


def _is_list(kind: pa.DataType) -> bool:
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return bool(is_list) and (_is_text(kind.value_type) or pa.types.is_null(kind.value_type))


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if _is_list(column.type):
        return column.cast(pa.list_(pa.string()))
    return pa.chunked_array([_each_alone(chunk.cast(pa.string())) for chunk in column.chunks], pa.list_(pa.string()))


def _each_alone(chunk: pa.Array) -> pa.Array:
    """A list of one for each text."""
    return pa.ListArray.from_arrays(pa.array(range(len(chunk) + 1), pa.int32()), chunk)


def _none(rows: int) -> pa.Array:
    return pa.nulls(rows, pa.list_(pa.string()))


def _empty(columns: dict[str, pa.ChunkedArray]) -> Iterator[str]:
    for name, column in columns.items():
        blank = pc.fill_null(pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(column)), 0), True)
        if rows := _rows(blank):
            yield f"{name} is empty in {rows}"


def _unknown(types: pa.ChunkedArray) -> Iterator[str]:
    known = pc.is_in(types, value_set=pa.array(TYPES))
    blank = pc.fill_null(pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(types)), 0), True)
    strange = pc.and_not(pc.invert(known), blank)
    if rows := _rows(strange):
        examples = ", ".join(map(repr, pc.unique(types.filter(strange)).to_pylist()[:_MOST_LISTED]))
        yield f"type is {examples} in {rows}: give one of {', '.join(TYPES)}"


def _repeated(key: pa.Table) -> Iterator[str]:
    names = key.column_names
    counted = key.group_by(names, use_threads=False).aggregate([([], "count_all")])
    again = counted.filter(pc.greater(counted["count_all"], 1))
    if again.num_rows:
        first = ", ".join(repr(again[name][0].as_py()) for name in names)
        rest = f", and {again.num_rows - 1} more" if again.num_rows > 1 else ""
        yield f"rows are there more than once with the same {', '.join(names)}: {first}{rest}"


def _rows(mask: pa.ChunkedArray) -> str:
    """Where a mask is true, told from row 1; "" where it is nowhere."""
    at = pc.indices_nonzero(mask)
    places = ", ".join(str(row + 1) for row in at[:_MOST_LISTED].to_pylist())
    return (
        f"row {places}" + (f" and {len(at) - _MOST_LISTED} more" if len(at) > _MOST_LISTED else "") if len(at) else ""
    )
