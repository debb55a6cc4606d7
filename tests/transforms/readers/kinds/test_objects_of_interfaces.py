"""JSON of interfaces and of own making, in the forms that collectors leave: the same fields under any name."""

import io
import json
import zipfile
from typing import Any

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import BODY_KINDS, Record

TITLE = "Ferry stays for another winter"
PARAGRAPHS = [
    "The council of Orlova voted on Monday to keep the old ferry line open for another winter, after a long debate.",
    "A spokesman for the harbour said that 400 people had signed the petition, and that boats would be painted.",
]
TEXT = "\n\n".join(PARAGRAPHS)
MARKED_UP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PLAIN = {"title": TITLE, "text": TEXT, "date": "2021-03-05", "source": "Orla Post"}
TIME = "2021-03-05T10:00:00Z"
NAMED = {"headline": TITLE, "content": TEXT, "@timestamp": TIME, "source": "Orla Post"}
OBJECTS: list[Any] = [
    pytest.param({"hits": {"hits": [{"_index": "n", "_source": PLAIN}]}}, id="hits of a search"),
    pytest.param({"_index": "n", "_id": "1", "_source": NAMED}, id="a dump of a search, the day as a stamp"),
    pytest.param(
        {"response": {"docs": [{"title": [TITLE], "content": [TEXT], "published_dt": TIME, "source": "Orla Post"}]}},
        id="documents with lists of one value",
    ),
    pytest.param({"Orla Post": [{"title": TITLE, "text": TEXT, "date": "2021-03-05"}]}, id="lists by outlet"),
    pytest.param(
        {"artikel": [{"ueberschrift": TITLE, "inhalt": TEXT, "datum": "2021-03-05", "quelle": "Orla Post"}]},
        id="a list with a German name",
    ),
    pytest.param(
        {"noticias": [{"titular": TITLE, "cuerpo": TEXT, "fecha": "2021-03-05", "medio": "Orla Post"}]},
        id="a list with a Spanish name",
    ),
    pytest.param(
        {"articles": [{**PLAIN, "title": f"{TITLE} - Orla Post", "source": {"id": None, "name": "Orla Post"}}]},
        id="a title that ends in the outlet",
    ),
    pytest.param([{**PLAIN, "text": "", "paragraphs": PARAGRAPHS}], id="a list of paragraphs"),
    pytest.param(
        [{**PLAIN, "text": "", "body": [{"type": "paragraph", "text": text} for text in PARAGRAPHS]}],
        id="a list of objects with paragraphs",
    ),
    pytest.param(
        {"value": [{"Title": TITLE, "Date": TIME, "publisher": "Orla Post", "Document": {"Content": MARKED_UP}}]},
        id="a text in an object",
    ),
]


def fields(record: Record) -> tuple[str | None, str, str | None, str | None]:
    text = "\n\n".join(block.passage.text for block in record.blocks if block.kind in BODY_KINDS)
    day = str(record.published.day) if record.published else None
    return record.title.text if record.title else None, text, day, record.publisher_name


@pytest.mark.parametrize("value", OBJECTS)
def test_the_fields_are_those_of_the_article(value: object) -> None:
    reading = read(json.dumps(value).encode())
    assert [fields(record) for record in reading.records] == [(TITLE, TEXT, "2021-03-05", "Orla Post")]


def test_values_may_each_stand_behind_a_sign() -> None:
    entries = [{**PLAIN, "title": f"{TITLE} {n}"} for n in (1, 2, 3)]
    reading = read("".join(f"\x1e{json.dumps(entry)}\n" for entry in entries).encode())
    assert [record.title.text for record in reading.records if record.title] == [f"{TITLE} {n}" for n in (1, 2, 3)]


def test_a_table_in_an_archive_tells_of_its_files() -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("texts/a.txt", TEXT)
        archive.writestr("texts/b.txt", TEXT.replace("ferry", "tram"))
        archive.writestr(
            "texts/meta.csv",
            "file,title,date,paper\na.txt,First,2021-03-05,Orla Post\nb.txt,Second,2021-03-06,Sund Herald\n",
        )
    reading = read(sink.getvalue())
    assert [(record.member, *fields(record)) for record in reading.records] == [
        ("texts/a.txt", "First", TEXT, "2021-03-05", "Orla Post"),
        ("texts/b.txt", "Second", TEXT.replace("ferry", "tram"), "2021-03-06", "Sund Herald"),
    ]
    assert not reading.rejects
