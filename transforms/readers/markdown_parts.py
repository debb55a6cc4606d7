"""From the blocks of a file to parts with their plain text, and what their words say they are."""

import re
from dataclasses import dataclass

from transforms.metadata.wordlists import entries
from transforms.readers.markdown_blocks import Layout
from transforms.readers.markdown_inline import Inline, Mark, render
from transforms.records import Link

SOURCE_LABELS = frozenset(entries("source_labels.txt"))
RELATED_HEADINGS = frozenset(entries("related_headings.txt"))
_LINES = frozenset(entries("boilerplate_lines.txt"))
_STARTS = tuple(entries("boilerplate_starts.txt"))
_NOTE_STARTS = tuple(entries("note_starts.txt"))


_PHRASES = tuple(entries("boilerplate_phrases.txt"))
_PAYWALL = tuple(entries("paywall_phrases.txt"))
_COUNTED = re.compile(
    r"\d[\d.,]*\s*(?:comments?|shares?|kommentare|commentaires|comentarios|commenti|комментари\w*)", re.I
)
_READING_TIME = re.compile(
    r"(?:\d{1,3}|a|one|two|three|four|five)[ -]?(?:min(?:ute)?s?\.?|минут\w*|分钟|分鐘|分)"
    r"(?:[ -]?(?:read|lesezeit|de lecture|de lectura|di lettura|de leitura|leestijd|czytania|чтения|阅读|閱讀))?",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"\(?\s*(?:additional |extra )?(?:reporting|writing|editing|compiled|written|reported|edited|graphics?|translat"
    r"(?:ed|ing))(?: and (?:writing|editing|additional reporting))? by ",
    re.IGNORECASE,
)
_CHROME_WORD = re.compile(r"[^\W\d_][\w-]*")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s", re.IGNORECASE)
_WORDY = re.compile(r"[^\W\d_]")
_TERMINAL = tuple(".!?…:;\"”»’'。！？」』）)؟।")
_SHORT = 220
_BEGGING = ".…"
_MAX_START = 160
_MAX_ROW = 80


@dataclass(slots=True)
class Part:
    """A block with its plain text. `kind` begins as what its mark-up says and ends as a `records.BlockKind`, or ""
    for what has no row: pictures, rules, tables and the parts of the page around the article."""

    kind: str
    inline: Inline
    text: str
    level: int = 0
    group: int = 0
    start: int = 0
    end: int = 0
    known_boilerplate: bool | None = None

    @property
    def links(self) -> tuple[Link, ...]:
        """The links in the text."""
        return self.inline.links

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The emphasis in the text."""
        return self.inline.marks

    @property
    def images(self) -> tuple[str, ...]:
        """The addresses of the pictures that stand in the block."""
        return self.inline.images

    @property
    def link_share(self) -> float:
        """The share of the text that is links."""
        if not self.inline.links or not self.text:
            return 0.0
        return sum(link.end - link.start for link in self.inline.links) / len(self.text)

    @property
    def is_emphasised(self) -> bool:
        """Whether all of the text is bold or italic."""
        marks = self.inline.marks
        return (
            bool(marks)
            and marks[0].start <= 1
            and max(mark.end for mark in marks) >= len(self.text) - 1
            and (sum(mark.end - mark.start for mark in marks) >= len(self.text) - 3)
        )

    @property
    def has_prose(self) -> bool:
        """Whether the text reads like a sentence: it has an end mark, or is long."""
        return len(self.text) >= 120 or (len(self.text) >= 12 and self.text.endswith(_TERMINAL))


def parts_of(source: str, found: Layout) -> list[Part]:
    """The parts of a file, in order; blocks without text and picture are left out."""
    made: list[Part] = []
    for block in found.blocks:
        if block.kind in ("rule", "table"):
            made.append(Part(block.kind, Inline(_EMPTY.passage), "", 0, block.group, *block.spans[0]))
            continue
        inline = render(source, block.spans, found.references)
        pieces = inline.passage.pieces
        text = pieces[0].text if len(pieces) == 1 else inline.passage.text
        if text or inline.images:
            start, end = block.spans[0][0], block.spans[-1][1]
            made.append(Part(block.kind, inline, text, block.level, block.group, start, end))
    return made


def is_source_label(text: str) -> bool:
    """Whether the whole text is a label for the place of first publication ("Original url:")."""
    return len(text) < 60 and text.casefold().strip(" :：.→>()[]-–—") in SOURCE_LABELS


def is_boilerplate(part: Part) -> bool:
    """Whether a part's words show it to be no part of the article: invitations, adverts, share rows, rights."""
    if part.known_boilerplate is None:
        is_short = len(part.text) < (_SHORT if not part.inline.links and part.text[0] not in _BEGGING else 2 * _SHORT)
        part.known_boilerplate = is_short and _reads_as_boilerplate(part)
    return part.known_boilerplate


def _reads_as_boilerplate(part: Part) -> bool:
    text = part.text
    folded = text.casefold().strip(" *_•·|:-–—.")
    if len(text) < _MAX_ROW:
        if not folded or folded in _LINES or _COUNTED.fullmatch(folded):
            return part.kind != "heading" or folded in _LINES
        if len(folded) < 12 and not _WORDY.search(folded):
            return part.kind != "heading"
        if _is_row_of_chrome(folded):
            return True
    if len(text) < _SHORT and _COPYRIGHT.match(folded):
        return True
    if len(text) < _MAX_START and _begins_as_invitation(part, folded):
        return True
    if len(text) < _SHORT or part.link_share > 0.1 or text[0] in _BEGGING:
        return _holds_any(folded, _PHRASES)
    return False


def _holds_any(text: str, phrases: tuple[str, ...]) -> bool:
    for phrase in phrases:  # noqa: SIM110 - a generator takes three times as long, and this runs for each paragraph
        if phrase in text:
            return True
    return False


def _begins_as_invitation(part: Part, folded: str) -> bool:
    if not folded.startswith(_STARTS):
        return False
    return part.link_share > 0.3 or not part.text.endswith((".", "?", "!", "”", '"', "»"))


def _is_row_of_chrome(folded: str) -> bool:
    """A row of buttons: "Share  Tweet  Email"."""
    words = _CHROME_WORD.findall(folded)
    return len(words) > 1 and all(word in _LINES for word in words)


def is_reading_time(text: str) -> bool:
    """Whether the whole text says how long it takes to read the article."""
    return len(text) < 40 and bool(_READING_TIME.fullmatch(text.strip(" .()·|")))


def is_related_heading(text: str) -> bool:
    """Whether a heading stands over a list of other articles."""
    return len(text) < 60 and text.casefold().strip(" :：.…»>*_-–—") in RELATED_HEADINGS


def is_note(text: str) -> bool:
    """Whether a paragraph is a note by the editors about the article: a correction, an update."""
    return text[:60].casefold().lstrip("*_[( ").startswith(_NOTE_STARTS)


def is_sign_off(text: str) -> bool:
    """Whether a line begins to tell who reported, wrote or edited: "(Reporting by"."""
    return bool(_SIGN_OFF.match(text))


def is_paywall(text: str) -> bool:
    """Whether a short paragraph says that the rest is for subscribers."""
    if len(text) >= 2 * _SHORT:
        return False
    return _holds_any(text.casefold(), _PAYWALL)


def same_words(first: str, second: str) -> bool:
    """Whether two texts are equal but for case, punctuation and spaces."""
    return words_of(first) == words_of(second)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, without case."""
    return re.findall(r"\w+", text.casefold())


_EMPTY = render("", [(0, 0)], {})
