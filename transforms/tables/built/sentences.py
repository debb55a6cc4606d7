"""From sentences to the table of sentences with their features, and from these to the columns of their articles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.articles.articles import Article, day_of
from broadsheet.transforms.articles.origins import Origins
from broadsheet.transforms.features.counts import word_counts
from broadsheet.transforms.features.lexical import lexical_features
from broadsheet.transforms.features.readability import scores
from broadsheet.transforms.features.sentiment import outside_quotes, sentiment
from broadsheet.transforms.features.syntax import UPOS, Syntax, sentence_syntax
from broadsheet.transforms.sentences.quotation_marks import Span
from broadsheet.transforms.sentences.sentences import Sentence
from broadsheet.transforms.tables.built.placement import Place, place_columns, sentences_by_section
from broadsheet.transforms.tables.built.quotes import Parses
from broadsheet.transforms.tables.declared.columns import (
    COUNTS_ANY_LANGUAGE,
    COUNTS_ENGLISH,
    LEXICAL,
    LEXICAL_COUNTS,
    SCORES_ANY_LANGUAGE,
    SCORES_ENGLISH,
    SENTIMENT,
    SYNTAX,
    SYNTAX_COUNTS,
    UNQUOTED_COUNTS,
    UNQUOTED_SCORES,
)
from broadsheet.transforms.tables.declared.dataset import SENTENCES
from broadsheet.transforms.tables.schema import Column

Flags = NDArray[np.bool_]
Numbers = NDArray[Any]
Features = dict[str, Numbers]

# What floats are rounded to: more digits than mean something cost a fifth of the file.
DIGITS = 4
_ENGLISH_ONLY = (*COUNTS_ENGLISH, *SCORES_ENGLISH, *LEXICAL_COUNTS, *SENTIMENT)
_DOUBLED = ("``", "''")  # marks written as two characters
_CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Found:
    """What other stages found in the articles: names, quotations, and, where they were parsed, their words."""

    mentions: pa.Table
    quotes: pa.Table
    parses: Parses | None


def sentence_table(
    articles: Sequence[Article], sentences: Sequence[Sentence], found: Found, origins: Origins
) -> pa.Table:
    """Every sentence with its features.

    Gives   SENTENCES, without what only the collection can tell, in order of article and sentence
    Null    features defined for English only, in other languages; scores of a sentence without words; syntax, unparsed
    """
    texts = [sentence.text for sentence in sentences]
    english = np.array([articles[s.article].is_english for s in sentences], np.bool_)
    features = measured(texts, np.ones(len(texts), np.int64), [articles[s.article].record.language for s in sentences])
    n_words = features["n_words"]
    # VADER scores a lone mark or emoticon too; a score without a word would have no count under it.
    features.update(sentiments(sentences, english & (n_words > 0)))
    quoted = np.minimum(_quoted_words(sentences), n_words)
    return SENTENCES.staged.build(
        {
            **place_columns(
                articles, [Place(s.article, s.section, s.start, s.end, s.index) for s in sentences], origins
            ),
            **_told(articles, sentences),
            **feature_columns(features, english),
            **_syntax_columns(articles, sentences, found.parses),
            **unquoted_columns(unquoted_counts(sentences), english),
            "is_quote_only": pa.array((quoted == n_words) & (quoted > 0)),
            "n_quoted_words": pa.array(quoted, pa.int32()),
            **_name_counts(articles, sentences, found),
        }
    )


def measured(texts: Sequence[str], n_sentences: NDArray[np.int64], languages: Sequence[str | None]) -> Features:
    """Counts, scores and lexical features of texts, NaN where undefined."""
    counts = word_counts(pa.array(texts, pa.string()))
    made: Features = {**counts, **scores(counts, n_sentences), **lexical(texts, languages)}
    made["n_nonspace_chars"] = made.pop("n_chars")
    return made


def lexical(texts: Sequence[str], languages: Sequence[str | None]) -> Features:
    """Lexical features of texts, each in its own language; NaN where a language has no word list."""
    made: Features = {}
    spoken = np.array([language or "" for language in languages], dtype=object)
    for language in sorted(set(spoken)):
        rows = np.flatnonzero(spoken == language).tolist()
        for name, column in lexical_features(pa.array([texts[row] for row in rows], pa.string()), language).items():
            made.setdefault(name, np.full(len(texts), np.nan))[rows] = column
    return made or lexical_features(pa.array([], pa.string()))


def sentiments(sentences: Sequence[Sentence], english: Flags) -> Features:
    """VADER's scores of English sentences, whole and outside quotation marks; NaN elsewhere or without a word."""
    whole = {
        name: np.full(len(sentences), np.nan) for name in ("vader_compound", "vader_pos", "vader_neg", "vader_neu")
    }
    unquoted = np.full(len(sentences), np.nan)
    rows = np.flatnonzero(english).tolist()
    scored = sentiment([sentences[row].text for row in rows])
    for name, column in whole.items():
        column[rows] = scored[name]
    unquoted[rows] = scored["vader_compound"]
    part = [row for row in rows if sentences[row].quoted]
    left = [outside_quotes(sentences[row].text, list(_with_marks(sentences[row]))) for row in part]
    unquoted[part] = sentiment(left)["vader_compound"]
    return {**whole, "vader_compound_unquoted": unquoted}


def _with_marks(sentence: Sentence) -> Iterator[Span]:
    """Quoted spans with the marks around them."""
    for start, end in sentence.quoted:
        width = 2 if sentence.text[max(start - 2, 0) : start] in _DOUBLED else 1
        yield max(start - width, 0), end + width


def feature_columns(features: Mapping[str, Numbers], english: Flags) -> dict[str, pa.Array]:
    """Features as arrays: floats rounded, NaN and what is not defined outside English null."""
    english_only = {column.name for column in _ENGLISH_ONLY}
    declared = (
        *COUNTS_ANY_LANGUAGE,
        *COUNTS_ENGLISH,
        *SCORES_ANY_LANGUAGE,
        *SCORES_ENGLISH,
        *LEXICAL_COUNTS,
        *LEXICAL,
        *SENTIMENT,
    )
    return {
        column.name: _masked(column, features[column.name], english if column.name in english_only else None)
        for column in declared
        if column.name in features
    }


def _masked(column: Column, values: Numbers, defined: Flags | None) -> pa.Array:
    missing = np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), np.bool_)
    if defined is not None:
        missing = missing | ~defined
    filled = np.where(missing, 0, values)
    rounded = np.round(filled, DIGITS) if pa.types.is_floating(column.type) else filled
    return pa.array(rounded, mask=missing).cast(column.type)


def _told(articles: Sequence[Article], sentences: Sequence[Sentence]) -> dict[str, pa.Array]:
    """What a sentence takes from its place and its article."""
    published = [day_of(a.record.published) for a in articles]
    domains = [a.url.publisher_domain if a.url else None for a in articles]
    position = [round(s.start / len(articles[s.article].section(s.section)), DIGITS) for s in sentences]
    return {
        "paragraph_index": pa.array([s.paragraph for s in sentences], pa.int32()),
        "text": pa.array([s.text for s in sentences], pa.string()),
        "published_date": pa.array([published[s.article] for s in sentences], pa.date32()),
        "publisher_domain": pa.array([domains[s.article] for s in sentences], pa.string()),
        "rel_position": pa.array(position, pa.float32()),
        "is_lead": pa.array([s.is_lead for s in sentences], pa.bool_()),
        "is_question": pa.array([s.text.rstrip(_CLOSING).endswith(("?", "？", "؟")) for s in sentences], pa.bool_()),
        "n_chars": pa.array([len(s.text) for s in sentences], pa.int32()),
    }


def _quoted_words(sentences: Sequence[Sentence]) -> Numbers:
    inside = [" ".join(s.text[start:end] for start, end in s.quoted) for s in sentences]
    return word_counts(pa.array(inside, pa.string()))["n_words"]


def unquoted_counts(sentences: Sequence[Sentence]) -> Features:
    """Counts of the words of each sentence that stand outside quotation marks."""
    left = [outside_quotes(s.text, list(_with_marks(s))) if s.quoted else s.text for s in sentences]
    counts: Features = dict(word_counts(pa.array(left, pa.string())))
    counts["n_nonspace_chars"] = counts.pop("n_chars")
    return {f"{name}_unquoted": values for name, values in counts.items()}


def unquoted_columns(features: Mapping[str, Numbers], english: Flags) -> dict[str, pa.Array]:
    """Features of the words outside quotation marks as arrays."""
    english_only = {f"{column.name}_unquoted" for column in _ENGLISH_ONLY}
    return {
        column.name: _masked(column, features[column.name], english if column.name in english_only else None)
        for column in (*UNQUOTED_COUNTS, *UNQUOTED_SCORES)
        if column.name in features
    }


def _syntax_columns(
    articles: Sequence[Article], sentences: Sequence[Sentence], parses: Parses | None
) -> dict[str, pa.Array]:
    """Syntax of English sentences; null in other languages, and without a parse."""
    rows: list[Syntax | None] = [None] * len(sentences)
    at = 0
    for (position, section), of_section in sentences_by_section(sentences).items():
        if parses is not None and articles[position].is_english:
            spans = [(s.start, s.end) for s in of_section]
            rows[at : at + len(spans)] = sentence_syntax(parses[position, section], spans)
        at += len(of_section)
    made = {
        f"n_{upos.lower()}": pa.array([None if row is None else row.n_upos[i] for row in rows], pa.int32())
        for i, upos in enumerate(UPOS)
    }
    for column in (*SYNTAX_COUNTS[len(UPOS) :], *SYNTAX):
        values = [None if row is None else getattr(row, column.name) for row in rows]
        if pa.types.is_floating(column.type):
            values = [None if value is None else round(value, DIGITS) for value in values]
        made[column.name] = pa.array(values, pa.string() if pa.types.is_dictionary(column.type) else column.type)
    return made


def _name_counts(articles: Sequence[Article], sentences: Sequence[Sentence], found: Found) -> dict[str, pa.Array]:
    ids = pa.array([article.article_id for article in articles], pa.int64())
    first = np.searchsorted(np.array([s.article for s in sentences], np.int64), np.arange(len(articles)))

    def rows_of(table: pa.Table) -> Numbers:
        owners = pc.index_in(table["article_id"], value_set=ids).to_numpy()
        return np.asarray(first[owners] + table["sentence_index"].to_numpy())

    mentions = found.mentions
    rows = rows_of(mentions)
    kinds = np.array(mentions["type"].cast(pa.string()).to_pylist(), dtype=object)
    wanted = {"n_mentions": None, "n_person": {"PERSON"}, "n_org": {"ORG"}, "n_loc": {"LOC", "FAC"}}
    counted = {
        name: pa.array(np.bincount(rows[_of(kinds, types)], minlength=len(sentences)), pa.int32())
        for name, types in wanted.items()
    }
    counted["n_quotes"] = pa.array(np.bincount(rows_of(found.quotes), minlength=len(sentences)), pa.int32())
    return counted


def _of(kinds: NDArray[np.object_], types: set[str] | None) -> Flags:
    return np.array([types is None or kind in types for kind in kinds], np.bool_)
