"""Books: what they tell of their chapters, and what of them cannot be read."""

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.documents import book
from broadsheet.transforms.records.record import Record
from tests.transforms.readers.documents.test_documents import ONE, TWO, epub

LONG = "".join(f"<p>{line} {at}</p>" for at, line in enumerate((ONE, TWO, ONE, TWO)))
CHAPTER = "<html><head><title>Ferry back</title>{}</head><body><h1>Ferry back</h1>{}</body></html>"


def only(data: bytes) -> Record:
    (record,) = read(data).records
    return record


def test_the_day_of_a_book_is_that_of_its_chapters() -> None:
    about = "<dc:title>Orla Weekly</dc:title><dc:date>2023-03-14T00:00:00+00:00</dc:date><dc:language>en</dc:language>"
    record = only(epub(CHAPTER.format("", LONG), about=about))
    assert record.published is not None
    assert (record.published.day.isoformat(), record.published_source) == ("2023-03-14", "epub")
    assert (record.publisher_name, record.language) == ("Orla Weekly", "en")
    (day,) = [candidate for candidate in record.candidates if candidate.rule == "dc:date"]
    assert (day.field, day.is_chosen) == ("published_date", True)


def test_a_chapter_with_a_day_keeps_it() -> None:
    head = "<meta property='article:published_time' content='2023-03-10T09:00:00Z'>"
    record = only(epub(CHAPTER.format(head, LONG), about="<dc:date>2023-03-14</dc:date>"))
    assert record.published is not None
    assert record.published.day.isoformat() == "2023-03-10"


def test_a_chapter_that_is_not_in_the_book_is_told() -> None:
    reading = read(epub(CHAPTER.format("", LONG), lost="gone.xhtml"))
    assert len(reading.records) == 1
    assert [(reject.code, reject.member) for reject in reading.rejects] == [("malformed", "in/gone.xhtml")]


def test_chapters_beyond_the_most_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_MAX_CHAPTERS", 2)
    reading = read(epub(*[CHAPTER.format("", LONG)] * 3))
    assert (len(reading.records), [reject.code for reject in reading.rejects]) == (2, ["too_large"])
