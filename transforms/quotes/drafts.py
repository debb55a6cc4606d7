"""Drafts: one row for each quotation, from attributions and quoted regions."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from broadsheet.transforms.quotes.layouts.layouts import meets
from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import Attribution, Kind, Order, QuoteSection
from broadsheet.transforms.quotes.passages import Passage, is_modifier, left_over
from broadsheet.transforms.records.spans import Span

_LETTER: Final = re.compile(r"[^\W_]")
_WORD: Final = re.compile(r"\w+")
_SPEECH_ENDS: Final = (",", ".", "?", "!", "…", "—", "-")
_SHORTEST_SET_OFF: Final = 3  # words, where a comma behind the mark leads to who spoke; set by hand
_SHORTEST_SENTENCE: Final = 5  # words; fewer that begin with a capital may be a name or a title; set by hand
# Words; where nobody is named, a shorter sentence may be a motto or a title; set by hand.
_SHORTEST_ALONE: Final = 5
_SHORTEST_BETWEEN: Final = 4  # words: fewer are as often a name or a sign; set by hand
_SENTENCE_ENDS: Final = frozenset(".?!")
_KEPT_IN_HEADLINES: Final = frozenset({"indirect", "title", "term", "scare"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation before its speaker is known: its spans with and without marks, and where it comes from.

    `source` is the place of its attribution, None where nobody is named; `part` is its place in the attribution.
    `aside` are the outlet's own words within: The talks, X conceded, had gone badly. `clause` is what the words
    complete, where that makes no row of its own: the plan "utterly reckless", of what is called so.
    """

    kind: Kind
    inner: Span
    outer: Span
    source: int | None
    part: int
    aside: Span | None = None
    clause: Span | None = None


def drafts(
    section: QuoteSection, regions: Sequence[Region], passages: Sequence[Passage], attributions: Sequence[Attribution]
) -> list[Draft]:
    """The quotations of a section in order of start, the longer first.

    An attributed part that is one quoted region becomes one row; any other part becomes an indirect row, and each
    region in it a partial one. What is called something is left to the words it is called. Quoted sentences that no
    attribution holds stand alone, in a headline any quoted words; shorter passages quote nobody, as `passages` do.
    """
    starts = [region.outer_start for region in regions]
    by_region: dict[Region, tuple[int, Draft]] = {}
    rows: list[Draft] = []
    for source, attribution in enumerate(attributions):
        for part, (span, aside) in enumerate(_parts(attribution)):
            inside = _inside(regions, starts, span)
            span = (span[0], max([span[1], *(region.outer_end for region in inside)]))
            whole = inside[0] if len(inside) == 1 and _is_whole(section.text, inside[0], span) else None
            if whole is None and span[0] < span[1] and _is_report(attribution, inside):
                rows.append(Draft(_kind_of_clause(attribution, part), span, span, source, part, aside))
            for region in () if attribution.is_verbatim and whole is None else inside:
                size = 0 if whole else span[1] - span[0]
                if not whole and is_modifier(section.text, span, region, owned=True):
                    by_region.setdefault(region, (size, _draft("scare", region, None, 0)))
                elif region not in by_region or size < by_region[region][0]:
                    kind = _kind(section.text, region, part, attribution) if whole else "partial"
                    clause = span if not whole and attribution.rule == "call" else None
                    by_region[region] = size, replace(_draft(kind, region, source, part), clause=clause)
    rows += [row for _, row in by_region.values()]
    verbatim = sorted(span for attribution in attributions if attribution.is_verbatim for span in attribution.content)
    rows += [
        _unattributed(section, region)
        for region in regions
        if region not in by_region and not meets(verbatim, (region.start, region.end))
    ]
    rows += [_draft(passage.kind, passage.region, None, 0) for passage in passages]
    rows += _unmarked_blocks(section, regions, attributions)
    return sorted((_blocked(section, row) for row in rows), key=lambda row: (row.outer[0], -row.outer[1]))


def _is_report(attribution: Attribution, inside: Sequence[Region]) -> bool:
    """Whether words without marks make a row: not what is called "C", nor what somebody unnamed asks about."""
    is_topic = attribution.rule == "object" and attribution.speaker is None
    return not is_topic and not (attribution.rule == "call" and inside)


def _parts(attribution: Attribution) -> list[tuple[Span, Span | None]]:
    """The parts of an attribution; two as one, with the words between, where the first is no clause by itself."""
    if attribution.rule != "interrupted" or len(attribution.content) != 2:
        return [(span, None) for span in attribution.content]
    first, second = attribution.content
    gap_end = second[0]
    return [((first[0], second[1]), (first[1], gap_end))]


def _kind_of_clause(attribution: Attribution, part: int) -> Kind:
    """The words of a turn in an interview or a transcript are as they were said, with marks or without."""
    if not attribution.is_verbatim:
        return "indirect"
    return "continued" if part else "direct"


def _unattributed(section: QuoteSection, region: Region) -> Draft:
    """A region that nobody is named for: somebody's words where it is a sentence, else words that quote nobody."""
    if section.name == "title" or _stands_alone(section.text, region):
        return _draft("direct", region, None, 0)
    at = bisect_left(section.paragraphs, (region.outer_start + 1, 0)) - 1
    kind = left_over(section.text, section.paragraphs[at], region)
    return _draft(kind or "partial", region, None, 0)


def _unmarked_blocks(
    section: QuoteSection, regions: Sequence[Region], attributions: Sequence[Attribution]
) -> list[Draft]:
    """The paragraphs set as block quotations that hold no region, no words of an attribution, and not who says them."""
    filled = sorted(
        span
        for attribution in attributions
        for span in (*attribution.content, *((attribution.speaker,) if attribution.speaker else ()))
    )
    starts = [region.outer_start for region in regions]
    blocks = [section.paragraphs[number] for number in sorted(section.quote_blocks) if number < len(section.paragraphs)]
    return [
        Draft("block", span, span, None, 0)
        for span in blocks
        if not meets(filled, span) and not _inside(regions, starts, span)
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


def _kind(text: str, region: Region, part: int, attribution: Attribution) -> Kind:
    if part or attribution.rule == "chain":
        return "continued"
    words = _WORD.findall(text, region.start, region.end)
    ends = text[region.start : region.end].rstrip(" '’").endswith(_SPEECH_ENDS)
    is_set_off = attribution.rule == "after" and text.startswith(",", region.outer_end)
    shortest = _SHORTEST_SET_OFF if is_set_off else _SHORTEST_SENTENCE
    is_sentence = ends or not region.is_closed or (len(words) >= shortest and words[0][:1].isupper())
    return "direct" if is_sentence else "partial"


def _stands_alone(text: str, region: Region) -> bool:
    """Whether a region that nobody is named for is a sentence somebody said; a short one stands between sentences."""
    inner = text[region.start : region.end].strip(" '’")
    is_between = (
        text[max(region.outer_start - 2, 0) : region.outer_start].rstrip(" ")[-1:] in _SENTENCE_ENDS
        and inner[-1:] in _SENTENCE_ENDS
    )
    shortest = _SHORTEST_BETWEEN if is_between else _SHORTEST_ALONE
    return inner.endswith(_SPEECH_ENDS) and len(_WORD.findall(inner)) >= shortest and inner[:1].isupper()


def _blocked(section: QuoteSection, row: Draft) -> Draft:
    """A headline's row, or one that fills a paragraph set as a block quotation, as such."""
    if section.name == "title":
        return row if row.kind in _KEPT_IN_HEADLINES else replace(row, kind="headline")
    at = bisect_left(section.paragraphs, (row.outer[0] + 1, 0)) - 1
    if at in section.quote_blocks and not _LETTER.search(section.text, row.outer[1], section.paragraphs[at][1]):
        return replace(row, kind="block")
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
