"""Quoted regions of a section, balanced paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.quotation_marks import quoted_spans
from broadsheet.transforms.vocabulary.reporting_verbs import FORMS, verb_of

# Opening mark -> the marks that close it.
_PARTNERS: Final = {
    '"': '"',
    "“": "”",
    "”": "”",
    "‟": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "``": "''",
    "''": "''",
}
_MARK: Final = re.compile(r"``|''|[\"“”‟„«»‹›]")
_WORD: Final = re.compile(r"\w+")
_OPENERS: Final = frozenset("“‟„«‹") | {"``"}
_CLOSERS: Final = frozenset("”»›")
_AFTER_SPEECH: Final = ",.?!…"
_SINGLES: Final = "‘’'`"
_OPENS_SINGLE: Final = re.compile(r"‘|(?<![^\W_])['`]")
_BACKTICK: Final = re.compile(r"(?<![\w`])`(?=[^\W_])")
# Code points before a mark that only closes; fewer may be one word whose own opening mark is lost; set by hand.
_SHORTEST_STRAY: Final = 20
_MOST_WITHOUT_MARKS: Final = 2  # paragraphs of one quotation that bear no mark; set by hand
_END_SPACES: Final = 2  # code points behind the last word of a paragraph: spaces that the line ends with
# A dateline: a place in capitals or in brackets, perhaps a date and an agency, and a dash.
_DATELINE: Final = re.compile(
    r"""
    \s*(?:
        \([^()\n]{2,40}\)                                       # (Place)
      | [^\W\d_a-z]{3}[^\n—–a-z]{0,40}(?:,?[ ]\w{3,9}\.?[ ]\d{1,2})?  # PLACE, June 4
        (?:[ ]\([A-Z][^()\n]{1,20}\))?                          # (Agency)
    )\s*(?:—|–|--|-)\s+
    """,
    re.VERBOSE,
)
_VERBS: Final = "|".join(sorted(form for form in FORMS if (verb := verb_of(form)) and "say" in verb.uses))
# What stands behind the comma of speech whose closing mark is missing: "said Lund", "she said".
_WHO_SPOKE: Final = re.compile(
    rf"""
    [,?!](?=\s+(?:
        (?:{_VERBS})\s+(?:the\s|an?\s|[A-Z])                    # said Lund, said the clerk
      | (?:he|she|they|(?:[A-Z][\w.'’-]+\s){{1,3}}(?:[A-Z][\w.'’-]+)?)\s*(?:{_VERBS})[\s.,]  # she said, Mara Lund said
    ))
    """,
    re.VERBOSE,
)
# The same right behind a closing mark that no comma precedes; there must be a name, or a noun with its article.
TOLD_BEHIND: Final = re.compile(
    rf"""
    \s?(?: (?:{_VERBS})\s+(?:the\s|an?\s|[A-Z])
      | (?:(?:he|she|they)\s|(?:[A-Z][\w.'’-]+\s){{1,3}})(?:{_VERBS})[\s.,] )
    """,
    re.VERBOSE,
)
_TYPED_CLOSER: Final = re.compile(r"[,.?!]['’](?!\w)")
_OPENS_LATE: Final = re.compile(r"(?<![^\s(])[‘'](?=[A-Z])")


class Region(NamedTuple):
    """A quoted region: half-open code points with the marks and without; `is_closed` tells that both marks stand."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    is_closed: bool


def regions(text: str, paragraphs: Sequence[Span]) -> list[list[Region]]:
    """The quoted regions of each paragraph, in order and apart; what is quoted inside one belongs to it.

    A mark that opens and never closes quotes to the words that tell who spoke, else to the next opening mark or the
    paragraph's end; a closing mark alone, to the paragraph's start, where it follows a comma or a stop.
    """
    plain = _BACKTICK.sub("'", text)
    spans = quoted_spans(plain, paragraphs) if _OPENS_SINGLE.search(text) else ()
    singles = (span for span in spans if text[span[0] - 1] in _SINGLES and not text.startswith("``", span[0] - 2))
    single = next(singles, None)
    by_paragraph: list[list[Region]] = []
    for number, paragraph in enumerate(paragraphs):
        following = _first_two(text, paragraphs, number + 1)
        is_open = number > 0 and _is_left_open(by_paragraph[-1], paragraphs[number - 1])
        rest = _rest_of_speech(text, paragraphs, number) if is_open else None
        low = rest.outer_end if rest else paragraph[0]
        mine = [region for region in _doubled(text, (low, paragraph[1]), following) if region.start < region.end]
        mine += [rest] if rest else []
        while single is not None and single[0] < paragraph[1]:
            start, end = single
            is_closed = end < paragraph[1]  # else it goes on to the paragraph's end, where no mark stands
            mine.append(Region(start - 1, start, end, end + is_closed, is_closed))
            single = next(singles, None)
        kept = _apart(mine)
        by_paragraph.append(kept + _unclosed_single(text, paragraph, following, kept))
    return by_paragraph


def inner_regions(text: str, region: Region) -> list[Region]:
    """The regions quoted inside a region, in order and apart."""
    inside = (region.start, region.end)
    mine = [each for each in _doubled(text, inside, "") if each.is_closed]
    mine += [
        Region(start - 1, start, end, end + 1, True)
        for start, end in quoted_spans(text, [inside])
        if start > region.start and end < region.end and text[start - 1] in _SINGLES
    ]
    return [each for each in _apart(mine) if each.start < each.end]


def dateline_end(text: str, paragraph: Span) -> int:
    """Where the words of a paragraph begin: behind its dateline, if it has one."""
    dateline = _DATELINE.match(text, *paragraph)
    return dateline.end() if dateline else paragraph[0]


def _first_two(text: str, paragraphs: Sequence[Span], number: int) -> str:
    """What a paragraph opens with; nothing where there is no such paragraph."""
    return text[paragraphs[number][0] : paragraphs[number][0] + 2] if number < len(paragraphs) else ""


def _is_left_open(regions: Sequence[Region], paragraph: Span) -> bool:
    """Whether the last region of a paragraph goes on to its end, where no mark closes it."""
    return bool(regions) and not regions[-1].is_closed and paragraph[1] - regions[-1].end <= _END_SPACES


def _rest_of_speech(text: str, paragraphs: Sequence[Span], number: int) -> Region | None:
    """What a paragraph says up to its first mark, where that closes and so must have been opened before it.

    A paragraph without marks is spoken whole, where one shortly behind it closes so.
    """
    start, end = paragraphs[number]
    for following in paragraphs[number : number + _MOST_WITHOUT_MARKS + 1]:
        mark = _MARK.search(text, *following)
        if mark is None:
            continue
        is_bare = mark.group() in _OPENERS or mark.start() == following[0] or text[mark.start() - 1].isspace()
        if is_bare or text[mark.end() : min(mark.end() + 1, following[1])].isalnum():
            return None
        if mark.start() < end:
            return Region(start, start, mark.start(), mark.end(), False)
        stop = start + len(text[start:end].rstrip())
        return Region(start, start, stop, stop, False)
    return None


def _closers(mark: str) -> Sequence[str]:
    return (_PARTNERS[mark],) if mark in {"``", "''"} else tuple(_PARTNERS[mark])


def _apart(regions: list[Region]) -> list[Region]:
    """The regions in order of start, without those that begin inside another."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda each: (each.outer_start, -each.outer_end)):
        if not kept or region.outer_start >= kept[-1].outer_end:
            kept.append(region)
    return kept


def _unclosed_single(text: str, paragraph: Span, following: str, kept: Sequence[Region]) -> list[Region]:
    """The single mark behind all regions of a paragraph that opens speech and never closes it.

    It does where the next paragraph opens with such a mark too, or where words follow that tell who spoke.
    """
    low = max(paragraph[0], kept[-1].outer_end if kept else 0)
    opened = _OPENS_LATE.search(text, low, paragraph[1])
    if opened is None:
        return []
    if following[:1] in {"‘", "'"} and following[1:].isalnum():
        return [_unclosed(text, opened, paragraph[1], goes_on=True)]
    is_first = not text[paragraph[0] : opened.start()].strip()
    return [_unclosed(text, opened, paragraph[1])] if is_first and _WHO_SPOKE.search(text, low, paragraph[1]) else []


def _doubled(text: str, paragraph: Span, following: str) -> Iterator[Region]:
    low, high = paragraph
    marks = [mark for mark in _MARK.finditer(text, low, high) if not _is_measure(text, mark)]
    last = {mark.group(): mark.start() for mark in marks}
    opened: re.Match[str] | None = None
    none_yet = True
    skipped = -1
    for place, mark in enumerate(marks):
        if place <= skipped:
            continue
        if opened is not None and _is_inner(marks, place, opened, last):
            skipped = place + 1
            continue
        role = _role(text, mark, paragraph, opened)
        if role == "open":
            if opened is not None:
                yield _unclosed(text, opened, mark.start())
            opened = mark
            continue
        if opened is not None:
            yield Region(opened.start(), opened.end(), mark.start(), mark.end(), True)
            none_yet = False
        elif none_yet and mark.start() - low > _SHORTEST_STRAY and text[mark.start() - 1] in _AFTER_SPEECH:
            start = dateline_end(text, paragraph)
            yield Region(start, start, mark.start(), mark.end(), False)
            none_yet = False
        opened = None
    if opened is not None:
        yield _unclosed(text, opened, high, goes_on=bool(_MARK.match(following)))


def _is_measure(text: str, mark: re.Match[str]) -> bool:
    """Whether a straight mark stands for inches: behind a figure, with nothing that it could close before it."""
    return (
        mark.group() == '"'
        and text[mark.start() - 1 : mark.start()].isdigit()
        and text[mark.end() : mark.end() + 1].isspace()
        and '"' not in text[max(mark.start() - 60, 0) : mark.start()].rpartition("\n")[2].rstrip("0123456789")
    )


def _is_inner(marks: Sequence[re.Match[str]], place: int, opened: re.Match[str], last: dict[str, int]) -> bool:
    """Whether a mark of another kind than the one that is open quotes inside it: it closes before that one does."""
    mark = marks[place].group()
    kinds = _closers(opened.group())
    if mark == opened.group() or mark in kinds or mark not in _PARTNERS or place + 1 >= len(marks):
        return False
    closer = marks[place + 1]
    return closer.group() in _closers(mark) and any(last.get(kind, -1) > closer.start() for kind in kinds)


def _unclosed(text: str, opened: re.Match[str], end: int, goes_on: bool = False) -> Region:
    """The region of a mark that nothing closes; `goes_on` tells that the next paragraph goes on with the speech."""
    typed = _TYPED_CLOSER.search(text, opened.end(), end)
    if typed and opened.group() not in _SINGLES and not goes_on:
        return Region(opened.start(), opened.end(), typed.end() - 1, typed.end(), True)
    speaker = None if goes_on else _WHO_SPOKE.search(text, opened.end(), end)
    if speaker:
        return Region(opened.start(), opened.end(), speaker.end(), speaker.end(), False)
    stop = opened.end() + len(text[opened.end() : end].rstrip())
    return Region(opened.start(), opened.end(), stop, stop, False)


def _role(text: str, mark: re.Match[str], paragraph: Span, opened: re.Match[str] | None) -> str:
    """Whether a mark opens or closes; a straight one tells by its place, and by whether one is open."""
    before = text[mark.start() - 1] if mark.start() > paragraph[0] else " "
    after = text[mark.end()] if mark.end() < paragraph[1] else " "
    closes_word = not before.isspace() and not after.isalnum()
    if mark.group() in _OPENERS:
        is_partner = opened is not None and opened.group() != '"' and mark.group() in _closers(opened.group())
        return "close" if opened is not None and closes_word and (after.isspace() or is_partner) else "open"
    if mark.group() in _CLOSERS:
        return "open" if opened is None and before.isspace() and after.isalnum() else "close"
    if opened is None:
        return "open"
    return "open" if before.isspace() and after.isalnum() else "close"


def n_words(text: str, start: int, end: int) -> int:
    """Runs of letters and digits between two code points."""
    return sum(1 for _ in _WORD.finditer(text, start, end))
