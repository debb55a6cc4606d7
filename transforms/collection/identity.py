"""What each article ever read is: the one that is kept, a version or copy of it, or another one.

Articles with one key are one article where their texts say so. A key that several articles share (a channel's link, one
address for all rows of a table) is no key: each then has its own, the shared one with `#` and the hash of its text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyarrow as pa

from broadsheet.transforms.articles.articles import article_id_of

# Of two versions one holds at least half of the sentences of the other: what is changed between editions is less.
MIN_CONTAINED = 0.5
# A sentence that more members of a key than these share is furniture of the outlet, and would make the work quadratic.
_MAX_HOLDERS = 64
_FACTS = ("article_key", "text_sha256", "title_hash", "is_summary", "modified_at", "published_from", "n_fields",
          "n_chars", "raw_path", "copy_hashes")  # fmt: skip

Facts = Mapping[str, Any]

IDS_SCHEMA = pa.schema([("old_article_id", pa.int64()), ("article_id", pa.int64()), ("article_key", pa.string())])


@dataclass(slots=True)
class Identity:
    """What a row of the index is: its id and key, its state, the position of the row kept in its place, and of how many
    texts the article kept is the last."""

    article_id: int
    article_key: str
    state: str
    winner: int
    n_versions: int = 1


def identities(rows: pa.Table) -> list[Identity]:
    """What each row is. The rows come sorted by article_id, then raw_path."""
    ids = rows["article_id"].to_pylist()
    keys = rows["article_key"].to_pylist()
    verdicts = [Identity(i, key, "kept", place) for place, (i, key) in enumerate(zip(ids, keys, strict=True))]
    for start, end in _runs(ids):
        facts = rows.slice(start, end - start).select(_FACTS).to_pylist()
        _tell(verdicts, start, facts)
    _refuse_collisions(verdicts)
    return verdicts


def renamed(verdicts: Sequence[Identity], rows: pa.Table) -> pa.Table:
    """The ids that were given up for others, as IDS_SCHEMA: of a key that several articles share."""
    olds = rows["article_id"].to_pylist()
    pairs = [
        (old, verdict.article_id, verdict.article_key)
        for old, verdict in zip(olds, verdicts, strict=True)
        if verdict.state == "kept" and old != verdict.article_id
    ]
    columns = [pa.array([pair[i] for pair in pairs], field.type) for i, field in enumerate(IDS_SCHEMA)]
    return pa.Table.from_arrays(columns, schema=IDS_SCHEMA)


def _runs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of rows that have one id, where there are several."""
    start = 0
    for end in range(1, len(ids) + 1):
        if end == len(ids) or ids[end] != ids[start]:
            if end - start > 1:
                yield start, end
            start = end


def _tell(verdicts: list[Identity], start: int, facts: Sequence[Facts]) -> None:
    """Tell what the rows of one id are: of the smallest key, or in collision with it; one article, or several."""
    key = min(fact["article_key"] for fact in facts)
    same = [place for place, fact in enumerate(facts) if fact["article_key"] == key]
    groups = _articles(facts, same)
    best = {}
    for group in groups:
        winner = min(group, key=lambda place: _rank(facts[place]))
        best[winner] = group
        text = facts[winner]["text_sha256"]
        for place in group:
            verdict = verdicts[start + place]
            verdict.winner = start + winner
            verdict.n_versions = len({facts[member]["text_sha256"] for member in group})
            if place != winner:
                verdict.state = "duplicate" if facts[place]["text_sha256"] == text else "version"
            if len(groups) > 1:
                verdict.article_key = f"{key}#{text}"
                verdict.article_id = article_id_of(verdict.article_key)
    first = min(best, key=lambda place: _rank(facts[place]))
    for place, fact in enumerate(facts):
        if fact["article_key"] != key:
            verdicts[start + place].state, verdicts[start + place].winner = "id_collision", start + first


def _articles(facts: Sequence[Facts], places: Sequence[int]) -> list[list[int]]:
    """The rows of one key in groups that are one article each, in their order."""
    parent = {place: place for place in places}

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for first, second in _same_articles(facts, places):
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for place in places:
        groups[root(place)].append(place)
    return list(groups.values())


def _same_articles(facts: Sequence[Facts], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that are one article: by one text, by sentences in common, or as a summary and what it sums up."""
    first_of_text: dict[str, int] = {}
    first_of_title: dict[int, int] = {}
    distinct: list[int] = []
    for place in places:
        fact = facts[place]
        other = first_of_text.setdefault(fact["text_sha256"], place)
        if other != place:
            yield other, place
        else:
            distinct.append(place)
    yield from _containing(facts, distinct)
    # A text too short for sentences to be compared is told by its title, as a summary is.
    bare = {place for place in distinct if facts[place]["is_summary"] or not facts[place]["copy_hashes"]}
    for place in sorted(distinct, key=lambda place: (place in bare, place)):
        title = facts[place]["title_hash"]
        if title is not None:
            other = first_of_title.setdefault(title, place)
            if other != place and place in bare:
                yield other, place


def _containing(facts: Sequence[Facts], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of rows of which one holds at least half of the other's sentences."""
    sentences = {place: frozenset(facts[place]["copy_hashes"] or ()) for place in places}
    holders: dict[int, list[int]] = defaultdict(list)
    for place in places:
        for sentence in sentences[place]:
            holders[sentence].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for held_by in holders.values():
        if len(held_by) <= _MAX_HOLDERS:
            shared.update((first, second) for at, first in enumerate(held_by) for second in held_by[at + 1 :])
        else:
            shared.update(pairwise(held_by))
    for (first, second), count in shared.items():
        if count >= MIN_CONTAINED * min(len(sentences[first]), len(sentences[second])):
            yield first, second


def _rank(fact: Facts) -> tuple[float, int, int, int, str]:
    """Of versions of one article, the one that sorts first is kept: the last, then the one of which most is known."""
    changed = fact["modified_at"]
    day = fact["published_from"]
    return (
        -changed.timestamp() if changed else 0.0,
        -day.toordinal() if day else 0,
        -fact["n_fields"],
        -fact["n_chars"],
        fact["raw_path"],
    )


def _refuse_collisions(verdicts: list[Identity]) -> None:
    """Of articles kept whose new keys have one id all but the smallest key are in collision."""
    kept: dict[int, int] = {}
    for place, verdict in enumerate(verdicts):
        if verdict.state != "kept":
            continue
        other = kept.setdefault(verdict.article_id, place)
        if other == place:
            continue
        winner, loser = sorted((other, place), key=lambda row: (verdicts[row].article_key, row))
        kept[verdict.article_id] = winner
        verdicts[loser].state, verdicts[loser].winner = "id_collision", winner
