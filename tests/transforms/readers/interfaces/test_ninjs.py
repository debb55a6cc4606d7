"""What is read from ninjs, versions 1 to 3."""

import json
from typing import Any

import pytest

from broadsheet.transforms.readers.interfaces.json_articles import read
from broadsheet.transforms.readers.interfaces.ninjs import is_ninjs
from broadsheet.transforms.records.record import Record

FIRST = {
    "uri": "urn:x:1",
    "versioncreated": "2023-03-14T10:15:00+0100",
    "firstcreated": "2023-03-14T09:05:00+0100",
    "headline": "Ferries return",
    "byline": "By Lena Fisk, AP",
    "source": "AP",
    "located": "Orlova",
    "language": "en",
    "body_html": "<p>The council voted.</p>",
    "subject": [{"code": "1", "name": "arts, culture"}],
    "slugline": "orla-ferry",
}
THIRD = {
    "uri": "https://www.reuters.com/a/1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2023-03-14T10:15:00+01:00",
    "headlines": [{"role": "sub", "value": "A line reopens"}, {"role": "main", "value": "Ferries return"}],
    "by": "Lena Fisk",
    "language": "en",
    "bodies": [
        {"role": "nitf", "contentType": "application/nitf+xml", "value": "<nitf><body>broken"},
        {"role": "text", "contentType": "text/plain", "value": "The council voted."},
    ],
    "associations": [
        {
            "type": "picture",
            "by": "Ivo Brandt",
            "descriptions": [{"value": "The ferry leaves."}],
            "renditions": [{"href": "https://a.example/1.jpg"}],
        }
    ],
}


def only(value: dict[str, Any]) -> Record:
    reading = read(json.dumps(value).encode())
    assert not reading.rejects
    (record,) = reading.records
    return record


@pytest.mark.parametrize("value", [pytest.param(FIRST, id="version 1"), pytest.param(THIRD, id="version 3")])
def test_headline_writer_and_text(value: dict[str, Any]) -> None:
    record = only(value)
    assert record.title is not None
    assert (record.raw_format, record.title.text, record.authors[0].name) == ("ninjs", "Ferries return", "Lena Fisk")
    assert [block.passage.text for block in record.blocks if block.kind == "paragraph"] == ["The council voted."]


def test_the_dates_of_version_1() -> None:
    record = only(FIRST)
    assert record.published is not None
    assert record.modified is not None
    assert (str(record.published.time), str(record.modified.time)) == ("2023-03-14 09:05:00", "2023-03-14 10:15:00")


def test_a_version_that_is_the_only_date_is_the_publication() -> None:
    published = only(THIRD).published
    assert published is not None
    assert str(published.time) == "2023-03-14 10:15:00"


def test_agency_and_place() -> None:
    assert (only(FIRST).wire_agency, only(FIRST).dateline_place) == ("AP", "Orlova")
    assert only(THIRD).wire_agency == "Reuters"


def test_a_provider_that_is_no_known_agency_is_given_as_written() -> None:
    assert only({**FIRST, "source": "Wessen Wire", "byline": "By Lena Fisk"}).wire_agency == "Wessen Wire"


def test_a_subject_with_a_comma_is_one() -> None:
    assert only(FIRST).keywords == ("arts, culture",)


def test_pictures_that_go_with_the_story() -> None:
    record = only(THIRD)
    (image,) = record.images
    assert (image.url, image.photographer, record.blocks[0].passage.text) == (
        "https://a.example/1.jpg",
        "Ivo Brandt",
        "The ferry leaves.",
    )


def test_what_stands_for_a_text_that_is_missing() -> None:
    record = only({key: value for key, value in FIRST.items() if key != "body_html"} | {"description_text": "A line."})
    assert record.quality_flags == ("summary_only",)
    assert [block.passage.text for block in record.blocks] == ["A line."]


def test_other_json_is_no_ninjs() -> None:
    assert not is_ninjs({"headline": "a", "articleBody": "b", "datePublished": "c"})


def test_the_main_body_is_the_text() -> None:
    bodies = [
        {"role": "summary", "contentType": "text/plain", "value": "A line reopens."},
        {"role": "main", "contentType": "text/html", "value": "<p>The council voted.</p>"},
    ]
    record = only({**THIRD, "bodies": bodies, "associations": []})
    assert [block.passage.text for block in record.blocks] == ["The council voted."]
    assert record.quality_flags == ()
    alone = only({**THIRD, "bodies": bodies[:1], "associations": []})
    assert [block.passage.text for block in alone.blocks] == ["A line reopens."]
    assert alone.quality_flags == ("summary_only",)


def test_a_short_headline_is_no_subtitle() -> None:
    headlines = [
        {"role": "short", "value": "Ferries"},
        {"role": "subtitle", "value": "A line reopens"},
        {"role": "main", "value": "Ferries return"},
    ]
    record = only({**THIRD, "headlines": headlines})
    assert record.title is not None
    assert record.subtitle is not None
    assert (record.title.text, record.subtitle.text) == ("Ferries return", "A line reopens")


def test_a_digital_wire() -> None:
    record = only(
        {
            "version_created": "2023-03-14T10:15:00+01:00",
            "pubstatus": "usable",
            "usageterms": "none",
            "headline": "Ferries return",
            "byline": "Von Lena Fisk",
            "article_html": "<section class='main'><p>The council voted.</p></section>",
        }
    )
    assert [block.passage.text for block in record.blocks if block.kind == "paragraph"] == ["The council voted."]
    assert (record.published and record.published.day.isoformat(), record.authors[0].name) == (
        "2023-03-14",
        "Lena Fisk",
    )


def test_items_of_a_list_are_articles() -> None:
    item = {
        **FIRST,
        "bylines": [{"by": "By IVO BRANDT"}],
        "byline": "",
        "body_nitf": "<p>Ferries sail.</p>",
        "body_html": "",
    }
    reading = read(json.dumps({"data": {"items": [{"meta": {}, "item": item}]}}).encode())
    assert [record.authors[0].name for record in reading.records] == ["Ivo Brandt"]
    assert [block.passage.text for block in reading.records[0].blocks if block.kind == "paragraph"] == ["Ferries sail."]
