"""From a section's attributions and quoted regions to one draft row for each quotation."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import Attribution, Kind, Order, QuoteSection, Span

_LETTER: Final = re.compile(r"[^\W_]")
_WORD: Final = re.compile(r"\w+")
_SPEECH_ENDS: Final = (",", ".", "?", "!", "…", "—", "-")
_SHORTEST_SENTENCE: Final = 5
_SHORTEST_ALONE: Final = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation before its speaker is known: its spans with and without marks, and where it comes from.

    `source` is the place of its attribution, None where nobody is named; `part` is its place in the attribution.
    """

    kind: Kind
    inner: Span
    outer: Span
    source: int | None
    part: int


def drafts(section: QuoteSection, regions: Sequence[Region], said: Sequence[Attribution]) -> list[Draft]:
    """The quotations of a section in order of start, the longer first.

    An attributed part that is one quoted region becomes one row; any other part becomes an indirect row, and each
    region in it a partial one. Quoted sentences that no attribution holds stand alone, in a headline any quoted words.
    """
    starts = [region.outer_start for region in regions]
    held: dict[Region, tuple[int, Draft]] = {}
    rows: list[Draft] = []
    for source, one in enumerate(said):
        for part, span in enumerate(one.content):
            inside = _inside(regions, starts, span)
            whole = inside[0] if len(inside) == 1 and _is_whole(section.text, inside[0], span) else None
            if whole is None and span[0] < span[1]:
                rows.append(Draft("indirect", span, span, source, part))
            for region in inside:
                size = 0 if whole else span[1] - span[0]
                if region not in held or size < held[region][0]:
                    kind = _kind(section.text, region, part, one) if whole else "partial"
                    held[region] = size, _draft(kind, region, source, part)
    rows += [row for _, row in held.values()]
    rows += [
        _draft("direct", region, None, 0)
        for region in regions
        if region not in held and (section.name == "title" or _stands_alone(section.text, region))
    ]
    rows += _unmarked_blocks(section, regions, rows)
    return sorted((_blocked(section, row) for row in rows), key=lambda row: (row.outer[0], -row.outer[1]))


def _unmarked_blocks(section: QuoteSection, regions: Sequence[Region], rows: Sequence[Draft]) -> list[Draft]:
    """The paragraphs set as block quotations that hold no region and that no attribution fills."""
    filled = {row.outer for row in rows}
    starts = [region.outer_start for region in regions]
    blocks = [section.paragraphs[number] for number in sorted(section.quote_blocks) if number < len(section.paragraphs)]
    return [
        Draft("block", span, span, None, 0)
        for span in blocks
        if span not in filled and not _inside(regions, starts, span)
    ]


def _draft(kind: Kind, region: Region, source: int | None, part: int) -> Draft:
    return Draft(kind, (region.start, region.end), (region.outer_start, region.outer_end), source, part)


def _inside(regions: Sequence[Region], starts: Sequence[int], span: Span) -> list[Region]:
    """The regions that begin and mostly lie in a span."""
    low, high = bisect_left(starts, span[0]), bisect_left(starts, span[1])
    return [region for region in regions[low:high] if region.end <= span[1] + 1]


def _is_whole(text: str, region: Region, span: Span) -> bool:
    """Whether a span holds no letter but a region's."""
    return not _LETTER.search(text, span[0], region.outer_start) and not _LETTER.search(text, region.outer_end, span[1])


def _kind(text: str, region: Region, part: int, one: Attribution) -> Kind:
    if part or one.rule == "chain":
        return "continued"
    words = _WORD.findall(text, region.start, region.end)
    ends = text[region.start : region.end].rstrip(" '’").endswith(_SPEECH_ENDS)
    is_sentence = ends or not region.is_closed or (len(words) >= _SHORTEST_SENTENCE and words[0][:1].isupper())
    return "direct" if is_sentence else "partial"


def _stands_alone(text: str, region: Region) -> bool:
    """Whether a region that nobody is named for is a sentence somebody said."""
    inner = text[region.start : region.end].strip(" '’")
    return inner.endswith(_SPEECH_ENDS) and len(_WORD.findall(inner)) >= _SHORTEST_ALONE and inner[:1].isupper()


def _blocked(section: QuoteSection, row: Draft) -> Draft:
    """A headline's row, or one that fills a paragraph set as a block quotation, as such."""
    if section.name == "title":
        return Draft("headline", row.inner, row.outer, row.source, row.part) if row.kind != "indirect" else row
    at = bisect_left(section.paragraphs, (row.outer[0] + 1, 0)) - 1
    if at in section.quote_blocks and not _LETTER.search(section.text, row.outer[1], section.paragraphs[at][1]):
        return Draft("block", row.inner, row.outer, row.source, row.part)
    return row


def order_of(content: Span, cue: Span | None, speaker: Span | None) -> Order:
    """In which order quotation, verb and speaker stand; "none" for any other, or where one is missing."""
    if cue is None or speaker is None:
        return "none"
    if content[0] < cue[0] < speaker[0]:
        return "QVS"
    if content[0] < speaker[0] < cue[0]:
        return "QSV"
    return "SVQ" if speaker[0] < cue[0] < content[1] and cue[0] < content[0] else "none"
