"""The rows of a knowledge-base file that entities of a Wikidata dump give."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from broadsheet.transforms.vocabulary.lists import rows

_LANGUAGE: Final = "en"
_INSTANCE_OF: Final = "P31"


@cache
def _types() -> dict[str, str]:
    return dict(rows("wikidata_classes.tsv"))


def kb_rows(entities: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row (name, kb_id, type, alias) for each entity with an English label and a class that we know.

    `entities` are the objects of a dump in JSON, one a line. The first class that we know gives the type; an alias that
    is the name itself is left out.
    """
    for entity in entities:
        name = entity.get("labels", {}).get(_LANGUAGE, {}).get("value")
        kind = next((_types()[class_] for class_ in _classes(entity) if class_ in _types()), None)
        if name and kind is not None:
            written = [alias["value"] for alias in entity.get("aliases", {}).get(_LANGUAGE, ())]
            aliases = list(dict.fromkeys(alias for alias in written if alias != name))
            yield {"name": name, "kb_id": entity["id"], "type": kind, "alias": aliases}


def _classes(entity: Mapping[str, Any]) -> Iterator[str]:
    """The classes of an entity, preferred statements first, deprecated ones left out."""
    ranks = {"preferred": 0, "normal": 1}
    claims = [
        statement
        for statement in entity.get("claims", {}).get(_INSTANCE_OF, ())
        if statement.get("rank", "normal") in ranks
    ]
    for claim in sorted(claims, key=lambda statement: ranks[statement.get("rank", "normal")]):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if isinstance(value, Mapping) and "id" in value:
            yield value["id"]
