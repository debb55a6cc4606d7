"""Which columns hold the publishers' words, and how each is had back: what a twin without text leaves out.

A column of text that is not named here as a fact is left out: a new one is withheld until somebody decides.
"""

import pyarrow as pa

# Keys, addresses, hashes and names: facts about an article, which no licence to its text covers.
_FACTS: dict[str, frozenset[str]] = {
    "articles": frozenset(
        {
            *("article_key", "raw_path", "raw_sha256", "text_sha256", "dateline_place", "url", "canonical_url"),
            *("url_host", "url_slug", "publisher_article_id", "quality_flags"),
        }
    ),
    "mentions": frozenset({"role"}),
    "entities": frozenset({"canonical_name", "entity_key", "kb_id", "gender_evidence", "role", "affiliation"}),
    "quotes": frozenset({"cue_lemma", "speaker_name", "speaker_role", "speaker_affiliation"}),
    "dates": frozenset({"clock_time", "clock_zone"}),
    "authors": frozenset({"name"}),
    "images": frozenset({"url"}),
    "links": frozenset({"url"}),
    "names": frozenset({"entity_key", "canonical_name", "variants", "same_as_key", "role", "kb_id"}),
    "outlets": frozenset({"languages", "home_division"}),
}
# Our own words about the tables.
_OURS = frozenset({"columns"})
_WORDS = (pa.string(), pa.list_(pa.string()))

# By table and column the offsets, in the row's section, of what stands there.
SLICES: dict[str, dict[str, tuple[str, str]]] = {
    "sentences": {"text": ("char_start", "char_end")},
    "mentions": {"surface": ("char_start", "char_end")},
    "quotes": {
        "text": ("char_start", "char_end"),
        "speaker_surface": ("speaker_char_start", "speaker_char_end"),
        "cue": ("cue_char_start", "cue_char_end"),
    },
    "dates": {"surface": ("char_start", "char_end")},
    "numbers": {"surface": ("char_start", "char_end")},
}
# By section the column of `articles` that holds it.
SECTION_COLUMNS = {"title": "title", "caption": "caption_text", "text": "text"}


def withheld(table: str, schema: pa.Schema) -> tuple[str, ...]:
    """The columns of a table that hold the publishers' words, in its order."""
    if table in _OURS:
        return ()
    facts = _FACTS.get(table, frozenset())
    return tuple(field.name for field in schema if field.type in _WORDS and field.name not in facts)
