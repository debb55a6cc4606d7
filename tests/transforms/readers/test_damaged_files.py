"""What holds for a file of any format, however its bytes are damaged."""

import gzip
import io
import json
import unicodedata
import zipfile

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.transforms.readers import read, read_many, sniff
from broadsheet.transforms.records.record import Record

STORY = {
    "title": "Ferries return",
    "author": "Lena Fisk",
    "date": "2023-03-14",
    "text": "The council voted.\n\nTwo boats.",
}
HTTP = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>Ferries</title></head><body><p>"
    b"The council voted on Monday to reopen the line.</p></body></html>"
)
WARC = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
    b"WARC-Date: 2023-03-14T10:00:00Z\r\nWARC-Target-URI: https://a.example/1\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
) % (len(HTTP), HTTP)
ZIPPED = io.BytesIO()
with zipfile.ZipFile(ZIPPED, "w", zipfile.ZIP_DEFLATED) as target:
    target.writestr("a.json", json.dumps(STORY))
    target.writestr("b.json", json.dumps([STORY, STORY]))
SAMPLES = {
    "json": json.dumps(STORY, ensure_ascii=False).encode(),
    "json lines": b"\n".join([json.dumps(STORY).encode()] * 3),
    "ninjs": json.dumps(
        {"versioncreated": "2023-03-14T10:15:00Z", "headline": "F", "body_html": "<p>A b.</p>", "bodies": [{}]}
    ).encode(),
    "csv": b'title,date,text\n"Ferries, again",2023-03-14,"The council\nvoted."\na,b,c\n',
    "rss": b"<?xml version='1.0'?><rss><channel><title>P</title><item><title>F</title>"
    b"<link>https://a.example/1</link><description>&lt;p&gt;A &lt;a href='/x'&gt;b&lt;/a&gt;&lt;/p&gt;</description>"
    b"</item></channel></rss>",
    "nitf": b"<nitf><head><docdata><date.issue norm='20230314T090500Z'/></docdata></head><body><body.head><hedline>"
    b"<hl1>F</hl1></hedline><byline>By Lena Fisk</byline></body.head><body.content><p>ORLOVA (AP) _ A b.</p>"
    b"<p>ab/cd</p></body.content></body></nitf>",
    "newsml": b"<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>F</HeadLine></NewsLines><ContentItem>"
    b"<DataContent>"
    b"<p>A b.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    "newsml g2": b"<newsItem><contentMeta><headline>F</headline></contentMeta><contentSet><inlineXML><html><body>"
    b"<p>A b.</p>"
    b"</body></html></inlineXML></contentSet></newsItem>",
    "other xml": b"<?xml version='1.0'?><a><story><title>F</title><body>A b.</body><date>2023-03-14</date></story></a>",
    "anpa": b"\x16\x16\x01A1\x1f_x\nr f\x13\x11 BC-Orla 03-14 0120\n\x02^BC-Orla,1<\n^Head<\n^By LENA FISK=\n"
    b"\tORLOVA (AP) _ ``A b,'' he said.\n\t___\n\tX.\n\x03AP-WF-03-14-23 0905GMT<\n",
    "iptc": b"\x01abc0012 3 i 90  dpa 0188\r\nT/f/\r\n\x02Head\nBy Lena Fisk =\r\n\r\nOrlova (dpa) - A b.\r\n\r\n"
    b"\x03140905 GMT Mar 23",
    "warc": WARC,
    "warc.gz": gzip.compress(WARC) * 2,
    "gzip": gzip.compress(json.dumps(STORY).encode()),
    "zstd": zstandard.compress(json.dumps(STORY).encode()),
    "zip": ZIPPED.getvalue(),
}
MARKS = (b"<p>", b"</p>", b"<a href='", b"]]>", b"<![CDATA[", b"&#0;", b"&nbsp;", b"{", b"[", b'"', b"\x00", b"\n\n")
BYTES = (b"\xed\xa0\x80", b"\xff\xfe", b"\x02", b"\x03", b"^", b"<\n", b"'", b"\x1f\x8b\x08", b"e\xcc\x81")
PIECES = st.one_of(st.binary(max_size=8), st.sampled_from(MARKS + BYTES))
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=6)


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with a few of them replaced by others."""
    for place, length, piece in changes:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


def check(record: Record) -> None:
    texts = [block.passage.text for block in record.blocks]
    texts += [passage.text for passage in (record.title, record.subtitle) if passage is not None]
    for text in texts:
        assert text == text.strip()
        assert unicodedata.is_normalized("NFC", text)
        assert not any("\ud800" <= char <= "\udfff" for char in text)
    for value in (record.byline_raw, record.wire_agency, record.section, record.language, record.publisher_name):
        assert value is None or value.strip() == value != ""
    for block in record.blocks:
        for link in block.links:
            assert block.passage.text[link.start : link.end] == link.anchor
    for image in record.images:
        assert image.caption_block is None or record.blocks[image.caption_block].kind == "caption"


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES.keys())
def test_the_samples_are_articles(data: bytes) -> None:
    reading = read(data)
    assert reading.records
    for record in reading.records:
        check(record)


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SAMPLES)), CHANGES)
def test_a_damaged_file_gives_records_or_rejects(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    reading = read(changed(SAMPLES[name], changes))
    assert reading.records or reading.rejects
    for record in reading.records:
        check(record)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SAMPLES)), CHANGES)
def test_members_of_one_file_have_names_of_their_own(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    members = [record.member for record in read(changed(SAMPLES[name], changes)).records]
    assert len(set(members)) == len(members)


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES.keys())
def test_reading_one_by_one_gives_the_same(data: bytes) -> None:
    reading = read(data)
    assert repr([*reading.records, *reading.rejects]) == repr(
        sorted(read_many(data), key=lambda one: not isinstance(one, Record))
    )


HOSTILE = {
    "deep json": b'{"a":' * 50_000,
    "many keys": b"{" + b",".join(b'"%d":1' % number for number in range(60_000)) + b"}",
    "many empty objects": b"[" + b"{}," * 20_000 + b"{}]",
    "deep xml": b"<?xml version='1.0'?>" + b"<a>" * 50_000,
    "many attributes": b"<?xml version='1.0'?><a " + b" ".join(b"a%d='1'" % number for number in range(30_000)) + b"/>",
    "comments": b"<?xml version='1.0'?>" + b"<!-- -->" * 50_000,
    "a comment without end": b"<?xml version='1.0'?><!--" + b"-" * 200_000,
    "document types": b"<!DOCTYPE " * 20_000,
    "empty items": b"<rss><channel>" + b"<item/>" * 4_000 + b"</channel></rss>",
    "deep html in a string": json.dumps({"title": "a", "text": "<div>" * 50_000 + "x"}).encode(),
    "open tags in a string": json.dumps({"title": "a", "text": "<p <" * 50_000}).encode(),
    "links in a string": json.dumps({"title": "a", "text": "<p>" + "<a href='x'>a</a>" * 5_000}).encode(),
    "long cells": b"title,text\n" + b'"' * 300_000,
    "delimiters": b"title,text" + b"," * 300_000,
    "furniture": b"\x16\x16\x01a\n\x02" + b"^a<\n" * 10_000,
    "back quotes": b"\x01a\n\x02h =\n\n" + b"` '" * 20_000,
    "lines": b"\x01a\n\x02h =\n\n" + b"a\n" * 30_000,
    "a long line": b"\x01a\n\x02h =\n\n" + b"a b  " * 40_000,
    "headers": b"WARC/1.0\r\n" + b"a: b\r\n" * 50_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_read_to_its_end(data: bytes) -> None:
    reading = read(data)
    assert reading.records or reading.rejects
    assert sniff(data) is not None
