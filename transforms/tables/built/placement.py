"""The columns that every table of finds in sections shares: article, sentence, span, raw span."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.articles.origins import Origins
from broadsheet.transforms.sentences.sentences import Sentence


class Place(NamedTuple):
    """Where something stands: its article's position in the batch, section, half-open span, and sentence."""

    article: int
    section: str
    start: int
    end: int
    sentence: int


def place_columns(articles: Sequence[Article], places: Sequence[Place], origins: Origins) -> dict[str, Any]:
    """What `article_columns` gives, sentence_index, section, char_start, char_end, raw_start and raw_end of places."""
    starts = [place.start for place in places]
    ends = [place.end for place in places]
    bases = [origins.bases[place.article, place.section] for place in places]
    raw_start, raw_end = origins.raw_spans(bases, starts, ends)
    return {
        **article_columns([articles[place.article] for place in places]),
        "sentence_index": pa.array([place.sentence for place in places], pa.int32()),
        "section": pa.array([place.section for place in places], pa.string()),
        "char_start": pa.array(starts, pa.int32()),
        "char_end": pa.array(ends, pa.int32()),
        "raw_start": raw_start,
        "raw_end": raw_end,
    }


def article_columns(articles: Sequence[Article]) -> dict[str, pa.Array]:
    """article_id, published_date and publisher_domain of the article of each row."""
    return {
        "article_id": pa.array([article.article_id for article in articles], pa.int64()),
        "published_date": pa.array([article.published_day for article in articles], pa.date32()),
        "publisher_domain": pa.array([article.publisher_domain for article in articles], pa.string()),
    }


def article_facts(article: Article) -> dict[str, Any]:
    """The same as the beginning of a row."""
    return {
        "article_id": article.article_id,
        "published_date": article.published_day,
        "publisher_domain": article.publisher_domain,
    }


def numbered(owners: Sequence[int]) -> pa.Array:
    """0, 1, 2 ... within each run of equal owners: the index of rows in document order."""
    owner = np.asarray(owners, dtype=np.int64)
    if not len(owner):
        return pa.array([], pa.int32())
    first = np.flatnonzero(np.concatenate(([True], owner[1:] != owner[:-1])))
    run = np.repeat(first, np.diff(np.append(first, len(owner))))
    return pa.array(np.arange(len(owner)) - run, pa.int32())


def sentence_at(of_section: Sequence[Sentence], start: int) -> int:
    """The index of the sentence that a code point of a section with sentences stands in."""
    return of_section[max(bisect_right(of_section, start, key=lambda sentence: sentence.start) - 1, 0)].index


def sentences_by_section(sentences: Sequence[Sentence]) -> dict[tuple[int, str], list[Sentence]]:
    """The sentences of each section of each article, in order."""
    sections: dict[tuple[int, str], list[Sentence]] = {}
    for sentence in sentences:
        sections.setdefault((sentence.article, sentence.section), []).append(sentence)
    return sections
