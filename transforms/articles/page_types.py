"""The type of page that an article is, how sure that is, and by which marks it was told.

The weights say how many marks it takes: a mark that alone decides has 0.9, one that needs another 0.4 to 0.6. They were
set on the cases of kinds of pages in the tests, each of which a page of its kind was written for.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import NamedTuple, get_args
from urllib.parse import urlsplit

from broadsheet.transforms.records.record import BODY_KINDS, Block, Candidate, PageType, Record, Reject
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

_TYPES: tuple[PageType, ...] = get_args(PageType)
_BY_NAME: dict[str, PageType] = {name: name for name in _TYPES}
_PHRASES = {kind: tuple(fold(phrase) for phrase in phrases.split("|")) for kind, phrases in rows("page_phrases.tsv")}
_SEGMENTS: dict[str, PageType] = {
    segment: _BY_NAME[kind] for kind, names in rows("page_segments.tsv") for segment in names.split("|")
}
_GENRES: dict[str, PageType] = {
    **{name: name for name in _TYPES if name != "article"},
    "live blog": "live_blog",
    "liveblog": "live_blog",
}
# Pages that say that there is no page are short; articles about such pages are not.
_SHORT, _SHORT_CONSENT = 1_200, 3_000
# Blocks of one article, in its text or out of it: twice what a novel of 150,000 words has, seven times the longest of
# live blogs. Each costs about a tenth of a millisecond, however little it says. Set by hand.
MAX_BLOCKS = 20_000
_MIN_SURE = 0.5  # the middle of 0 to 1: two marks of the middling weight, or one that decides
_MIN_ITEMS = 4  # two or three texts of a kind stand in any article
_TEASER = re.compile(
    r"(?:\.\.\.|…|read more|weiterlesen|mehr|lire la suite|leer más|leggi tutto|lees meer)\W*\Z", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:\d{1,2}[:.h]\d\d\b|\d{1,2} ?[ap]\.?m\b)", re.IGNORECASE)
_CUE = re.compile(r"(?:\d{1,2}:)?\d\d:\d\d[.,]\d{3} --> ")
_SPEAKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:\s?\([^)]{1,40}\))?:\s")
_ENDED = tuple('.!?…:;"”»’)')
# Characters: a line of verse seldom has more, a paragraph of news has 140 and more.
_MAX_VERSE = 50
_MANY_LINES = 12  # a poem has stanzas; fewer short lines are a list in an article
_MANY_PICTURES = 5  # set by hand: an article with a few pictures is no gallery
_WHOLLY = 0.9  # of the characters of a heading; the rest are marks around the link
_TITLED: tuple[PageType, ...] = ("live_blog", "gallery", "transcript")
_NO_ARTICLE = frozenset({"error"})


class PageKind(NamedTuple):
    """The type of a page, a score from 0 to 1, and the marks it was told by."""

    type: PageType
    score: float
    reasons: tuple[str, ...]


class _Mark(NamedTuple):
    kind: PageType
    weight: float
    reason: str


def page_kind(record: Record) -> PageKind:
    """The type of an article's page: the one whose marks weigh most; an article where none weighs enough."""
    marks = list(_marks(record))
    weights: dict[PageType, float] = {}
    for mark in marks:
        weights[mark.kind] = 1 - (1 - weights.get(mark.kind, 0.0)) * (1 - mark.weight)
    best: PageType = max(weights, key=lambda kind: (weights[kind], -_TYPES.index(kind)), default="article")
    score = round(weights.get(best, 0.0), 2)
    if score < _MIN_SURE:
        return PageKind("article", round(1 - score, 2), ())
    reasons = tuple(mark.reason for mark in marks if mark.kind == best)
    return PageKind(best, score, reasons)


def judged(record: Record) -> Record | Reject:
    """The record with the marks of its type among what was seen; a reject for what is no article at all: an error, a
    riddle for robots, a wall of consent; and for one of more than MAX_BLOCKS."""
    if len(record.blocks) > MAX_BLOCKS:
        message = f"a text of {len(record.blocks)} paragraphs, more than the {MAX_BLOCKS} of an article: split it"
        return Reject("too_large", message, record.member)
    kind = page_kind(record)
    if kind.type not in _NO_ARTICLE:
        marks = (Candidate("page_type", kind.type, "page", reason, is_chosen=True) for reason in kind.reasons)
        return replace(record, candidates=(*record.candidates, *marks)) if kind.reasons else record
    text = " ".join(block.passage.text for block in record.blocks)[:200] or (
        record.title.text if record.title else None
    )
    return Reject("no_article", f"no article but a page of error: {', '.join(kind.reasons)}", record.member, text)


def _marks(record: Record) -> Iterator[_Mark]:
    title = fold(record.title.text) if record.title else ""
    texts = [block.passage.text for block in record.blocks if block.kind in BODY_KINDS]
    size = sum(map(len, texts))
    # Where there is no text, what the page calls itself counts as much as its headline.
    others = {fold(candidate.value) for candidate in record.candidates if candidate.field == "title" and not size}
    yield from _of_error([title, *sorted(others - {title})], texts, size)
    yield from _of_words(record, title, texts)
    yield from _of_address(record, title, size)
    yield from _of_shape(record, title, texts, size)


def _of_error(titles: list[str], texts: list[str], size: int) -> Iterator[_Mark]:
    """Marks of pages in the place of an article."""
    if size > _SHORT_CONSENT:
        return
    text = fold(" ".join(texts))
    for kind, limit in (("error", _SHORT), ("captcha", _SHORT), ("consent", _SHORT_CONSENT)):
        if size > limit:
            continue
        in_title = [phrase for phrase in _PHRASES[kind] if any(_has(shown, phrase, is_title=True) for shown in titles)]
        in_text = [phrase for phrase in _PHRASES[kind] if len(phrase) > 9 and phrase in text]
        if in_title:
            yield _Mark(
                "error", 0.6 if size > _SHORT / 3 and kind == "error" else 0.9, f"{kind} in the title: {in_title[0]}"
            )
        for phrase in in_text[:3]:
            weight = 0.3 if kind == "consent" else 0.6 if size < _SHORT / 2 else 0.3
            yield _Mark("error", weight, f"{kind} in the text: {phrase}")


def _has(title: str, phrase: str, *, is_title: bool = False) -> bool:
    """Whether a title is a phrase, or begins with it and says little more."""
    if title == phrase:
        return True
    return (
        is_title
        and len(title) <= len(phrase) + 30
        and (title.startswith(phrase) or (len(phrase) > 9 and phrase in title))
    )


def _of_words(record: Record, title: str, texts: list[str]) -> Iterator[_Mark]:
    """Marks in what the page says of itself, its title and its foot."""
    genre = _GENRES.get(fold(record.genre or ""))
    if genre:
        yield _Mark(genre, 0.9, f"genre: {record.genre}")
    if "newsletter" in record.quality_flags:
        yield _Mark("newsletter", 0.9, "a letter to many")
    foot = fold(" ".join(block.passage.text for block in record.blocks[-4:]))
    if phrase := next((phrase for phrase in _PHRASES["newsletter"] if phrase in foot), None):
        yield _Mark("newsletter", 0.6, f"at the end: {phrase}")
    for kind in _TITLED:
        if phrase := next(
            (phrase for phrase in _PHRASES[kind] if title.startswith(phrase) or title.endswith(phrase)), None
        ):
            yield _Mark(kind, 0.5, f"title: {phrase}")
    if title in _PHRASES["reference"]:
        yield _Mark("reference", 0.7, f"title: {title}")
    if phrase := next((phrase for phrase in _PHRASES["search"] if title.startswith(phrase)), None):
        yield _Mark("index", 0.6, f"title: {phrase}")
    elif title in _PHRASES["index"]:
        is_bare = record.published is None and not record.authors
        yield _Mark("index", 0.6 if is_bare else 0.4, f"title: {title}{', without day and author' if is_bare else ''}")


def _of_address(record: Record, title: str, size: int) -> Iterator[_Mark]:
    address = record.canonical_url or record.url
    try:
        segments = [part.lower() for part in urlsplit(address or "").path.split("/") if part]
    except ValueError:
        return
    for segment in segments[:-1] or segments:
        kind = _SEGMENTS.get(segment)
        if kind == "index" and len(segments) > 3:
            continue
        if kind:
            is_short = size < _SHORT
            yield _Mark(kind, 0.6 if is_short or kind in ("live_blog", "transcript") else 0.3, f"address: {segment}")
            return


def _of_shape(record: Record, title: str, texts: list[str], size: int) -> Iterator[_Mark]:
    """Marks in the make-up of the text."""
    if not texts:
        if len(record.images) >= _MANY_PICTURES:
            yield _Mark("gallery", 0.6, f"{len(record.images)} pictures and no text")
        return
    n_texts = len(texts)
    if n_texts >= _MIN_ITEMS:
        teasers = sum(_TEASER.search(text) is not None for text in texts)
        if teasers >= n_texts / 2:
            yield _Mark("index", 0.7, f"{teasers} of {n_texts} paragraphs are cut off")
        linked = sum(sum(link.end - link.start for link in block.links) for block in record.blocks)
        if linked > size / 2:
            yield _Mark("index", 0.7, "most of the text is links")
        headlines = sum(_is_linked(block) for block in record.blocks)
        if headlines >= max(_MIN_ITEMS, n_texts / 3):
            yield _Mark("index", 0.6, f"{headlines} headlines lead elsewhere")
        cues = sum(_CUE.match(text) is not None for text in texts)
        if cues >= _MIN_ITEMS:
            yield _Mark("other", 0.8, f"{cues} cues of subtitles")
        timed = sum(_CLOCK.match(text) is not None for text in texts) - cues
        if timed >= _MIN_ITEMS:
            yield _Mark("live_blog", 0.6, f"{timed} paragraphs begin with a time")
        spoken = sum(_SPEAKER.match(text) is not None for text in texts)
        if spoken >= max(_MIN_ITEMS, n_texts / 3):
            yield _Mark("transcript", 0.6, f"{spoken} paragraphs begin with a speaker")
    if len(record.images) >= _MANY_PICTURES and size < _SHORT:
        yield _Mark("gallery", 0.6, f"{len(record.images)} pictures beside a short text")
    if n_texts >= _MANY_LINES and median(map(len, texts)) < _MAX_VERSE:
        open_lines = sum(not text.endswith(_ENDED) for text in texts)
        if open_lines > 0.7 * n_texts:
            yield _Mark("other", 0.6, "short lines without full stops")


def _is_linked(block: Block) -> bool:
    """Whether a heading is a link from its first word to its last."""
    linked = sum(link.end - link.start for link in block.links)
    return block.kind == "heading" and linked > _WHOLLY * len(block.passage.text)
