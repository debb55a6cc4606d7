"""Who is given each quoted region of a section, by who is named beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Protocol

from broadsheet.transforms.quotes.marks import TOLD_BEHIND, Region, n_words
from broadsheet.transforms.quotes.model import Attribution, Rule
from broadsheet.transforms.records.spans import Span

SENTENCE_ENDS: Final = ".?!…"  # last characters of a quoted sentence
NEAR: Final = frozenset({"", ",", ":", ", that", "that"})  # all that may stand between a verb and its quotation
LEADS: Final = frozenset({"but", "and", "still", "yet", "so"})  # open a sentence and are no part of what is said
JOINS: Final = frozenset({"but", "and", "so"})  # those that do so before a quoted fragment too
_BREAKS: Final = frozenset(".,:;?!…—–-―")
_SPEECH_ENDS: Final = ",.?!…—-"
# Words parted by a space: where it may be left out, a long word of capitals is parted in all ways there are.
_NAME_PART: Final = r"[A-Z][\w.'’-]{1,40}"
_NAME: Final = rf"({_NAME_PART}(?: {_NAME_PART}){{0,3}} ?)"
_DASH_LABEL: Final = re.compile(rf"\s*(?:[―—–]|--|-)\s*{_NAME}(?:[,.(].*)?\Z")
_BRACKETED: Final = re.compile(rf"\s*\({_NAME}(?:,[^()\n]{{2,80}})?\)\.?\Z")
_LABEL: Final = re.compile(r"[^\w(]*(\w[^:\n\"“”]{0,80}):\s*\Z")
_JOINED: Final = re.compile(r",? (?:and|or|but)(?: that)? ")  # said that "A" and that "B"
_NAME_WORD: Final = re.compile(r"\b[A-Z]")
_LETTER: Final = re.compile(r"[^\W_]")
_WORD: Final = re.compile(r"\w+")
# Words between two parts of one quotation: a long "X, the chairman of ..., said" fits; set by hand.
_WIDEST_GAP: Final = 45
_LONGEST_LABEL: Final = 9  # words before a colon: a name with its title; a longer lead is a sentence; set by hand


class Named(NamedTuple):
    """Who is named beside a region, the verb's place and its dictionary form; None where there is no verb."""

    speaker: Span
    cue: Span | None
    lemma: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A quoted region with what its paragraph tells: `size` in words, `ends` is its last character."""

    paragraph: int
    region: Region
    size: int
    ends: str
    opens_paragraph: bool
    closes_paragraph: bool
    is_speech: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whom a piece is given to; `joins` is the piece whose attribution it is part of."""

    rule: Rule
    named: Named
    joins: int | None = None


class Sides(Protocol):
    """Tells who is named beside quoted regions."""

    def after(self, piece: Piece) -> Named | None:
        """Who is named behind a region."""

    def before(self, piece: Piece) -> Named | None:
        """Who is named before a region, where nothing of what is said stands between."""

    def verb_before(self, piece: Piece) -> int | None:
        """Where the verb starts that stands before a region in its sentence."""

    def announced(self, paragraph: int) -> Named | None:
        """Who is named at the end of a paragraph."""

    def lead(self, piece: Piece) -> int:
        """Where the clause starts that a quoted fragment ends."""


@dataclass(frozen=True)
class Pieces:
    """The quoted regions of a section that hold a word, in order, with what stands beside them."""

    text: str
    paragraphs: Sequence[Span]
    pieces: Sequence[Piece]
    sides: Sides


def pieces(text: str, paragraphs: Sequence[Span], marked: Sequence[Sequence[Region]]) -> list[Piece]:
    """The quoted regions that hold a word, in order; `marked` are those of each paragraph."""
    return [
        piece
        for number, paragraph in enumerate(paragraphs)
        for region in marked[number]
        if (piece := _piece(text, number, paragraph, region)).size
    ]


def _piece(text: str, number: int, paragraph: Span, region: Region) -> Piece:
    inner = text[region.start : region.end].strip("'’‘ ")
    return Piece(
        number,
        region,
        n_words(text, region.start, region.end),
        inner[-1:],
        not text[paragraph[0] : region.outer_start].strip(),
        not _LETTER.search(text, region.outer_end, paragraph[1]),
        inner[-1:] in _SPEECH_ENDS
        or text.startswith(",", region.outer_end)
        or not region.is_closed
        or TOLD_BEHIND.match(text, region.outer_end, paragraph[1]) is not None,
    )


def assignments(about: Pieces) -> dict[int, Assignment]:
    """For each piece that is given to somebody, to whom; keys are the pieces' places."""
    by_piece: dict[int, Assignment] = {}
    for index, piece in enumerate(about.pieces):
        result = (
            _within_marks(about.pieces, by_piece, index)
            or _second_part(about, by_piece, index)
            or _ruled("after", about.sides.after(piece) if piece.is_speech else None)
            or _signed(about, piece)
            or _ruled("before", about.sides.before(piece))
            or _label(about, piece)
            or _announced(about, piece)
        )
        if result is not None:
            by_piece[index] = result
    return by_piece


def _ruled(rule: Rule, named: Named | None) -> Assignment | None:
    return Assignment(rule, named) if named is not None else None


def _within_marks(pieces: Sequence[Piece], by_piece: Mapping[int, Assignment], index: int) -> Assignment | None:
    """What stands between the same two marks as the paragraph before: "A. New paragraph, B." """
    piece = pieces[index]
    if piece.region.outer_start < piece.region.start or index - 1 not in by_piece:
        return None
    before = pieces[index - 1]
    goes_on = piece.paragraph == before.paragraph + 1 and piece.opens_paragraph and not before.region.is_closed
    return Assignment("second", by_piece[index - 1].named, index - 1) if goes_on else None


def _second_part(about: Pieces, by_piece: Mapping[int, Assignment], index: int) -> Assignment | None:
    """The part behind the cue: "A," X said, "B" and "A," X said. "B"."""
    piece = about.pieces[index]
    prior = _prior(about.pieces, by_piece, index)
    if prior is None:
        return None
    before, named = about.pieces[prior], by_piece[prior].named
    gap = about.text[before.region.outer_end : piece.region.outer_start]
    if "?" in gap:  # the outlet asks, and another may answer
        return None
    if (not before.is_speech and not _JOINED.fullmatch(gap)) or len(_WORD.findall(gap)) > _WIDEST_GAP:
        return None
    if piece.ends in {",", "?", "!"} and about.sides.after(piece):
        return None
    joined = Assignment("second", named, prior)
    if _JOINED.fullmatch(gap) and not piece.is_speech:
        return joined
    cue_between = named.cue is not None and before.region.end <= named.cue[0] < piece.region.start
    starts_anew = gap.rstrip()[-1:] in _BREAKS or piece.size >= 8
    if named.cue is not None and cue_between and starts_anew and (piece.is_speech or piece.size >= 8):
        nearer = about.sides.verb_before(piece)
        if nearer is None or nearer == named.cue[0]:
            return joined
    return joined if gap.strip() in {"", ".", ",", "…", "..."} and piece.is_speech else None


def _prior(pieces: Sequence[Piece], by_piece: Mapping[int, Assignment], index: int) -> int | None:
    """The nearest earlier piece of the paragraph that is given to somebody."""
    piece = pieces[index]
    for prior in range(index - 1, max(index - 5, -1), -1):
        if pieces[prior].paragraph != piece.paragraph:
            return None
        if prior in by_piece:
            return prior
        if not (piece.is_speech and piece.size >= 3):
            return None
    return None


def _signed(about: Pieces, piece: Piece) -> Assignment | None:
    """Who is named behind a dash or in brackets at the paragraph's end, or behind a dash in the next paragraph."""
    if not piece.opens_paragraph or piece.size < 3:
        return None
    start, end = piece.region.outer_end, about.paragraphs[piece.paragraph][1]
    if piece.closes_paragraph and piece.paragraph + 1 < len(about.paragraphs):
        start, end = about.paragraphs[piece.paragraph + 1]
    rest = about.text[start:end].rstrip()
    signature = _DASH_LABEL.match(rest) or _BRACKETED.match(rest)
    if signature is None:
        return None
    first = start + signature.start(1)
    return Assignment("label", Named((first, first + len(signature.group(1).rstrip(" ."))), None, None))


def _label(about: Pieces, piece: Piece) -> Assignment | None:
    """Who is named before a colon at the paragraph's start."""
    label = _LABEL.match(about.text, about.paragraphs[piece.paragraph][0], piece.region.outer_start)
    if label is None or not _NAME_WORD.search(label.group(1)):
        return None
    if piece.size < 4 and not (piece.is_speech and piece.closes_paragraph):
        return None
    is_short = len(label.group(1).split()) <= _LONGEST_LABEL
    return Assignment("label", Named(label.span(1), None, None)) if is_short else None


def _announced(about: Pieces, piece: Piece) -> Assignment | None:
    """Who speaks in the paragraph before, which ends in a colon."""
    if not piece.opens_paragraph or piece.paragraph == 0 or piece.size < 4:
        return None
    return _ruled("before", announced(about, piece.paragraph))


def announced(about: Pieces, paragraph: int) -> Named | None:
    """Who speaks in a paragraph by the words of the one before, which ends in a colon."""
    before = about.paragraphs[paragraph - 1]
    return about.sides.announced(paragraph - 1) if about.text[slice(*before)].rstrip().endswith(":") else None


def attributions(about: Pieces, by_piece: Mapping[int, Assignment]) -> list[Attribution]:
    """One attribution for each utterance, its parts together, in order of the first part."""
    parts: dict[int, list[Span]] = {}
    for index, assignment in by_piece.items():
        root = index
        while (joins := by_piece[root].joins) is not None:
            root = joins
        piece = about.pieces[index]
        start = about.sides.lead(piece) if assignment.rule == "after" else piece.region.outer_start
        parts.setdefault(root, []).append((start, piece.region.outer_end))
    return [
        Attribution(
            tuple(content),
            by_piece[root].rule,
            by_piece[root].named.cue,
            by_piece[root].named.lemma,
            by_piece[root].named.speaker,
        )
        for root, content in parts.items()
    ]


def announced_blocks(about: Pieces, blocks: frozenset[int]) -> list[Attribution]:
    """Block quotations without marks, one behind another, below a paragraph that says whose they are."""
    quoted = {piece.paragraph for piece in about.pieces}
    by_paragraph: dict[int, Attribution] = {}
    for number in sorted(blocks):
        if number in quoted or not 0 < number < len(about.paragraphs):
            continue
        before = by_paragraph.get(number - 1)
        if before is not None:
            by_paragraph[number] = replace(before, content=(*before.content, about.paragraphs[number]))
            del by_paragraph[number - 1]
            continue
        named = announced(about, number)
        if named is not None:
            content = (about.paragraphs[number],)
            by_paragraph[number] = Attribution(
                content, "before", named.cue, named.lemma, named.speaker, is_verbatim=True
            )
    return list(by_paragraph.values())
