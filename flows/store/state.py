"""What the current snapshot was made of, in a file beside it: raw files, their pieces, parts' causes.

_cache/state/<snapshot id>.arrow, written before the snapshot becomes current: so the one step publishes both.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.store import snapshots

FOLDER = Path("_cache") / "state"
# In the order of the fields of `Known`.
_SCHEMA = pa.schema(
    [
        ("raw_path", pa.string()),
        ("raw_sha256", pa.string()),
        ("size_bytes", pa.int64()),
        ("mtime_ns", pa.int64()),
        ("read_ns", pa.int64()),
        ("piece", pa.string()),
        ("articles", pa.int64()),
        ("is_removed", pa.bool_()),
        ("hint", pa.string()),
        ("unit", pa.string()),
        ("companions", pa.list_(pa.string())),
    ]
)


@dataclass(frozen=True, slots=True)
class Known:
    """A raw file that the dataset stands on: `piece` holds its rows, `articles` is the number of articles in it,
    `read_ns` is when its bytes were last read, and `is_removed` whether it is gone from the raw folder since. `hint`
    and `unit` are as in `listings.Found`, `companions` the raw paths of the files that were read with it.
    """

    raw_path: str
    raw_sha256: str
    size_bytes: int
    mtime_ns: int
    read_ns: int
    piece: str
    articles: int
    is_removed: bool
    hint: str
    unit: str
    companions: list[str]


@dataclass(frozen=True, slots=True)
class State:
    """What a snapshot was made of: files by raw path, what was decided by which code, and parts by their cause.

    `inputs`: digest of what was found. `code`: digest of the code that published.
    """

    files: dict[str, Known]
    inputs: str
    code: str
    parts: dict[str, list[snapshots.Part]]

    def trusted(self) -> dict[str, tuple[int, int, str, str]]:
        """Size, time, digest and hint of the files whose time is old enough to tell a change after they were read."""
        return {
            file.raw_path: (file.size_bytes, file.mtime_ns, file.raw_sha256, file.hint)
            for file in self.files.values()
            if not file.is_removed and file.mtime_ns < file.read_ns - RACY_NS
        }


# A file written twice within the clock step of its file system may keep size and time: those are read again. 2 s is the
# coarsest step in use (FAT).
RACY_NS = 2_000_000_000


def load(processed: Path) -> State | None:
    """The state of the current snapshot; None when there is none, or it is gone or damaged: then all is read again."""
    name = snapshots.current_id(processed)
    if name is None:
        return None
    try:
        table = pa.ipc.open_file(files.unsealed(_path(processed, name).read_bytes())).read_all()
        header = json.loads(table.schema.metadata[b"state"])
        columns = [table[name].to_pylist() for name in _SCHEMA.names]
        known = {row[0]: Known(*row) for row in zip(*columns, strict=True)}
        parts = {key: [snapshots.Part(**row) for row in rows] for key, rows in header["parts"].items()}
        return State(known, header["inputs"], header["code"], parts)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None


def fault(processed: Path, name: str) -> str | None:
    """What is wrong with the state of a snapshot; None, when nothing is."""
    path = _path(processed, name)
    try:
        files.unsealed(path.read_bytes())
    except (OSError, ValueError) as error:
        return f"{path.relative_to(processed)}: {error}"
    return None


def save(processed: Path, snapshot_id: str, state: State) -> None:
    """Store the state of a snapshot, in one step."""
    columns = [[getattr(file, name) for file in state.files.values()] for name in _SCHEMA.names]
    header = {
        "inputs": state.inputs,
        "code": state.code,
        "parts": {key: [asdict(part) for part in parts] for key, parts in state.parts.items()},
    }
    schema = _SCHEMA.with_metadata({"state": json.dumps(header)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        arrays = [pa.array(values, field.type) for values, field in zip(columns, _SCHEMA, strict=True)]
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    try:
        files.make_folder(processed / FOLDER)
        files.write_whole(_path(processed, snapshot_id), files.sealed(sink.getvalue().to_pybytes()))
    except OSError as error:
        raise files.refusal(f"cannot write to {processed / FOLDER}", error) from error


def forget_others(processed: Path, snapshot_id: str) -> None:
    """Remove the states of other snapshots."""
    for path in (processed / FOLDER).glob("*.arrow"):
        if path.stem != snapshot_id:
            path.unlink()


def _path(processed: Path, snapshot_id: str) -> Path:
    return processed / FOLDER / f"{snapshot_id}.arrow"
