"""From Wikidata's entities to the rows of a knowledge base."""

from typing import Any

import pytest

from broadsheet.transforms.names.kb.wikidata import kb_rows


def _claim(kind: str, rank: str = "normal") -> dict[str, Any]:
    return {"rank": rank, "mainsnak": {"datavalue": {"value": {"id": kind}}}}


def _entity(label: str | None, *claims: dict[str, Any], aliases: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": "Q999",
        "labels": {"en": {"value": label}} if label else {"fr": {"value": "Corde"}},
        "aliases": {"en": [{"value": alias} for alias in aliases]},
        "claims": {"P31": list(claims)},
    }


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        pytest.param(_entity("Ada Quill", _claim("Q5")), [("Ada Quill", "PERSON", [])], id="a person"),
        pytest.param(
            _entity("Tarn Rope", _claim("Q1"), _claim("Q783794"), aliases=("TR", "Tarn Rope", "TR")),
            [("Tarn Rope", "ORG", ["TR"])],
            id="a company by its second class, each alias once",
        ),
        pytest.param(
            _entity("Sorn", _claim("Q515"), _claim("Q476028", "preferred")),
            [("Sorn", "ORG", [])],
            id="the preferred class",
        ),
        pytest.param(_entity("Sorn", _claim("Q515", "deprecated")), [], id="no deprecated class"),
        pytest.param(_entity("Sorn", _claim("Q1")), [], id="no class that we know"),
        pytest.param(_entity(None, _claim("Q5")), [], id="no English label"),
        pytest.param({"id": "Q1"}, [], id="an empty entity"),
    ],
)
def test_the_rows_of_an_entity(entity: dict[str, Any], expected: list[tuple[str, str, list[str]]]) -> None:
    assert [(row["name"], row["type"], row["alias"]) for row in kb_rows([entity])] == expected
