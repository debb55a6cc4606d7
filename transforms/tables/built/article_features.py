"""The table of articles: what was read, sums of counts, scores of the body."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.features.readability import scores
from broadsheet.transforms.names.linking import Resolved
from broadsheet.transforms.tables.built.articles import article_rows
from broadsheet.transforms.tables.built.sentences import (
    Features,
    Flags,
    Numbers,
    Spoken,
    feature_columns,
    lexical,
    unquoted_columns,
)
from broadsheet.transforms.tables.declared.columns import (
    COUNTS_ANY_LANGUAGE,
    COUNTS_ENGLISH,
    LEXICAL,
    LEXICAL_COUNTS,
    SENTIMENT_SUMS,
    SENTIMENT_SUMS_UNQUOTED,
    SYNTAX_COUNTS,
    UNQUOTED_COUNTS,
)
from broadsheet.transforms.tables.declared.dataset import ARTICLES
from broadsheet.transforms.tables.rounding import rounded

_SUMMED = (
    *(c.name for c in (*COUNTS_ANY_LANGUAGE, *COUNTS_ENGLISH, *LEXICAL_COUNTS, *UNQUOTED_COUNTS, *SYNTAX_COUNTS)),
    "n_quoted_words",
    "n_speech_words",
)
_TONE = tuple(column.name for column in (*SENTIMENT_SUMS, *SENTIMENT_SUMS_UNQUOTED))
_MEANS = ("vader_compound", "vader_compound_unquoted")


def article_table(
    articles: Sequence[Article], sentences: pa.Table, resolutions: Sequence[Resolved], versions: Mapping[str, str]
) -> pa.Table:
    """Every article.

    Reads   sentences: the staged table of these articles
    Gives   ARTICLES, without what only the collection can tell, in the order given
    Null    features defined for English only, in other languages; scores of a body without words
    """
    computed = _computed(articles, sentences, resolutions)
    rows = article_rows(articles, versions)
    as_read = {
        column.name: pa.array([row[column.name] for row in rows], column.plain_type)
        for column in ARTICLES.staged.columns
        if column.name not in computed
    }
    return ARTICLES.staged.build({**as_read, **computed})


def _computed(articles: Sequence[Article], sentences: pa.Table, resolutions: Sequence[Resolved]) -> dict[str, pa.Array]:
    """The columns that come from sentences, mentions and entities."""
    body = sentences.filter(pc.equal(sentences["section"].cast(pa.string()), "text"))
    ids = pa.array([article.article_id for article in articles], pa.int64())
    owners = pc.index_in(body["article_id"], value_set=ids).to_numpy()
    n_sentences = np.bincount(owners, minlength=len(articles))
    features = _summed(body, owners, len(articles))
    parsed = np.bincount(owners[pc.is_valid(body[SYNTAX_COUNTS[0].name]).to_numpy()], minlength=len(articles))
    quoted, in_speech = features.pop("n_quoted_words"), features.pop("n_speech_words")
    spoken = Spoken.of(articles)
    features.update(_scored(features, "", n_sentences, spoken))
    # A sentence that is all speech is none of the outlet's own.
    own = np.bincount(owners[body["n_letters_unquoted"].to_numpy() > 0], minlength=len(articles))
    features.update(_scored(features, "_unquoted", own, spoken))
    features.update(_lexical(articles, spoken))
    features.update({name: _total(body, name, owners, len(articles)) for name in _TONE})
    features.update({name: _mean(body, name, owners, len(articles)) for name in _MEANS})
    english, spaced = spoken.english, spoken.spaced
    return {
        **feature_columns(features, spoken),
        **unquoted_columns(features, spoken),
        **_syntax_sums(features, parsed),
        "n_sentences_unquoted": pa.array(own, pa.int32()),
        "n_quotes": pa.array(_sums(sentences, "n_quotes", ids), pa.int32(), mask=~english),
        "n_sentences": pa.array(n_sentences, pa.int32()),
        "n_quoted_words": pa.array(quoted, pa.int32(), mask=~spaced),
        "n_speech_words": pa.array(in_speech, pa.int32(), mask=~spaced),
        "quoted_share": _share(quoted, features["n_words"], spaced),
        "n_mentions": pa.array([len(resolution.mentions) for resolution in resolutions], pa.int32(), mask=~english),
        "n_entities": pa.array([len(resolution.entities) for resolution in resolutions], pa.int32(), mask=~english),
        "has_names": pa.array(english),
        "has_quotes": pa.array(english),
        "has_syntax": pa.array(parsed > 0),
    }


def _share(quoted: Numbers, n_words: Numbers, spaced: Flags) -> pa.Array:
    """Quoted words of all; null without words, and where the language puts no spaces between them."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share = rounded(quoted / n_words)
    return pa.array(share, mask=(n_words == 0) | ~spaced).cast(pa.float32())


def _scored(features: Features, suffix: str, n_sentences: Numbers, spoken: Spoken) -> Features:
    """The scores of whole bodies from their counts whose names end in `suffix`."""
    counts = {name.removesuffix(suffix): features[name] for name in features if name.endswith(suffix)}
    table = scores(counts, n_sentences, spoken.codes.tolist())
    return {f"{name}{suffix}": values for name, values in table.items()}


def _syntax_sums(features: Features, parsed: Numbers) -> dict[str, pa.Array]:
    """Sums of syntactic counts; null for an article of which no sentence has them."""
    return {column.name: pa.array(features[column.name], pa.int32(), mask=parsed == 0) for column in SYNTAX_COUNTS}


def _sums(sentences: pa.Table, name: str, ids: pa.Array) -> Numbers:
    """Sums over the sentences of all sections."""
    owners = pc.index_in(sentences["article_id"], value_set=ids).to_numpy()
    return np.bincount(owners, weights=pc.fill_null(sentences[name], 0).to_numpy(), minlength=len(ids)).astype(np.int64)


def _summed(body: pa.Table, owners: Numbers, n_articles: int) -> Features:
    return {
        name: np.bincount(
            owners, weights=pc.fill_null(body[name], 0).to_numpy().astype(np.float64), minlength=n_articles
        ).astype(np.int64)
        for name in _SUMMED
    }


def _total(body: pa.Table, name: str, owners: Numbers, n_articles: int) -> Numbers:
    """The sum over the sentences that have the value; NaN where none has."""
    values = body[name].cast(pa.float64()).to_numpy()
    scored = ~np.isnan(values)
    total = np.bincount(owners[scored], weights=values[scored], minlength=n_articles)
    number = np.bincount(owners[scored], minlength=n_articles)
    return np.where(number > 0, total, np.nan)


def _mean(body: pa.Table, name: str, owners: Numbers, n_articles: int) -> Numbers:
    """The mean over the sentences that have the score; NaN where none has."""
    values = body[name].cast(pa.float64()).to_numpy()
    scored = ~np.isnan(values)
    total = np.bincount(owners[scored], weights=values[scored], minlength=n_articles)
    number = np.bincount(owners[scored], minlength=n_articles)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / number)


def _lexical(articles: Sequence[Article], spoken: Spoken) -> Features:
    """Lexical features of whole bodies that are no sums of sentences."""
    measures = lexical([article.text for article in articles], spoken.codes.tolist())
    return {column.name: measures[column.name] for column in LEXICAL}
