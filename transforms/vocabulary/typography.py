"""The plain form of a text, whatever the typography of its outlet, in which words are counted and looked up.

Word lists, lexicons and VADER know "isn't" with a straight apostrophe only, and a dash without spaces glues two words.
So every count and score is made on the plain form: apostrophes and quotation marks straight, hyphens plain, a dash
between words a hyphen between spaces, whatever its kind and the spaces around it.
"""

import re

import pyarrow as pa

_SINGLE = "‘’‚‛ʼʹ′‹›＇"
_DOUBLE = "“”„‟″«»＂"
_HYPHENS = "‐‑‒−"
_SPACES = "\u00a0\u2007\u2009\u200a\u202f"
_MARKS = str.maketrans(
    {
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_SPACES, " "),
    }
)
# What a text may hold that is not plain; most texts of wires hold none of it.
_NOT_PLAIN = re.compile(rf"[{_SINGLE}{_DOUBLE}{_HYPHENS}{_SPACES}–—―]|--|``|''")
_TYPED_MARKS = re.compile(r"``|''")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[–—](?=\d)")
_DASH = re.compile(r"[^\S\r\n]*(?:[–—―]+|--+)[^\S\r\n]*")


def plain(text: str) -> str:
    """The text in plain typography; unchanged where it is so already.

    "2009–10" keeps its figures together, as "2009-10"; every other dash parts what it stands between.
    """
    if _NOT_PLAIN.search(text) is None:
        return text
    straight = _TYPED_MARKS.sub('"', text.translate(_MARKS))
    return _DASH.sub(" - ", _BETWEEN_FIGURES.sub("-", straight))


def straight(text: str) -> str:
    """The text with straight marks and plain spaces and hyphens at equal length: what a model is asked with."""
    return text if text.isascii() else text.translate(_MARKS)


def plain_column(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column of texts in plain typography; null stays null."""
    return pa.array([None if text is None else plain(text) for text in texts.to_pylist()], pa.string())
