"""From Wikidata's entities to the rows of a knowledge base."""

from typing import Any

import pytest

from broadsheet.transforms.names.kb.wikidata import kb_rows, labels, references, with_labels


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


_MAYOR: dict[str, Any] = {
    "id": "Q7",
    "labels": {"en": {"value": "Ada Quill"}},
    "claims": {
        "P31": [_claim("Q5")],
        "P27": [_claim("Q100", "deprecated"), _claim("Q101")],
        "P106": [_claim("Q200"), _claim("Q201")],
        "P39": [_claim("Q201")],
        "P102": [_claim("Q300")],
    },
}
_NAMED: list[dict[str, Any]] = [
    {
        "id": "Q101",
        "labels": {"en": {"value": "Narnia"}},
        "claims": {"P297": [{"mainsnak": {"datavalue": {"value": "NX"}}}]},
    },
    {"id": "Q200", "labels": {"en": {"value": "singer"}}},
    {"id": "Q201", "labels": {"fr": {"value": "maire"}}},
    {"id": "Q300", "labels": {"en": {"value": "Tar Party"}}},
    {"id": "Q400", "labels": {"en": {"value": "rope"}}},
]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["4711"], "4711", id="an id"),
        pytest.param(["none", "4711"], "4711", id="the first that is a number"),
        pytest.param([], None, id="no statement"),
    ],
)
def test_a_place_has_its_geonames_id(values: list[str], expected: str | None) -> None:
    entity = _entity("Sorn", _claim("Q515"))
    entity["claims"]["P1566"] = [{"mainsnak": {"datavalue": {"value": value}}} for value in values]
    assert [row["geonames_id"] for row in kb_rows([entity])] == [expected]


def test_a_row_says_what_it_has_to_do_with_by_ids_then_by_names() -> None:
    row = next(kb_rows([_MAYOR]))
    assert (row["country"], row["roles"], row["related"]) == ("Q101", ["Q200", "Q201"], ["Q300"])
    assert references(row) == {"Q101", "Q200", "Q201", "Q300"}
    named = list(labels(_NAMED, frozenset(references(row))))
    assert named == [
        ("Q101", "Narnia", "NX"),
        ("Q200", "singer", None),
        ("Q201", None, None),
        ("Q300", "Tar Party", None),
    ]
    whole = with_labels(row, {key: name for key, name, _ in named}, {key: code for key, _, code in named})
    assert (whole["country"], whole["roles"], whole["related"]) == ("NX", ["singer"], ["Tar Party"])
