"""The keys that names in a text and in a knowledge base are compared by, a column at a time."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.vocabulary.lists import entries

# Letters that Unicode does not part into a base letter and a mark, and that English texts write without the mark.
_PLAIN: Final = (
    ("ß", "ss"),
    ("ς", "σ"),
    ("ł", "l"),
    ("ø", "o"),
    ("đ", "d"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ð", "d"),
    ("þ", "th"),
    ("ı", "i"),
)
# "U.S. Steel", "J. K. Quill": the stops of single letters are marked, then become a space before a word, else nothing.
_STOP: Final = "\x01"
_INITIAL: Final = (r"\b(\pL)\. ?", rf"\1{_STOP}")
_BEFORE_WORD: Final = (rf"{_STOP}(\pL\pL|\pN)", r" \1")
_POSSESSIVE: Final = r"['’ʼ`]s?$"
_APOSTROPHE: Final = r"['’ʼ`]"
_BETWEEN_WORDS: Final = r"[^\pL\pN]+"
_LEGAL_FORMS: Final = rf"( (?:{'|'.join(entries('legal_forms.txt'))}))+$"


def keys(names: pa.Array, are_bodies: pa.Array) -> pa.Array:
    """The key of each name, "" for one without a letter or digit; nulls stay.

    Without case, accents, punctuation, a leading "the" and a closing possessive; "&" is "and", initials are one word.
    Where `are_bodies` is true, without a legal form at the end: "Corvane Ltd." is "corvane".
    """
    foreign = pc.fill_null(pc.invert(pc.string_is_ascii(names)), False)
    folded = pc.replace_with_mask(pc.utf8_lower(names), foreign, _in_base_letters(names.filter(foreign)))
    folded = pc.replace_substring_regex(pc.replace_substring_regex(folded, *_INITIAL), *_BEFORE_WORD)
    folded = pc.replace_substring(folded, _STOP, "")
    folded = pc.replace_substring_regex(pc.utf8_trim_whitespace(folded), _POSSESSIVE, "")
    folded = pc.replace_substring_regex(folded, _APOSTROPHE, "")
    folded = pc.replace_substring(folded, "&", " and ")
    folded = pc.utf8_trim(pc.replace_substring_regex(folded, _BETWEEN_WORDS, " "), " ")
    folded = pc.replace_substring_regex(folded, "^the ", "")
    return pc.if_else(are_bodies, pc.replace_substring_regex(folded, _LEGAL_FORMS, ""), folded)


def _in_base_letters(names: pa.Array) -> pa.Array:
    lowered = pc.utf8_lower(pc.replace_substring_regex(pc.utf8_normalize(names, "NFKD"), r"\pM+", ""))
    for letter, plain in _PLAIN:
        lowered = pc.replace_substring(lowered, letter, plain)
    return lowered
