"""What pages from careless or hostile hands do: they are read or rejected, never more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.readers.html.page_reader import read
from broadsheet.transforms.records.record import BODY_KINDS

FIRST = "The harbour board of Eastmere voted on Monday to keep the old fish market open for another ten years."
SECOND = "Traders had asked for the decision since the winter, when two of the five halls were closed for repairs."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"


def page(body: str, head: str = "") -> bytes:
    title = "Eastmere keeps its fish market"
    whole = f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article>"
    return f"<!doctype html>{whole}</body></html>".encode()


def paragraphs(data: bytes) -> list[str]:
    reading = read(data)
    assert not reading.rejects
    return [block.passage.text for block in reading.records[0].blocks if block.kind in BODY_KINDS]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \n ", "empty", id="white space"),
        pytest.param(bytes(range(256)) * 50, "undecodable", id="bytes of no text"),
        pytest.param(
            b"<html><body><script>x()</script><div id=root></div></body></html>", "no_article", id="a script only"
        ),
    ],
)
def test_what_is_rejected(data: bytes, code: str) -> None:
    reading = read(data)
    assert (reading.records, [reject.code for reject in reading.rejects]) == ((), [code])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(page(TEXT).replace(b"<p>", b"<p>\0\x01"), id="controls"),
        pytest.param(page("<div>" * 300 + TEXT), id="nested 300 deep"),
        pytest.param(page("<div>" * 3_000 + TEXT), id="nested 3,000 deep"),
        pytest.param(
            page("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + f">x</p>{TEXT}"), id="20,000 attributes"
        ),
        pytest.param(page("<table><tr>" + "<td>1</td>" * 5_000 + f"</tr></table>{TEXT}"), id="5,000 cells"),
        pytest.param(page("<p>" + '<a href="/x">w</a> ' * 1_000 + f"</p>{TEXT}"), id="1,000 links"),
        pytest.param(page("<script>" * 20_000 + "</script>" + TEXT), id="20,000 scripts"),
        pytest.param(page(TEXT + "<p>aa</p>" * 26_000), id="26,000 paragraphs"),
        pytest.param(page(f"<div class='share'>{TEXT * 2}</div>" * 4_000), id="4,000 boxes with a wrong name"),
        pytest.param(page(f"<h2>Most read</h2><div>{TEXT}</div>" * 4_000), id="4,000 headings over others"),
        pytest.param(page("<time>4 March 2031</time>" * 8_000 + TEXT), id="8,000 times"),
        pytest.param(page(TEXT + "<p>" + "<" * 400_000), id="400,000 opening signs"),
        pytest.param(page(TEXT, head='<meta name="a" content="b">' * 30_000), id="30,000 meta tags"),
        pytest.param(page(TEXT + "<p>w <a href='/x'>w</a></p>" * 30_000), id="30,000 links"),
    ],
)
def test_hostile_pages_are_read(data: bytes) -> None:
    assert FIRST in " ".join(paragraphs(data))


MORE = [
    f"The {place} council agreed that its hall number {n} will be mended before the winter comes."
    for n, place in enumerate(("Alby", "Kessby", "Vellmoor", "Tarn Ferry", "Nordhalden", "Ostby"))
]
LONGER = "".join(f"<p>{text}</p>" for text in MORE)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<SCRIPT>a()</SCRIPT>{TEXT}<script>b()</script>", id="script in capitals"),
        pytest.param(f"<script>a()</script\n>{TEXT}<script>b()</script>", id="space before the end of an end"),
        pytest.param(f"<script>a()</script x='y'>{TEXT}<script>b()</script>", id="end with an attribute"),
        pytest.param(f"<script>a('</scripted>')</script>{TEXT}<script>b()</script>", id="another name in a script"),
        pytest.param(f"<STYLE>p {{}}</STYLE>{TEXT}<style>p {{}}</style>", id="style in capitals"),
        pytest.param(f"<svg class='i'/>{TEXT}<svg><path d='M0'/></svg>", id="drawing closed at once"),
        pytest.param(f"<!-->{TEXT}<!-- x -->", id="empty comment"),
        pytest.param(f"<!--->{TEXT}<!-- x -->", id="empty comment of three"),
        pytest.param(f"<!-- ad --!>{TEXT}<!-- x -->", id="comment with an odd end"),
        pytest.param(f"<embed src='x.swf'>{TEXT}", id="film without an end"),
        pytest.param(f"<noindex><div>{TEXT}</div>", id="element without an end"),
        pytest.param("<ins>" * 300 + TEXT, id="300 deep in insertions"),
        pytest.param("<x-box>" * 300 + TEXT, id="300 deep in elements of the page's own"),
        pytest.param("<nav> " * 20_000 + f"x</nav>{TEXT}", id="20,000 menus, one end"),
        pytest.param("<div " + " ".join(f"a{n}='<'" for n in range(20_000)) + f">{TEXT}</div>", id="signs in values"),
        pytest.param('<a title="' * 2_001 + f'"></a>{TEXT}', id="marks that never pair"),
    ],
)
def test_careless_mark_up_takes_no_text(body: str) -> None:
    data = f"<html><body><h1>Eastmere keeps its fish market</h1>{body}</body></html>".encode()
    text = " ".join(paragraphs(data))
    assert FIRST in text
    assert SECOND in text


@pytest.mark.parametrize("tag", ["aside", "footer"])
def test_what_is_never_closed_takes_no_text(tag: str) -> None:
    data = page(f"<div>{TEXT}<{tag}><div>Advert</div>{LONGER}</div>")
    assert [text for text in MORE if text not in " ".join(paragraphs(data))] == []


def test_a_menu_that_is_never_closed_takes_no_text_without_paragraphs() -> None:
    long = "".join(f"<div>{FIRST} {text} {SECOND}</div>" for text in MORE)
    data = page(f"<nav><a href='/s'>Sport</a>{long}<nav><a href='/c'>Culture</a></nav>")
    text = " ".join(block.passage.text for block in read(data).records[0].blocks)
    assert [line for line in MORE if line not in text] == []


def test_no_entity_reads_a_file() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(
        f"<p>&x;{FIRST}</p>{TEXT}"
    )
    assert "root:" not in " ".join(paragraphs(data))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="<>/a p=\"'!-&;{}[]:,", max_size=300))
def test_any_text_is_read_or_rejected(text: str) -> None:
    for data in (text.encode("utf-8", "replace"), page(text)):
        reading = read(data)
        assert len(reading.records) + len(reading.rejects) == 1
        for found in reading.records:
            assert all(block.passage.text == block.passage.text.strip() for block in found.blocks)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_rejected(data: bytes) -> None:
    reading = read(data)
    assert len(reading.records) + len(reading.rejects) == 1
