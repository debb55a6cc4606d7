"""Who is named beside a quoted region, without a parser."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.direct import JOINS, NEAR, SENTENCE_ENDS, Named, Piece
from broadsheet.transforms.quotes.light.words import (
    BETWEEN,
    DETERMINERS,
    ELSEWHERE,
    HEARERS,
    PRONOUNS,
    Words,
    words_of,
)
from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import QuoteSection
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.reporting_verbs import Verb

# Code points behind a region: a speaker with a long title fits; a bound on cost, set by hand.
_LONGEST_TAIL: Final = 240
_LONGEST_HEAD: Final = 320  # code points before a region: a long sentence fits; a bound on cost, set by hand
# Tokens from the region to its verb: a speaker with a long apposition fits between; set by hand.
_FURTHEST_CUE: Final = 30
_MOST_BETWEEN: Final = 3  # words between the verb and the region: "told a reporter", "said on Monday"; set by hand
_SHORTEST_LEAD: Final = 3  # words; a shorter lead before a long quotation is "But" or "And then"; set by hand


class LightSides:
    """What stands beside quoted regions, by word lists."""

    def __init__(self, section: QuoteSection, marked: Sequence[Sequence[Region]]) -> None:
        self._text = section.text
        self._paragraphs = section.paragraphs
        self._sentences = section.sentences
        self._sentence_starts = [start for start, _ in section.sentences]
        self._sentence_ends = [end for _, end in section.sentences]
        self._marked = marked
        self._paragraph_starts = [start for start, _ in section.paragraphs]
        self._mark_starts = [[region.outer_start for region in each] for each in marked]

    def regions_in(self, span: Span) -> list[Region]:
        """The quoted regions that begin in a span of one paragraph."""
        at = bisect_right(self._paragraph_starts, span[0]) - 1
        if at < 0:
            return []
        starts = self._mark_starts[at]
        return list(self._marked[at][bisect_left(starts, span[0]) : bisect_left(starts, span[1])])

    def after(self, piece: Piece) -> Named | None:
        """Who is named behind a region."""
        start = piece.region.outer_end
        words = words_of(self._text, start, self._tail_end(piece))
        first = next((i for i, token in enumerate(words.tokens) if token.text[0].isalnum()), None)
        if first is None or words.tokens[first].lower in ELSEWHERE:
            return None
        if piece.ends in SENTENCE_ENDS and words.is_name(first) and self._says_more(piece, words, first):
            return None
        return _named_behind(words, first)

    def _says_more(self, piece: Piece, words: Words, first: int) -> bool:
        """Whether a sentence of its own stands behind a quoted one."""
        n_words = sum(token.text[0].isalnum() for token in words.tokens[first:])
        leads_on = words.tokens[-1].text in {",", ":"}
        return leads_on or n_words > (4 if piece.ends == "." else 12)

    def _tail_end(self, piece: Piece) -> int:
        """Where the sentence behind a region ends, or the next region begins."""
        start = piece.region.outer_end
        end = min(self._paragraphs[piece.paragraph][1], start + _LONGEST_TAIL)
        at = bisect_right(self._sentence_ends, start)
        if at < len(self._sentences):
            end = min(end, self._sentences[at][1])
        mine = self._marked[piece.paragraph]
        following = bisect_left(self._mark_starts[piece.paragraph], start)
        return min(end, mine[following].outer_start) if following < len(mine) else end

    def _head(self, piece: Piece) -> Words:
        """The words before a region back to the start of the sentence, or to the region before."""
        return self._head_before(piece.region.outer_start, piece.paragraph)

    def _head_before(self, end: int, paragraph: int) -> Words:
        start = max(self._paragraphs[paragraph][0], end - _LONGEST_HEAD)
        at = bisect_left(self._sentence_starts, end) - 1
        if at >= 0:
            start = max(start, self._sentences[at][0])
        mine = self._marked[paragraph]
        earlier = bisect_left(self._mark_starts[paragraph], end) - 1
        if earlier >= 0 and mine[earlier].outer_end <= end:
            start = max(start, mine[earlier].outer_end)
        return words_of(self._text, start, end)

    def before(self, piece: Piece) -> Named | None:
        """Who is named before a region, where nothing of what is said stands between."""
        words = self._head(piece)
        cue_before = _last_cue(words)
        if cue_before is None:
            return None
        cue, verb, speaker = cue_before
        gap = self._text[words.tokens[cue].end : piece.region.outer_start].strip()
        n_between = sum(token.text[0].isalnum() for token in words.tokens[cue + 1 :])
        if (verb.uses == {"judge"} and gap) or (verb.uses == {"beside"} and not piece.is_speech):
            return None
        if not piece.is_speech and self._runs_on(piece):
            return None
        is_near = gap in NEAR or (gap.endswith((":", ",")) and not words.has_finite(cue + 1, len(words.tokens)))
        if is_near or (piece.is_speech and piece.size >= 4 and n_between <= _MOST_BETWEEN and not _opens(words, cue)):
            return _named(words, cue, verb, speaker)
        return None

    def _runs_on(self, piece: Piece) -> bool:
        behind = self._text[piece.region.outer_end : piece.region.outer_end + 2]
        return behind[:1] == " " and behind[1:].islower()

    def verb_before(self, piece: Piece) -> int | None:
        """Where the verb starts that stands before a region in its sentence."""
        words = self._head(piece)
        cue_before = _last_cue(words)
        return words.tokens[cue_before[0]].start if cue_before else None

    def announced(self, paragraph: int) -> Named | None:
        """Who is named at the end of a paragraph."""
        words = self._head_before(self._paragraphs[paragraph][1], paragraph)
        cue_before = _last_cue(words)
        return _named(words, *cue_before) if cue_before else None

    def lead(self, piece: Piece) -> int:
        """Where the sentence starts that a quoted fragment ends: It "should have gone," said X."""
        start = piece.region.outer_start
        if piece.opens_paragraph:
            return start
        words = self._head(piece)
        first = 0
        while first < len(words.tokens) and (
            not words.tokens[first].text[0].isalnum() or words.tokens[first].lower in JOINS
        ):
            first += 1
        n_lead = sum(token.text[0].isalnum() for token in words.tokens[first:])
        is_apart = bool(words.tokens) and words.tokens[-1].text in {".", ":", ";", "?", "!"}
        if not n_lead or is_apart or _last_cue(words) or (piece.size >= 12 and n_lead <= _SHORTEST_LEAD):
            return start
        return words.tokens[first].start


def _named(words: Words, cue: int, verb: Verb | None, speaker: Span) -> Named:
    return Named(words.span(*speaker), words.span(cue, cue), verb.lemma if verb else None)


def _opens(words: Words, cue: int) -> bool:
    """Whether a clause begins right behind a verb."""
    behind = words.tokens[cue + 1 :]
    return bool(behind) and (behind[0].lower in PRONOUNS or behind[0].lower in DETERMINERS)


def _last_cue(words: Words) -> tuple[int, Verb, Span] | None:
    """The last reporting verb of a run of words with its subject."""
    for index, verb in reversed(words.verbs):
        subject = words.subject(index)
        if subject is None and words.is_participle(index):
            subject = next((s for other, _ in words.verbs if other < index and (s := words.subject(other))), None)
            subject = subject or opening_subject(words, index)
        if subject is not None:
            return index, verb, subject
    return None


def opening_subject(words: Words, end: int) -> Span | None:
    """The noun phrase that a sentence opens with, before word `end`."""
    last = -1
    while (
        last + 1 < end
        and last < 8
        and (
            words.is_noun(last + 1) or words.tokens[last + 1].lower in DETERMINERS or words.tokens[last + 1].text == "."
        )
    ):
        if words.tokens[last + 1].lower in BETWEEN or (last >= 0 and _is_past(words, last + 1)):
            break
        last += 1
    if last < 0 and end > 0 and words.tokens[0].lower in PRONOUNS:
        last = 0
    return (0, last) if last >= 0 else None


def _is_past(words: Words, index: int) -> bool:
    return not words.is_name(index) and words.tokens[index].lower.endswith("ed")


def _named_behind(words: Words, first: int) -> Named | None:
    """Who is named in the words behind a region, whose first word is `first`."""
    tokens = words.tokens
    if tokens[first].lower == "according" and first + 2 < len(tokens):
        speaker = words.subject_behind(first + 1)
        return Named(words.span(*speaker), words.span(first, first + 1), "accord") if speaker else None
    for index, verb in words.verbs:
        if index - first > _FURTHEST_CUE or not verb.uses & {"say", "beside"}:
            continue
        if index == first:
            speaker = words.subject_behind(index) if not words.is_participle(index) else None
            return _named(words, index, verb, speaker) if speaker else None
        speaker = words.subject(index)
        if speaker is not None and speaker[0] <= first + 1:
            return _named(words, index, verb, (max(speaker[0], first), speaker[1]))
    return _by_any_verb(words, first)


def _by_any_verb(words: Words, first: int) -> Named | None:
    """X shrugged: any past form right behind a pronoun or a name, close behind the region."""
    for index in range(first + 1, min(first + 4, len(words.tokens))):
        if _is_past(words, index):
            speaker = words.subject(index)
            if speaker is not None and speaker[0] == first and (words.is_name(first) or speaker[1] == first):
                return _named(words, index, None, speaker)
    return None


def named_behind(text: str, start: int, end: int) -> Named | None:
    """Who is named in a run of words that a reporting verb, or who uses it, begins; None where none does."""
    words = words_of(text, start, end)
    first = next((i for i, token in enumerate(words.tokens) if token.text[0].isalnum()), None)
    return _named_behind(words, first) if first is not None else None


def inner_source(text: str, around: Span, region: Region) -> Named | None:
    """Who is named beside a region quoted inside a quotation that fills a span: He told me, "C"; "C," he said."""
    before = words_of(text, max(around[0], region.outer_start - _LONGEST_TAIL), region.outer_start)
    cue_before = _last_cue(before)
    if cue_before is not None:
        gap = text[before.tokens[cue_before[0]].end : region.outer_start].strip(" ,:")
        if len(gap.split()) <= 1 and (gap == "" or gap.lower() in HEARERS | {"that"}):
            return _named(before, *cue_before)
    behind = words_of(text, region.outer_end, min(around[1], region.outer_end + _LONGEST_TAIL))
    first = next((i for i, token in enumerate(behind.tokens) if token.text[0].isalnum()), None)
    is_speech = text[region.end - 1] in ",?!."
    return _named_behind(behind, first) if first is not None and is_speech else None
