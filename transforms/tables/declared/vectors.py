"""The table of vectors of sentences, which is filled where a run is asked for embeddings."""

import pyarrow as pa

from broadsheet.transforms.tables.declared.columns import ARTICLE_ID, GROUPING, index, key_to
from broadsheet.transforms.tables.schema import Column, TableSpec
from broadsheet.transforms.vectors.shape import DIMENSIONS, LARGEST

SENTENCE_VECTORS = TableSpec(
    "sentence_vectors",
    "sentence of an article analysed as English that has a word; no row without `--embeddings`",
    ("article_id", "sentence_index"),
    (
        ARTICLE_ID,
        index("sentence_index", "The sentence."),
        *GROUPING,
        Column(
            "vector",
            pa.list_(pa.int8(), DIMENSIONS),
            "What the sentence says, as a direction: the likeness of two is the cosine of the angle between them, -1 to"
            f" 1. Whole numbers; the length of each vector is {LARGEST}, but for rounding.",
            source="weighted mean of word pieces distilled from all-MiniLM-L6-v2",
        ),
    ),
    (key_to("articles", "article_id"), key_to("sentences", "article_id", "sentence_index")),
)
