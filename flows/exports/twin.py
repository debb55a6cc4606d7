"""The twin of a dataset without its text, and the way back: words put back from raw files, every digest as it was.

A twin is a Parquet export without the columns of `transforms.tables.declared.wording`, and `twin.json`: by table the
schema and the SHA-256 of the whole export. Its words are had back without any model: sections and blocks by reading the
raw files again, all else as slices of these.
"""

import base64
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.exports.parquet_files import write_parquet
from broadsheet.flows.exports.tables import SPECS, ExportTable
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import RunOptions, settings
from broadsheet.flows.store import parquet, snapshots
from broadsheet.transforms.errors import BroadsheetError, SettingsError
from broadsheet.transforms.marking.slices import by_key, sections_of, slices
from broadsheet.transforms.tables.declared.wording import SLICES, withheld

NAME = "twin.json"
# How many of what is missing are named: a line of a terminal. Set by hand.
_NAMED = 3


class TwinError(BroadsheetError):
    """The raw files are not those that the twin was made of; the message names them."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A table as it was: its schema, and the digest of its export."""

    schema: pa.Schema
    sha256: str


def account(tables: Sequence[ExportTable], folder: Path) -> bytes:
    """The content of `twin.json`; `folder` is one that may be written to meanwhile."""
    wholes: dict[str, dict[str, object]] = {}
    for table in tables:
        path = folder / f"{table.name}.whole"
        write_parquet(table, path)
        wholes[table.name] = {
            "withheld": list(withheld(table.name, table.schema)),
            "sha256": files.digest(path),
            "schema": base64.b64encode(table.schema.serialize().to_pybytes()).decode(),
        }
        path.unlink()
    return files.canonical({"tables": wholes})


def attach(twin: Path, raw: Path | str, folder: Path) -> dict[str, int]:
    """Write the whole tables of a twin to a new folder; gives rows by table.

    Raises  TwinError, when raw files are missing or others; SettingsError, when it is no twin, or the folder is there
    """
    wholes = _account(twin)
    if folder.exists():
        raise SettingsError(f"{folder} is there already: remove it, or give another folder")
    parent = folder.absolute().parent
    files.make_folder(parent)
    with tempfile.TemporaryDirectory(dir=parent, prefix=".attach-") as work:
        read = _read_again(raw, Path(work) / "read")
        _check(parquet.read(twin / "articles.parquet"), read["articles"])
        aside = Path(work) / "made"
        aside.mkdir()
        rows = {name: _restore(name, whole, twin, read, aside) for name, whole in wholes.items()}
        for name in ("dictionary.csv", "README.md", "CITATION.cff"):
            shutil.copyfile(twin / name, aside / name)
        aside.rename(folder)
    return rows


def _account(twin: Path) -> dict[str, _Whole]:
    try:
        wholes: dict[str, Any] = json.loads((twin / NAME).read_bytes())["tables"]
        return {
            name: _Whole(pa.ipc.read_schema(pa.py_buffer(base64.b64decode(table["schema"]))), table["sha256"])
            for name, table in wholes.items()
        }
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise SettingsError(f"{twin} is no twin: `broadsheet export parquet FOLDER --no-text` makes one") from error


def _read_again(raw: Path | str, processed: Path) -> dict[str, pa.Table]:
    """The tables of the raw files that need no model."""
    light = settings(
        {
            "raw": raw,
            "processed": processed,
            "recogniser": "none",
            "parse": False,
            "executor": "inline",
            "max_reject_share": 1,
        }
    )
    ingest.run(light, conductor.Plain(lambda _: None), RunOptions.model_validate({}))
    content = snapshots.read_manifest(processed)
    return {name: snapshots.read_table(processed, name, content) for name in content["tables"]}


def _check(twin: pa.Table, read: pa.Table) -> None:
    """Raise TwinError, unless every article of the twin was read again, with the same words."""
    digests = dict(zip(read["article_id"].to_pylist(), read["text_sha256"].to_pylist(), strict=True))
    kept = [twin[name].to_pylist() for name in ("article_id", "text_sha256", "raw_path")]
    wrong = [path for article_id, digest, path in zip(*kept, strict=True) if digests.get(article_id) != digest]
    if wrong:
        more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        raise TwinError(
            f"{len(wrong)} of {twin.num_rows} articles are not in the raw files, or with other words:"
            f" {', '.join(wrong[:_NAMED])}{more}"
        )


def _restore(name: str, whole: _Whole, twin: Path, read: Mapping[str, pa.Table], folder: Path) -> int:
    kept = parquet.read(twin / f"{name}.parquet")
    sections = sections_of(read["articles"])
    columns: dict[str, pa.Array | pa.ChunkedArray] = {column: kept[column] for column in kept.column_names}
    for field in whole.schema:
        if field.name in columns:
            continue
        bounds = SLICES.get(name, {}).get(field.name)
        if bounds:
            values: list[Any] = slices(sections, kept, bounds)
        else:
            values = by_key(read[name], kept, SPECS[name].key, field.name)
        columns[field.name] = pa.array(values, field.type)
    restored = pa.Table.from_arrays([columns[field.name] for field in whole.schema], schema=whole.schema)
    path = folder / f"{name}.parquet"
    rows = write_parquet(ExportTable(name, SPECS.get(name), whole.schema, lambda: iter([restored])), path)
    if files.digest(path) != whole.sha256:
        raise TwinError(f"{name} is not as it was, though its articles are: was the twin made by another version?")
    return rows
