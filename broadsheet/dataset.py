"""From the folder of a published dataset to the tables of one of its snapshots, as pandas frames."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from broadsheet.flows.store import snapshots
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.tables.schema import DICTIONARY

Filters = Sequence[tuple[str, str, Any]] | Sequence[Sequence[tuple[str, str, Any]]]


@dataclass(frozen=True, slots=True)
class Dataset(Mapping[str, pd.DataFrame]):
    """A snapshot of a published dataset: `dataset["quotes"]` is a table as a frame.

    Bound to one snapshot: what is published later does not show in it. Old snapshots go as the setting `keep` says;
    a table read from one that is gone raises StorageError.
    """

    processed: Path
    snapshot: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.name for path in self._view().iterdir()))

    def __len__(self) -> int:
        return sum(1 for _ in self._view().iterdir())

    def path(self, name: str) -> Path:
        """The folder of a table's Parquet files, for polars, DuckDB or pyarrow.

        Raises  StorageError, when the snapshot has no such table
        """
        path = self._view() / name
        if not path.is_dir():
            raise StorageError(f"{self.processed} has no table {name!r}: there are {', '.join(self)}")
        return path

    def read(self, name: str, columns: Sequence[str] | None = None, filters: Filters | None = None) -> pd.DataFrame:
        """A table, or some of its columns and rows; `filters` as those of pandas.read_parquet, days as Timestamps.

        Its attrs name the table, the snapshot, the schema version, and the table that explains the columns.

        Raises  StorageError, when the snapshot has no such table, or goes while it is read
        """
        chosen = None if columns is None else list(columns)
        try:
            frame = pd.read_parquet(self.path(name), columns=chosen, filters=filters)
        except FileNotFoundError as error:
            raise StorageError(f"snapshot {self.snapshot} went while it was read: open the dataset again") from error
        frame.attrs["snapshot"] = self.snapshot
        return frame

    def dictionary(self, of: str | pd.DataFrame | None = None) -> pd.DataFrame:
        """What columns mean: of all tables, of a table by its name, or of a frame that was read from one.

        Columns type, unit, meaning, null_means, source, since, indexed by table and column, in the order of `of`.

        Raises  StorageError, for a frame that does not say which table it is from
        """
        rows = self.read(DICTIONARY).set_index(["table", "column"])
        if of is None:
            return rows
        name = of if isinstance(of, str) else of.attrs.get("table")
        if name not in rows.index.get_level_values("table"):
            raise StorageError(f"no table {name!r} is explained: give a name, or a frame as it was read")
        whole = rows.loc[[name]]
        if isinstance(of, str):
            return whole
        known = whole.index.get_level_values("column")
        return whole.loc[[(name, column) for column in of.columns if column in known]]

    def _view(self) -> Path:
        path = snapshots.view(self.processed, self.snapshot)
        if not path.is_dir():
            raise StorageError(f"{self.processed} holds no snapshot {self.snapshot}: open the dataset again")
        return path


def open(processed: str | Path = "data/processed", snapshot: str | None = None) -> Dataset:
    """A published dataset.

    `processed`  its folder, as in the setting
    `snapshot`   the id of a snapshot that is kept, or the beginning of one; None: the current one
    Raises       StorageError, when nothing is published there, or no such snapshot is kept
    """
    folder = Path(processed)
    current = snapshots.current_id(folder)
    if current is None:
        raise StorageError(f"nothing is published in {folder}: give the folder that holds `current`, or run an ingest")
    if snapshot is None:
        return Dataset(folder, current)
    kept = [name for name in snapshots.kept(folder) if name.startswith(snapshot)]
    if len(kept) != 1:
        raise StorageError(
            f"{folder} keeps {len(kept)} snapshots named {snapshot!r}: {', '.join(snapshots.kept(folder))}"
        )
    return Dataset(folder, kept[0])
