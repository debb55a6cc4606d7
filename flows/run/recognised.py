"""From staged batches to the columns of tables that were recognised in them, for a person to check."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows.store import cache
from broadsheet.flows.store.ledger import file_of
from broadsheet.transforms.staged import SOURCE

_TABLE, _FIELD = "article_evidence", "columns"


def columns_of(folder: Path, pieces: Iterable[cache.Piece]) -> dict[str, tuple[str, ...]]:
    """What each table's columns were recognised as, by its raw path, as `title=Headline, body=Text (content)`; several
    where a file holds several tables. Of a large one, whose slices are alike, the first slice stands for all."""
    layouts: dict[str, set[str]] = {}
    for piece in pieces:
        if not piece.blocks.get(_TABLE):
            continue
        rows = cache.read_blocks(folder, piece, _TABLE, [SOURCE, "field", "value"])
        rows = rows.filter(pc.equal(rows["field"].cast(pa.string()), _FIELD))
        distinct = rows.group_by([SOURCE, "value"]).aggregate([])
        for path, value in zip(distinct[SOURCE].to_pylist(), distinct["value"].to_pylist(), strict=True):
            if file := file_of(path, piece.files):
                layouts.setdefault(file, set()).add(value)
    return {
        file: tuple(sorted(values)) for file, values in sorted(layouts.items()) if not _is_later_slice(file, layouts)
    }


def _is_later_slice(file: str, layouts: dict[str, set[str]]) -> bool:
    whole, mark, start = file.rpartition("#")
    return bool(mark) and start.isdecimal() and layouts.get(whole) == layouts[file]
