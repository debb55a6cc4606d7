"""What is read from the wire messages of the days of teleprinters."""

from broadsheet.transforms.readers.wire_text import read
from broadsheet.transforms.records.record import Record

ANPA = (
    "\x16\x16\x01A1234\x1f_xyz\r\nr f\x13\x11 BC-EU--Orla-Ferry     03-14 0120\r\n"
    "\x02^BC-EU--Orla-Ferry,110<\r\n^Ferries return to the Orla after 11 years<\r\n^Eds: With AP Photos.<\r\n"
    "^The council of Orlova votes to reopen\r\nthe old line<\r\n^By LENA FISK=\r\n^Associated Press=\r\n"
    "\t   ORLOVA, Wessen (AP) _ The council of Orlova voted Monday to\r\nreopen the line.\r\n \r\n"
    "\t   ``We waited for eleven years,'' said Ada Kell _ she runs a boat.\r\n"
    "\t   ___\r\n\t   Ivo Brandt helped with this story.\r\n\r\n"
    "\t   \x03AP-WF-03-14-23 0905GMT<\r\n\x0c\r\n\x04"
)
IPTC = (
    "\x01abc0012 3 i 90  dpa 0188\r\n\r\nTransport/ferries/\r\n\x02EXTRA\nFerries return to the Orla after\r\n"
    "eleven years\r\nBy Lena Fisk, dpa =\r\n\r\nOrlova (dpa) - The council voted on\r\n"
    "Monday to reopen the line.\r\n\r\n"
    '"We waited," said Ada Kell.\r\n\r\n# Notebook\r\n\r\n- [A link](http://a.example/x)\r\n\r\ndpa lf ib\r\n\r\n'
    "\x03140905 GMT Mar 23\r\n\x7f\r\n\x04"
)


def only(text: str) -> Record:
    reading = read(text.encode())
    assert not reading.rejects
    (record,) = reading.records
    return record


def body(record: Record) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in record.blocks]


def test_anpa_parts_furniture_from_text() -> None:
    record = only(ANPA)
    assert record.title is not None
    assert (record.raw_format, record.title.text) == ("anpa_1312", "Ferries return to the Orla after 11 years")
    assert body(record) == [
        ("dateline", "ORLOVA, Wessen (AP) —"),
        ("paragraph", "The council of Orlova voted Monday to reopen the line."),
        ("paragraph", "“We waited for eleven years,” said Ada Kell — she runs a boat."),
        ("footer", "Ivo Brandt helped with this story."),
    ]


def test_anpa_names_its_writer_and_agency() -> None:
    record = only(ANPA)
    assert [(author.name, author.kind) for author in record.authors] == [("Lena Fisk", "person")]
    assert (record.wire_agency, record.dateline_place) == ("AP", "ORLOVA, Wessen")


def test_the_date_is_that_of_the_trailer() -> None:
    for published in (only(ANPA).published, only(IPTC).published):
        assert published is not None
        assert (str(published.time), published.utc_offset_min) == ("2023-03-14 09:05:00", 0)


def test_what_is_no_field_of_a_record_stays_a_candidate() -> None:
    seen = [(one.field, one.value) for one in only(ANPA).candidates if one.field in ("slug", "note", "summary")]
    assert seen == [
        ("slug", "BC-EU--Orla-Ferry,110"),
        ("note", "Eds: With AP Photos."),
        ("summary", "The council of Orlova votes to reopen the old line"),
        ("slug", "BC-EU--Orla-Ferry"),
    ]


def test_iptc_parts_kicker_headline_and_byline() -> None:
    record = only(IPTC)
    assert record.title is not None
    assert (record.raw_format, record.title.text) == ("iptc_7901", "Ferries return to the Orla after eleven years")
    assert [author.name for author in record.authors if author.kind == "person"] == ["Lena Fisk"]
    assert (record.wire_agency, record.dateline_place) == ("dpa", "Orlova")
    assert [one.value for one in record.candidates if one.field == "kicker"] == ["EXTRA"]


def test_iptc_sets_the_appendix_aside() -> None:
    assert [kind for kind, _ in body(only(IPTC))] == [
        "dateline",
        "paragraph",
        "paragraph",
        "footer",
        "footer",
        "footer",
    ]


def test_the_text_keeps_its_place_in_the_file() -> None:
    for source in (ANPA, IPTC, ANPA.replace("Kell", "Këll")):
        record = only(source)
        assert record.has_raw_offsets
        for passage in (record.title, *(block.passage for block in record.blocks)):
            assert passage is not None
            for text, start, end in passage.pieces:
                assert 0 <= start < end <= len(source)
                assert text == source[start:end] or text in ("“", "”", "—", " ")


def test_a_message_without_a_text_is_malformed() -> None:
    assert [reject.code for reject in read(b"\x01abc").rejects] == ["malformed"]


def test_a_message_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    assert body(only(IPTC[: IPTC.index("# Note")]))[-1] == ("paragraph", '"We waited," said Ada Kell.')


def test_each_message_of_a_file_is_an_article() -> None:
    second = ANPA.replace("Ferries return", "Trams return").replace("03-14-23", "03-15-23").replace("Kell", "Këll")
    source = ANPA + second
    made = read(source.encode("latin-1"))
    assert not made.rejects
    assert [(record.member, record.title and record.title.text) for record in made.records] == [
        ("1", "Ferries return to the Orla after 11 years"),
        ("2", "Trams return to the Orla after 11 years"),
    ]
    assert [record.published and str(record.published.day) for record in made.records] == ["2023-03-14", "2023-03-15"]
    for record in made.records:
        for block in record.blocks:
            for text, start, end in block.passage.pieces:
                assert text == source[start:end] or text in ("“", "”", "—", " ")


def test_messages_of_both_formats_in_one_file() -> None:
    assert [record.raw_format for record in read((IPTC + ANPA).encode()).records] == ["iptc_7901", "anpa_1312"]


def test_a_message_whose_end_is_missing_ends_where_the_next_begins() -> None:
    cut = IPTC[: IPTC.index("# Note")]
    made = read((cut + IPTC).encode()).records
    assert [body(record)[-1][1] for record in made] == ['"We waited," said Ada Kell.', body(only(IPTC))[-1][1]]


def test_what_follows_a_message_and_is_none_is_a_reject() -> None:
    made = read((IPTC + "\x01abc0013 3 i 90").encode())
    assert len(made.records) == 1
    assert [(reject.code, reject.message) for reject in made.rejects] == [("malformed", "no whole message")]
