"""From a section to all speech that is told by its layout, and what is left for other rules."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from broadsheet.transforms.quotes.layouts.dashes import dialogue
from broadsheet.transforms.quotes.layouts.labels import labelled
from broadsheet.transforms.quotes.layouts.posts import posts, signed_blocks
from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import Attribution, QuoteSection, Span


class LaidOut(NamedTuple):
    """Speech told by its layout, and the quoted regions of each paragraph that are left for other rules."""

    said: list[Attribution]
    left: list[list[Region]]


def laid_out(section: QuoteSection, marked: Sequence[Sequence[Region]]) -> LaidOut:
    """Posts, signed blocks, dialogue behind dashes, turns of interviews and transcripts, in this order of trust."""
    text, paragraphs = section.text, section.paragraphs
    said: list[Attribution] = []
    taken: list[Span] = []
    for made in (
        posts(text, paragraphs),
        signed_blocks(text, paragraphs, section.quote_blocks),
        dialogue(text, paragraphs),
        labelled(text, paragraphs),
    ):
        said += [one for one in made if not any(meets(taken, span) for span in one.content)]
        taken = sorted(span for one in said for span in one.content)
    spans = sorted(span for one in said if one.is_verbatim for span in one.content)
    left = [[one for one in mine if not meets(spans, (one.start, one.end))] for mine in marked]
    return LaidOut(said, left)


def meets(spans: Sequence[Span], span: Span) -> bool:
    """Whether a span shares a code point with one of `spans`, which are in order and apart."""
    at = bisect_left(spans, (span[1],))
    return at > 0 and spans[at - 1][1] > span[0]
