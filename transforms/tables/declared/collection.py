"""The tables that tell of the whole collection: what its columns mean, and which sentences several articles share."""

import pyarrow as pa

from broadsheet.transforms.tables.declared.columns import ID_LIMIT, category, count, day, share, text
from broadsheet.transforms.tables.schema import DICTIONARY, Column, TableSpec
from broadsheet.transforms.vocabulary.gazetteer import SOURCE as PLACES_SOURCE
from broadsheet.transforms.vocabulary.mention_types import MENTION_TYPES

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

_UNDATED = "no article has a day"
_OPEN = "nothing is told, or too few articles agree"


def _category(name: str, description: str, null_means: str) -> Column:
    return category(name, description, null_means=null_means)


def _gender(name: str, description: str, null_means: str) -> Column:
    return category(name, description, ("female", "male"), null_means)


NAMES = TableSpec(
    "names",
    "name of the collection",
    ("entity_key",),
    (
        text("entity_key", "As in `entities`."),
        text("canonical_name", "The canonical name of most of its articles."),
        category("type", "Type of the entities.", MENTION_TYPES),
        share("type_share", "Articles with these words as a name of this type, among those with any type."),
        count("n_articles", "Articles that name it."),
        count("n_mentions", "Mentions in them."),
        day("first_date", "First day of its articles.", _UNDATED),
        day("last_date", "Last day of its articles.", _UNDATED),
        count("n_outlets", "Publishers whose articles name it."),
        count("n_variants", "Canonical names that go by this key."),
        text("variants", "The most frequent of them, at most eight, parted by a bar."),
        text(
            "same_as_key",
            "The key of the full name that a surname alone stands for: of all who bear it, the one whom the outlets "
            "that use it name in full in nine of ten articles, within 60 days of its time.",
            "no surname alone, or open",
        ),
        *(
            column
            for name, what, declare in (
                ("gender", "Gender that their texts tell", _gender),
                ("role", "Role", text),
                ("country_iso2", "Country", _category),
                ("kb_id", "Id in the knowledge base", text),
            )
            for column in (
                declare(name, f"{what}, where four of five articles that tell one agree.", _OPEN),
                count(f"n_{name}", "Articles that say so.", _OPEN),
            )
        ),
    ),
)

_NO_HOME = "its places lie in no one country or division, or are under three"
OUTLETS = TableSpec(
    "outlets",
    "publisher",
    ("publisher_domain",),
    (
        category("publisher_domain", "As in `articles`."),
        count("n_articles", "Articles kept."),
        day("first_date", "First day.", _UNDATED),
        day("last_date", "Last day.", _UNDATED),
        count("n_days", "Days with an article."),
        count("n_days_without", "Days between the first and the last without one: gaps.", _UNDATED),
        text("languages", "Languages of its articles, by code, parted by a bar.", "none is sure"),
        share("agency_share", "Articles of a wire agency."),
        category("home_country_iso2", "Country where most of the places lie that it names.", null_means=_NO_HOME),
        text("home_division", "First-level division where they do, by GeoNames' code.", _NO_HOME),
        Column(
            "home_lat", pa.float64(), "Latitude of the middle one of those.", "degree", PLACES_SOURCE, _NO_HOME, -90, 90
        ),
        Column("home_lon", pa.float64(), "Longitude, likewise.", "degree", PLACES_SOURCE, _NO_HOME, -180, 180),
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
