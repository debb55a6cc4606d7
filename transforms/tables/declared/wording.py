"""Which columns hold the publishers' words, and how each is had back: what a twin without text leaves out.

A column of text that is not named here as a fact is left out: a new one is withheld until somebody decides.
"""

from typing import NamedTuple

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
    "article_files": frozenset({"raw_path", "raw_sha256"}),
    "names": frozenset({"entity_key", "canonical_name", "variants", "same_as_key", "role", "kb_id"}),
    "outlets": frozenset({"languages", "home_division"}),
}
# Our own words about the tables.
_OURS = frozenset({"columns"})
_WORDS = (pa.string(), pa.list_(pa.string()))


class Bounds(NamedTuple):
    """The columns of the offsets of a slice; where the outlet breaks in on it, a blank stands for what `but` bounds."""

    start: str
    end: str
    but: tuple[str, str] | None = None

    @property
    def columns(self) -> set[str]:
        """The columns that are read."""
        return {self.start, self.end, *(self.but or ())}


# By table and column the offsets, in the row's section, of what stands there.
_SPAN = Bounds("char_start", "char_end")
SLICES: dict[str, dict[str, Bounds]] = {
    "sentences": {"text": _SPAN},
    "mentions": {"surface": _SPAN},
    "quotes": {
        "text": Bounds("char_start", "char_end", ("aside_char_start", "aside_char_end")),
        "speaker_surface": Bounds("speaker_char_start", "speaker_char_end"),
        "cue": Bounds("cue_char_start", "cue_char_end"),
    },
    "dates": {"surface": _SPAN},
    "numbers": {"surface": _SPAN},
}
# By section the column of `articles` that holds it.
SECTION_COLUMNS = {"title": "title", "caption": "caption_text", "text": "text"}


def withheld(table: str, schema: pa.Schema) -> tuple[str, ...]:
    """The columns of a table that hold the publishers' words, in its order."""
    if table in _OURS:
        return ()
    facts = _FACTS.get(table, frozenset())
    return tuple(field.name for field in schema if field.type in _WORDS and field.name not in facts)
