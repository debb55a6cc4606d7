"""The sample article's rows, in a form that JSON keeps, and the lists of columns: what `test_every_column` compares.

python tests/transforms/tables/sample.py   # after a change of columns; then read the difference, value by value
"""

import json
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES, dictionary_table
from broadsheet.transforms.tables.schema import SCHEMA_VERSION, SINCE

FOLDER = Path(__file__).with_name("rows")
ARTICLE = FOLDER / "2023-03-14_ferry.md"
EXPECTED = FOLDER / "expected.json"
SCHEMAS = FOLDER / "schemas.txt"
SINCE_FILE = Path(__file__).parents[3] / "transforms" / "lexicons" / "columns_since.tsv"
# Enough to see every column at work; a change is read line by line.
ROWS = 4

Rows = dict[str, list[dict[str, Any]]]


def rows() -> Rows:
    """The first rows of each table of the sample article, by full tier."""
    file = RawFile(ARTICLE.name, ARTICLE.read_bytes())
    tables = pipeline.whole(*articles_of([file]), pipeline.tools(embeddings=True))
    return {spec.name: _rows(tables[spec.name]) for spec in DATA_TABLES}


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row.items()} for row in table.slice(0, ROWS).to_pylist()]


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    return value.isoformat() if isinstance(value, date | datetime) else value


def renewed_since() -> str:
    """The list of columns with the schema version that brought each; what is not listed yet came with this one."""
    head = "# The schema version that brought each column: table.column, version; see docs/guides/new-column.md.\n"
    names = [f"{row['table']}.{row['column']}" for row in dictionary_table().to_pylist()]
    return head + "".join(f"{name}\t{SINCE.get(name, SCHEMA_VERSION)}\n" for name in sorted(names))


def renewed_schemas() -> str:
    """The list of schema versions with the digest of their columns; a version that stands there keeps its digest."""
    lines = SCHEMAS.read_text("utf-8")
    known = {line.split()[0] for line in lines.splitlines()}
    return lines if SCHEMA_VERSION in known else f"{lines}{SCHEMA_VERSION} {schema_digest()}\n"


def schema_digest() -> str:
    """Sixteen digits of a digest of every table's columns and types."""
    columns = [[spec.name, column.name, str(column.type)] for spec in DATA_TABLES for column in spec.columns]
    return sha256(json.dumps(columns).encode()).hexdigest()[:16]


if __name__ == "__main__":
    EXPECTED.write_text(json.dumps(rows(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    SINCE_FILE.write_text(renewed_since(), "utf-8")
    SCHEMAS.write_text(renewed_schemas(), "utf-8")
