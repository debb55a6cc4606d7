"""What is read from NewsML-G2."""

from broadsheet.transforms.readers.xml.newsml_g2 import read
from broadsheet.transforms.records.record import Record

ITEM = """<newsItem guid="urn:x:%(id)s" xml:lang="en-GB"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="nprov:dpa"><name>Deutsche Presse-Agentur GmbH</name></provider>
<versionCreated>2023-03-14T10:15:00+01:00</versionCreated><firstCreated>2023-03-14T09:05:12+01:00</firstCreated>
</itemMeta>
<contentMeta><by>By LENA FISK</by><creator qcode="x:fisk.lena"><name>fisk.lena</name></creator>
<slugline>orla-ferry</slugline>
<headline role="hld:subHeadline">A line reopens after eleven years</headline>
<headline>Ferries return to the Orla</headline>
<keyword>ferry</keyword><genre><name>Report</name></genre><language tag="en"/></contentMeta>
<contentSet>%(content)s</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>t</title></head>
<body><header><h1>Ferries return to the Orla</h1></header><section class="main"><p>Orlova (dpa) - The council voted.</p>
<p>Two boats will run.</p></section>12 AB 34</body></html></inlineXML>"""
NITF = """<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>t</hl1>
</hedline></body.head>
<body.content><block><p>The council voted.</p></block></body.content></body></nitf></inlineXML>"""


def message(*contents: str) -> bytes:
    items = "".join(ITEM % {"id": number, "content": content} for number, content in enumerate(contents))
    return f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{items}</itemSet></newsMessage>".encode()


def body(record: Record) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in record.blocks]


def test_the_fields_of_an_item() -> None:
    (record,) = read(message(XHTML)).records
    assert record.title is not None
    assert record.subtitle is not None
    assert (record.title.text, record.subtitle.text) == (
        "Ferries return to the Orla",
        "A line reopens after eleven years",
    )
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert (record.wire_agency, record.dateline_place, record.language) == ("dpa", "Orlova", "en")
    assert (record.keywords, record.genre) == (("ferry",), "Report")


def test_the_body_is_the_main_section_of_the_page() -> None:
    (record,) = read(message(XHTML)).records
    assert body(record) == [
        ("dateline", "Orlova (dpa) -"),
        ("paragraph", "The council voted."),
        ("paragraph", "Two boats will run."),
    ]


def test_first_and_last_version_are_published_and_modified() -> None:
    (record,) = read(message(XHTML)).records
    assert record.published is not None
    assert record.modified is not None
    assert (str(record.published.time), record.published.utc_offset_min) == ("2023-03-14 09:05:12", 60)
    assert str(record.modified.time) == "2023-03-14 10:15:00"


def test_a_body_in_nitf() -> None:
    (record,) = read(message(NITF)).records
    assert body(record) == [("paragraph", "The council voted.")]


def test_items_without_a_text_are_left_out_where_others_have_one() -> None:
    reading = read(message("<remoteContent href='x.jpg'/>", NITF, XHTML))
    assert [record.member for record in reading.records] == ["1", "2"]
    assert not reading.rejects


def test_an_item_alone_is_a_file_of_one() -> None:
    item = (ITEM % {"id": 1, "content": NITF}).replace(
        "<newsItem", "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'"
    )
    (record,) = read(item.encode()).records
    assert record.member == ""


def test_a_message_without_items_is_no_article() -> None:
    assert [reject.code for reject in read(message()).rejects] == ["no_article"]


BOXES = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>%(text)s
<section class="infobox"><h2>The Orla</h2><p>A river of ninety miles.</p></section></body></html></inlineXML>"""


def test_a_box_beside_the_main_section_is_no_text() -> None:
    main = "<section class='main'><p>The council voted.</p><table><tr><td>Boats</td><td>2</td></tr></table></section>"
    (record,) = read(message(BOXES % {"text": main})).records
    assert body(record) == [("paragraph", "The council voted.")]
