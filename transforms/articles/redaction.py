"""What nobody should publish, taken out of a record: user names and passwords in web addresses."""

from bisect import bisect_left
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from broadsheet.transforms.metadata.credentials import credential_spans, without_credentials
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import Author, Block, Candidate, Image, Link, Record, Reject

Whole = TypeVar("Whole", bound=Record | Reject | Author | Image | Candidate | Link)

FLAG: Final = "credentials_removed"


def redacted(record: Record) -> Record:
    """The record with no user name or password in any address, its texts and evidence included; flagged, if any was.

    Offsets stay true: a block's links move with its text, and each code point keeps its origin.
    """
    copy = _parts(record)
    return record if copy is record else replace(copy, quality_flags=(*copy.quality_flags, FLAG))


def redacted_reject(reject: Reject) -> Reject:
    """The reject with none in its message and excerpt."""
    return _parts(reject)


def _parts(whole: Whole) -> Whole:
    """An object with each of its texts redacted; itself, where none changed."""
    changed: dict[str, Any] = {}
    for field in fields(whole):
        value = getattr(whole, field.name)
        if (clean := _clean(value)) is not value:
            changed[field.name] = clean
    return replace(whole, **changed) if changed else whole


def _clean(value: Any) -> Any:  # noqa: ANN401 - of any field of a record
    if isinstance(value, str):
        return without_credentials(value)
    if isinstance(value, Passage):
        return value.without(credential_spans(value.text))
    if isinstance(value, Block):
        return _block(value)
    if isinstance(value, tuple):
        clean = tuple(map(_clean, value))
        return value if all(new is old for new, old in zip(clean, value, strict=True)) else clean
    return _parts(value) if isinstance(value, Author | Image | Candidate) else value


def _block(block: Block) -> Block:
    spans = list(credential_spans(block.passage.text))
    links = tuple(_link(link, spans) for link in block.links)
    if not spans and all(new is old for new, old in zip(links, block.links, strict=True)):
        return block
    return replace(block, passage=block.passage.without(spans), links=links)


def _link(link: Link, spans: list[tuple[int, int]]) -> Link:
    link = _parts(link)
    return replace(link, start=_moved(spans, link.start), end=_moved(spans, link.end)) if spans else link


def _moved(spans: list[tuple[int, int]], offset: int) -> int:
    """Where a code point stands when the spans before it are gone; within one, where it was."""
    before = spans[: bisect_left(spans, (offset, offset))]
    return offset - sum(min(end, offset) - start for start, end in before)
