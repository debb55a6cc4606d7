"""Articles: their keys, their sections, and each block's place in its section."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from broadsheet.transforms.articles.joining import joined
from broadsheet.transforms.articles.page_types import judged
from broadsheet.transforms.articles.redaction import redacted, redacted_reject
from broadsheet.transforms.metadata.urls import UrlParts, clean_url, is_other_outlet, url_parts
from broadsheet.transforms.readers import read_many
from broadsheet.transforms.readers.told import GUESSED, NOTHING_TOLD, Fact, Told, facts_of_path, told, told_by_files
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import (
    BODY_KINDS,
    SECTIONS,
    Block,
    BlockKind,
    DateBasis,
    Moment,
    Record,
    Reject,
)

# Languages without spaces between words (ISO 639-1).
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "dz"})
BLANK_LINE = "\n\n"
# Of one article: six times what a long read has, and more than a text of one word of a million letters. One of so many
# characters takes about as much memory as a full block of articles.
MAX_CHARS = 1_200_000


@dataclass(frozen=True, slots=True)
class RawFile:
    """A raw file as delivered; `raw_path` is its POSIX path below the raw folder, in valid UTF-8; `beside` is what
    files about it tell, `above` the head of the table of which this is a slice, by which its columns are told; `pages`
    are files that may be the later pages of its story."""

    raw_path: str
    data: bytes
    beside: tuple[Fact, ...] = ()
    above: bytes = b""
    pages: tuple["RawFile", ...] = ()

    @property
    def sha256(self) -> str:
        """The digest of what is read: the bytes, of a slice of a table with its head above them."""
        digest = hashlib.sha256(self.above)
        digest.update(self.data)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its place: half-open code points of its section, or no section (a footer, a byline)."""

    block: Block
    section: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its keys; `title`, `caption` and `text` are its sections ("" where it has none); `files` are the
    raw files that it was read from, in the order of its pages."""

    article_id: int
    article_key: str
    raw_path: str
    raw_sha256: str
    text_sha256: str
    record: Record
    url: UrlParts | None
    placed: tuple[Placed, ...]
    title: str
    caption: str
    text: str
    files: tuple[RawFile, ...] = ()

    def section(self, name: str) -> str:
        """The text of a section."""
        return {"title": self.title, "caption": self.caption, "text": self.text}[name]

    @property
    def published_day(self) -> date | None:
        """The outlet's local day of publication; None where no more than its month or year is known."""
        return day_of(self.record.published)

    @property
    def published_from(self) -> date | None:
        """The first day that may be the day of publication."""
        return self.record.published.day if self.record.published else None

    @property
    def publisher_domain(self) -> str | None:
        """Registrable domain of the article's address."""
        return self.url.publisher_domain if self.url else None

    @property
    def is_english(self) -> bool:
        """Whether features that are defined for English only are computed."""
        return self.record.analysis_language == "en"

    @property
    def has_spaces(self) -> bool:
        """Whether its language parts words by spaces, so that words can be counted; so where it is not known."""
        return self.record.analysis_language not in UNSPACED


@dataclass(frozen=True, slots=True)
class Refused:
    """A reject with the file it stands for."""

    raw_path: str
    raw_sha256: str
    reject: Reject


def article_id_of(article_key: str) -> int:
    """The top 53 bits of SHA-256 of the key: 0 <= id < 2**53, exact in a float."""
    return int.from_bytes(hashlib.sha256(article_key.encode()).digest()[:8]) >> 11


def instant(moment: Moment | None) -> datetime | None:
    """The instant of a moment, in UTC; None unless it has both a time and a zone."""
    if moment is None or moment.time is None or moment.utc_offset_min is None:
        return None
    try:
        return (moment.time.replace(tzinfo=None) - timedelta(minutes=moment.utc_offset_min)).replace(tzinfo=UTC)
    except OverflowError:
        return None


def interval(moment: Moment | None) -> tuple[date, date] | None:
    """The first and the last day that a moment may be on: the same, or those of its month or year; None without one."""
    if moment is None:
        return None
    first = moment.day
    if moment.precision == "month":
        return first, date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
    if moment.precision == "year":
        return first, date(first.year, 12, 31)
    return first, first


def day_of(moment: Moment | None) -> date | None:
    """The day of a moment; None where no more than its month or year is known."""
    return None if moment is None or moment.precision in ("month", "year") else moment.day


def basis_of(record: Record) -> DateBasis | None:
    """How the day of publication is known: as the reader says, else by the place of the date and its zone."""
    moment = record.published
    if moment is None or record.published_basis:
        return record.published_basis
    if record.published_source == "url":
        return "address"
    if record.published_source in _SHOWN:
        return "shown"
    return "stated_utc" if moment.time is not None and moment.utc_offset_min == 0 else "stated_local"


# Sources of dates that a reader of the article sees, rather than fields for machines.
_SHOWN = frozenset({"date_line", "html", "text", "dateline"})


def articles_of(files: Sequence[RawFile], options: Told = NOTHING_TOLD) -> tuple[list[Article], list[Refused]]:
    """Read files: the articles in them, and what could not be read; `options` is what a user tells of all of them."""
    articles: list[Article] = []
    refused: list[Refused] = []
    for outcome in each_of(files, options):
        if isinstance(outcome, Article):
            articles.append(outcome)
        else:
            refused.append(outcome)
    return articles, refused


def each_of(files: Iterable[RawFile], options: Told = NOTHING_TOLD) -> Iterator[Article | Refused]:
    """The same, one by one, so that no more than one need be held."""
    for file in files:
        if not file.pages:
            digest = file.sha256
            for entry in _read(file, options):
                yield _outcome(file, entry, options, digest)
            continue
        stories, others = joined([(page, list(_read(page, options))) for page in (file, *file.pages)])
        for first, entry, pages in stories:
            yield _outcome(replace(file, raw_path=first.raw_path, data=first.data), entry, options, first.sha256, pages)
        for page, entry in others:
            yield _outcome(replace(page, beside=file.beside), entry, options, page.sha256)


def _read(file: RawFile, options: Told) -> Iterator[Record | Reject]:
    return read_many(file.data, dict(options.columns) or None, file.above)


def _outcome(
    file: RawFile, entry: Record | Reject, options: Told, digest: str, pages: tuple[RawFile, ...] = ()
) -> Article | Refused:
    """The article of a record, or why it is none."""
    verdict = entry if isinstance(entry, Reject) else judged(_with_facts_beside(file, entry, options))
    if not isinstance(verdict, Reject):
        article = replace(article_of(file, verdict, digest), files=pages)
        if len(article.text) <= MAX_CHARS:
            return article
        message = f"a text of {len(article.text)} characters, more than the {MAX_CHARS} of an article: split it"
        verdict = Reject("too_large", message, verdict.member)
    return Refused(_path(file, verdict.member), digest, redacted_reject(verdict))


def _with_facts_beside(file: RawFile, record: Record, options: Told) -> Record:
    """The record with what is told beside its file, where it does not tell that itself."""
    path = _path(file, record.member).replace("#", "/")
    facts = facts_of_path(path, options.path_pattern)
    # Of texts and documents a day in the file's name is that of the article; pages are named by when they were fetched.
    if options.path_pattern is None and record.raw_format not in GUESSED:
        facts = []
    if file.beside:
        record = told_by_files(record, file.beside)
    return told(record, facts) if facts else record


def _path(file: RawFile, member: str) -> str:
    return f"{file.raw_path}#{member}" if member else file.raw_path


def article_of(file: RawFile, record: Record, digest: str | None = None) -> Article:
    """The article of a record in a file; `digest` is the SHA-256 of the file, where it is known already."""
    record = redacted(record)
    placed = tuple(_placed(record))
    parts = [p.block.passage.text for p in placed if p.section == "title"]
    title = parts[0] if parts else ""
    caption = BLANK_LINE.join(p.block.passage.text for p in placed if p.section == "caption")
    text = BLANK_LINE.join(p.block.passage.text for p in placed if p.section == "text")
    text_sha256 = hashlib.sha256((text or title).encode()).hexdigest()
    url = _identifying(record)
    key = url.key if url and url.key else _guid(record, url) or f"sha256:{text_sha256}"
    return Article(
        article_id_of(key),
        key,
        _path(file, record.member),
        digest or file.sha256,
        text_sha256,
        record,
        url,
        placed,
        title,
        caption,
        text,
    )


def _identifying(record: Record) -> UrlParts | None:
    """The parts of the canonical address; of the page's own where it took the article over, which makes two, and where
    the canonical one is not declared, but the own one tidied up: a page for telephones has a key of its own."""
    own, canonical = (url_parts(address) if address else None for address in (record.url, record.canonical_url))
    if own and canonical and is_other_outlet(own, canonical):
        return own
    is_declared = any(candidate.field == "canonical_url" for candidate in record.candidates)
    if own and own.key and record.url and not is_declared and clean_url(record.url) == record.canonical_url:
        return own
    return canonical if canonical and canonical.key else own or canonical


def _guid(record: Record, url: UrlParts | None) -> str | None:
    """The key of an item of a feed that has no address of its own: its name within the feed."""
    name = next(
        (
            candidate.value
            for candidate in record.candidates
            if candidate.field == "identifier" and candidate.rule == "guid"
        ),
        None,
    )
    return f"guid:{(url.host if url else None) or record.publisher_name or ''}:{name}" if name else None


def _placed(record: Record) -> Iterator[Placed]:
    """The title, then each block in order, with its place in its section."""
    if record.title:
        yield Placed(Block("title", record.title), "title", 0, len(record.title.text))
    ends = {"caption": 0, "text": 0}
    for block in record.blocks:
        if block.kind == "title" or not block.passage.text:
            continue
        section = _section_of(block.kind)
        if section is None:
            yield Placed(block)
            continue
        start = ends[section] + len(BLANK_LINE) if ends[section] else 0
        ends[section] = start + len(block.passage.text)
        yield Placed(block, section, start, ends[section])


def _section_of(kind: BlockKind) -> str | None:
    return "text" if kind in BODY_KINDS else "caption" if kind == "caption" else None


def sections(article: Article) -> Iterator[tuple[str, list[Passage]]]:
    """Each section the article has, with the passages it is joined from."""
    for name in SECTIONS:
        passages = [p.block.passage for p in article.placed if p.section == name]
        if passages:
            yield name, passages
