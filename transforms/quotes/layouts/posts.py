"""Posts and letters, which a name with a handle, or a signature, closes."""

import re
from collections.abc import Sequence, Set
from typing import Final

from broadsheet.transforms.quotes.model import Attribution
from broadsheet.transforms.records.spans import Span

# — Name (@handle) May 9, 2022
_SIGNED: Final = re.compile(
    r"""
    (?:—|–|--|―|-)\s*
    (?P<who>[^\n—–―@()]{2,60}?)\s*
    \((?P<handle>@\w{1,30})\)\s*
    (?:[A-Z][a-z]{2,8}\.?\ \d{1,2},?\ \d{4}|\d{1,2}\ [A-Z][a-z]{2,8}\ \d{4})?[.\s]*\Z
    """,
    re.VERBOSE,
)
_LINK: Final = re.compile(r"\s*(?:pic\.twitter\.com/\S+|https?://\S+)\s*\Z")
_NAME_PART: Final = r"[A-Z][\w.'’-]{1,40}"
_SIGNATURE: Final = re.compile(
    rf"\s*(?:[—–―-]{{1,2}}\s*)?({_NAME_PART}(?: {_NAME_PART}){{1,3}} ?)(?:,[^.!?\n]{{2,80}})?\s*\Z"
)
_EDGES: Final = "\"“”'‘’ \n"


def posts(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """What is posted before "— Name (@handle) date", in the paragraph or the one above; without links at its end."""
    attributions: list[Attribution] = []
    for number, (start, end) in enumerate(paragraphs):
        if "@" not in text[start:end]:
            continue
        signed = _SIGNED.search(text[start:end])
        if signed is None:
            continue
        low, high = start, start + signed.start()
        if not text[low:high].strip(_EDGES) and number:
            low, high = paragraphs[number - 1]
        content = _trimmed(text, low, high)
        if content[0] < content[1]:
            who = (start + signed.start("who"), start + signed.end("who"))
            attributions.append(Attribution((content,), "label", None, None, who, is_verbatim=True))
    return attributions


def signed_blocks(text: str, paragraphs: Sequence[Span], blocks: Set[int]) -> list[Attribution]:
    """What stands in block quotations above a last one that is a signature: "Name, role"."""
    attributions: list[Attribution] = []
    for number in sorted(blocks):
        if number + 1 in blocks or number - 1 not in blocks:
            continue
        signature = _SIGNATURE.match(text[slice(*paragraphs[number])])
        if signature is None:
            continue
        first = number - 1
        while first - 1 in blocks:
            first -= 1
        start = paragraphs[number][0] + signature.start(1)
        who = (start, start + len(signature.group(1).rstrip()))
        attributions.append(Attribution(tuple(paragraphs[first:number]), "label", None, None, who, is_verbatim=True))
    return attributions


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without marks at its ends, and without links at its end."""
    stop = start + len(text[start:end].rstrip(_EDGES))
    while link := _LINK.search(text, start, stop):
        stop = start + len(text[start : link.start()].rstrip(_EDGES))
    while start < stop and text[start] in _EDGES:
        start += 1
    return start, stop
