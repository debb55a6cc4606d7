"""What is told of an exported dataset and its files, whichever description it stands in."""

from dataclasses import dataclass

import pyarrow as pa

from broadsheet.transforms.tables.schema import Column, TableSpec

TITLE = "A news dataset made by Broadsheet"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One exported file: its table, name, media type and format, size in bytes, digest, and rows."""

    table: str
    name: str
    media_type: str
    format: str
    bytes: int
    sha256: str
    rows: int
    schema: pa.Schema
    spec: TableSpec | None

    def column(self, name: str) -> Column | None:
        """The declaration of a column; None of one that is not declared now."""
        declared = {column.name: column for column in self.spec.columns} if self.spec else {}
        return declared.get(name)

    @property
    def meaning(self) -> str:
        """What a row of it is."""
        return f"One row per {self.spec.row}." if self.spec else self.table


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """An export: its snapshot, the versions that made it, the days it covers, its licence, and its files.

    `first_day` and `last_day` are null where no article has a day, `published_day`, that of the snapshot, where no run
    is on record; `is_without_text` of a twin.
    """

    snapshot_id: str
    versions: dict[str, str]
    first_day: str | None
    last_day: str | None
    published_day: str | None
    licence: str
    is_without_text: bool
    files: tuple[FileFacts, ...]

    @property
    def description(self) -> str:
        """What it is, in a sentence or two."""
        rows = {file.table: file.rows for file in self.files}
        days = f" of {self.first_day} to {self.last_day}" if self.first_day else ""
        words = " The publishers' words are left out; `broadsheet attach` puts them back from the raw files."
        return (
            f"{rows.get('articles', 0)} news articles{days} with sentences, names, quotations and their speakers,"
            f" dates and readability, in {len(self.files)} tables.{words if self.is_without_text else ''}"
        )
