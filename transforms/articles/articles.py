"""From the records of raw files to articles: their keys, their sections, and each block's place in its section."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from broadsheet.transforms.metadata.urls import UrlParts, is_other_outlet, url_parts
from broadsheet.transforms.readers import read
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import BODY_KINDS, Block, BlockKind, Moment, Record, Reject

# Languages without spaces between words (ISO 639-1).
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "dz"})
BLANK_LINE = "\n\n"


@dataclass(frozen=True, slots=True)
class RawFile:
    """A raw file as delivered; `raw_path` is its POSIX path below the raw folder, in valid UTF-8."""

    raw_path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its place: half-open code points of its section, or no section (a footer, a byline)."""

    block: Block
    section: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its keys; `title`, `caption` and `text` are its sections ("" where it has none)."""

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

    def section(self, name: str) -> str:
        """The text of a section."""
        return {"title": self.title, "caption": self.caption, "text": self.text}[name]

    @property
    def published_day(self) -> date | None:
        """The outlet's local day of publication."""
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


def articles_of(files: Sequence[RawFile]) -> tuple[list[Article], list[Refused]]:
    """Read files: the articles in them, and what could not be read."""
    articles: list[Article] = []
    refused: list[Refused] = []
    for file in files:
        digest = hashlib.sha256(file.data).hexdigest()
        reading = read(file.data)
        articles += (article_of(file, record, digest) for record in reading.records)
        refused += (Refused(_path(file, reject.member), digest, reject) for reject in reading.rejects)
    return articles, refused


def _path(file: RawFile, member: str) -> str:
    return f"{file.raw_path}#{member}" if member else file.raw_path


def article_of(file: RawFile, record: Record, digest: str | None = None) -> Article:
    """The article of a record in a file; `digest` is the SHA-256 of the file, where it is known already."""
    placed = tuple(_placed(record))
    parts = [p.block.passage.text for p in placed if p.section == "title"]
    title = parts[0] if parts else ""
    caption = BLANK_LINE.join(p.block.passage.text for p in placed if p.section == "caption")
    text = BLANK_LINE.join(p.block.passage.text for p in placed if p.section == "text")
    text_sha256 = hashlib.sha256((text or title).encode()).hexdigest()
    url = _identifying(record)
    key = url.key if url and url.key else f"sha256:{text_sha256}"
    return Article(
        article_id_of(key),
        key,
        _path(file, record.member),
        digest or hashlib.sha256(file.data).hexdigest(),
        text_sha256,
        record,
        url,
        placed,
        title,
        caption,
        text,
    )


def _identifying(record: Record) -> UrlParts | None:
    """The parts of the canonical address; of the page's own where it took the article over, which makes two."""
    own, canonical = (url_parts(address) if address else None for address in (record.url, record.canonical_url))
    if own and canonical and is_other_outlet(own, canonical):
        return own
    return canonical or own


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
    for name in ("title", "caption", "text"):
        passages = [p.block.passage for p in article.placed if p.section == name]
        if passages:
            yield name, passages
