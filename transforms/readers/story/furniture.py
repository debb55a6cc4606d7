"""Blocks that are no text of the article: invitation, label, note, sign-off."""

import re

from broadsheet.transforms.metadata.bylines import looks_like_byline, looks_like_name_line
from broadsheet.transforms.readers.story.parts import Part
from broadsheet.transforms.vocabulary.lists import entries
from broadsheet.transforms.vocabulary.phrases import Beginnings, Phrases

SOURCE_LABELS = frozenset(entries("source_labels.txt"))
RELATED_HEADINGS = frozenset(entries("related_headings.txt"))
# A line that is the name of a service is its button.
_LINES = frozenset(entries("boilerplate_lines.txt")) | frozenset(entries("networks.txt"))
_STARTS = Beginnings(entries("boilerplate_starts.txt"))
_COOKIE_STARTS = Beginnings(entries("cookie_starts.txt"))
_NOTE_STARTS = Beginnings(entries("note_starts.txt"))
_PHRASES = Phrases(entries("boilerplate_phrases.txt"))
_PAYWALL = Phrases(entries("paywall_phrases.txt"))
_COUNTED = re.compile(
    r"\d[\d.,]*\s*(?:comments?|shares?|kommentare|commentaires|comentarios|commenti|комментари\w*)", re.I
)
_READING_TIME = re.compile(
    r"""
    (?:\d{1,3}|a|one|two|three|four|five)[ -]?
    (?:min(?:ute)?s?\.?|минут\w*|分钟|分鐘|分)
    (?:[ -]?(?:
        read|lesezeit|de[ ]lecture|de[ ]lectura|di[ ]lettura|de[ ]leitura|leestijd  # in Latin script
        |czytania|чтения|阅读|閱讀
    ))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_READING_TIME_AT_END = re.compile(
    r"""
    \W*
    (?:
        (?:estimated[ ])?reading[ ]time|lesezeit|lesedauer                                       # Germanic
        |temps[ ]de[ ]lecture|tiempo[ ]de[ ]lectura|tempo[ ]di[ ]lettura|tempo[ ]de[ ]leitura    # Romance
        |leestijd|czas[ ]czytania|время[ ]чтения                                                 # and others
    )
    \s?:?\s?(?:ca\.[ ])?\d{1,3}[ -]?(?:min|мин)\w*\.?$                                           # how long
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MINUTES = re.compile(r"\d[ -]?(?:min|мин)", re.IGNORECASE)
_MAX_MINUTES = 20  # Code points at the end in which "12 min" and the like stand; a bound on cost.
# What a sign-off says somebody did, before "by".
WORK_DONE = r"""
    (?:additional[ ]|extra[ ])?
    (?:reporting|writing|editing|compiled|written|reported|edited|graphics?|translat(?:ed|ing))
    (?:[ ]and[ ](?:writing|editing|additional[ ]reporting))?  # a second thing the same person did
"""
_SIGN_OFF = re.compile(rf"\(?\s*{WORK_DONE}[ ]by[ ]", re.IGNORECASE | re.VERBOSE)
# The parts of a sign-off; a full stop ends one, unless it is that of an initial.
_PIECE = re.compile(
    r"[;)(]|(?<=\w{3})\.(?=\s|$)|,?\s(?:and\s)?(?=(?:additional reporting|editing|writing) by\s)", re.IGNORECASE
)
_AROUND_NAMES = " .,;:()[]–—-"
_CHROME_WORD = re.compile(r"[^\W\d_][\w-]*")
# What a server says of its own mistakes: "Warning: Undefined index in /srv/page.php on line 40".
_SERVER_NOTE = re.compile(
    r"(?:warning|notice|deprecated|(?:fatal|parse) error)\s?: .{1,300} on line \d{1,6}", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NETWORKS = "|".join(map(re.escape, entries("networks.txt")))
# "Follow the Orlova Post on WhatsApp".
_NETWORK = re.compile(
    rf"""
    (?:follow|join|subscribe[ ]to)\s[^.!?,\n]{{2,80}}?\s  # whom
    (?:on|via)\s(?:{_NETWORKS})
    (?:[ ](?:channel|page|group|here|now))?[.!]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORDY = re.compile(r"[^\W\d_]")
_SHORT = 220  # Code points; what is longer is told from prose by its links only. Set by hand, as the bounds below.
_BEGGING = (".", "…")
_AROUND = " *_•·|:-–—.()[]"
_COPYRIGHT_BEGINS = "©(cC"
_MAX_START = 160  # Code points of an invitation to follow or subscribe: a sentence.
_MAX_ROW = 80  # Code points of a row of buttons, or of one of the known lines.
_NOTE_MARKS = "*_[( "
_MAX_NOTE_START = 60  # Code points; the words that begin an editors' note are fewer. A bound on cost.
_FEWEST_IN_ROW = 2  # Links; one alone may be a heading.
_MAX_LINK_ROW = 200  # Code points; what is longer may be a paragraph of links that the article gives.
_MIN_STANDFIRST = 40  # Code points; a shorter line is a label.
_MIN_STANDFIRST_WORDS = 6  # Words; fewer are a name or a section.
_MAX_HEADING = 60  # Code points of a heading over other articles, or of a label before a source.
_MAX_MARKS = 16  # Code points of a line without a letter: a count, a time, marks, "00:00 / 03:15" of a player.
_MAX_READING_TIME = 40  # Code points: "Estimated reading time: 12 minutes".
_FEW_LINKS, _SOME_LINKS = 0.1, 0.3  # Shares of a part in links: above them it is less likely to be prose.


def is_source_label(text: str) -> bool:
    """Whether the whole text is a label for the place of first publication ("Original url:")."""
    return len(text) < _MAX_HEADING and text.casefold().strip(" :：.→>()[]-–—") in SOURCE_LABELS


def is_boilerplate(part: Part) -> bool:
    """Whether a part's words show it to be no part of the article: invitations, adverts, share rows, rights."""
    if part.known_boilerplate is None:
        part.known_boilerplate = is_short(part) and _reads_as_boilerplate(part)
    return part.known_boilerplate


def is_short(part: Part) -> bool:
    """Whether a part is short enough to be one of these."""
    size = len(part.text)
    if size < _SHORT or size >= 2 * _SHORT:
        return size < _SHORT
    return bool(part.inline.links) or part.text[0] in _BEGGING


def _reads_as_boilerplate(part: Part) -> bool:
    text = part.text
    if len(text) < _MAX_ROW:
        folded = text.casefold().strip(_AROUND)
        if not folded or folded in _LINES or _COUNTED.fullmatch(folded):
            return part.kind != "heading" or folded in _LINES
        if len(folded) < _MAX_MARKS and not _WORDY.search(folded):
            return part.kind != "heading"
        if _is_row_of_chrome(folded):
            return True
    if len(text) < _SHORT and (_begins_with_rights(text) or _COOKIE_STARTS.begin(text.casefold().strip(_AROUND))):
        return True
    if _SERVER_NOTE.fullmatch(text):
        return True
    if len(text) < _MAX_START and (_begins_as_invitation(part) or _NETWORK.fullmatch(text)):
        return True
    phrases = _PHRASES if part.phrases is None else part.phrases
    if not phrases or not (len(text) < _SHORT or part.link_share > _FEW_LINKS or text.startswith(_BEGGING)):
        return False
    return phrases.are_in(text)


def _begins_with_rights(text: str) -> bool:
    is_possible = text.lstrip(_AROUND)[:1] in _COPYRIGHT_BEGINS
    return is_possible and bool(_COPYRIGHT.match(text.casefold().strip(_AROUND)))


def _begins_as_invitation(part: Part) -> bool:
    if part.link_share <= _SOME_LINKS and part.text.endswith((".", "?", "!", "”", '"', "»")):
        return False
    return _STARTS.begin(part.text.casefold().strip(_AROUND))


def is_invitation(part: Part) -> bool:
    """Whether a short part begins as invitations to read, subscribe or follow do."""
    return len(part.text) < _MAX_START and _begins_as_invitation(part)


def is_row_of_links(part: Part) -> bool:
    """Whether nothing but marks stands around the two links or more of a part: "Climate · Energy"."""
    links = part.inline.links
    if len(links) < _FEWEST_IN_ROW or len(part.text) > _MAX_LINK_ROW:
        return False
    ends = (0, *(link.end for link in links))
    starts = (*(link.start for link in links), len(part.text))
    return not any(_WORD.search(part.text[low:high]) for low, high in zip(ends, starts, strict=True))


def may_be_standfirst(part: Part) -> bool:
    """Whether a line without an end mark is long enough to be the standfirst below a headline."""
    return len(part.text) >= _MIN_STANDFIRST and len(part.text.split()) >= _MIN_STANDFIRST_WORDS


def _is_row_of_chrome(folded: str) -> bool:
    """A row of buttons: "Share  Tweet  Email"."""
    words = _CHROME_WORD.findall(folded)
    return len(words) > 1 and all(word in _LINES for word in words)


def is_reading_time(text: str) -> bool:
    """Whether the whole text says how long it takes to read the article."""
    return len(text) < _MAX_READING_TIME and bool(_READING_TIME.fullmatch(text.strip(" .()·|")))


def without_reading_time(text: str) -> str:
    """A short text without the time it takes to read the article at its end: "14 May 2023 Reading time: 3 min"."""
    note = _READING_TIME_AT_END.search(text) if _MINUTES.search(text, max(0, len(text) - _MAX_MINUTES)) else None
    return text[: note.start()] if note else text


def is_related_heading(text: str) -> bool:
    """Whether a heading stands over a list of other articles."""
    return len(text) < _MAX_HEADING and text.casefold().strip(" :：.…»>*_-–—") in RELATED_HEADINGS


def is_note(text: str) -> bool:
    """Whether a paragraph is a note by the editors about the article: a correction, an update."""
    first = text[:1]
    if first not in _NOTE_MARKS and first.casefold()[:1] not in _NOTE_STARTS:
        return False
    return _NOTE_STARTS.begin(text[:_MAX_NOTE_START].casefold().lstrip(_NOTE_MARKS))


def is_sign_off(text: str) -> bool:
    """Whether a line tells who reported, wrote or edited, and nothing else: "(Reporting by Ada Kell; editing by ...".

    What follows the words must be names, with their places and roles: "Editing by hand is slow" is of the text.
    """
    if not _SIGN_OFF.match(text):
        return False
    pieces = [_SIGN_OFF.sub("", piece, count=1).strip(_AROUND_NAMES) for piece in _PIECE.split(text)]
    named = [piece for piece in pieces if piece]
    return bool(named) and all(map(_are_names, named))


def _are_names(text: str) -> bool:
    """Whether a piece of a sign-off is nothing but names, places, roles."""
    return looks_like_byline(f"By {text}") or looks_like_name_line(text)


def is_paywall(text: str) -> bool:
    """Whether a short paragraph says that the rest is for subscribers."""
    if len(text) >= 2 * _SHORT:
        return False
    return _PAYWALL.are_in(text)


def is_paywall_possible(texts: list[str]) -> bool:
    """Whether any of the texts may say so: sooner told than of each of them."""
    return bool(_PAYWALL.possible(texts))


def same_words(first: str, second: str) -> bool:
    """Whether two texts are equal but for case, punctuation and spaces."""
    return words_of(first) == words_of(second)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, without case."""
    return _WORD.findall(text.casefold())


def has_words(text: str, words: list[str]) -> bool:
    """Whether the words of a text, as `words_of` gives them, are these; seen at the first other one."""
    count = 0
    for word in _WORD.finditer(text.casefold()):
        if count == len(words) or word.group() != words[count]:
            return False
        count += 1
    return count == len(words)


def narrow_phrases(parts: list[Part]) -> None:
    """Look once for the phrases in all the short parts: most files hold none, and then no part is searched again."""
    short = [part for part in parts if is_short(part)]
    phrases = _PHRASES.possible([part.text for part in short])
    for part in short:
        part.phrases = phrases
