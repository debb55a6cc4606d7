"""What is read from XML of no known vocabulary."""

from broadsheet.transforms.readers.fields.xml_articles import read

STORY = """<Story><headline>Ferries return</headline><byLine>Lena Fisk</byLine><origin>/ritzau/</origin>
<town>Orlova</town>
<PublishDate>2023-03-14T09:05:00</PublishDate>
<content>&lt;p&gt;The council voted.&lt;/p&gt;&lt;p&gt;Two boats.&lt;/p&gt;</content></Story>"""


def test_elements_whose_parts_are_title_and_text_are_articles() -> None:
    reading = read(f"<r xmlns='http://x.example/'><a><b/></a><list>{STORY}{STORY}</list></r>".encode())
    assert [record.member for record in reading.records] == ["1", "2"]
    record = reading.records[0]
    assert record.title is not None
    assert record.published is not None
    assert (record.title.text, record.wire_agency, record.dateline_place) == ("Ferries return", "Ritzau", "Orlova")
    assert [block.passage.text for block in record.blocks] == ["The council voted.", "Two boats."]
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert str(record.published.time) == "2023-03-14 09:05:00"


def test_mark_up_in_a_text_is_read() -> None:
    (record,) = read(b"<a><title>T</title><body><p>One boat.</p><p>Two boats.</p></body></a>").records
    assert [block.passage.text for block in record.blocks] == ["One boat.", "Two boats."]


def test_other_xml_is_no_article() -> None:
    assert [reject.code for reject in read(b"<urlset><url><loc>x</loc></url></urlset>").rejects] == ["no_article"]


def test_elements_one_behind_another_without_a_root() -> None:
    reading = read(f"\ufeff{STORY}\n{STORY.replace('Ferries', 'Boats')}\n".encode())
    assert [record.title.text for record in reading.records if record.title] == ["Ferries return", "Boats return"]
    assert [reject.code for reject in read(f"{STORY}<broken>".encode()).rejects] == ["malformed"]
