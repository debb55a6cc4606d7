"""What holds for every file, whatever its bytes."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers import read, sniff
from broadsheet.transforms.records.record import Reading, Record

WORDS = st.sampled_from(
    [
        "# ",
        "## ",
        "**",
        "*",
        "_",
        "[",
        "](",
        ")",
        "![",
        "> ",
        "- ",
        "1. ",
        "<p>",
        "</p>",
        "<br>",
        "<!--",
        "-->",
        "&amp;",
        "&#x41;",
        "\\[",
        "```",
        "---",
        "+++",
        "title: ",
        "By Ana Reyd",
        "14 March 2023",
        "Original url:",
        "https://a.example/2023/03/14/x",
        "ORLOVA, March 14 (AP) -- ",
        "Photo: Ana Reyd",
        "é",
        "e\u0301",
        "\u00ad",
        "\u200b",
        "\ufeff",
        "\u00a0",
        "\x00",
        "\x07",
        "漢字。",
        "The council met on Monday.",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u2028",
        "\t",
        "  ",
        "|",
        "=====",
        "[^1]",
        "[^1]: x",
        "Ã¤",
    ]
)
settings.register_profile("readers", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("readers")
TEXTS = st.lists(WORDS, max_size=40).map("".join)


def passages_slice_back(record: Record, source: str) -> None:
    passages = [block.passage for block in record.blocks]
    passages += [passage for passage in (record.title, record.subtitle) if passage is not None]
    for passage in passages:
        assert passage.text == passage.text.strip()
        assert unicodedata.is_normalized("NFC", passage.text)
        for text, start, end in passage.pieces:
            assert text
            assert 0 <= start < end <= len(source)
            if len(text) == end - start and text != source[start:end]:
                shown = unicodedata.normalize("NFC", " ".join(f"|{source[start:end]}|".split()))
                assert f"|{text}|" == shown or text.isspace()


def check(data: bytes) -> Reading:
    reading = read(data)
    decoded = decode(data)
    for record in reading.records:
        assert isinstance(decoded, Decoded)
        passages_slice_back(record, decoded.text)
        for link in [(block.passage.text, link) for block in record.blocks for link in block.links]:
            assert link[0][link[1].start : link[1].end] == link[1].anchor
        for image in record.images:
            assert image.caption_block is None or record.blocks[image.caption_block].kind == "caption"
        for seen in record.candidates:
            assert seen.start is None or seen.end is None or 0 <= seen.start <= seen.end <= len(decoded.text)
    return reading


@given(st.binary(max_size=400))
def test_any_bytes_give_a_reading(data: bytes) -> None:
    reading = check(data)
    assert len(reading.records) + len(reading.rejects) == 1


@given(TEXTS)
def test_any_text_gives_passages_that_slice_back(text: str) -> None:
    check(text.encode())


@given(TEXTS)
def test_the_same_bytes_give_the_same_reading(text: str) -> None:
    assert repr(read(text.encode())) == repr(read(text.encode()))


@given(st.binary(max_size=200))
def test_offsets_have_one_entry_more_than_the_text(data: bytes) -> None:
    decoded = decode(data)
    if isinstance(decoded, Decoded):
        expected = len(decoded.text) + 1
        assert (len(data) + 1 if decoded.offsets is None else len(decoded.offsets)) == expected
        if decoded.offsets is not None:
            assert decoded.offsets[-1] <= len(data)


HOSTILE = {
    "one line of words": "word " * 20_000,
    "one word": "a" * 4_000,
    "open brackets": "[" * 30_000 + "](x)" * 10_000,
    "open pictures": "![a" * 20_000,
    "quotes in quotes": ">" * 50_000 + " a",
    "stars": "*a " * 30_000,
    "tags": "<div>" * 20_000,
    "open tags": "<a" * 30_000,
    "open comments": "<!--\n" * 20_000,
    "entities": "&amp;" * 20_000,
    "accents": "e" + "\u0301" * 30_000,
    "blank lines": "\n" * 4_000,
    "short lines": "a\n" * 30_000,
    "headings": "# a\n" * 10_000,
    "front matter": "---\n" + "a: [\n" * 10_000,
    "json": "```json\n" + "[" * 10_000 + "\n```\n",
    "labels": "Title: a\n" * 10_000,
    "addresses": "https://a.example/ " * 5_000,
    "bars": "a | " * 25_000,
    "digits": "1. " * 30_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_gives_one_record_or_reject(text: str) -> None:
    reading = read(text.encode())
    assert len(reading.records) + len(reading.rejects) == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"# Title\n\nText.", "markdown", id="Markdown"),
        pytest.param(b"plain words", "markdown", id="plain text"),
        pytest.param(b"<h1>Title</h1>", "markdown", id="a fragment of HTML is Markdown"),
        pytest.param(b"[](https://a.example)\n\n# Title", "markdown", id="an empty link is no JSON"),
        pytest.param(b"[[Ana Reyd]] wrote", "markdown", id="a wiki link is no JSON"),
        pytest.param(b'{"title": "x"}', "json", id="JSON"),
        pytest.param(b'[{"title": "x"}]', "json", id="a JSON list"),
        pytest.param(b"\xef\xbb\xbf<!DOCTYPE html><p>", "html", id="a page, after a mark"),
        pytest.param(b"<?xml version='1.0'?><rss/>", "feed", id="a feed"),
        pytest.param(b"WARC/1.1\r\n", "warc", id="a web archive"),
        pytest.param(b"\x1f\x8b\x08", "gzip", id="gzip"),
        pytest.param(b"PK\x03\x04", "zip", id="zip"),
        pytest.param(b"%PDF-1.7", "pdf", id="PDF"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(b"\x00" * 50, None, id="NULs"),
    ],
)
def test_the_format_is_told_by_the_content(data: bytes, expected: str | None) -> None:
    assert sniff(data) == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b" \n\t\r\n", "empty", id="white space"),
        pytest.param("\ufeff\u00a0\u2003\n".encode(), "empty", id="a mark and wide spaces"),
        pytest.param(b"x", "no_article", id="one letter"),
        pytest.param(b"Original url:\n\n<https://www.example.org/x>", "no_article", id="only a footer"),
        pytest.param(bytes(range(256)) * 20, "undecodable", id="every byte"),
        pytest.param(b"# " + b"\xef\xbf\xbd" * 400, "undecodable", id="lost characters"),
        pytest.param(b"7z\xbc\xaf\x27\x1c", "unsupported_format", id="a format without a reader"),
        pytest.param(b"%PDF-1.7", "malformed", id="a document that is cut off"),
    ],
)
def test_what_is_no_article_is_rejected(data: bytes, code: str) -> None:
    reading = read(data)
    assert not reading.records
    assert [reject.code for reject in reading.rejects] == [code]
