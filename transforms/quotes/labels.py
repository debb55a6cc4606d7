"""From paragraphs that open with who speaks and a colon to what is said behind it, without quotation marks."""

import re
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.model import Attribution, Span

_LABEL: Final = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}):\s+(?=[\w‘'])")
_MARKS: Final = '"“”«»'
_SHORTEST: Final = 3
_LONGEST_HEADLINE: Final = 160
_FEWEST_TURNS: Final = 2


def labelled(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """What follows the labels of a transcript, and of a headline: "Mayor: Bridge to Close".

    A transcript has two labelled paragraphs or more with the label all in capitals; a headline is a short first
    paragraph without a full stop inside. What a paragraph quotes with double marks is left to other rules.
    """
    found: list[Attribution] = []
    turns = [
        (number, label) for number, (start, end) in enumerate(paragraphs) if (label := _LABEL.match(text, start, end))
    ]
    is_transcript = sum(label.group(1).isupper() for _, label in turns) >= _FEWEST_TURNS
    for number, label in turns:
        start, end = label.end(), paragraphs[number][1]
        said = text[start:end].rstrip()
        if len(said.split()) < _SHORTEST or any(mark in said for mark in _MARKS):
            continue
        is_headline = number == 0 and len(said) < _LONGEST_HEADLINE and ". " not in said
        if is_headline or (is_transcript and label.group(1).isupper()):
            content = (start, start + len(said))
            found.append(Attribution((content,), "label", (label.end(1), label.end(1) + 1), None, label.span(1)))
    return found
