"""An export is read back by its own tool with the same rows, and what describes it is true."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import frictionless
import mlcroissant
import pandas as pd
import pytest

from broadsheet.flows.exports import package, queries
from broadsheet.flows.exports.tables import Choice
from broadsheet.transforms.errors import SettingsError

KEY = 2**53 - 1
ROWS = {"articles": 2, "entities": 1, "quotes": 1}


def _order(folder: Path, kind: str, **more: object) -> package.Order:
    return package.Order(kind, folder, Choice.model_validate(more))


def test_csv_is_safe_from_formulas_and_whole_otherwise(small: Path, tmp_path: Path) -> None:
    assert package.export(small, _order(tmp_path / "out", "csv")) == ROWS
    articles = pd.read_csv(tmp_path / "out" / "articles.csv").to_dict("records")
    other, row = articles
    assert (other["article_id"], row["article_id"]) == (7, KEY)
    assert row["title"] == "'=HYPERLINK(1)"
    assert (row["published_date"], row["published_at"]) == ("2021-03-01", "2021-03-01T09:30:00Z")
    assert json.loads(row["keywords"]) == ["ferry", "Łódź"]
    assert pd.isna(other["title"])
    assert pd.read_csv(tmp_path / "out" / "quotes.csv")["quote_key"].tolist() == [KEY]


@pytest.mark.parametrize("sign", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
def test_every_sign_that_begins_a_formula_is_made_text(small: Path, tmp_path: Path, sign: str) -> None:
    rows = queries.result(small, f"SELECT '{sign}' AS cell")
    queries.write(rows, tmp_path / "cells.csv")
    assert pd.read_csv(tmp_path / "cells.csv", dtype=str)["cell"].tolist() == [f"'{sign}"]


def test_json_lines(small: Path, tmp_path: Path) -> None:
    assert package.export(small, _order(tmp_path / "out", "jsonl")) == ROWS
    lines = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text("utf-8").splitlines()]
    row = {line["article_id"]: line for line in lines}[KEY]
    assert (row["title"], row["published_date"], row["published_at"]) == (
        "=HYPERLINK(1)",
        "2021-03-01",
        "2021-03-01T09:30:00Z",
    )
    assert (row["keywords"], row["is_wire"], row["url"]) == (["ferry", "Łódź"], True, None)
    assert row["language_score"] == 0.8  # and not the bits of a float32 widened


def test_sqlite_has_keys_and_full_text_search(small: Path, tmp_path: Path) -> None:
    assert package.export(small, _order(tmp_path / "out", "sqlite")) == ROWS
    with closing(sqlite3.connect(tmp_path / "out" / "dataset.db")) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (2,)
        asked = "SELECT article_id FROM articles JOIN articles_fts ON articles_fts.rowid = article_id"
        assert connection.execute(f"{asked} WHERE articles_fts MATCH 'headline'").fetchall() == [(KEY,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert {row[2] for row in connection.execute("PRAGMA foreign_key_list(quotes)")} == {*ROWS}
    described = json.loads((tmp_path / "out" / "metadata.json").read_text("utf-8"))
    assert (
        described["databases"]["dataset"]["tables"]["quotes"]["description"]
        == "One row per quotation, direct or indirect."
    )


def test_duckdb_has_types_and_comments(small: Path, tmp_path: Path) -> None:
    assert package.export(small, _order(tmp_path / "out", "duckdb")) == ROWS
    with duckdb.connect(str(tmp_path / "out" / "dataset.duckdb"), read_only=True) as connection:
        asked = "SELECT keywords, is_wire FROM articles WHERE article_id = ?"
        assert connection.execute(asked, [KEY]).fetchall() == [(["ferry", "Łódź"], True)]
        comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'quotes' AND column_name = 'n_words'"
        assert connection.execute(comment).fetchall() == [("Words, punctuation removed.",)]


def test_stata_has_labels_and_exact_keys(small: Path, tmp_path: Path) -> None:
    assert package.export(small, _order(tmp_path / "out", "stata")) == ROWS
    articles = pd.read_stata(tmp_path / "out" / "articles.dta")
    with pd.read_stata(tmp_path / "out" / "articles.dta", iterator=True) as reader:
        labels = reader.variable_labels()
    _, row = articles.to_dict("records")
    assert row["article_id"] == KEY
    assert (row["is_wire"], row["publisher_domain"], row["title"]) == ("yes", "news.example", "=HYPERLINK(1)")
    assert row["published_date"] == pd.Timestamp("2021-03-01")
    assert max(len(name) for name in articles.columns) <= 32
    assert labels["title"] == "Headline, without the outlet's name."


def test_parquet_is_read_by_pandas_with_its_dtypes(small: Path, tmp_path: Path) -> None:
    assert package.export(small, _order(tmp_path / "out", "parquet")) == ROWS
    articles = pd.read_parquet(tmp_path / "out" / "articles.parquet")
    assert articles["article_id"].max() == KEY
    assert [str(articles[name].dtype) for name in ("is_wire", "cluster_size")] == ["boolean", "int32"]


@pytest.mark.parametrize(
    ("choice", "articles"),
    [
        pytest.param({"first": "2021-03-01"}, 1, id="from a day"),
        pytest.param({"outlet": ("post.example",)}, 1, id="of an outlet"),
        pytest.param({"entity": ("Inge Varga",)}, 1, id="that name somebody"),
        pytest.param({"entity": ("Inge Varga",), "outlet": ("news.example", "post.example")}, 1, id="both"),
    ],
)
def test_some_articles_with_their_rows(small: Path, tmp_path: Path, choice: dict[str, object], articles: int) -> None:
    rows = package.export(small, _order(tmp_path / "out", "csv", **choice))
    assert rows["articles"] == articles
    assert rows["quotes"] == (0 if choice == {"outlet": ("post.example",)} else 1)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        pytest.param({"last": "2021-02-28"}, "no article is of these days", id="no article"),
        pytest.param({"entity": ("nobody",)}, "no article is of these days", id="nobody"),
    ],
)
def test_nothing_chosen_is_told(small: Path, tmp_path: Path, choice: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        package.export(small, _order(tmp_path / "out", "csv", **choice))
    assert list(tmp_path.glob("out*")) == []


def test_an_export_never_overwrites(small: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is there already"):
        package.export(small, _order(tmp_path, "csv"))


@pytest.mark.filterwarnings("ignore")  # of what the two tools themselves call
def test_descriptions_are_valid_and_true(small: Path, tmp_path: Path) -> None:
    """By the tools of those who made the formats: every cell is checked, every record loaded."""
    package.export(small, _order(tmp_path / "out", "csv"))
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.flatten(["type", "note", "fieldName"]) == []
    dataset = mlcroissant.Dataset(jsonld=str(tmp_path / "out" / "croissant.json"))
    assert dataset.metadata.issues.errors == set()
    assert {records.id: sum(1 for _ in dataset.records(records.id)) for records in dataset.metadata.record_sets} == ROWS


def test_the_citation_and_the_card_name_the_snapshot(small: Path, tmp_path: Path) -> None:
    package.export(small, _order(tmp_path / "out", "csv"))
    snapshot = (small / "current").readlink().name
    assert json.loads((tmp_path / "out" / "CITATION.cff").read_text())["version"] == snapshot
    assert f"Snapshot `{snapshot}`" in (tmp_path / "out" / "README.md").read_text()


def test_a_table_without_rows_is_there_in_every_format(small: Path, tmp_path: Path) -> None:
    choice = {"outlet": ("post.example",)}
    for kind in package.FORMATS:
        rows = package.export(small, _order(tmp_path / kind, kind, **choice))
        assert rows == {"articles": 1, "entities": 0, "quotes": 0}
    assert len(pd.read_stata(tmp_path / "stata" / "quotes.dta")) == 0
    assert len(pd.read_parquet(tmp_path / "parquet" / "quotes.parquet")) == 0
    assert (tmp_path / "jsonl" / "quotes.jsonl").read_text() == ""
