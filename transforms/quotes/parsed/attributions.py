"""The attributions of a section's parsed paragraphs."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.direct import Pieces, announced_blocks, assignments, attributions, pieces
from broadsheet.transforms.quotes.followers import with_followers
from broadsheet.transforms.quotes.layouts.layouts import laid_out
from broadsheet.transforms.quotes.light.attributions import untouched
from broadsheet.transforms.quotes.light.sides import LightSides
from broadsheet.transforms.quotes.model import Attribution, QuoteSection
from broadsheet.transforms.quotes.parsed.indirect import indirect
from broadsheet.transforms.quotes.parsed.sides import ParsedSides
from broadsheet.transforms.quotes.parsed.view import View
from broadsheet.transforms.quotes.passages import Marked, marked_in
from broadsheet.transforms.records.spans import Span

# Where the parse finds nothing the rules without one answer, for verbs that tell of speech wherever they stand. On a
# third of half A of the development gold the score falls by 1.0 with all verbs and rises by .1 with these.
_PLAIN: Final = frozenset({"say", "tell", "add", "note", "argue", "claim", "estimate", "observe", "report", "warn"})
_FIRST_PERSON: Final = frozenset({"i", "we"})


def parsed_attributions(section: QuoteSection, views: Sequence[View]) -> list[Attribution]:
    """Every attribution of a section that has parses, in order of content; `views` are those of its paragraphs."""
    layout = laid_out(section, [view.regions for view in views])
    regions = pieces(section.text, section.paragraphs, layout.left)
    about = Pieces(section.text, section.paragraphs, regions, ParsedSides(views))
    by_piece = assignments(about)
    result = layout.attributions + attributions(about, by_piece)
    result += announced_blocks(about, section.quote_blocks)
    cues = [item.named.cue for item in by_piece.values()] + [item.cue for item in layout.attributions]
    used = _by_paragraph(section.paragraphs, [cue for cue in cues if cue])
    covered = _by_paragraph(section.paragraphs, _told_by_marks(result))
    turns = _by_paragraph(section.paragraphs, [span for item in result if item.is_verbatim for span in item.content])
    for number, view in enumerate(views):
        result += [
            item
            for item in indirect(view, {start for start, _ in used[number]})
            if not _is_covered(item.content, covered[number]) and not _is_own_turn(section.text, item, turns[number])
        ]
    result += [
        item
        for item in untouched(section, LightSides(section, [view.regions for view in views]), result)
        if item.rule == "clause" and item.cue_lemma in _PLAIN
    ]
    left = [piece for index, piece in enumerate(about.pieces) if index not in by_piece]
    return with_followers(section.text, section.paragraphs, left, result)


def views_of(section: QuoteSection, marked: Marked | None = None) -> list[View]:
    """The paragraphs of a section that has parses, with their sentences and quoted regions.

    `marked` are the quoted regions of each paragraph, where they are known already.
    """
    if marked is None:
        marked = marked_in(section.text, section.paragraphs)
    starts = [start for start, _ in section.sentences]
    return [
        View(
            section.text,
            paragraph,
            section.sentences[bisect_left(starts, paragraph[0]) : bisect_left(starts, paragraph[1])],
            tuple(marked.speech[number]),
            parse,
            tuple(passage.region for passage in marked.passages[number]),
        )
        for number, (paragraph, parse) in enumerate(zip(section.paragraphs, section.parses or (), strict=True))
    ]


def _by_paragraph(paragraphs: Sequence[Span], spans: Sequence[Span]) -> dict[int, list[Span]]:
    """The spans that start in each paragraph."""
    starts = [start for start, _ in paragraphs]
    by_paragraph: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_paragraph[bisect_right(starts, span[0]) - 1].append(span)
    return by_paragraph


def _told_by_marks(attributions: Sequence[Attribution]) -> list[Span]:
    """What is said in attributions but for turns of interviews, in which somebody may report others' words."""
    return [span for item in attributions if not item.is_verbatim for span in item.content]


def _is_own_turn(text: str, item: Attribution, turns: Sequence[Span]) -> bool:
    """Whether who has the word in an interview says of a sentence that they say it: "It will go, I promise"."""
    if item.speaker is None or text[slice(*item.speaker)].lower() not in _FIRST_PERSON:
        return False
    return any(start <= item.speaker[0] < end for start, end in turns)


def _is_covered(content: Sequence[Span], covered: Sequence[Span]) -> bool:
    """Whether most of the content lies in spans that are given to somebody already."""
    size = sum(end - start for start, end in content)
    shared = sum(max(0, min(end, high) - max(start, low)) for start, end in content for low, high in covered)
    return shared > size / 2
