"""From an article's entities to the entries of a knowledge base that they mean for sure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.names.kb.context import Context, Entry, Link, link, votes
from broadsheet.transforms.names.kb.keys import keys
from broadsheet.transforms.names.kb.table import checked
from broadsheet.transforms.names.linking import Entity, Resolved
from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.acronyms import initials
from broadsheet.transforms.vocabulary.mention_types import MentionType

_FACTS: Final = ["name", "kb_id", "type", "country", "geonames_id", "roles", "related"]
_CHUNK: Final = 65_536  # rows keyed at a time: a bound on memory, set by hand; no result depends on it
# A hospital, an airport or a stadium is now a building, now a body or a place; a thing is rarely typed the same twice.
_THINGS: Final = frozenset[MentionType]({"EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "MISC"})
_FITTING: Final[Mapping[MentionType, frozenset[MentionType]]] = {
    "PERSON": frozenset({"PERSON"}),
    "NORP": frozenset({"NORP"}),
    "ORG": frozenset({"ORG", "FAC"}),
    "LOC": frozenset({"LOC", "FAC"}),
    "FAC": frozenset({"FAC", "ORG", "LOC"}),
    **dict.fromkeys(_THINGS, _THINGS),
}
# Written with a capital these are given names, too: Al, Ben, Van.
_GIVEN: Final = frozenset({"Al", "Ben", "Van"})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an entity is looked up by: its full names; `spelled` are those that an acronym among them abbreviates."""

    type: MentionType
    names: tuple[str, ...]
    spelled: frozenset[str]
    country: str | None
    geonames_id: int | None
    roles: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class KnowledgeBase:
    """Names and aliases by their keys, the row of each, and the rows; `digest` is that of the file called `source`."""

    source: str
    digest: str
    keys: pa.ChunkedArray
    rows: pa.ChunkedArray
    table: pa.Table

    @classmethod
    def of(cls, table: pa.Table, source: str, digest: str) -> Self:
        """The knowledge base of a table.

        Raises  SettingsError, naming every fault of the table
        """
        whole = checked(table)
        key_arrays: list[pa.Array] = []
        rows: list[pa.Array] = []
        first = 0
        for batch in whole.to_batches(max_chunksize=_CHUNK):
            bodies = pc.equal(batch["type"], "ORG")
            parents = pc.list_parent_indices(batch["alias"])
            aliases = keys(pc.list_flatten(batch["alias"]), bodies.take(parents))
            key_arrays += [keys(batch["name"], bodies), aliases]
            rows += [pa.array(range(first, first + len(bodies)), pa.int32()), pc.add(parents, first).cast(pa.int32())]
            first += len(bodies)
        return cls(
            source,
            digest,
            pa.chunked_array(key_arrays, pa.string()),
            pa.chunked_array(rows, pa.int32()),
            whole.select(_FACTS).combine_chunks(),
        )

    @property
    def version(self) -> str:
        """Name and digest, as in the versions of rows."""
        return f"{self.source} {self.digest}"

    def links(self, articles: Sequence[Resolved]) -> list[list[Link | None]]:
        """The entry of each entity of each article, None where the knowledge base has none for sure.

        An entity may mean the entries that fit its type and bear one of its full names; a surname alone is none. Which
        it means is told by how many of its names they bear, and by country, roles and what else the article names.
        """
        wanted = [_wanted(resolved) for resolved in articles]
        key_of = _keys(chain.from_iterable(wanted))
        bearers = self._bearers(sorted({*key_of.values()} - {""}))
        return [_of_article(of_article, key_of, bearers) for of_article in wanted]

    def _bearers(self, names: Sequence[str]) -> Mapping[str, list[Entry]]:
        """The rows that bear each key: one pass over all keys, which for a batch costs less than to sort them."""
        if not names:
            return {}
        hits = pc.is_in(self.keys, value_set=pa.array(names, pa.string()))
        rows = self.table.take(self.rows.filter(hits).combine_chunks()).to_pylist()
        related = [name for row in rows for name in row["related"] or ()]
        relations = dict(zip(related, _related_keys(related), strict=True))
        bearers: dict[str, list[Entry]] = defaultdict(list)
        for key, row in zip(self.keys.filter(hits).to_pylist(), rows, strict=True):
            known = frozenset(relations[name] for name in row["related"] or ()) - {""}
            bearers[key].append(_entry(row, known))
        return bearers


def _entry(row: Mapping[str, Any], related: frozenset[str]) -> Entry:
    return Entry(
        name=row["name"],
        kb_id=row["kb_id"],
        type=row["type"],
        country=row["country"],
        roles=tuple(row["roles"] or ()),
        related=related,
        geonames_id=None if row["geonames_id"] is None else int(row["geonames_id"]),
    )


def _related_keys(names: Sequence[str]) -> list[str]:
    """The keys of names of any type: as those of bodies, so that a legal form tells nothing."""
    keyed: list[str] = keys(pa.array(names, pa.string()), pa.array([True] * len(names), pa.bool_())).to_pylist()
    return keyed


def _wanted(resolved: Resolved) -> list[_Wanted]:
    mentions: list[list[Mention]] = [[] for _ in resolved.entities]
    for mention in resolved.mentions:
        mentions[mention.entity].append(mention)
    pairs = zip(resolved.entities, mentions, strict=True)
    return [_looked_up(entity, mine) for entity, mine in pairs]


def _looked_up(entity: Entity, mentions: Sequence[Mention]) -> _Wanted:
    name, kind = entity.canonical_name, entity.type
    full = {" ".join(spelling.surface.split()) for spelling in mentions} | {name}
    long = {spelling for spelling in full if " " in spelling}
    # "TARN", in a headline all of capitals, is a word of "Tarn Rope Union" and no acronym of it.
    words = {word for spelling in long for word in spelling.upper().split()}
    acronyms = {spelling.surface for spelling in mentions if spelling.form == "acronym"} - words
    full = long | acronyms | {name}
    if kind == "PERSON":
        parts = [spelling.split() for spelling in full]
        ends = {" ".join(part[at:]) for part in parts for at in range(1, len(part))}
        full = {spelling for spelling in full - ends if _is_full_name(spelling)}
    roles = sorted({spelling.role for spelling in mentions if spelling.role is not None})
    return _Wanted(
        type=kind,
        names=tuple(sorted(full)),
        spelled=frozenset(long if acronyms else ()),
        country=entity.country_iso2,
        geonames_id=entity.geonames_id if kind == "LOC" else None,
        roles=tuple(roles),
    )


def _keys(wanted: Iterable[_Wanted]) -> dict[tuple[str, bool], str]:
    """The key of each name, of a body or not."""
    names = sorted({(name, entity.type == "ORG") for entity in wanted for name in entity.names})
    key_array = keys(
        pa.array([name for name, _ in names], pa.string()), pa.array([is_body for _, is_body in names], pa.bool_())
    )
    return dict(zip(names, key_array.to_pylist(), strict=True))


def _is_full_name(name: str) -> bool:
    """Whether a person's name is more than a surname: "Quill" and "van der Quill" are not."""
    words = name.split()
    while words and words[0].lower() in particles.IN_TEXT and words[0] not in _GIVEN:
        words = words[1:]
    return len(words) > 1


def _of_article(
    wanted: Sequence[_Wanted], key_of: Mapping[tuple[str, bool], str], bearers: Mapping[str, Sequence[Entry]]
) -> list[Link | None]:
    """The links of an article's entities, each seen against the countries and the names of all others."""
    borne_by = [_borne(entity, key_of, bearers) for entity in wanted]
    if not any(borne_by):
        return [None] * len(wanted)
    of_each = [frozenset(_related_keys(entity.names)) for entity in wanted]
    everywhere = Counter(chain.from_iterable(of_each))
    links: list[Link | None] = []
    for at, (entity, borne) in enumerate(zip(wanted, borne_by, strict=True)):
        related = frozenset().union(*(entry.related for entry, _ in borne))
        others = frozenset(key for key in related if everywhere[key] > (key in of_each[at]))
        named = frozenset(other.country for number, other in enumerate(wanted) if number != at) - {None}
        context = Context(entity.country, named, entity.roles, others, entity.geonames_id)
        links.append(link(borne, context) if borne else None)
    return links


def _borne(
    wanted: _Wanted, key_of: Mapping[tuple[str, bool], str], bearers: Mapping[str, Sequence[Entry]]
) -> list[tuple[Entry, int]]:
    """The entries that an entity may mean, with the number of its names that each bears."""
    by_key = {key_of[name, wanted.type == "ORG"]: name for name in wanted.names}
    return votes(
        {
            key: [
                entry
                for entry in bearers.get(key, ())
                if entry.type in _FITTING[wanted.type] and not _is_other_body(name, entry, wanted.spelled)
            ]
            for key, name in by_key.items()
        }
    )


def _is_other_body(name: str, entry: Entry, spelled: frozenset[str]) -> bool:
    """Whether an acronym stands for one name in the article and for another in the knowledge base."""
    if " " in name or not spelled or entry.name in spelled:
        return False
    here = set(chain.from_iterable(map(initials, spelled)))
    return name in initials(entry.name) and name in here
