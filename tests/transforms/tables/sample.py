"""The sample article's rows, in a form that JSON keeps: what `test_every_column` compares, and how it is renewed.

python tests/transforms/tables/sample.py   # after a change of columns; then read the difference, value by value
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES

FOLDER = Path(__file__).with_name("rows")
ARTICLE = FOLDER / "2023-03-14_ferry.md"
EXPECTED = FOLDER / "expected.json"
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


if __name__ == "__main__":
    EXPECTED.write_text(json.dumps(rows(), ensure_ascii=False, indent=1) + "\n", "utf-8")
