"""The table of sentences with their features, and what these give to the columns of their articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.articles.origins import Origins
from broadsheet.transforms.collection.copies import copy_hash
from broadsheet.transforms.features.counts import word_counts
from broadsheet.transforms.features.lexical import lexical_features
from broadsheet.transforms.features.pronunciation import ENGLISH, HYPHENATED
from broadsheet.transforms.features.readability import LANGUAGES_OF, scores
from broadsheet.transforms.features.sentiment import outside_quotes, sentiment
from broadsheet.transforms.features.syntax import UPOS, Syntax, sentence_syntax
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.sentences import Sentence
from broadsheet.transforms.tables.built.placement import Place, place_columns, sentences_by_section
from broadsheet.transforms.tables.built.quotes import Parses
from broadsheet.transforms.tables.built.speech import speech_of, spoken
from broadsheet.transforms.tables.declared.columns import (
    COUNTS_ANY_LANGUAGE,
    COUNTS_ENGLISH,
    COUNTS_WITHOUT_WORDS,
    LEXICAL,
    LEXICAL_COUNTS,
    SCORES_ANY_LANGUAGE,
    SCORES_ENGLISH,
    SCORES_OF_LANGUAGES,
    SENTIMENT,
    SYLLABLE_COUNTS,
    SYNTAX,
    SYNTAX_COUNTS,
    UNQUOTED_COUNTS,
    UNQUOTED_SCORES,
)
from broadsheet.transforms.tables.declared.dataset import SENTENCES
from broadsheet.transforms.tables.rounding import rounded, rounded_list
from broadsheet.transforms.tables.schema import Column

Flags = NDArray[np.bool_]
Numbers = NDArray[Any]
Features = dict[str, Numbers]

_ENGLISH_NAMES = frozenset(
    column.name.removesuffix("_unquoted") for column in (*COUNTS_ENGLISH, *SCORES_ENGLISH, *LEXICAL_COUNTS, *SENTIMENT)
)
# What is told of the outlet's own voice.
_UNQUOTED_TONE = ("n_vader_words", "vader_valence", "vader_compound")
_CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Findings:
    """What other stages found in the articles: names, quotations, and, where they were parsed, their words."""

    mentions: pa.Table
    quotes: pa.Table
    parses: Parses | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages of rows: `codes` are ISO 639-1, "" where none is known; `english` and `spaced` as of an article."""

    codes: NDArray[np.str_]
    english: Flags
    spaced: Flags

    @classmethod
    def of(cls, articles: Sequence[Article]) -> "Spoken":
        """The languages of rows that belong to these articles."""
        return cls(
            np.array([article.record.analysis_language or "" for article in articles], np.str_),
            np.array([article.is_english for article in articles], np.bool_),
            np.array([article.has_spaces for article in articles], np.bool_),
        )


def sentence_table(
    articles: Sequence[Article], sentences: Sequence[Sentence], findings: Findings, origins: Origins
) -> pa.Table:
    """Every sentence with its features.

    Gives   SENTENCES, without what only the collection can tell, in order of article and sentence
    Null    features defined for English only, in other languages; scores of a sentence without words; syntax, unparsed
    """
    texts = [sentence.text for sentence in sentences]
    spoken = Spoken.of([articles[s.article] for s in sentences])
    english, spaced = spoken.english, spoken.spaced
    features = measured(texts, np.ones(len(texts), np.int64), spoken)
    n_words = features["n_words"]
    # VADER scores a lone mark or emoticon too; a score without a word would have no count under it.
    speech = speech_of(sentences, findings.quotes, english.tolist())
    features.update(sentiments(sentences, speech, english & (n_words > 0)))
    outside = unquoted_counts(sentences, speech, spoken)
    quoted = np.minimum(_quoted_words(sentences), n_words)
    return SENTENCES.staged.build(
        {
            **place_columns(
                articles, [Place(s.article, s.section, s.start, s.end, s.index) for s in sentences], origins
            ),
            **_facts(articles, sentences),
            **feature_columns(features, spoken),
            **_syntax_columns(articles, sentences, findings.parses),
            **unquoted_columns(outside, spoken),
            "is_quote_only": pa.array(np.where(spaced, quoted == n_words, _all_quoted(sentences)) & (quoted > 0)),
            "n_quoted_words": pa.array(quoted, pa.int32(), mask=~spaced),
            "n_speech_words": pa.array(np.maximum(n_words - outside["n_words_unquoted"], 0), pa.int32(), mask=~spaced),
            **_name_counts(articles, sentences, findings, english),
        }
    )


def _all_quoted(sentences: Sequence[Sentence]) -> NDArray[np.bool_]:
    """Whether no letter or figure of a sentence stands outside quotation marks: words are not told everywhere."""
    return np.array([not any(map(str.isalnum, _outside(sentence))) for sentence in sentences], np.bool_)


def _outside(sentence: Sentence) -> str:
    ends = [0, *(end for span in sentence.quoted for end in span), len(sentence.text)]
    return "".join(sentence.text[low:high] for low, high in zip(ends[::2], ends[1::2], strict=True))


def measured(texts: Sequence[str], n_sentences: NDArray[np.int64], spoken: Spoken) -> Features:
    """Counts, scores and lexical features of texts, NaN where undefined."""
    counts = counted(texts, spoken)
    codes = spoken.codes.tolist()
    return {**counts, **scores(counts, n_sentences, codes), **lexical(texts, codes)}


def counted(texts: Sequence[str], spoken: Spoken) -> dict[str, NDArray[np.int32]]:
    """The counts of texts, syllables by the rules of each one's language."""
    counts: dict[str, NDArray[np.int32]] = {}
    codes = np.where(np.isin(spoken.codes, HYPHENATED), spoken.codes, ENGLISH)
    for language in sorted(set(codes.tolist())):
        rows = np.flatnonzero(codes == language)
        part = word_counts(pa.array([texts[row] for row in rows.tolist()], pa.string()), language)
        for name, column in part.items():
            counts.setdefault(name, np.zeros(len(texts), np.int32))[rows] = column
    return counts or word_counts(pa.array([], pa.string()))


def lexical(texts: Sequence[str], codes: Sequence[str]) -> Features:
    """Lexical features of texts, each in its own language; NaN where a language has no word list."""
    measures: Features = {}
    spoken = np.array(codes, dtype=object)
    for language in sorted(set(codes)):
        rows = np.flatnonzero(spoken == language).tolist()
        for name, column in lexical_features(pa.array([texts[row] for row in rows], pa.string()), language).items():
            measures.setdefault(name, np.full(len(texts), np.nan))[rows] = column
    return measures or lexical_features(pa.array([], pa.string()))


def sentiments(sentences: Sequence[Sentence], speech: Sequence[Sequence[Span]], english: Flags) -> Features:
    """VADER's sums and scores of English sentences, whole and outside their speech; NaN elsewhere or without a word."""
    rows = np.flatnonzero(english).tolist()
    scored = sentiment([sentences[row].text for row in rows])
    whole = {name: np.full(len(sentences), np.nan) for name in scored}
    for name, column in whole.items():
        column[rows] = scored[name]
    unquoted = {name: whole[name].copy() for name in _UNQUOTED_TONE}
    part = [row for row in rows if speech[row]]
    left = sentiment([outside_quotes(sentences[row].text, speech[row]) for row in part])
    for name, column in unquoted.items():
        column[part] = left[name]
    return {**whole, **{f"{name}_unquoted": column for name, column in unquoted.items()}}


def feature_columns(features: Mapping[str, Numbers], spoken: Spoken) -> dict[str, pa.Array]:
    """Features as arrays: floats rounded, NaN null, and what rests on English, or on words, where there are none."""
    declared = (
        *COUNTS_ANY_LANGUAGE,
        *COUNTS_ENGLISH,
        *SCORES_ANY_LANGUAGE,
        *SCORES_ENGLISH,
        *SCORES_OF_LANGUAGES,
        *LEXICAL_COUNTS,
        *LEXICAL,
        *SENTIMENT,
    )
    return {
        column.name: _masked(column, features[column.name], _defined(column.name, spoken))
        for column in declared
        if column.name in features
    }


def _defined(name: str, spoken: Spoken) -> Flags:
    """Where the feature of that name, or its twin outside quotation marks, has a meaning."""
    plain_name = name.removesuffix("_unquoted")
    if plain_name in COUNTS_WITHOUT_WORDS:
        return np.ones(len(spoken.codes), np.bool_)
    if plain_name in LANGUAGES_OF:
        return np.isin(spoken.codes, sorted(LANGUAGES_OF[plain_name]))
    if plain_name in SYLLABLE_COUNTS:
        return spoken.english | np.isin(spoken.codes, HYPHENATED)
    return spoken.english if plain_name in _ENGLISH_NAMES else spoken.spaced


def _masked(column: Column, values: Numbers, defined: Flags) -> pa.Array:
    missing = np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), np.bool_)
    missing = missing | ~defined
    filled = np.where(missing, 0, values)
    values_at_digits = rounded(filled) if pa.types.is_floating(column.type) else filled
    return pa.array(values_at_digits, mask=missing).cast(column.type)


def _facts(articles: Sequence[Article], sentences: Sequence[Sentence]) -> dict[str, pa.Array]:
    """What a sentence takes from its place and its text."""
    position = rounded_list(s.start / len(articles[s.article].section(s.section)) for s in sentences)
    return {
        "paragraph_index": pa.array([s.paragraph for s in sentences], pa.int32()),
        "text": pa.array([s.text for s in sentences], pa.string()),
        "rel_position": pa.array(position, pa.float32()),
        "is_lead": pa.array([s.is_lead for s in sentences], pa.bool_()),
        "is_question": pa.array([s.text.rstrip(_CLOSING).endswith(("?", "？", "؟")) for s in sentences], pa.bool_()),
        "n_chars": pa.array([len(s.text) for s in sentences], pa.int32()),
        "copy_group_id": pa.array([copy_hash(s.text) if s.section == "text" else None for s in sentences], pa.int64()),
    }


def _quoted_words(sentences: Sequence[Sentence]) -> Numbers:
    inside = [" ".join(s.text[start:end] for start, end in s.quoted) for s in sentences]
    return word_counts(pa.array(inside, pa.string()))["n_words"]


def unquoted_counts(sentences: Sequence[Sentence], speech: Sequence[Sequence[Span]], spoken: Spoken) -> Features:
    """Counts of the words of each sentence that stand outside its speech."""
    left = [outside_quotes(s.text, spans) if spans else s.text for s, spans in zip(sentences, speech, strict=True)]
    return {f"{name}_unquoted": values for name, values in counted(left, spoken).items()}


def unquoted_columns(features: Mapping[str, Numbers], spoken: Spoken) -> dict[str, pa.Array]:
    """Features of the words outside speech as arrays."""
    return {
        column.name: _masked(column, features[column.name], _defined(column.name, spoken))
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
    arrays = {
        f"n_{upos.lower()}": pa.array([None if row is None else row.n_upos[i] for row in rows], pa.int32())
        for i, upos in enumerate(UPOS)
    }
    for column in (*SYNTAX_COUNTS[len(UPOS) :], *SYNTAX):
        values = [None if row is None else getattr(row, column.name) for row in rows]
        if pa.types.is_floating(column.type):
            values = rounded_list(values)
        arrays[column.name] = pa.array(values, pa.string() if pa.types.is_dictionary(column.type) else column.type)
    return arrays


def _name_counts(
    articles: Sequence[Article], sentences: Sequence[Sentence], findings: Findings, english: Flags
) -> dict[str, pa.Array]:
    """Mentions and quotations of each sentence; null where they were not looked for."""
    ids = pa.array([article.article_id for article in articles], pa.int64())
    first = np.searchsorted(np.array([s.article for s in sentences], np.int64), np.arange(len(articles)))

    def rows_of(table: pa.Table) -> Numbers:
        owners = pc.index_in(table["article_id"], value_set=ids).to_numpy()
        return np.asarray(first[owners] + table["sentence_index"].to_numpy())

    mentions = findings.mentions
    rows = rows_of(mentions)
    kinds = np.array(mentions["type"].cast(pa.string()).to_pylist(), dtype=object)
    wanted = {"n_mentions": None, "n_person": {"PERSON"}, "n_org": {"ORG"}, "n_loc": {"LOC", "FAC"}}
    columns = {
        name: pa.array(np.bincount(rows[_of(kinds, types)], minlength=len(sentences)), pa.int32(), mask=~english)
        for name, types in wanted.items()
    }
    n_quotes = np.bincount(rows_of(spoken(findings.quotes)), minlength=len(sentences))
    columns["n_quotes"] = pa.array(n_quotes, pa.int32(), mask=~english)
    return columns


def _of(kinds: NDArray[np.object_], types: set[str] | None) -> Flags:
    return np.array([types is None or kind in types for kind in kinds], np.bool_)
