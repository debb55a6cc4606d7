"""What is read from NITF."""

import pytest

from broadsheet.transforms.readers.xml.nitf import read
from broadsheet.transforms.records.record import Record

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<nitf baselang="en-GB"><head><title>Ferries return</title>
<tobject tobject.type="news"><tobject.subject tobject.subject.type="Transport" tobject.subject.matter="Ferries"/>
</tobject>
<docdata><doc-id id-string="x.1"/><date.issue norm="20230314T090500+0200"/><key-list><keyword key="Orla"/></key-list>
</docdata>
</head><body><body.head><hedline><hl1>Ferries return to the Orla</hl1><hl2>Eleven years after the last crossing</hl2>
</hedline>
<byline>By <person>Lena Fisk</person><byttl>River Desk</byttl></byline><distributor>Reuters</distributor>
<dateline><location><city>Orlova</city>, <state>Wessen</state></location></dateline>
<abstract><p>A line reopens.</p></abstract></body.head>
<body.content><block><media media-type="image"><media-reference source="https://a.example/1.jpg"/>
<media-caption>The ferry leaves.</media-caption><media-producer>Ivo Brandt</media-producer></media>
<p>The council of Orlova voted on Monday to reopen the line.</p><hl2>Costs</hl2>
<p>It will cost <money>nine million</money>, see <a href="https://a.example/plan">the plan</a>.</p>
<table><tr><td>1</td><td>2</td></tr></table><ul><li>Two boats</li></ul><p>lf/ib</p></block></body.content>
<body.end><tagline>Written by a desk.</tagline></body.end></body></nitf>"""


def only(text: str) -> Record:
    reading = read(text.encode())
    assert not reading.rejects
    (record,) = reading.records
    return record


def bodies(record: Record) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in record.blocks]


def test_the_fields_of_a_whole_document() -> None:
    record = only(WHOLE)
    assert record.title is not None
    assert record.subtitle is not None
    assert (record.raw_format, record.title.text, record.subtitle.text) == (
        "nitf",
        "Ferries return to the Orla",
        "Eleven years after the last crossing",
    )
    assert [(author.name, author.kind) for author in record.authors] == [("Lena Fisk", "person")]
    assert (record.wire_agency, record.dateline_place, record.language) == ("Reuters", "Orlova, Wessen", "en")
    assert (record.genre, record.keywords) == ("news", ("Orla", "Ferries"))


def test_the_date_keeps_its_zone() -> None:
    published = only(WHOLE).published
    assert published is not None
    assert published.time is not None
    assert (published.time.isoformat(), published.utc_offset_min) == ("2023-03-14T09:05:00", 120)


def test_the_body_has_no_table_and_the_initials_below_are_a_footer() -> None:
    assert bodies(only(WHOLE)) == [
        ("caption", "The ferry leaves."),
        ("paragraph", "The council of Orlova voted on Monday to reopen the line."),
        ("heading", "Costs"),
        ("paragraph", "It will cost nine million, see the plan."),
        ("list_item", "Two boats"),
        ("footer", "lf/ib"),
    ]


def test_links_lie_in_their_paragraph() -> None:
    (link,) = only(WHOLE).blocks[3].links
    text = only(WHOLE).blocks[3].passage.text
    assert (link.url, text[link.start : link.end]) == ("https://a.example/plan", "the plan")


def test_a_picture_has_its_caption_and_credit() -> None:
    (image,) = only(WHOLE).images
    assert (image.url, image.caption_block, image.photographer) == ("https://a.example/1.jpg", 0, "Ivo Brandt")


def test_each_value_seen_is_a_candidate_and_the_winner_is_marked() -> None:
    titles = [(seen.value, seen.rule, seen.is_chosen) for seen in only(WHOLE).candidates if seen.field == "title"]
    assert titles == [("Ferries return to the Orla", "hl1", True), ("Ferries return", "title", False)]


def test_the_dateline_of_the_text_is_parted_from_it() -> None:
    record = only(WHOLE.replace("The council of Orlova voted", "ORLOVA, March 14 (Reuters) - The council voted"))
    assert (record.dateline_raw, record.dateline_place) == ("ORLOVA, March 14 (Reuters) -", "ORLOVA")
    assert bodies(record)[1:3] == [
        ("dateline", "ORLOVA, March 14 (Reuters) -"),
        ("paragraph", "The council voted on Monday to reopen the line."),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(("</nitf>", ""), "malformed", id="an end that is missing"),
        pytest.param(("<nitf ", "<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf "), "malformed", id="entities of its own"),
        pytest.param(("nine", "&#0;"), "malformed", id="a character that XML has not"),
    ],
)
def test_a_broken_document_is_a_reject(change: tuple[str, str], code: str) -> None:
    reading = read(WHOLE.replace(*change).encode())
    assert not reading.records
    assert [reject.code for reject in reading.rejects] == [code]


def test_an_external_document_type_is_passed_over() -> None:
    record = only(WHOLE.replace("<nitf ", '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd"><nitf '))
    assert record.wire_agency == "Reuters"


def test_text_in_utf_8_is_read_as_such_whatever_is_declared() -> None:
    record = only(WHOLE.replace("UTF-8", "iso-8859-1").replace("Ferries return to", "Fähren kehren zurück auf"))
    assert record.title is not None
    assert record.title.text == "Fähren kehren zurück auf the Orla"


def test_the_declared_encoding_counts_where_the_text_is_not_utf_8() -> None:
    text = WHOLE.replace("UTF-8", "iso-8859-2").replace("Ferries return to", "Prámy se vrací na")
    reading = read(text.encode("iso-8859-2"))
    title = reading.records[0].title
    assert title is not None
    assert title.text == "Prámy se vrací na the Orla"


def test_a_job_title_is_no_part_of_the_name() -> None:
    record = only(
        WHOLE.replace(
            "<byline>By <person>Lena Fisk</person><byttl>River Desk</byttl></byline>",
            "<byline>By Lena Fisk<byttl>Wire Staff Writer</byttl></byline>",
        )
    )
    assert [(author.name, author.kind) for author in record.authors] == [("Lena Fisk", "person")]
    assert record.byline_raw == "By Lena Fisk"
    assert [seen.value for seen in record.candidates if seen.field == "author_role"] == ["Wire Staff Writer"]
