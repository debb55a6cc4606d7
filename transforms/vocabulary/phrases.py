"""Quick tests for many phrases at once."""

import re
from collections.abc import Iterable

_ASCII_RUN = re.compile("[ -~]+")
_MIN_FRAGMENT = 4  # letters; shorter runs stand in most texts and would spare nothing
_LIGATURE = "\ufb01".encode()[:2]


class Phrases:
    """Phrases, in small letters, to look for in texts of any case.

    Most texts hold none, and folding the case of a text outside ASCII takes long: so that a run of ASCII letters of
    each phrase is looked for first.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._sought = [(_fragment(phrase), phrase) for phrase in phrases]

    def possible(self, texts: Iterable[str]) -> "Phrases":
        """The phrases that any of the texts may hold."""
        small = _small("\n".join(texts))
        phrases = [phrase for fragment, phrase in self._sought if fragment in small]
        return Phrases(phrases) if phrases else NO_PHRASES

    def __bool__(self) -> bool:
        return bool(self._sought)

    def are_in(self, text: str) -> bool:
        """Whether the text holds any of the phrases."""
        small = _small(text)
        for fragment, phrase in self._sought:  # noqa: SIM110 - a generator takes three times as long
            if fragment in small and phrase in text.casefold():
                return True
        return False


NO_PHRASES = Phrases(())


def _small(text: str) -> str:
    """The text with small letters, where they are ASCII; a character for each byte of others; ligatures apart."""
    if text.isascii():
        return text.lower()
    data = text.encode("utf-8", "ignore")
    return (text.casefold().encode("utf-8", "ignore") if _LIGATURE in data else data.lower()).decode("latin-1")


def _fragment(phrase: str) -> str:
    """What `_small` gives of every text that holds the phrase, whatever its case."""
    longest = max(_ASCII_RUN.findall(phrase), key=len, default="")
    if phrase.isascii() or len(longest) >= _MIN_FRAGMENT:
        return longest
    return (phrase.encode() if phrase == phrase.upper() else phrase.encode()[:1]).decode("latin-1")


class Beginnings:
    """Beginnings, in small letters, to look for in texts whose case is folded."""

    def __init__(self, beginnings: Iterable[str]) -> None:
        self._by_letter: dict[str, tuple[str, ...]] = {}
        for beginning in beginnings:
            self._by_letter[beginning[0]] = (*self._by_letter.get(beginning[0], ()), beginning)

    def __contains__(self, letter: str) -> bool:
        """Whether any of them begins with a letter."""
        return letter in self._by_letter

    def begin(self, folded: str) -> bool:
        """Whether the text begins with any of them."""
        return folded.startswith(self._by_letter.get(folded[:1], ()))
