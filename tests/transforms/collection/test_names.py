"""From the entities of articles to the names of the collection."""

from datetime import datetime
from typing import Any

import pytest

from broadsheet.transforms.collection.names import Names


def _entity(name: str, outlet: str = "tarn.example", day: int = 1, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    row = {"entity_key": f"{name.lower()}:PERSON", "canonical_name": name, "type": "PERSON", "n_mentions": 2}
    facts = dict.fromkeys(("gender", "role", "country_iso2", "kb_id"))
    counts = {"n_articles": 1, "n_beside": 0, "first": datetime(2024, 5, day), "last": datetime(2024, 5, day)}
    return {**row, **facts, **counts, "publisher_domain": outlet, **more}


def _body(name: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return _entity(name, entity_key=f"{name.lower()}:ORG", type="ORG", **more)


def _rows(entities: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    names = Names()
    names.add(entities)
    return {row["entity_key"]: row for row in names.rows()}


FULL = [_entity("Ada Quill", day=day) for day in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        pytest.param(
            [*FULL, _entity("Quill", day=5)], "ada quill:PERSON", id="the one bearer in the outlet's articles"
        ),
        pytest.param([*FULL[:4], _entity("Quill", day=2)], None, id="not of too few articles"),
        pytest.param([*FULL, _entity("Quill", "sorn.example", 5)], None, id="not in another outlet"),
        pytest.param([*FULL, _entity("Orlo Quill", day=2), _entity("Quill", day=2)], None, id="not of two bearers"),
        pytest.param(
            [*FULL, _entity("Quill", first=datetime(2025, 5, 1), last=datetime(2025, 5, 1))],
            None,
            id="not a year after the full name",
        ),
        pytest.param(
            [*FULL, _entity("Quill", day=2, n_articles=3)], None, id="not where it is as usual as the full name"
        ),
        pytest.param(
            [*FULL, _entity("Ada Quill", gender="female"), _entity("Quill", day=2, gender="male")],
            None,
            id="not one of another gender",
        ),
        pytest.param([*FULL, _entity("Ada", day=2)], None, id="not a given name"),
        pytest.param(
            [*FULL, _entity("Quill", day=2, n_beside=1)], None, id="not where an article names both as two persons"
        ),
        pytest.param([_body("Tarn Rope Union", n_articles=5), _body("TRU")], "tarn rope union:ORG", id="an acronym"),
        pytest.param(
            [_body("Tarn Rope Union", n_articles=5), _body("Tar Riders United", n_articles=2), _body("TRU")],
            None,
            id="not that of two bodies",
        ),
        pytest.param([_body("Tarn Rope Union", n_articles=5), _body("Tru")], None, id="not a name of one word"),
    ],
)
def test_whom_a_short_key_stands_for(entities: list[dict[str, Any]], expected: str | None) -> None:
    rows = _rows(entities)
    short = next(row for key, row in rows.items() if " " not in key.partition(":")[0])
    assert short["same_as_key"] == expected


def test_counts_days_variants_and_what_articles_agree_on() -> None:
    rows = _rows([_entity("Ada Quill", day=3, role="mayor"), _entity("Ada Quill", "sorn.example", role="mayor"),
                  _entity("Ada Quill", gender="female"), _entity("Ada Quill", gender="male")])  # fmt: skip
    row = rows["ada quill:PERSON"]
    assert (row["n_articles"], row["n_mentions"], row["n_outlets"]) == (4, 8, 2)
    assert (row["first_date"], row["last_date"]) == (datetime(2024, 5, 1), datetime(2024, 5, 3))
    assert (row["role"], row["n_role"], row["gender"], row["n_gender"]) == ("mayor", 2, None, None)


def test_the_order_of_articles_changes_nothing() -> None:
    entities = [*FULL, _entity("Quill", day=5), _entity("Orlo Finch", "sorn.example")]
    assert _rows(entities) == _rows(entities[::-1])
