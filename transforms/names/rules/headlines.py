"""Names in a headline in Title Case, where capitals tell nothing: those that the body vouches for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.gazetteer import known_types
from broadsheet.transforms.names.rules.people import person_parts
from broadsheet.transforms.names.rules.phrases import Phrases, tokens
from broadsheet.transforms.names.rules.spans import Span
from broadsheet.transforms.vocabulary.mention_types import MentionType

_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
# Words of some length that a line needs to show how it is written, and the share of them with capitals: a name or two
# in a plain line stay below it. Set by hand.
_LEAST_WORDS: Final = 3
_TITLE_CASE_SHARE: Final = 0.7


def is_title_case(text: str) -> bool:
    """Whether most of the longer words of a headline are capitalised."""
    words = _LONG_WORD.findall(text)
    return len(words) >= _LEAST_WORDS and sum(word[0].isupper() for word in words) >= _TITLE_CASE_SHARE * len(words)


def repaired(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, where those in a Title Case headline are cut to the names of the other sections inside them.

    A headline's span with no such name in it goes when one of its words stands in lower case elsewhere, and the words
    are not all one name of the other sections; without any name elsewhere nothing is changed.
    """
    headlines = {
        number
        for number, section in enumerate(document.sections)
        if section.name == "title" and is_title_case(section.text)
    }
    elsewhere = {span.of(document): span.type for span in spans if span.section not in headlines}
    if not headlines or not elsewhere:
        return spans
    people = person_parts(name for name, kind in elsewhere.items() if kind == "PERSON")
    types: dict[str, MentionType] = dict.fromkeys(sorted(people), "PERSON")
    types.update(elsewhere)
    phrases = Phrases(sorted(types))
    common = _common_words(document, headlines)
    kept = [span for span in spans if span.section not in headlines]
    for span in spans:
        if span.section in headlines:
            kept += _cut(document, span, phrases, types, common)
    return sorted(kept)


def _common_words(document: Document, headlines: set[int]) -> frozenset[str]:
    """The words that stand in lower case outside the headlines."""
    return frozenset(
        word
        for number, section in enumerate(document.sections)
        if number not in headlines
        for word in _LONG_WORD.findall(section.text)
        if word.islower()
    )


def _cut(
    document: Document, span: Span, phrases: Phrases, types: dict[str, MentionType], common: frozenset[str]
) -> Iterator[Span]:
    name = span.of(document)
    words = tokens(name)
    inside = list(phrases.find(words))
    if name in types or name in known_types():
        yield span
    elif inside:
        for start, end, phrase in inside:
            low, high = span.start + words[start].start, span.start + words[end - 1].end
            yield replace(span, start=low, end=high, type=types[phrase], source="repair")
    elif not any(word.text.lower() in common for word in words):
        yield span
