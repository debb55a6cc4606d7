"""The rows of a knowledge-base file that a table of any such columns gives: a CSV, a Parquet file of Wikidata."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.kb.table import CODES, LISTS, REQUIRED, TYPES
from broadsheet.transforms.vocabulary.lists import rows

# What columns go by elsewhere, lower case.
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "label", "itemlabel", "title", "canonical_name"),
    "kb_id": ("kb_id", "id", "qid", "item", "wikidata_id", "uri"),
    "type": ("type", "class", "instance_of", "p31", "kind"),
    "country": ("country", "country_iso2", "country_code", "iso2"),
    "geonames_id": ("geonames_id", "geonames", "geoname_id", "p1566"),
    "alias": ("alias", "aliases", "altlabel", "itemaltlabel", "also_known_as"),
    "roles": ("roles", "role", "occupation", "occupations", "position", "positions"),
    "related": ("related", "employer", "party", "member_of"),
}
_BETWEEN: Final = re.compile(r"\s*[|;]\s*")  # several values in a cell
# Of an address of an item ("http://www.wikidata.org/entity/Q42") the id alone.
_ITEM: Final = re.compile(r".*/(?=[QP]\d+\Z)")


def headers(columns: Iterable[str]) -> dict[str, str]:
    """Which of a table's columns gives which of ours, the first of those that may.

    Raises  SettingsError, where none gives the name, the id or the type
    """
    by_word = {column.strip().lower().replace(" ", "_"): column for column in reversed(list(columns))}
    chosen = {
        ours: next(by_word[word] for word in words if word in by_word)
        for ours, words in _HEADERS.items()
        if not by_word.keys().isdisjoint(words)
    }
    if missing := [name for name in REQUIRED if name not in chosen]:
        raise SettingsError(f"no column for {', '.join(missing)}; {missing[0]} may be called {_HEADERS[missing[0]]}")
    return chosen


def kb_rows(table: Iterable[Mapping[str, Any]], chosen: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A row for each row with a name, an id and a type that we know: one of ours, or a class of Wikidata.

    Several values of a cell stand in a list, or behind "|" or ";". A country that is no code of two letters is none, as
    is a GeoNames id that is no number.
    """
    classes = dict(rows("wikidata_classes.tsv"))
    for row in table:
        values = {ours: _texts(row[theirs]) for ours, theirs in chosen.items()}
        names, ids = values["name"], [_ITEM.sub("", text) for text in values["kb_id"]]
        kind = next((known for text in values["type"] if (known := _type(_ITEM.sub("", text), classes))), None)
        if names and ids and kind is not None:
            codes = {
                column: next((code.upper() for code in values.get(column, ()) if re.match(form, code.upper())), None)
                for column, (form, _) in CODES.items()
            }
            lists = {column: values.get(column, []) for column in LISTS}
            lists["alias"] = [alias for alias in lists["alias"] if alias != names[0]]
            yield {"name": names[0], "kb_id": ids[0], "type": kind, **codes, **lists}


def _type(text: str, classes: Mapping[str, str]) -> str | None:
    return text.upper() if text.upper() in TYPES else classes.get(text)


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    cells = value if isinstance(value, list) else _BETWEEN.split(str(value))
    return list(dict.fromkeys(text for cell in cells if (text := str(cell).strip())))
