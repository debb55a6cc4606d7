"""What people can code of a snapshot: words, where they stand, and our values."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from broadsheet.flows.exports import database
from broadsheet.flows.exports.text_files import json_value
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES

# By table what a coder reads: the unit's own words, and what stands around them.
_READ = {
    "articles": ("u.title", "u.text"),
    "sentences": ("u.text", "p.text"),
    "quotes": ("u.text", "s.text"),
    "mentions": ("u.surface", "s.text"),
}
_SENTENCE = "LEFT JOIN sentences s ON s.article_id = u.article_id AND s.sentence_index = u.sentence_index"
_PARAGRAPH = "LEFT JOIN paragraphs p ON p.article_id = u.article_id AND p.paragraph_index = u.paragraph_index"
_AROUND = {"quotes": _SENTENCE, "mentions": _SENTENCE, "sentences": _PARAGRAPH}
TABLES = tuple(_READ)
_KEYS = {spec.name: spec.key for spec in DATA_TABLES if spec.name in _READ}


@dataclass(frozen=True, slots=True)
class Unit:
    """A row as a coder sees it, and `ours`: what our columns say of it, as text, null where they say nothing."""

    unit: str
    outlet: str | None
    day: str | None
    title: str | None
    text: str | None
    context: str | None
    ours: dict[str, str | None]


def units(processed: Path, table: str, columns: Sequence[str], where: str | None = None) -> list[Unit]:
    """The units of a table that a condition in SQL chooses; `columns` are what is told of each as `ours`.

    Raises  SettingsError, when there is no such table or column, or the condition is none
    """
    with database.opened(processed) as connection:
        known = database.columns(connection)[table]
        if strange := [name for name in columns if name not in known]:
            raise SettingsError(f"{table} has no column {strange[0]}: there are {', '.join(sorted(known))}")
        key = " || ':' || ".join(f"u.{name}" for name in _KEYS[table])
        text, context = _READ[table]
        ours = "".join(f', u."{name}" AS "ours {name}"' for name in columns)
        query = f"""
            SELECT {key} AS unit, a.publisher_domain AS outlet, a.published_date AS day, a.title, {text} AS text,
                {context} AS context{ours}
            FROM (SELECT * FROM {table} {f"WHERE {where}" if where else ""}) u
            JOIN articles a ON a.article_id = u.article_id {_AROUND.get(table, "")}"""
        try:
            rows = database.rows(connection, query)
        except duckdb.Error as error:
            raise SettingsError(f"--where {where}: {error}") from error
    return [_unit(row, columns) for row in rows]


def as_text(value: object) -> str | None:
    """A value as a sheet has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(json_value(value))


def _unit(row: database.Row, columns: Sequence[str]) -> Unit:
    return Unit(
        unit=row["unit"],
        outlet=row["outlet"],
        day=as_text(row["day"]),
        title=row["title"],
        text=row["text"],
        context=row["context"],
        ours={name: as_text(row[f"ours {name}"]) for name in columns},
    )
