"""The tables that tell of the whole collection: what its columns mean, and which sentences several articles share."""

import pyarrow as pa

from broadsheet.transforms.tables.declared.columns import ID_LIMIT, category, text
from broadsheet.transforms.tables.schema import DICTIONARY, Column, TableSpec

# Counts that grow with later articles stand here, so that a new article changes no row of those before it.
SENTENCE_COPIES = TableSpec(
    "sentence_copies",
    "sentence that several articles have in their bodies",
    ("copy_group_id",),
    (
        Column("copy_group_id", pa.int64(), "As in `sentences`.", minimum=0, maximum=ID_LIMIT),
        Column("n_articles", pa.int32(), "Articles with the sentence.", "count", minimum=2),
        Column(
            "first",
            pa.int64(),
            "article_id of the earliest of them, by day, instant (none comes last), then id.",
            minimum=0,
            maximum=ID_LIMIT,
        ),
    ),
)

COPIES = TableSpec(
    "copies",
    "pair of articles of which one has half or more of its words from the other, or both from a third",
    ("article_id", "other_id"),
    (
        Column("article_id", pa.int64(), "The later article.", minimum=0, maximum=ID_LIMIT),
        Column("other_id", pa.int64(), "The earlier one.", minimum=0, maximum=ID_LIMIT),
        Column(
            "n_shared_words",
            pa.int32(),
            "Words of the shorter in runs of 16 or more that the longer has, too.",
            "count",
            minimum=1,
        ),
        category(
            "direction",
            "Whether the later took from the earlier, or the order is open: one day, or no date.",
            ("from_other", "open"),
        ),
    ),
)

COLUMNS = TableSpec(
    DICTIONARY,
    "column of a table",
    ("table", "column"),
    (
        category("table", "The table, as its folder is called; those of the runs begin with _ops/."),
        text("column", "The column."),
        category("type", "Type of the values."),
        category("unit", "Unit of the values.", null_means="none"),
        text("meaning", "What a value says."),
        text("null_means", "What a missing value says.", "no value is missing"),
        category("source", "Library, word list or paper that the definition is from.", null_means="our own"),
        category("since", "Schema version that brought the column."),
    ),
)
