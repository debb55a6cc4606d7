"""Dialogue that dashes open: – We read it – said Lund. – Nobody told us."""

import re
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.direct import Named
from broadsheet.transforms.quotes.light.sides import named_behind
from broadsheet.transforms.quotes.model import Attribution
from broadsheet.transforms.records.spans import Span

_OPENS: Final = re.compile(r"\s*[–—―-]\s?(?=[^\W\d_a-z]|[¿¡])")
_DASH: Final = re.compile(r"(?<=[\s,.?!])[–—―-](?=\s)")
_SAYS: Final = r"(?:said|asked|says|replied|answered|added)\s[A-Z]"
_LISTED: Final = re.compile(rf"[A-Z][^\n\"“”–—―]{{2,400}}[,?!]?\s[–—―]\s{_SAYS}")
_CLOSE: Final = re.compile(rf"[,?!]\s(?P<verb>{_SAYS}[^,;:.!?\n]{{0,60}})(?:\.(?=\s|\Z)|\Z)")
_ENDS: Final = " ,\n"


def dialogue(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """What is said behind dashes, where a verb tells who spoke; and, between such paragraphs, without one."""
    opened = {number: mark.end() for number, span in enumerate(paragraphs) if (mark := _OPENS.match(text, *span))}
    # Where dialogue is read as a list, its first dash is gone.
    opened |= {n: span[0] for n, span in enumerate(paragraphs) if n not in opened and _LISTED.match(text, *span)}
    turns = {number: turn for number, start in opened.items() if (turn := _turn(text, start, paragraphs[number][1]))}
    attributions: list[Attribution] = []
    for number, start in opened.items():
        if number in turns:
            attributions.append(turns[number])
        elif {number - 1, number + 1} & turns.keys():
            content = (start, start + len(text[start : paragraphs[number][1]].rstrip()))
            attributions.append(Attribution((content,), "label", is_verbatim=True))
    return attributions


def _turn(text: str, start: int, end: int) -> Attribution | None:
    """C – said X. – C, with the parts in order; None where no verb tells who spoke."""
    dashes = [match.start() for match in _DASH.finditer(text, start, end)]
    for place, dash in enumerate(dashes):
        following = dashes[place + 1] if place + 1 < len(dashes) else end
        named = _named(text, dash + 1, following)
        if named is None:
            continue
        parts = [(start, dash), (following + 1, end)] if following < end else [(start, dash)]
        content = tuple(span for part in parts if (span := _trimmed(text, part))[0] < span[1])
        return Attribution(content, "after", named.cue, named.lemma, named.speaker, is_verbatim=True)
    return None if dashes else _closed_by_comma(text, start, end)


def _closed_by_comma(text: str, start: int, end: int) -> Attribution | None:
    """C, said X at the end of a paragraph, or of its first sentence, with no dash behind C."""
    close = _CLOSE.search(text, start, end)
    named = _named(text, close.start("verb"), close.end()) if close else None
    if close is None or named is None:
        return None
    content = (_trimmed(text, (start, close.start())),)
    return Attribution(content, "after", named.cue, named.lemma, named.speaker, is_verbatim=True)


def _named(text: str, start: int, end: int) -> Named | None:
    """Who is named between two dashes, where those words tell nothing else."""
    named = named_behind(text, start, end)
    return named if named is not None and named.lemma is not None else None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _ENDS:
        start += 1
    while start < end and text[end - 1] in _ENDS:
        end -= 1
    return start, end
