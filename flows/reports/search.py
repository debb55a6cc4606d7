"""Search by meaning: the articles and sentences whose vectors are nearest to that of some words."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from broadsheet.flows.exports import database
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.tables.declared.vectors import SENTENCE_VECTORS
from broadsheet.transforms.vectors.shape import DIMENSIONS
from broadsheet.transforms.vectors.static import static_vectors


@dataclass(frozen=True, slots=True)
class Match:
    """An article or a sentence, how near it is to what was asked (-1 to 1), and where it is from."""

    article_id: int
    likeness: float
    title: str | None
    published_date: date | None
    publisher_domain: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class _Likeness:
    """The likeness of each sentence of a snapshot to the words, with its key."""

    article_ids: NDArray[np.int64]
    sentence_indices: NDArray[np.int32]
    values: NDArray[np.float64]


def articles(processed: Path, words: str, n: int) -> list[Match]:
    """The articles that are nearest to the words, the nearest first, each with its nearest sentence.

    Raises  SettingsError, when the snapshot has no vectors, or the words are none
    """
    with database.opened(processed) as connection:
        likeness = _likeness(connection, words)
        rows = _nearest_of_articles(likeness)
        return _matches(connection, likeness, rows[np.argsort(-likeness.values[rows], kind="stable")[:n]])


def sentences(processed: Path, words: str, n: int) -> list[Match]:
    """The sentences that are nearest to the words, the nearest first.

    Raises  SettingsError, when the snapshot has no vectors, or the words are none
    """
    with database.opened(processed) as connection:
        likeness = _likeness(connection, words)
        return _matches(connection, likeness, np.argsort(-likeness.values, kind="stable")[:n])


def _likeness(connection: database.Connection, words: str) -> _Likeness:
    table = SENTENCE_VECTORS.name
    if table not in database.columns(connection):
        raise SettingsError("the snapshot is of a version without vectors: run with --embeddings --renew")
    query = f"SELECT article_id, sentence_index, vector FROM {table} ORDER BY 1, 2"
    result = connection.sql(query).to_arrow_table()
    if not result.num_rows:
        raise SettingsError("the snapshot has no vectors of sentences: run with --embeddings --renew")
    vectors = result["vector"].combine_chunks().flatten().to_numpy().reshape(-1, DIMENSIONS)
    return _Likeness(result["article_id"].to_numpy(), result["sentence_index"].to_numpy(), _cosines(vectors, words))


def _cosines(vectors: NDArray[np.int8], words: str) -> NDArray[np.float64]:
    [asked] = static_vectors().of([words]).astype(np.float64)
    if not asked.any():
        raise SettingsError(f"{words!r} has no word that the vectors know: give some English words")
    rows = vectors.astype(np.float32)
    # Products of whole numbers below 2**24 are exact in single precision, in any order.
    products = (rows @ asked.astype(np.float32)).astype(np.float64)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows).astype(np.float64) * (asked @ asked))
    cosines: NDArray[np.float64] = products / lengths
    return cosines


def _nearest_of_articles(likeness: _Likeness) -> NDArray[np.intp]:
    """For each article the row of its nearest sentence, by which it is ranked."""
    order = np.lexsort((-likeness.values, likeness.article_ids))
    return order[np.flatnonzero(np.diff(likeness.article_ids[order], prepend=-1))]


def _matches(connection: database.Connection, likeness: _Likeness, rows: NDArray[np.intp]) -> list[Match]:
    keys = zip(likeness.article_ids[rows].tolist(), likeness.sentence_indices[rows].tolist(), strict=True)
    return [_match(connection, key, value) for key, value in zip(keys, likeness.values[rows].tolist(), strict=True)]


def _match(connection: database.Connection, key: tuple[int, int], likeness: float) -> Match:
    [row] = database.rows(
        connection,
        """
        SELECT a.article_id, a.title, a.published_date::DATE AS published_date, a.publisher_domain, s.text AS sentence
        FROM articles a JOIN sentences s USING (article_id) WHERE a.article_id = ? AND s.sentence_index = ?""",
        list(key),
    )
    return Match(likeness=likeness, **row)
