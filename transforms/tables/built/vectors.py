"""The table of vectors of English sentences."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.sentences.sentences import Sentence
from broadsheet.transforms.tables.built.placement import article_columns
from broadsheet.transforms.tables.declared.vectors import SENTENCE_VECTORS
from broadsheet.transforms.vectors.shape import DIMENSIONS
from broadsheet.transforms.vectors.static import StaticVectors


def vector_table(
    articles: Sequence[Article], sentences: Sequence[Sentence], embeddings: StaticVectors | None
) -> pa.Table:
    """A vector for each sentence of English articles that has a known word, in order of article and sentence.

    Gives   SENTENCE_VECTORS; no row without embeddings
    """
    if embeddings is None:
        return SENTENCE_VECTORS.empty()
    english = [sentence for sentence in sentences if articles[sentence.article].is_english]
    vectors = embeddings.of([sentence.text for sentence in english])
    has_words = vectors.any(axis=1)
    rows = [english[row] for row in np.flatnonzero(has_words).tolist()]
    values = pa.array(vectors[has_words].reshape(-1))
    return SENTENCE_VECTORS.build(
        {
            **article_columns([articles[sentence.article] for sentence in rows]),
            "sentence_index": pa.array([sentence.index for sentence in rows], pa.int32()),
            "vector": pa.FixedSizeListArray.from_arrays(values, DIMENSIONS),
        }
    )
