"""What differs between two snapshots, by table, column and cause: ten changes of which the cause is known."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from broadsheet.flows.exports.differences import TableDifference, differences, lines, resolve
from broadsheet.transforms.errors import SettingsError

Rows = dict[str, list[dict[str, Any]]]
Publish = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Path]
MODELS = {"recogniser": "news 1", "parser": "tagger 3", "kb": "none"}
SENTENCE = {"section": "text", "char_start": 0, "char_end": 9, "text": "Tides run", "n_words": 1}


def _article(number: int, **more: object) -> dict[str, Any]:
    versions = {"schema_version": "1", "pipeline_version": "0.1", "model_versions": json.dumps(MODELS)}
    return {"article_id": number, "raw_path": f"{number}.md", "raw_sha256": "aa", "cluster_size": 1, **versions, **more}


def _rows() -> Rows:
    return {
        "articles": [_article(number) for number in range(4)],
        "sentences": [{"article_id": number, **SENTENCE} for number in range(4)],
        "mentions": [{"article_id": 0, "mention_index": 0, "section": "text", "char_start": 4, "char_end": 9}],
    }


@pytest.fixture
def compare(publish: Publish) -> Callable[[Rows], dict[str, TableDifference]]:
    """What differs when rows are published after those of `_rows`."""

    def compared(rows: Rows) -> dict[str, TableDifference]:
        before = resolve(publish(_rows()), "current")
        after = resolve(publish(rows), "current")
        return {table.table: table for table in differences(before, after) if not table.is_same}

    return compared


def _changed(table: TableDifference) -> dict[str, Mapping[Any, int]]:
    return {column.column: column.causes for column in table.changed}


def test_nothing(compare: Callable[[Rows], dict[str, TableDifference]]) -> None:
    assert compare(_rows()) == {}


def test_an_article_came(compare: Callable[[Rows], dict[str, TableDifference]]) -> None:
    rows = _rows()
    rows["articles"].append(_article(9))
    rows["sentences"].append({"article_id": 9, **SENTENCE})
    told = compare(rows)
    assert {name: table.added for name, table in told.items()} == {"articles": {"raw": 1}, "sentences": {"raw": 1}}


def test_an_article_went(compare: Callable[[Rows], dict[str, TableDifference]]) -> None:
    rows = _rows()
    del rows["articles"][3], rows["sentences"][3]
    told = compare(rows)
    assert {name: table.removed for name, table in told.items()} == {"articles": {"raw": 1}, "sentences": {"raw": 1}}


@pytest.mark.parametrize(
    ("origin", "cause"),
    [
        pytest.param({"raw_sha256": "bb"}, "raw", id="other bytes"),
        pytest.param({"schema_version": "2"}, "schema", id="other declarations"),
        pytest.param({"model_versions": json.dumps({**MODELS, "parser": "none"})}, "recipe", id="another tier"),
        pytest.param({"model_versions": json.dumps({**MODELS, "recogniser": "news 2"})}, "model", id="another model"),
        pytest.param({"pipeline_version": "0.2"}, "code", id="another release"),
        pytest.param({}, "code", id="other code of the same release"),
    ],
)
def test_a_value_changed(
    compare: Callable[[Rows], dict[str, TableDifference]], origin: dict[str, str], cause: str
) -> None:
    rows = _rows()
    rows["articles"][1] = _article(1, **origin)
    rows["sentences"][1]["n_words"] = 2
    told = compare(rows)
    assert _changed(told["sentences"]) == {"n_words": {cause: 1}}
    assert told["sentences"].changed[0].examples == (("1:text:0:9", "1", "2"),)
    assert set(_changed(told["articles"])) if origin else "articles" not in told


def test_what_depends_on_the_other_articles(compare: Callable[[Rows], dict[str, TableDifference]]) -> None:
    rows = _rows()
    rows["articles"][2]["cluster_size"] = 2
    assert _changed(compare(rows)["articles"]) == {"cluster_size": {"collection": 1}}


def test_a_row_before_others_is_added_and_moves_none(compare: Callable[[Rows], dict[str, TableDifference]]) -> None:
    rows = _rows()
    rows["mentions"].insert(0, {"article_id": 0, "mention_index": 0, "section": "text", "char_start": 0, "char_end": 3})
    rows["mentions"][1]["mention_index"] = 1
    told = compare(rows)
    assert (told["mentions"].added, told["mentions"].removed, told["mentions"].changed) == ({"code": 1}, {}, ())


def test_a_table_that_is_new(compare: Callable[[Rows], dict[str, TableDifference]]) -> None:
    told = compare({**_rows(), "authors": [{"article_id": 0}]})
    assert list(lines(told["authors"])) == ["authors", "  1 rows added: schema 1"]


def test_a_name_that_is_no_snapshot(publish: Publish) -> None:
    processed = publish(_rows())
    with pytest.raises(SettingsError, match="is no snapshot that is kept, and no folder"):
        resolve(processed, "zzz")
    name = (processed / "current").readlink().name
    assert resolve(processed, name[:9])[1] == resolve(processed, "current")[1]
