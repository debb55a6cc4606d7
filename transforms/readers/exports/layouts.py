"""The layout of a text of one document or many, its documents and the stories they tell."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from broadsheet.transforms.readers.exports import codes, documents, mail_heads
from broadsheet.transforms.readers.exports.labels import labelled
from broadsheet.transforms.readers.exports.source import Draft, Line, Source, story_of
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.records.record import Record, Reject

Drafter = Callable[[Sequence[Line], bool], Draft]
# The lines that part the documents of an export stand before each, or behind each.
NUMBERED = r"""
    (?:(?:document|dokument|documento)\s+)?
    \d{1,6}\s+(?:of|von|de|sur|di|van|z)\s+\d{1,6}  # the number, of how many
    (?:\s+(?:documents?|dokumente[n]?|documentos|documenti))?
"""
_NUMBERED = re.compile(NUMBERED, re.IGNORECASE | re.VERBOSE)
_ENDED = re.compile(
    r"""
      end\ of\ document | ende\ des\ dokuments? | fin\ du\ document | fin\ del\ documento | fine\ del\ documento
    | (?:news|bio|web)[·.]\d{8}[·.][\w-]{1,12}[·.]\w{1,40}  # the number Europresse gives a document
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FACTIVA_END = re.compile(r"(?:document|dokument|documento)\s+[A-Z][A-Z0-9]{9,39}", re.IGNORECASE)
_COVER = re.compile(
    r"""(?:
      user\ name | date\ and\ time | job\ number | client/matter  # who asked, and when
    | search\ terms | search\ type | narrowed\ by | content\ type  # what was asked for
    | documents?\ \(\d+\) | dokumente?\ \(\d+\)  # how many there are
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LISTED = re.compile(r"\d{1,5}\.\s+\S")
_MIN_LABELS = 3  # different ones: two may be a dialogue or a note in an article
_MIN_TEXT = 80  # characters of a document; a cover or a count of hits has less, set by hand


class Layout(NamedTuple):
    """A layout: its name, and the half-open ranges of lines that are documents."""

    name: str
    ranges: list[tuple[int, int]]
    draft: Drafter


def layout_of(source: Source) -> Layout | None:
    """The layout of the text; None where it is none of an export."""
    lines = source.lines
    if codes.is_coded(lines):
        return Layout("factiva", codes.ranges_of(lines), codes.draft_of)
    if letters := mail_heads.ranges_of(lines):
        return Layout("mail", letters, mail_heads.draft_of)
    marks = _marks(lines)
    ends = [at + 1 for at, name in marks if name in ("end", "factiva")]
    numbered = [at for at, name in marks if name == "number"]
    if ends and (len(ends) > 1 or _n_labels(lines) >= _MIN_LABELS or _has_words(lines)):
        name = "factiva" if any(kind == "factiva" for _, kind in marks) else "nexis"
        ranges = _ranges([0, *ends], len(lines))
        return Layout(name, [_without_cover(lines, span) for span in ranges if _has_text(lines, span)], _draft)
    is_numbered = len(numbered) > 1 and all("do" in lines[at].text.lower() for at in numbered)
    if numbered and (is_numbered or _n_labels(lines) >= _MIN_LABELS):
        name = "proquest" if any("proquest" in line.text.lower() for line in lines) else "nexis"
        ranges = _ranges([*numbered], len(lines))
        return Layout(name, [span for span in ranges if _has_text(lines, span)], _draft)
    return _of_labels(lines)


def _marks(lines: Sequence[Line]) -> list[tuple[int, str]]:
    marks: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        if not line.text or len(line.text) > 60:
            continue
        if _ENDED.fullmatch(line.text):
            marks.append((at, "end"))
        elif _FACTIVA_END.fullmatch(line.text) and any(map(str.isdigit, line.text)):
            marks.append((at, "factiva"))
        elif _NUMBERED.fullmatch(line.text):
            marks.append((at, "number"))
    return marks


def _ranges(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    bounds = [*starts, end]
    return [(low, high) for low, high in pairwise(bounds) if low < high]


def _has_text(lines: Sequence[Line], span: tuple[int, int]) -> bool:
    return sum(len(line.text) for line in lines[slice(*span)]) >= _MIN_TEXT


def _has_words(lines: Sequence[Line]) -> bool:
    return any(documents.is_word_count(line.text) for line in lines)


def _n_labels(lines: Sequence[Line]) -> int:
    return len({label.label.lower() for line in lines if (label := labelled(line)) is not None})


def _without_cover(lines: Sequence[Line], span: tuple[int, int]) -> tuple[int, int]:
    """The range of the first document without the page before it that says who searched for what."""
    start, end = span
    last = max((at for at in range(start, end) if _COVER.match(lines[at].text)), default=None)
    if last is None or not any(_COVER.match(line.text) for line in lines[start : start + 12]):
        return span
    last += 1
    while last < end and (not lines[last].text or _LISTED.match(lines[last].text)):
        last += 1
    return last, end


def _draft(lines: Sequence[Line], is_flowed: bool) -> Draft:
    return documents.draft_of(lines, is_flowed=is_flowed)


def _of_labels(lines: Sequence[Line]) -> Layout | None:
    """The layout of a text whose documents have lines with labels: one document, or as many as the labels recur."""
    labels = [(at, label) for at, line in enumerate(lines) if (label := labelled(line)) is not None]
    counts = Counter(label.field for _, label in labels)
    fields = {label.field for _, label in labels if label.field != "drop"}
    if len(labels) < 2 or not _is_export(lines, labels):
        return None
    starts = _starts(lines, labels, counts)
    ranges = [span for span in _ranges(starts, len(lines)) if _has_text(lines, span)]
    return Layout("labels", ranges or [(0, len(lines))], _draft) if fields else None


def _is_export(lines: Sequence[Line], labels: Sequence[tuple[int, object]]) -> bool:
    """Whether the labels are those of a head or a foot: several of them, one after the other, near an end."""
    filled = [at for at, line in enumerate(lines) if line.text]
    places = {at for at, _ in labels}
    runs = [at for at, later in pairwise(filled) if at in places and later in places]
    n_fields = len({label.label.lower() for _, label in labels})  # type: ignore[attr-defined]
    first = filled.index(min(places)) if places else len(filled)
    if n_fields >= _MIN_LABELS and (runs or len(places) >= 4):
        return True
    return n_fields >= 2 and first == 0 and bool(runs)


def _starts(lines: Sequence[Line], entries: Sequence[tuple[int, object]], counts: Counter[str]) -> list[int]:
    """Where documents start: at the first label of each round, or behind the last of the round before, with the lines
    without a label that stand there."""
    labels = [(at, label.label.lower()) for at, label in entries]  # type: ignore[attr-defined]
    names = Counter(label for _, label in labels)
    recurring = [label for _, label in labels if names[label] > 1]
    if not recurring:
        return [0]
    first = recurring[0]
    # Where nothing stands above the first label of all, nothing of a document stands above its first label.
    above = lines[: labels[0][0]]
    is_on_top = not any(line.text for line in above) and labels[0][1] == first
    # Where the text stands above them, they are at the foot, and the next document begins behind them.
    is_foot = any(documents.is_prose(line.text) for line in above)
    starts: list[int] = []
    previous = -1
    for at, label in labels:
        if label == first:
            starts.append(0 if not starts else at if is_on_top else _behind(lines, previous, at, is_foot=is_foot))
        previous = at
    return starts


def _behind(lines: Sequence[Line], last: int, at: int, *, is_foot: bool) -> int:
    """Where the document begins whose first label stands at a line: with what follows the foot of the one before."""
    start = last + 1
    while start < at and lines[start].text:
        start += 1
    # What stands between is the head of the next one, unless it is prose: then the text of the one before.
    while start < at and not is_foot:
        block_end = next((i for i in range(start, at) if documents.is_prose(lines[i].text)), None)
        if block_end is None:
            return start
        start = block_end + 1
    return start


def read_many(source: Source) -> Iterator[Record | Reject] | None:
    """The articles of the documents, one by one; None where the text is laid out in none of the ways known here."""
    layout = layout_of(source)
    if layout is None or not layout.ranges:
        return None
    return _records(source, layout)


def _records(source: Source, layout: Layout) -> Iterator[Record | Reject]:
    is_many = len(layout.ranges) > 1
    for number, (start, end) in enumerate(layout.ranges, 1):
        draft = layout.draft(source.lines[start:end], source.is_flowed)
        story: Story = story_of(source, draft, layout.name)
        story.member = str(number) if is_many else ""
        yield record_of(story)
