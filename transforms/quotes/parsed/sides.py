"""Who is named in the parsed words beside a quoted region."""

from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.direct import JOINS, NEAR, SENTENCE_ENDS, Named, Piece
from broadsheet.transforms.quotes.marks import n_words
from broadsheet.transforms.quotes.parsed.beside import Source, source_after, source_before
from broadsheet.transforms.quotes.parsed.grammar import phrase, subject
from broadsheet.transforms.quotes.parsed.view import VERBAL, View

# Words between the verb and a region without a comma or colon: "told reporters on Monday"; set by hand.
_MOST_BETWEEN: Final = 6
_SHORTEST: Final = 4  # words; a shorter region so loosely joined is a term or a title; set by hand


class ParsedSides:
    """What stands beside quoted regions, by the parse."""

    def __init__(self, views: Sequence[View]) -> None:
        self._views = views

    def after(self, piece: Piece) -> Named | None:
        """Who is named behind a region."""
        view = self._views[piece.paragraph]
        stop = piece.ends if piece.ends in SENTENCE_ENDS else ""
        source = source_after(view, view.first_from(piece.region.outer_end), stop)
        return _named(view, source) if source else None

    def before(self, piece: Piece) -> Named | None:
        """Who is named before a region, where nothing of what is said stands between."""
        view = self._views[piece.paragraph]
        source = source_before(view, view.first_from(piece.region.outer_start))
        return _named(view, source) if source and _is_near(view, source, piece) else None

    def verb_before(self, piece: Piece) -> int | None:
        """Where the verb starts that stands before a region in its sentence."""
        view = self._views[piece.paragraph]
        source = source_before(view, view.first_from(piece.region.outer_start))
        return view.words[source.cue].start if source else None

    def announced(self, paragraph: int) -> Named | None:
        """Who is named at the end of a paragraph."""
        view = self._views[paragraph]
        source = source_before(view, len(view.words))
        return _named(view, source) if source else None

    def lead(self, piece: Piece) -> int:
        """Where the clause starts that a quoted fragment ends: It "should have gone," said X."""
        return _lead(self._views[piece.paragraph], piece)


def _named(view: View, source: Source) -> Named:
    verb = view.verb(source.cue)
    return Named(phrase(view, source.speaker), view.span_of(source.cue, source.cue), verb.lemma if verb else None)


def _is_near(view: View, source: Source, piece: Piece) -> bool:
    """Whether only a hearer, a time or a place stands between the verb and the region."""
    first = view.first_from(piece.region.outer_start)
    cue_end = view.words[source.cue].end
    gap = view.text[cue_end : piece.region.outer_start]
    verb = view.verb(source.cue)
    if verb and verb.lemma == "put" and gap.strip() == "it,":
        return True  # as X put it, "C"
    if verb and verb.uses == {"judge"} and gap.strip():
        return False
    if verb and verb.uses == {"beside"} and not piece.is_speech:
        return False
    has_verb = _has_verb(view, source.cue + 1, first)
    if (gap.lstrip().startswith(",") and has_verb) or _has_object(view, source, first) or _runs_on(view, piece):
        return False
    if gap.strip() in NEAR or gap.rstrip().endswith((":", ",")):
        return True
    is_short = n_words(view.text, cue_end, piece.region.outer_start) <= _MOST_BETWEEN and not has_verb
    return piece.is_speech and piece.size >= _SHORTEST and is_short


def _has_object(view: View, source: Source, first: int) -> bool:
    """Whether a verb that tells nobody has an object before the region: what is said, if anything."""
    verb = view.verb(source.cue)
    return (
        verb is not None
        and not verb.uses & {"tell", "judge"}
        and any(
            view.words[child].dep == "dobj" and source.cue < child < first for child in view.parse.children[source.cue]
        )
    )


def _runs_on(view: View, piece: Piece) -> bool:
    """Whether the sentence of a quoted fragment goes on behind it."""
    behind = view.first_from(piece.region.outer_end)
    if piece.is_speech or behind >= len(view.words):
        return False
    word = view.words[behind]
    return not view.is_mark(behind) and word.upos not in {"ADP", "CCONJ", "SCONJ"} and not view.quoted[behind]


def _has_verb(view: View, first: int, end: int) -> bool:
    return any(view.words[index].upos in VERBAL for index in range(first, end))


def _lead(view: View, piece: Piece) -> int:
    """Where the clause starts that a quoted fragment ends: It "should have gone," said X."""
    start = piece.region.outer_start
    if piece.opens_paragraph:
        return start
    first = view.first_from(start)
    at = first - 1
    opening = view.sentence(first)[0] if first < len(view.words) else 0
    while at >= opening and (view.quoted[at] or view.words[at].text not in {".", "?", "!", ";", ":"}):
        if view.verb(at) and subject(view, at) is not None:
            return start
        at -= 1
    at += 1
    while at < first and ((view.is_mark(at) and not view.quoted[at]) or view.lower(at) in JOINS):
        at += 1
    if at >= first or (piece.size >= 12 and first - at <= 3):
        return start
    return view.words[at].start
