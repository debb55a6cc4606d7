"""The table of amounts that English text names."""

import pyarrow as pa

from broadsheet.transforms.tables.declared.columns import (
    ARTICLE_ID,
    GROUPING,
    RAW_SPAN,
    SECTION,
    SPAN,
    category,
    index,
    key_to,
    text,
)
from broadsheet.transforms.tables.schema import Column, TableSpec

KINDS = (
    "money", "percent", "people", "casualties", "count", "age", "length", "area", "mass", "volume", "temperature",
    "speed", "power", "energy", "data",
)  # fmt: skip
NUMBERS = TableSpec(
    "numbers",
    "amount in the text of an article analysed as English",
    ("article_id", "number_index"),
    (
        ARTICLE_ID,
        index("number_index", "Place of the amount in the article, from 0."),
        *GROUPING,
        index("sentence_index", "The sentence it is in."),
        SECTION,
        *SPAN,
        *RAW_SPAN,
        text("surface", "The amount as written, with its unit or what is counted."),
        category(
            "kind",
            "What it is an amount of; casualties are people killed or hurt. Years, days and hours are in `dates`.",
            KINDS,
        ),
        Column("amount", pa.float64(), "The number in full (1.5 million is 1500000); the lower end of a range."),
        Column("amount_high", pa.float64(), "The upper end of a range.", null_means="no range"),
        category(
            "unit",
            "Unit in the singular, unconverted; ISO 4217 code of money (dollars are US ones unless told).",
            null_means="a number of what is counted, or money of a name that several countries have",
        ),
        text("counted", "The noun that is counted, with its adjectives.", "not counted, or no noun follows"),
        category(
            "bound",
            "How the number is meant: about, more than, less than, or up to it.",
            ("about", "more", "less", "up_to"),
            "just as it says",
        ),
    ),
    (key_to("articles", "article_id"), key_to("sentences", "article_id", "sentence_index")),
)
