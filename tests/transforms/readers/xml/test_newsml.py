"""What is read from NewsML 1."""

from broadsheet.transforms.readers.xml.newsml import read
from broadsheet.transforms.records.record import Record

ITEM = """<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId>
<DateId>20230314</DateId>
<NewsItemId>7</NewsItemId></NewsIdentifier></Identification><NewsManagement>
<FirstCreated>20230314T090512+0100</FirstCreated>
<ThisRevisionCreated>20230314T101500+0100</ThisRevisionCreated></NewsManagement><NewsComponent><NewsLines>
<HeadLine>Ferries return to the Orla</HeadLine><SubHeadLine>A line reopens after eleven years</SubHeadLine>
<ByLine>By Lena Fisk</ByLine><DateLine>ORLOVA, March 14, 2023 (AFP) -</DateLine><SlugLine>Orla-ferry</SlugLine>
</NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/><Genre FormalName="Current"/>
<Property FormalName="Keyword" Value="ferry"/></DescriptiveMetadata>%s</NewsComponent></NewsItem>"""
CONTENT = "<ContentItem><MediaType FormalName='%s'/><DataContent>%s</DataContent></ContentItem>"
NITF = "<nitf><body><body.content><p>The council voted on Monday.</p><p>ab/cd/ef</p></body.content></body></nitf>"


def message(*contents: str) -> str:
    return f"<?xml version='1.0'?><NewsML>{''.join(ITEM % content for content in contents)}</NewsML>"


def records(text: str) -> list[Record]:
    return list(read(text.encode()).records)


def body(record: Record) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in record.blocks]


def test_the_fields_of_an_item() -> None:
    (record,) = records(message(CONTENT % ("Text", NITF)))
    assert record.title is not None
    assert record.subtitle is not None
    assert (record.title.text, record.subtitle.text) == (
        "Ferries return to the Orla",
        "A line reopens after eleven years",
    )
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert (record.wire_agency, record.dateline_place, record.language) == ("AFP", "ORLOVA", "en")
    assert (record.keywords, record.genre, record.member) == (("ferry",), "Current", "")
    assert body(record) == [("paragraph", "The council voted on Monday."), ("footer", "ab/cd/ef")]


def test_first_and_last_version_are_published_and_modified() -> None:
    (record,) = records(message(CONTENT % ("Text", NITF)))
    assert record.published is not None
    assert record.modified is not None
    assert (str(record.published.time), record.published.utc_offset_min) == ("2023-03-14 09:05:12", 60)
    assert str(record.modified.time) == "2023-03-14 10:15:00"


def test_content_as_html_in_a_string() -> None:
    (record,) = records(message(CONTENT % ("Text", "<![CDATA[<P>One &amp; two.</P><P>Three boats.</P>]]>")))
    assert body(record) == [("paragraph", "One & two."), ("paragraph", "Three boats.")]


def test_content_as_paragraphs_without_a_frame() -> None:
    (record,) = records(message(CONTENT % ("Text", "<p>One boat.</p><p>Two boats.</p>")))
    assert body(record) == [("paragraph", "One boat."), ("paragraph", "Two boats.")]


def test_pictures_are_no_text() -> None:
    (record,) = records(message(CONTENT % ("Photo", "QUJD") + CONTENT % ("Text", NITF)))
    assert body(record)[0] == ("paragraph", "The council voted on Monday.")


def test_items_of_a_message_are_numbered() -> None:
    made = records(message(CONTENT % ("Text", NITF), CONTENT % ("Text", NITF)))
    assert [record.member for record in made] == ["1", "2"]


def test_a_message_without_items_is_no_article() -> None:
    assert [reject.code for reject in read(b"<NewsML/>").rejects] == ["no_article"]


COMPONENT = """<NewsComponent><NewsLines><HeadLine>%s</HeadLine><ByLine>By %s</ByLine></NewsLines>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>%s</p></DataContent></ContentItem></NewsComponent>"""
PHOTO = """<NewsComponent><NewsComponent><Role FormalName="Main"/>
<ContentItem Href="https://a.example/1.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Caption"/><NewsLines><HeadLine>A ferry</HeadLine></NewsLines>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>The ferry leaves.</p></DataContent></ContentItem>
</NewsComponent></NewsComponent>"""


def test_each_component_with_lines_and_a_text_is_an_article() -> None:
    parts = COMPONENT % ("Ferries", "Lena Fisk", "One boat.") + COMPONENT % ("Trams", "Ivo Brandt", "Two trams.")
    item = (ITEM % parts).replace("<HeadLine>Ferries return to the Orla</HeadLine>", "")
    made = records(f"<NewsML>{item}</NewsML>")
    assert [(record.member, record.title and record.title.text) for record in made] == [
        ("1", "Ferries"),
        ("2", "Trams"),
    ]
    assert [[author.name for author in record.authors] for record in made] == [["Lena Fisk"], ["Ivo Brandt"]]
    assert [body(record) for record in made] == [[("paragraph", "One boat.")], [("paragraph", "Two trams.")]]
    assert [(record.wire_agency, record.language, record.genre) for record in made] == [("AFP", "en", "Current")] * 2


def test_a_caption_goes_with_its_picture() -> None:
    (record,) = records(message(PHOTO + CONTENT % ("Text", NITF)))
    assert body(record)[:2] == [("caption", "The ferry leaves."), ("paragraph", "The council voted on Monday.")]
    assert [(image.url, image.caption_block) for image in record.images] == [("https://a.example/1.jpg", 0)]
    assert record.title is not None
    assert record.title.text == "Ferries return to the Orla"
