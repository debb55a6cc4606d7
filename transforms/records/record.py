"""What a reader makes of one article in a raw file, before it becomes rows: blocks, fields, every candidate seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, get_args

from broadsheet.transforms.records.passage import Offsets, Passage

BlockKind = Literal[
    "paragraph",
    "heading",
    "list_item",
    "quote_block",
    "caption",
    "credit",
    "title",
    "subtitle",
    "byline",
    "date_line",
    "dateline",
    "footer",
    "boilerplate",
]
AuthorKind = Literal["person", "agency", "staff", "organisation"]
Precision = Literal["second", "minute", "day", "month", "year"]
# How the day of publication is known: stated with the outlet's time, stated in UTC, shown to readers, in the address,
# or as that of the printed issue.
DateBasis = Literal["stated_local", "stated_utc", "shown", "address", "print_edition"]
PageType = Literal[
    "article", "live_blog", "gallery", "video", "transcript", "newsletter", "index", "reference", "error", "other"
]
RejectCode = Literal[
    "empty",  # no bytes, or white space only
    "no_article",  # text was read, but it holds neither a title nor a body
    "unknown_columns",  # a table of which no column is known to be a text or a headline
    "unknown_layout",  # a text of many documents, laid out in no known way
    "undecodable",  # not text in any known encoding
    "unsupported_format",  # a format no reader is registered for
    "too_large",  # over the size cap of a file, or of one member
    "unreadable",  # the file system refused
    "missing_file",  # a table tells of files that are not there
    "not_a_file",  # a device, socket or pipe
    "malformed",  # of a known format, but broken beyond repair
    "reader_timeout",  # over the time cap of a file
    "reader_crashed",  # the reader's process died
    "id_collision",  # another article_key already has this article_id
]

# The sections of an article that offsets count in, in the order of their sentences.
SectionName = Literal["title", "caption", "text"]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
# Blocks of these kinds, in order and joined by a blank line, are an article's `text`.
BODY_KINDS: frozenset[str] = frozenset({"paragraph", "heading", "list_item", "quote_block"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a block; offsets are half-open code points of the block's text."""

    url: str
    anchor: str
    start: int
    end: int


def parted(passage: Passage, links: Sequence[Link], end: int) -> tuple[Passage, Passage, tuple[Link, ...]]:
    """What of a paragraph stands before a code point, the rest without white space around it, and the links in that."""
    head, rest = passage.cut(0, end).stripped(), passage.cut(end, len(passage.text)).stripped()
    shift = len(passage.text) - len(rest.text)
    moved = tuple(
        replace(link, start=link.start - shift, end=link.end - shift) for link in links if link.start >= shift
    )
    return head, rest, moved


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article in document order: what it is and what it says, white space folded, NFC; `file_index`
    is the number, from 0, of the file that it stands in, where pages of several are one article."""

    kind: BlockKind
    passage: Passage
    links: tuple[Link, ...] = ()
    file_index: int = 0


@dataclass(frozen=True, slots=True)
class Author:
    """Who is named as having written the article. `agency_code` is the canonical agency ("AFP"), for agencies only."""

    name: str
    kind: AuthorKind
    raw: str
    agency_code: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article; `caption_block` is the index of its caption among the record's blocks."""

    url: str | None = None
    caption_block: int | None = None
    credit_raw: str | None = None
    photographer: str | None = None
    credit_agency: str | None = None
    is_pool: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication or modification time, no finer than its source gave it.

    `day` is the outlet's local day (the first day of a month or year for those precisions); `time` is the local wall
    time or None; `utc_offset_min` is the offset in minutes, None where no zone was given.
    """

    day: date
    precision: Precision
    time: datetime | None = None
    utc_offset_min: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value seen for a field: as written, where from (`source`: date_line, front_matter, json_ld, meta, url ...),
    by which rule, at which code points of the decoded file, and whether it became the article's value."""

    field: str
    value: str
    source: str
    rule: str
    start: int | None = None
    end: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One article as read. Strings are NFC, without control or invisible characters, never empty; None is 'not found'.

    `member` names the article inside a file of many ("" for the file itself). `offsets[i]` is the byte offset of code
    point i of the decoded file, with one more entry for its end; None where code points are bytes (ASCII).
    `has_raw_offsets` is False where the format cannot give raw spans (then passages' origins mean nothing).
    """

    raw_format: str
    blocks: tuple[Block, ...]
    member: str = ""
    offsets: Offsets | None = None
    has_raw_offsets: bool = True
    title: Passage | None = None
    subtitle: Passage | None = None
    byline_raw: str | None = None
    authors: tuple[Author, ...] = ()
    wire_agency: str | None = None
    dateline_raw: str | None = None
    dateline_place: str | None = None
    published: Moment | None = None
    published_source: str | None = None
    published_basis: DateBasis | None = None
    date_conflict: bool = False
    modified: Moment | None = None
    url: str | None = None
    canonical_url: str | None = None
    publisher_name: str | None = None
    section: str | None = None
    genre: str | None = None
    language: str | None = None
    language_score: float | None = None
    analysis_language: str | None = None
    keywords: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    is_paywalled: bool | None = None
    body_agreement: float | None = None
    quality_flags: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a file, or one article in it, has no row; `excerpt` is what was seen there, at most 200 code points."""

    code: RejectCode
    message: str
    member: str = ""
    excerpt: str | None = None


def beyond(most: int, parts: str) -> Reject:
    """The reject for what a file holds beyond so many parts of a kind."""
    return Reject("too_large", f"more than {most} {parts}: what is beyond them is not read, split the file")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found in one file."""

    records: tuple[Record, ...] = ()
    rejects: tuple[Reject, ...] = ()
