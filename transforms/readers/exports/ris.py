"""RIS, in which reference managers and databases exchange what they know of articles."""

import re
from collections.abc import Iterator

import rispy

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.fields.named import story_of
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.records.record import Record, Reject

RAW_FORMAT = "ris"
_MARK = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}(?:(?:\d{1,6}\.\s*)?TY  ?- |%0 [A-Z][a-z])")
# The tags of EndNote and refer, and those of RIS that mean the same.
_ENDNOTE = {"0": "TY", "A": "AU", "B": "T2", "D": "PY", "G": "LA", "J": "T2", "K": "KW", "M": "AN", "T": "TI",
            "U": "UR", "X": "AB", "8": "DA", "P": "SP", "I": "PB", "C": "CY", "Z": "N1"}  # fmt: skip
_ENDNOTE_TAG = re.compile(r"^%([A-Z0-9@!*+]) ?", re.MULTILINE)
_RECORD = re.compile(r"^(?:TY  ?- )", re.MULTILINE)
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
_ERRORS = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError)
# Keys of the library, the most trusted first, by the field of an article.
_KEYS = {
    "title": ("title", "primary_title", "translated_title", "short_title"),
    "author": ("authors", "first_authors"),
    "publisher": ("secondary_title", "journal_name", "alternate_title3", "alternate_title1", "alternate_title2"),
    "published_date": ("date", "publication_year", "year", "access_date"),
    "url": ("urls", "link1", "doi_url", "file_attachments1"),
    "language": ("language",),
    "keywords": ("keywords",),
    "section": ("section", "custom1"),
    "identifier": ("accession_number", "id"),
    "dateline_place": ("place_published",),
}  # fmt: skip
_PROSE = ("abstract", "notes_abstract", "notes", "research_notes", "full_text")
_MIN_PROSE = 80  # characters; shorter notes are remarks on the record, no text of the article


def is_ris(head: bytes) -> bool:
    """Whether a file begins as a record of RIS, or of EndNote, does."""
    return _MARK.match(head) is not None


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the records, one by one."""
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        yield Reject(decoded, "no text in the file")
        return
    text = decoded.text
    if text.lstrip("\ufeff \t\r\n").startswith("%"):
        text = _ENDNOTE_TAG.sub(lambda tag: f"{_ENDNOTE.get(tag[1], 'ZZ')}  - ", text)
    starts = [match.start() for match in _RECORD.finditer(text)]
    for number, (low, high) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
        member = str(number) if len(starts) > 1 else ""
        yield _record(text[low:high], member)


def _record(text: str, member: str) -> Record | Reject:
    try:
        source = re.sub(r"^([A-Z][A-Z0-9])  ?- ?", r"\1  - ", text, flags=re.MULTILINE)
        if not re.search(r"^ER  - ", source, re.MULTILINE):
            source += "\nER  - \n"
        entries = rispy.loads(source, skip_unknown_tags=True)
    except _ERRORS as error:
        return Reject("malformed", f"the record cannot be read: {str(error)[:_MAX_MESSAGE]}", member)
    if not entries:
        return Reject("malformed", "the record cannot be read: it is empty", member)
    fields = {name: _first(entries[0], keys) for name, keys in _KEYS.items()}
    prose = [text for key in _PROSE for text in _strings(entries[0].get(key)) if len(text) >= _MIN_PROSE]
    fields["body"] = "\n\n".join(text for text in prose if not any(text in other for other in prose if other != text))
    if isinstance(fields["published_date"], str):
        fields["published_date"] = _day(fields["published_date"])
    story = story_of({name: value for name, value in fields.items() if value}, RAW_FORMAT, RAW_FORMAT)
    story.member = member
    return record_of(story)


def _first(entry: dict[str, object], keys: tuple[str, ...]) -> object:
    return next((entry[key] for key in keys if entry.get(key)), None)


def _strings(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(part) for part in value] if isinstance(value, list) else []


def _day(text: str) -> str:
    """The day of "2021/03/05/edition", in which any part may be missing, or as it is."""
    parts = text.split("/")
    numbers = [part for part in parts[:3] if part.isdecimal()]
    return "-".join(numbers) if len(parts) > 1 and numbers else text
