"""From the lines of an extracted body to the article's own: no headline, byline, caption or invitation."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from broadsheet.transforms.metadata.bylines import looks_like_byline
from broadsheet.transforms.metadata.credits import looks_like_credit
from broadsheet.transforms.metadata.moments import looks_like_date_line
from broadsheet.transforms.readers.markup.blocks import passage_of
from broadsheet.transforms.readers.story.furniture import (
    is_boilerplate,
    is_note,
    is_paywall,
    is_paywall_possible,
    is_reading_time,
    is_related_heading,
    is_sign_off,
    narrow_phrases,
)
from broadsheet.transforms.readers.story.parts import Inline, Line, Part
from broadsheet.transforms.records.record import Author
from broadsheet.transforms.vocabulary.folding import bare

# Behind a date line: when the text was changed, with less of a date than a line of its own has.
_CHANGED = re.compile(r"\s*[(（][^()（）]{1,60}[)）]$")
_HEAD = 8  # Lines; title, standfirst, byline, dates and shares stand in so many above the text. Set by hand.
_MAX_LABEL = 90  # Code points; what is longer is a sentence, of twice the length a paragraph. Set by hand.
_MAX_CAPTION = 1_200  # Code points; what is longer is prose. As of the captions of web pages.
_MIN_SHARED = 20  # Code points; shorter lines are in a text by chance, or are a button rather than a teaser.
_MIN_TOLD = 600  # Code points; a shorter text in JSON-LD is a summary. Set by hand.
_MOST = 0.8  # Share of the text in JSON-LD that is on the page; with less the two differ. Set by hand.
_LEAST = 0.5  # Share of the page's lines that are in JSON-LD; with less that text is cut. Set by hand.
_TEASER = 0.9  # Share of a line in links; the rest are marks, a date, a number of comments.
# Of teasers in a row behind the text: at least so many, each of a few lines, behind so many lines of more than a label
# that are so much of all. Set by hand; they change two of 757 pages of the development sets, rows of other stories.
_TEASERS = 3
_LINES_OF_TEASER = 3
_OWN_LINES = 3
_OWN_SHARE = 0.25
_MAX_OFFER = 160  # Code points; offers and notes behind the text are shorter than its paragraphs. Set by hand.
_TAIL = 5  # Lines behind a sign-off: where to write to, what to read. Set by hand.
_MAX_BESIDE_NAME = 40  # Code points of a job, an outlet or a date beside an author's name.


@dataclass(frozen=True, slots=True)
class Known:
    """What of the page is known not to be body: its titles, standfirst, authors and captions."""

    titles: Sequence[str]
    subtitle: str | None
    authors: Sequence[Author]
    captions: Sequence[str]
    section: str | None = None
    stated: str = ""


def trimmed(lines: Sequence[Line], known: Known) -> list[Line]:
    """The lines of the article itself."""
    heads = {bare(text) for text in (*known.titles, known.subtitle or "", known.section or "")} - {""}
    captions = {bare(text) for text in known.captions} - {""}
    names = {bare(author.name) for author in known.authors} - {""}
    kept: list[Line] = []
    for index, line in enumerate(lines):
        is_short = len(line.text) <= _MAX_CAPTION
        folded = bare(line.text) if (captions and is_short) or index < 2 * _HEAD else ""
        if is_short and folded in captions:
            continue
        if (
            len(kept) < _HEAD
            and index < 2 * _HEAD
            and (folded in heads or (not _has_prose(kept) and _is_label(line, folded, names)))
        ):
            continue
        kept.append(line)
    return _without_tail(_within(_before_teasers(_without_noise(_before_offer(kept))), bare(known.stated)))


def _before_offer(lines: list[Line]) -> list[Line]:
    """The lines before the notice that the rest is for subscribers, where only the offer follows: no line of prose."""
    end = len(lines)
    for index in range(len(lines) - 1, 0, -1):
        if len(lines[index].text) >= _MAX_OFFER:
            break
        end = index if is_paywall(lines[index].text) else end
    return lines[:end]


def _within(lines: list[Line], stated: str) -> list[Line]:
    """The lines from the first to the last that the article's text in JSON-LD has too, where it has most of them."""
    if len(stated) < _MIN_TOLD:
        return lines
    folded = [bare(line.text) for line in lines]
    places = [index for index, text in enumerate(folded) if len(text) > _MIN_SHARED and text in stated]
    shared = sum(len(folded[index]) for index in places)
    if shared < _MOST * len(stated) or shared < _LEAST * sum(map(len, folded)):
        return lines
    return lines[places[0] - _has_heading(lines, places[0]) : places[-1] + 1]


def _has_heading(lines: list[Line], index: int) -> int:
    return int(index > 0 and lines[index - 1].kind == "heading")


def _has_prose(lines: Iterable[Line]) -> bool:
    return any(len(line.text) > _MAX_LABEL * 2 for line in lines)


def _is_label(line: Line, folded: str, names: set[str]) -> bool:
    """Whether a short line above the text says who wrote it, when, or how long it takes to read."""
    text = line.text
    if len(text) > _MAX_LABEL or line.kind == "quote_block":
        return False
    is_sentence = text.endswith((".", "?", "!"))
    if not is_sentence and any(name in folded and len(folded) < len(name) + _MAX_BESIDE_NAME for name in names):
        return True
    dated = _CHANGED.sub("", text)
    return looks_like_date_line(dated) or looks_like_byline(text) or is_reading_time(text) or looks_like_credit(text)


def _without_noise(lines: list[Line]) -> list[Line]:
    """The lines without invitations, offers, credits and links to other pages; the phrases of these are looked for in
    all lines at once, as most texts hold none."""
    parts = [Part(line.kind, Inline(passage_of(line.text), line.links), line.text) for line in lines]
    narrow_phrases(parts)
    may_offer = is_paywall_possible([line.text for line in lines])
    return [
        line
        for line, part in zip(lines, parts, strict=True)
        if not (
            _is_teaser(line)
            or is_boilerplate(part)
            or (may_offer and is_paywall(line.text))
            or looks_like_credit(line.text)
        )
    ]


def _is_teaser(line: Line) -> bool:
    """Whether hardly more than a link stands in a line: it leads to another page."""
    is_words = " " in line.text or "." not in line.text
    return line.kind != "heading" and is_words and len(line.text) > _MIN_SHARED and _is_linked(line)


def _before_sign_off(lines: list[Line]) -> int:
    """Where the line that says who reported and edited stands, if only a few short lines follow; else the end."""
    for index in range(len(lines) - 1, max(len(lines) - _TAIL, 0), -1):
        if is_sign_off(lines[index].text):
            return index
        if len(lines[index].text) >= _MAX_OFFER:
            break
    return len(lines)


def _without_tail(lines: list[Line]) -> list[Line]:
    """The lines without headings that nothing follows, and lists of other articles at the end."""
    end = _before_sign_off(lines)
    for index in range(end - 1, max(len(lines) // 2, 1), -1):
        if is_related_heading(lines[index].text) and all(len(line.text) < _MAX_OFFER for line in lines[index + 1 :]):
            end = index
    while end > 1 and _ends_nothing(lines[end - 1]):
        end -= 1
    return lines[:end]


def _before_teasers(lines: list[Line]) -> list[Line]:
    """The lines before a row of teasers that the text ends in: linked headlines, each with a few lines of another
    article. A digest, whose own parts are headed so, keeps them, as does a text that begins with the first of them."""
    heads = [index for index, line in enumerate(lines) if line.kind == "heading"]
    count = 0
    for place in range(len(heads) - 1, -1, -1):
        end = heads[place + 1] if place + 1 < len(heads) else len(lines)
        if not (_is_linked(lines[heads[place]]) and 1 <= end - heads[place] - 1 <= _LINES_OF_TEASER):
            break
        count += 1
    if count < _TEASERS:
        return lines
    text = lines[: heads[-count]]
    own = [len(line.text) for line in text if len(line.text) > _MAX_LABEL]
    is_digest = any(_is_linked(line) for line in text if line.kind == "heading")
    is_most = sum(own) > _OWN_SHARE * sum(len(line.text) for line in lines)
    return text if len(own) >= _OWN_LINES and is_most and not is_digest else lines


def _is_linked(line: Line) -> bool:
    return sum(link.end - link.start for link in line.links) > _TEASER * len(line.text)


def _ends_nothing(line: Line) -> bool:
    """Whether the last line is none of the text: a heading that nothing follows, a note, when it was published."""
    return line.kind == "heading" or is_note(line.text) or looks_like_date_line(line.text)
