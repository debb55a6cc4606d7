"""Rows that lie in other rows: what is quoted inside a quotation."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from broadsheet.transforms.quotes.drafts import Draft
from broadsheet.transforms.quotes.light.sides import inner_source
from broadsheet.transforms.quotes.marks import Region, inner_regions
from broadsheet.transforms.quotes.model import PASSAGES, Attribution
from broadsheet.transforms.quotes.passages import kind_of, left_over
from broadsheet.transforms.quotes.people.speakers import speaker_of
from broadsheet.transforms.quotes.people.turns import UNNAMED, Speaker
from broadsheet.transforms.quotes.rows import Account
from broadsheet.transforms.records.spans import Span

_QUOTED: Final = re.compile("[\"“”„«»‹›‘'`]")
_FIRST_PERSON: Final = frozenset({"i"})


def with_nested(account: Account, paragraphs: Sequence[Span], rows: Sequence[Draft]) -> list[Draft]:
    """The rows, and one for each region quoted inside a row with marks, in order of start, the longer first.

    Who is named beside it inside the outer quotation speaks; "I" is who speaks there.
    """
    known = {row.outer for row in rows}
    inner = [draft for row in rows for draft in _inside(account, paragraphs, row) if draft.outer not in known]
    return sorted([*rows, *inner], key=lambda row: (row.outer[0], -row.outer[1])) if inner else list(rows)


def _inside(account: Account, paragraphs: Sequence[Span], row: Draft) -> Iterator[Draft]:
    text = account.scene.text
    is_turn = row.source is not None and row.aside is None and account.attributions[row.source].is_verbatim
    has_marks = row.outer != row.inner and row.kind not in PASSAGES
    if not (has_marks or is_turn) or not _QUOTED.search(text, *row.inner):
        return
    at = bisect_right(paragraphs, row.outer[0], key=lambda span: span[0]) - 1
    for region in inner_regions(text, Region(row.outer[0], row.inner[0], row.inner[1], row.outer[1], True)):
        kind = kind_of(text, row.inner, region, is_headline=False)
        outer = (region.outer_start, region.outer_end)
        inner = (region.start, region.end)
        if kind is not None:
            yield Draft(kind, inner, outer, None, 0)
            continue
        named = inner_source(text, row.inner, region)
        if named is None:
            yield Draft(left_over(text, paragraphs[at], region) or "partial", inner, outer, None, 0)
            continue
        account.attributions.append(Attribution((outer,), "nested", named.cue, named.lemma, named.speaker))
        account.speakers.append(_speaker(account, row, named.speaker))
        yield Draft(
            "direct" if text[region.end - 1] in ",.?!" else "partial", inner, outer, len(account.attributions) - 1, 0
        )


def _speaker(account: Account, row: Draft, span: Span) -> Speaker:
    """Who is meant by the words inside a quotation; only "I" is known, and a name."""
    words = account.scene.text[slice(*span)].lower()
    if words in _FIRST_PERSON and row.source is not None:
        return account.speakers[row.source]._replace(mention=None)
    named = speaker_of(account.scene, span)
    return named if named.mention is not None else UNNAMED
