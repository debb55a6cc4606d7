"""From what was read of files that may be the pages of one story to that story, in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from broadsheet.transforms.records.passage import Offsets, Passage, Piece
from broadsheet.transforms.records.record import BODY_KINDS, Block, Image, Record, Reject

Source = TypeVar("Source")
Entry = Record | Reject

# Versions of one article hold at least half of each other, as for articles of one key; pages of a story share what the
# outlet says below each of them.
_MAX_SHARED = 0.5
_MIN_CHARS = 40  # of a paragraph that is compared; shorter ones recur in any text. Set by hand
_FLAG = "pages_joined"
_KINDS_OF_LATER = (*BODY_KINDS, "caption", "credit", "footer", "boilerplate")


def joined(
    readings: Sequence[tuple[Source, list[Entry]]],
) -> tuple[list[tuple[Source, Record, tuple[Source, ...]]], list[tuple[Source, Entry]]]:
    """The story of files that may be its pages: the first file, its record and all its files; and what else they hold.

    A page is one of the story where it holds one article, of which less than half stands on the pages before it.
    """
    pages: list[tuple[Source, Record]] = []
    others: list[tuple[Source, Entry]] = []
    texts: set[str] = set()
    for source, entries in readings:
        entry = entries[0] if len(entries) == 1 else None
        if isinstance(entry, Record) and _shared(entry, texts) < _MAX_SHARED:
            pages.append((source, entry))
            texts.update(_paragraphs(entry))
        else:
            others.extend((source, part) for part in entries)
    if not pages:
        return [], others
    record = joined_record([record for _, record in pages]) if len(pages) > 1 else pages[0][1]
    files = tuple(source for source, _ in pages) if len(pages) > 1 else ()
    return [(pages[0][0], record, files)], others


def _shared(record: Record, texts: set[str]) -> float:
    """The share of a page's paragraphs that stand in the texts already."""
    paragraphs = list(_paragraphs(record))
    return sum(text in texts for text in paragraphs) / len(paragraphs) if paragraphs else float(bool(texts))


def _paragraphs(record: Record) -> Iterable[str]:
    return (
        block.passage.text
        for block in record.blocks
        if block.kind in BODY_KINDS and len(block.passage.text) >= _MIN_CHARS
    )


def joined_record(records: Sequence[Record]) -> Record:
    """The record of a story by those of its pages: the first, with the text and pictures of the others behind its own.

    What a page repeats of those before it is left out: its head, and what the outlet says on every page.
    """
    first = records[0]
    blocks: list[Block] = []
    images: list[Image] = []
    shift = 0
    known: set[str] = set()
    for number, record in enumerate(records):
        places: dict[int, int] = {}
        for at, block in enumerate(record.blocks):
            text = block.passage.text
            is_repeated = len(text) >= _MIN_CHARS and text in known
            if number and (block.kind not in _KINDS_OF_LATER or is_repeated):
                continue
            places[at] = len(blocks)
            blocks.append(replace(block, passage=_moved(block.passage, shift), file_index=number))
            known.add(text)
        images += [_placed(image, places) for image in record.images if _is_new(image, images)]
        shift += len(_offsets(record))
    return replace(
        first,
        blocks=tuple(blocks),
        images=tuple(images),
        offsets=np.concatenate([_offsets(record) for record in records]),
        has_raw_offsets=all(record.has_raw_offsets for record in records),
        quality_flags=(*dict.fromkeys(flag for record in records for flag in record.quality_flags), _FLAG),
    )


def _moved(passage: Passage, shift: int) -> Passage:
    """The passage as one of the files put one behind the other."""
    return Passage(tuple(Piece(text, start + shift, end + shift) for text, start, end in passage.pieces))


def _offsets(record: Record) -> Offsets:
    """The byte of each code point of a page's file, and of its end; as many as its passages may lead to."""
    if record.offsets is not None:
        return record.offsets
    ends = [block.passage.end for block in record.blocks if block.passage.pieces]
    ends += [passage.end for passage in (record.title, record.subtitle) if passage and passage.pieces]
    ends += [candidate.end for candidate in record.candidates if candidate.end is not None]
    return np.arange(max(ends, default=0) + 1, dtype=np.int64)


def _placed(image: Image, places: dict[int, int]) -> Image:
    return replace(image, caption_block=None if image.caption_block is None else places.get(image.caption_block))


def _is_new(image: Image, images: Sequence[Image]) -> bool:
    return image.url is None or all(image.url != other.url for other in images)
