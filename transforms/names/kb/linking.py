"""The ids of those entities of an article that a knowledge base knows for sure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Self

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.names.aliases import initials
from broadsheet.transforms.names.kb.keys import keys
from broadsheet.transforms.names.kb.table import checked
from broadsheet.transforms.names.linking import Resolved
from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.mention_types import MentionType

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
class _Entry:
    """A row of the knowledge base that bears a name of an article."""

    name: str
    kb_id: str
    type: MentionType


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an entity is looked up by: its full names; `spelled` are those that an acronym among them abbreviates."""

    type: MentionType
    names: tuple[str, ...]
    spelled: frozenset[str]


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
            whole.select(["name", "kb_id", "type"]).combine_chunks(),
        )

    @property
    def version(self) -> str:
        """Name and digest, as in the versions of rows."""
        return f"{self.source} {self.digest}"

    def links(self, articles: Sequence[Resolved]) -> list[list[str | None]]:
        """The id of each entity of each article, None where the knowledge base has no entry for sure.

        An entity has the id of the one entry that fits its type and bears one of its full names. Where several do, it
        is the one that bears most of them; a surname alone is no full name.
        """
        wanted = [_wanted(resolved) for resolved in articles]
        key_of = _keys(chain.from_iterable(wanted))
        bearers = self._bearers(sorted({*key_of.values()} - {""}))
        return [[_chosen(entity, key_of, bearers) for entity in of_article] for of_article in wanted]

    def _bearers(self, names: Sequence[str]) -> Mapping[str, list[_Entry]]:
        """The rows that bear each key: one pass over all keys, which for a batch costs less than to sort them."""
        if not names:
            return {}
        hits = pc.is_in(self.keys, value_set=pa.array(names, pa.string()))
        rows = self.table.take(self.rows.filter(hits).combine_chunks()).to_pydict()
        bearers: dict[str, list[_Entry]] = defaultdict(list)
        for key, *entry in zip(self.keys.filter(hits).to_pylist(), *rows.values(), strict=True):
            bearers[key].append(_Entry(*entry))
        return bearers


def _wanted(resolved: Resolved) -> list[_Wanted]:
    mentions: list[list[Mention]] = [[] for _ in resolved.entities]
    for mention in resolved.mentions:
        mentions[mention.entity].append(mention)
    pairs = zip(resolved.entities, mentions, strict=True)
    return [_looked_up(entity.canonical_name, entity.type, mine) for entity, mine in pairs]


def _looked_up(name: str, kind: MentionType, mentions: Sequence[Mention]) -> _Wanted:
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
    return _Wanted(kind, tuple(sorted(full)), frozenset(long if acronyms else ()))


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


def _chosen(
    wanted: _Wanted, key_of: Mapping[tuple[str, bool], str], bearers: Mapping[str, Sequence[_Entry]]
) -> str | None:
    votes: Counter[str] = Counter()
    for key, name in {key_of[name, wanted.type == "ORG"]: name for name in wanted.names}.items():
        fitting = [entry for entry in bearers.get(key, ()) if entry.type in _FITTING[wanted.type]]
        votes.update({entry.kb_id for entry in fitting if not _is_other_body(name, entry, wanted.spelled)})
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _is_other_body(name: str, entry: _Entry, spelled: frozenset[str]) -> bool:
    """Whether an acronym stands for one name in the article and for another in the knowledge base."""
    if " " in name or not spelled or entry.name in spelled:
        return False
    here = set(chain.from_iterable(map(initials, spelled)))
    return name in initials(entry.name) and name in here
