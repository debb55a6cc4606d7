"""All speech of a section that is told by its layout, and what is left for other rules."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from broadsheet.transforms.quotes.layouts.dashes import dialogue
from broadsheet.transforms.quotes.layouts.labels import labelled
from broadsheet.transforms.quotes.layouts.posts import posts, signed_blocks
from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import Attribution, QuoteSection
from broadsheet.transforms.records.spans import Span


class LaidOut(NamedTuple):
    """Speech told by its layout, and the quoted regions of each paragraph that are left for other rules."""

    attributions: list[Attribution]
    left: list[list[Region]]


def laid_out(section: QuoteSection, marked: Sequence[Sequence[Region]]) -> LaidOut:
    """Posts, signed blocks, dialogue behind dashes, turns of interviews and transcripts, in this order of trust."""
    text, paragraphs = section.text, section.paragraphs
    attributions: list[Attribution] = []
    filled: list[Span] = []
    for layout in (
        posts(text, paragraphs),
        signed_blocks(text, paragraphs, section.quote_blocks),
        dialogue(text, paragraphs),
        labelled(text, paragraphs),
    ):
        attributions += [
            attribution for attribution in layout if not any(meets(filled, span) for span in attribution.content)
        ]
        filled = sorted(span for attribution in attributions for span in attribution.content)
    spans = sorted(span for attribution in attributions if attribution.is_verbatim for span in attribution.content)
    left = [[region for region in mine if not meets(spans, (region.start, region.end))] for mine in marked]
    return LaidOut(attributions, left)


def meets(spans: Sequence[Span], span: Span) -> bool:
    """Whether a span shares a code point with one of `spans`, which are in order and apart."""
    at = bisect_left(spans, (span[1],))
    return at > 0 and spans[at - 1][1] > span[0]
