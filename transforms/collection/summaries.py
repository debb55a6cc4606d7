"""What a part of a collection says of names and outlets, counted, so that parts are counted once and added up.

A summary has a row for each distinct combination of its columns, with counts: adding the rows of two and counting again
gives the summary of both, whatever the order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

# What the entities of one key may agree on, and what else tells two rows of a summary apart.
AGREED_COLUMNS: Final = ("gender", "role", "country_iso2", "kb_id")
NAME_KEYS: Final = ("entity_key", "type", "canonical_name", "publisher_domain", *AGREED_COLUMNS, "geonames_id")
OUTLET_KEYS: Final = ("publisher_domain", "published_date", "language", "is_wire")
_NAME_COUNTS: Final = {"n_articles": "sum", "n_mentions": "sum", "n_beside": "sum", "first": "min", "last": "max"}
_OUTLET_COUNTS: Final = {"n_articles": "sum"}
_TYPE: Final = r":[A-Z_]+$"
_FIRST_WORDS: Final = r"^.* "
_PERSON: Final = "PERSON"


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of names and of outlets."""

    names: pa.Table
    outlets: pa.Table


def summary(articles: pa.Table, entities: pa.Table) -> Summary:
    """The counts of whole articles and all their entities.

    `n_beside` counts the articles where a single name of a person stands beside a full name that ends in it: there the
    article speaks of two persons.
    """
    at = pc.index_in(entities["article_id"], value_set=articles["article_id"].combine_chunks())
    days = articles["published_date"].take(at)
    columns = {
        **{name: _plain(entities[name]) for name in NAME_KEYS if name != "publisher_domain"},
        "publisher_domain": _plain(articles["publisher_domain"]).take(at),
        "n_articles": _ones(entities.num_rows),
        "n_mentions": entities["n_mentions"].cast(pa.int64()),
        "n_beside": _beside(entities),
        "first": days,
        "last": days,
    }
    outlets = {name: _plain(articles[name]) for name in OUTLET_KEYS}
    return Summary(
        _counted(pa.table(columns), NAME_KEYS, _NAME_COUNTS),
        _counted(pa.table({**outlets, "n_articles": _ones(articles.num_rows)}), OUTLET_KEYS, _OUTLET_COUNTS),
    )


def merged(parts: Iterable[Summary]) -> Summary:
    """The summary of all parts together."""
    whole = list(parts)
    return Summary(
        _counted(pa.concat_tables([part.names for part in whole]), NAME_KEYS, _NAME_COUNTS),
        _counted(pa.concat_tables([part.outlets for part in whole]), OUTLET_KEYS, _OUTLET_COUNTS),
    )


def _counted(table: pa.Table, keys: tuple[str, ...], counts: dict[str, str]) -> pa.Table:
    grouped = table.group_by(list(keys), use_threads=False).aggregate(list(counts.items()))
    return grouped.select([*keys, *(f"{name}_{how}" for name, how in counts.items())]).rename_columns([*keys, *counts])


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A category as its text."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _ones(n_rows: int) -> pa.Array:
    return pa.array([1], pa.int64()).take(pa.array([0] * n_rows, pa.int64()))


def _beside(entities: pa.Table) -> pa.ChunkedArray:
    """1 for a person of a single name in an article that names one in full whose last name it is, else 0."""
    words = pc.replace_substring_regex(entities["entity_key"], _TYPE, "")
    is_person = pc.equal(_plain(entities["type"]), _PERSON)
    is_full = pc.and_(is_person, pc.match_substring(words, " "))
    last = pc.replace_substring_regex(words, _FIRST_WORDS, "")
    places = pc.binary_join_element_wise(entities["article_id"].cast(pa.string()), last, " ")
    is_borne = pc.is_in(places, value_set=places.filter(is_full).combine_chunks())
    return pc.and_(pc.and_not(is_person, is_full), is_borne).cast(pa.int64())
