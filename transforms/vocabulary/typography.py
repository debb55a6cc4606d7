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
_PLAIN = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_SPACES, " "),
}
_MARKS = str.maketrans(_PLAIN)
_TYPED_MARKS = ("``", "''")
_DASHES = ("–", "—", "―", "--")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[–—](?=\d)")
_DASH = re.compile("[–—―]+|--+")
# White space of a line: what a dash takes with it.
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) not in "\r\n")


def plain(text: str) -> str:
    """The text in plain typography; unchanged where it is so already.

    "2009–10" keeps its figures together, as "2009-10"; every other dash parts what it stands between.
    """
    # Each is looked for by itself: most texts hold few of them, and a search for one sign is the quickest there is.
    if not text.isascii():
        for mark, sign in _PLAIN.items():
            if mark in text:
                text = text.replace(mark, sign)
    for mark in _TYPED_MARKS:
        text = text.replace(mark, '"')
    return _with_plain_dashes(text) if any(dash in text for dash in _DASHES) else text


def _with_plain_dashes(text: str) -> str:
    first, *others = _DASH.split(_BETWEEN_FIGURES.sub("-", text))
    if not others:
        return first
    *inner, last = others
    return " - ".join([first.rstrip(_BLANKS), *(part.strip(_BLANKS) for part in inner), last.lstrip(_BLANKS)])


def straight(text: str) -> str:
    """The text with straight marks and plain spaces and hyphens at equal length: what a model is asked with."""
    return text if text.isascii() else text.translate(_MARKS)


def plain_column(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column of texts in plain typography; null stays null."""
    return pa.array([None if text is None else plain(text) for text in texts.to_pylist()], pa.string())
