"""The rows of a knowledge-base file that entities of a Wikidata dump give."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from broadsheet.transforms.vocabulary.lists import rows

_LANGUAGE: Final = "en"
_INSTANCE_OF: Final = "P31"
# Properties whose items tell what a thing has to do with, by the column they fill.
_COUNTRIES: Final = ("P17", "P27")  # country, country of citizenship
_ROLES: Final = ("P106", "P39")  # occupation, position held
_RELATED: Final = ("P108", "P102", "P463", "P54", "P131", "P169", "P488", "P127", "P749")
_ISO_CODE: Final = "P297"
_GEONAMES_ID: Final = "P1566"


@cache
def _types() -> dict[str, str]:
    return dict(rows("wikidata_classes.tsv"))


def kb_rows(entities: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row for each entity with an English label and a class that we know; what it refers to stands as ids.

    `entities` are the objects of a dump in JSON, one a line. The first class that we know gives the type; an alias that
    is the name itself is left out. `with_labels` puts names in the place of the ids in country, roles and related.
    """
    for entity in entities:
        name = entity.get("labels", {}).get(_LANGUAGE, {}).get("value")
        kind = next((_types()[class_] for class_ in _items(entity, _INSTANCE_OF) if class_ in _types()), None)
        if name and kind is not None:
            written = [alias["value"] for alias in entity.get("aliases", {}).get(_LANGUAGE, ())]
            aliases = list(dict.fromkeys(alias for alias in written if alias != name))
            yield {
                "name": name,
                "kb_id": entity["id"],
                "type": kind,
                "country": next(iter(_all_items(entity, _COUNTRIES)), None),
                "geonames_id": next((key for key in _values(entity, _GEONAMES_ID) if str(key).isdecimal()), None),
                "alias": aliases,
                "roles": _all_items(entity, _ROLES),
                "related": _all_items(entity, _RELATED),
            }


def references(row: Mapping[str, Any]) -> set[str]:
    """The ids of the entities that a row of `kb_rows` refers to."""
    return {*row["roles"], *row["related"]} | ({row["country"]} if row["country"] else set())


def labels(
    entities: Iterable[Mapping[str, Any]], wanted: frozenset[str]
) -> Iterator[tuple[str, str | None, str | None]]:
    """The id, the English label and the ISO 3166-1 alpha-2 code of each entity that is wanted; None for either."""
    for entity in entities:
        if entity.get("id") in wanted:
            name = entity.get("labels", {}).get(_LANGUAGE, {}).get("value")
            yield entity["id"], name, next(_values(entity, _ISO_CODE), None)


def with_labels(
    row: Mapping[str, Any], names: Mapping[str, str | None], codes: Mapping[str, str | None]
) -> dict[str, Any]:
    """A row of `kb_rows` in the form of the file, with names and codes for ids; what has none is left out."""
    lists = {column: [name for key in row[column] if (name := names.get(key))] for column in ("roles", "related")}
    return {**row, "country": codes.get(row["country"] or ""), **lists}


def _all_items(entity: Mapping[str, Any], properties: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(item for name in properties for item in _items(entity, name)))


def _items(entity: Mapping[str, Any], name: str) -> Iterator[str]:
    """The ids of a property's items, preferred statements first, deprecated ones left out."""
    for value in _values(entity, name):
        if isinstance(value, Mapping) and "id" in value:
            yield value["id"]


def _values(entity: Mapping[str, Any], name: str) -> Iterator[Any]:
    ranks = {"preferred": 0, "normal": 1}
    claims = [
        statement for statement in entity.get("claims", {}).get(name, ()) if statement.get("rank", "normal") in ranks
    ]
    for claim in sorted(claims, key=lambda statement: ranks[statement.get("rank", "normal")]):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value")
        if value is not None:
            yield value
