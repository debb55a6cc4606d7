"""The headline among headings and header fields, without the outlet's name behind it."""

import re
from collections.abc import Iterator

from broadsheet.transforms.metadata.bylines import looks_like_byline
from broadsheet.transforms.metadata.moments import looks_like_date_line, parse_moment
from broadsheet.transforms.readers.markdown.draft import Draft
from broadsheet.transforms.readers.story.furniture import (
    has_words,
    is_boilerplate,
    is_source_label,
    same_words,
    words_of,
)
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import BODY_KINDS
from broadsheet.transforms.vocabulary.folding import fold

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»›]|::|-{1,2})\s+|\s*[｜_：]\s*|\s+\|\||(?<=\w)\s*\|\s*")
_MAY_SEPARATE = re.compile("[|–—·•»›:｜_：-]")
_SURE = frozenset("|｜")
_SLUG = re.compile(
    r"""
    (
        (?:
            UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE|TABLE|FACTBOX|ANALYSIS|INSIGHT|BREAKINGVIEWS|LEAD|URGENT
            |PREVIEW|TEXT|INTERVIEW|TIMELINE|FEATURE|COLUMN
        )
        (?:[ ]\d{1,2})?              # "UPDATE 2"
    )
    (?:-|:[ ]?|[ ]-[ ])(?=\S)
    """,
    re.VERBOSE,
)
ADDRESS = re.compile(r"https?://\S+")
_MAX_TITLE = 300  # Code points; more than any headline has.
_MAX_OUTLET_WORDS = 4  # Behind a separator; more are part of the headline. Set by hand.
_MAX_OUTLET = 60  # Code points behind a separator; more are part of the headline. Set by hand.
_LONG_PARAGRAPH = 200  # Code points; below two of them a heading is one of the text.
_MAX_PARTS = 60  # Parts until a heading; pages turned to text have menus above it. Set by hand.
_MIN_HEADLINE_WORDS = 3  # Fewer are a section, or alike by chance.
_MAX_LEAD_PARTS = 12  # Above the first prose; a bound on cost, set by hand.
_MAX_PARTS_TO_BYLINE = 5  # Standfirst, picture, caption and shares stand between. Set by hand.


def find_title(draft: Draft, header_title: Passage | None) -> None:
    """Set the draft's title, and the part it stands in: a header's title, a heading, a bold or short first line.

    The heading above the text goes before a header's title in other words, which was made for links and search.
    """
    index = _heading(draft)
    part = draft.parts[index] if index >= 0 else None
    if header_title is not None:
        draft.title = header_title
        if part is not None and _is_headline_of(part.text, header_title.text):
            draft.title = part.inline.passage
            _take(draft, index, "title_without_suffix")
        elif part is not None and _is_above_text(draft, index) and _share_words(part.text, header_title.text):
            _take(draft, index, f"h{part.level}")
            if not _is_longer(part.text, header_title.text):
                draft.title = part.inline.passage
        elif part is not None and draft.title_index >= 0:
            _take(draft, draft.title_index, "page_heading")
            draft.title = header_title
        return
    if part is not None:
        draft.title = part.inline.passage
        _take(draft, index, f"h{part.level}")
        return
    index = _first_line(draft)
    if index >= 0:
        draft.title = draft.parts[index].inline.passage
        _take(draft, index, "first_line")


def _take(draft: Draft, index: int, rule: str) -> None:
    part = draft.parts[index]
    part.kind = "title"
    draft.title_index = index
    draft.offer("title", part.text, "heading", rule, (part.start, part.end))


def _heading(draft: Draft) -> int:
    if draft.title_index >= 0:
        return draft.title_index
    prose = 0
    second = -1
    for index, part in enumerate(draft.parts):
        if part.kind == "heading" and part.text and part.level <= 3 and not is_boilerplate(part):
            if part.level == 1:
                return index
            second = index if second < 0 and prose == 0 else second
        prose += part.kind == "paragraph" and len(part.text) > _LONG_PARAGRAPH
        if prose > 1 or index > _MAX_PARTS:
            break
    return second


def _first_line(draft: Draft) -> int:
    for index, part in enumerate(draft.parts[:_MAX_LEAD_PARTS]):
        if not part.text or is_boilerplate(part):
            continue
        if looks_like_date_line(part.text) or ADDRESS.fullmatch(part.text):
            continue
        if is_source_label(part.text) or "://" in part.text:
            return -1
        if part.kind != "paragraph" or len(part.text) > _MAX_TITLE or index + 1 >= len(draft.parts):
            return -1
        is_bold = part.is_emphasised and any(mark.strong for mark in part.marks)
        if is_bold or not part.text.endswith((".", ",", ";")):
            return index
        return -1
    return -1


def _is_headline_of(heading: str, title: str) -> bool:
    """Whether a heading is the title, or all of it that stands before the outlet's name."""
    if same_words(heading, title):
        return True
    words, whole = words_of(heading), words_of(title)
    if len(words) < _MIN_HEADLINE_WORDS or whole[: len(words)] != words:
        return False
    return any(words_of(title[: separator.start()]) == words for separator in _SEPARATOR.finditer(title))


def _is_above_text(draft: Draft, index: int) -> bool:
    """Whether a heading of the first level stands above all paragraphs."""
    before = draft.parts[:index]
    return draft.parts[index].level == 1 and not any(part.kind == "paragraph" and part.has_prose for part in before)


def _share_words(first: str, second: str) -> bool:
    """Whether more than half of the words of the shorter text stand in the other; Chinese characters count as words."""
    words, others = set(_units(first)), set(_units(second))
    shared = len(words & others)
    return shared >= _MIN_HEADLINE_WORDS and 2 * shared > min(len(words), len(others))


def _units(text: str) -> Iterator[str]:
    for word in words_of(text):
        yield from word if word[0] > "\u2e80" else (word,)


def _is_longer(first: str, second: str) -> bool:
    """Whether one text is the other with a kicker before it or more behind it."""
    short, long = sorted((words_of(first), words_of(second)), key=len)
    return long[: len(short)] == short or long[-len(short) :] == short


def headline_end(title: str, names: tuple[str, ...], domain: str | None) -> tuple[int, str | None]:
    """Where the headline ends within a title, and the outlet that is named after it.

    A part behind " - ", " | " and the like is an outlet if it is one of the names, or like the domain; behind a bar
    also if it is short and the headline is not.
    """
    folded = {_letters(name) for name in names}
    label = _letters((domain or "").split(".")[0])
    end, outlet = len(title), None
    if not _MAY_SEPARATE.search(title):
        return end, None
    for separator in reversed(list(_SEPARATOR.finditer(title))):
        tail = title[separator.end() : end].strip()
        if len(tail) > _MAX_OUTLET:
            break
        if _is_outlet(tail, folded, label):
            end, outlet = separator.start(), tail
        elif parse_moment(tail) is not None and _is_outlet(_before(title, separator.start()), folded, label):
            end = separator.start()
        elif (
            outlet is None and separator.group().strip() in _SURE and _could_be_outlet(title[: separator.start()], tail)
        ):
            return separator.start(), tail
        else:
            break
    return (end, outlet) if outlet else (len(title), None)


def _before(title: str, end: int) -> str:
    pieces = _SEPARATOR.split(title[:end])
    return pieces[-1] if len(pieces) > 1 else ""


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _is_outlet(tail: str, names: set[str], label: str) -> bool:
    letters = _letters(tail)
    if len(letters) < 2:
        return False
    if letters in names or letters == label:
        return True
    bare = letters.removeprefix("the").removesuffix("com").removesuffix("de")
    known = {label.removeprefix("the").removeprefix("www")} | {name.removeprefix("the") for name in names}
    return len(bare) > 2 and any(len(name) > 2 and (bare in name or name in bare) for name in known)


def _could_be_outlet(headline: str, tail: str) -> bool:
    words = tail.split()
    return (
        0 < len(words) <= _MAX_OUTLET_WORDS
        and (tail[0].isupper() or tail[0] > "\u2e80")
        and len(words_of(headline)) >= _MIN_HEADLINE_WORDS
        and not tail.endswith(("?", "!", "."))
    )


def clean_title(draft: Draft) -> None:
    """Note the title without a wire service's mark before it ("UPDATE 2-"); the title itself stays."""
    if draft.title is None:
        return
    text = draft.title.text
    slug = _SLUG.match(text)
    if slug:
        draft.flag(f"slug:{slug.group(1)}")
        span = (draft.title.start, draft.title.end)
        draft.choose(draft.offer("title_clean", text[slug.end() :], "heading", "wire_slug", span))


def mark_repeats(draft: Draft) -> None:
    """Headings and lines that say the title again are the title, not text."""
    if draft.title is None:
        return
    words = words_of(draft.title.text)
    for part in draft.parts[: draft.title_index + 1 + _MAX_LEAD_PARTS]:
        is_like = part.kind in ("heading", "paragraph") and len(part.text) <= _MAX_TITLE
        if is_like and has_words(part.text, words):
            part.kind = "title"


def later_article(draft: Draft) -> int:
    """Where a second article begins: below text, a heading of the first level, a byline or date close below; or -1."""
    parts = draft.parts
    title = draft.title.text if draft.title else ""
    has_text = False
    for index in range(draft.title_index + 1, len(parts)):
        part = parts[index]
        has_text = has_text or (part.kind in BODY_KINDS and part.has_prose)
        if has_text and part.kind == "heading" and part.level == 1 and not same_words(part.text, title):
            following = parts[index + 1 : index + _MAX_PARTS_TO_BYLINE]
            if any(looks_like_byline(other.text) or looks_like_date_line(other.text) for other in following):
                return index
    return -1
