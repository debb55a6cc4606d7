"""The forms in which words are compared: without case and accents, and as bare letters."""

import re
import unicodedata

# Accents of Latin, Greek and Cyrillic letters; the vowel signs of other scripts are letters to us.
_ACCENTS = dict.fromkeys(range(0x300, 0x370))
_WORD = re.compile(r"\w+")
# Signs of ASCII that are no letters and digits; taking them away is several times as quick as finding what is left.
_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}


def fold(text: str) -> str:
    """The text without case and accents, in composed form."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text.casefold()).translate(_ACCENTS))


def bare(text: str) -> str:
    """Letters and digits only, without case and accents: how titles and names of outlets are compared."""
    if text.isascii():
        return text.lower().translate(_SIGNS)
    return "".join(_WORD.findall(unicodedata.normalize("NFKD", text).casefold())).replace("_", "")
