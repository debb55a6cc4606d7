"""What is read from web archives."""

import gzip

import pytest

from broadsheet.transforms.readers.warc import read, read_many
from broadsheet.transforms.records.record import Record

PAGE = (
    "<html><head><title>Ferries return</title></head><body><article><h1>Ferries return</h1>"
    + "<p>The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it closed.</p>"
    "<p>Two boats will run from May, and a third one is to follow before the summer, the council said.</p>"
    * 2
    + "</article></body></html>"
).encode()
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def warc(payload: bytes, number: int = 1, kind: str = "response", length: int | None = None) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Date: 2023-03-14T10:00:00Z\r\nWARC-Target-URI: https://a.example/{number}?utm_source=x\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload) if length is None else length}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def only(data: bytes) -> Record:
    reading = read(data)
    assert not reading.rejects
    (record,) = reading.records
    return record


def test_a_page_is_an_article_with_its_address_and_day_of_capture() -> None:
    record = only(warc(HTML + b"\r\n" + PAGE))
    assert record.title is not None
    assert (record.raw_format, record.title.text, record.member) == ("warc", "Ferries return", "0")
    assert (record.url, record.canonical_url) == ("https://a.example/1?utm_source=x", "https://a.example/1")
    told = [(seen.field, seen.value, seen.rule) for seen in record.candidates if seen.source == "warc"]
    assert told == [
        ("url", "https://a.example/1?utm_source=x", "WARC-Target-URI"),
        ("collected_date", "2023-03-14T10:00:00Z", "WARC-Date"),
    ]


def test_the_day_of_capture_is_not_the_day_of_publication() -> None:
    published = only(warc(HTML + b"\r\n" + PAGE)).published
    assert published is None


@pytest.mark.parametrize(
    ("head", "sent"),
    [
        pytest.param(b"Content-Encoding: gzip\r\n", gzip.compress(PAGE), id="compressed"),
        pytest.param(b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), id="in chunks"),
    ],
)
def test_what_http_did_to_the_page_is_undone(head: bytes, sent: bytes) -> None:
    record = only(warc(HTML + head + b"\r\n" + sent))
    assert record.title is not None
    assert record.title.text == "Ferries return"


def test_a_compressed_archive_is_read_record_by_record() -> None:
    data = b"".join(gzip.compress(warc(HTML + b"\r\n" + PAGE, number)) for number in range(5))
    made = [one for one in read_many(data) if isinstance(one, Record)]
    assert [record.url for record in made] == [f"https://a.example/{number}?utm_source=x" for number in range(5)]
    assert len({record.member for record in made}) == 5


@pytest.mark.parametrize("packed", [pytest.param(False, id="plain"), pytest.param(True, id="packed")])
def test_a_head_of_a_megabyte_costs_neither_its_page_nor_those_after_it(packed: bool) -> None:
    long = warc(HTML + b"\r\n" + PAGE).replace(b"WARC-Date", b"X-Pad: " + b"a" * 1_000_000 + b"\r\nWARC-Date", 1)
    records = [long, warc(HTML + b"\r\n" + PAGE, 2)]
    reading = read(b"".join(map(gzip.compress, records) if packed else records))
    assert [record.canonical_url for record in reading.records] == ["https://a.example/1", "https://a.example/2"]
    assert not reading.rejects


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(warc(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + PAGE), id="not found"),
        pytest.param(warc(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nabc"), id="a picture"),
        pytest.param(warc(b"GET / HTTP/1.1\r\n\r\n", kind="request"), id="a request"),
    ],
)
def test_what_is_no_page_is_passed_over(data: bytes) -> None:
    assert [reject.code for reject in read(data).rejects] == ["no_article"]
    assert len(read(data + warc(HTML + b"\r\n" + PAGE, 2)).records) == 1


@pytest.mark.parametrize("length", [10**12, -1])
def test_a_length_that_lies_is_refused(length: int) -> None:
    reading = read(warc(HTML + b"\r\n" + PAGE, length=length)[:400])
    assert not reading.records
    assert {reject.code for reject in reading.rejects} <= {"malformed", "no_article"}
    assert reading.rejects


def test_pages_before_a_break_are_kept() -> None:
    first = gzip.compress(warc(HTML + b"\r\n" + PAGE, 1))
    second = gzip.compress(warc(HTML + b"\r\n" + PAGE, 2))
    reading = read(first + second[: len(second) // 2])
    assert [record.url for record in reading.records] == ["https://a.example/1?utm_source=x"]
    assert [reject.code for reject in reading.rejects] == ["malformed"]


def test_a_response_that_cannot_be_read_does_not_stop_the_others() -> None:
    broken = HTML + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc"
    reading = read(warc(broken, 1) + warc(HTML + b"\r\n" + PAGE, 2))
    assert [record.url for record in reading.records] == ["https://a.example/2?utm_source=x"]
    assert [reject.code for reject in reading.rejects] == ["malformed"]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(gzip.compress(warc(HTML + b"\r\n" + PAGE + b" " * (1 << 20))), id="by the archive"),
        pytest.param(
            warc(HTML + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE + b" " * (1 << 20))), id="by HTTP"
        ),
    ],
)
def test_an_archive_may_not_expand_too_much_in_all(record: bytes) -> None:
    reading = read(record * 20)
    assert len(reading.records) < 10
    assert [reject.code for reject in reading.rejects] == ["too_large"]


RUSSIAN = (
    "<html><head><title>Паром вернулся</title></head><body><article><h1>Паром вернулся</h1>"
    + "<p>Совет города проголосовал в понедельник за то, чтобы паром снова ходил через реку с мая.</p>" * 3
    + "</article></body></html>"
)


@pytest.mark.parametrize(
    ("head", "sent"),
    [
        pytest.param(b"Content-Type: text/html; charset=windows-1251\r\n", RUSSIAN.encode("cp1251"), id="windows-1251"),
        pytest.param(b"Content-Type: text/html; charset=KOI8-R\r\n", RUSSIAN.encode("koi8-r"), id="KOI8-R"),
        pytest.param(b"content-type: text/html;charset='utf-8'\r\n", RUSSIAN.encode(), id="UTF-8, in marks"),
    ],
)
def test_the_encoding_that_only_the_head_of_the_response_names(head: bytes, sent: bytes) -> None:
    record = only(warc(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + sent))
    assert record.title is not None
    assert record.title.text == "Паром вернулся"


@pytest.mark.parametrize(
    ("head", "sent"),
    [
        pytest.param(b"", gzip.compress(PAGE), id="compressed, and the head does not say so"),
        pytest.param(b"Content-Encoding: gzip\r\n", PAGE, id="plain, though the head says compressed"),
        pytest.param(b"Transfer-Encoding: chunked\r\n", PAGE, id="whole, though the head says in chunks"),
        pytest.param(b"", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), id="in chunks, and the head does not say so"),
        pytest.param(
            b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(PAGE)), gzip.compress(PAGE)),
            id="compressed and in chunks",
        ),
    ],
)
def test_a_body_is_read_as_it_is_whatever_the_head_says(head: bytes, sent: bytes) -> None:
    record = only(warc(HTML + head + b"\r\n" + sent))
    assert record.title is not None
    assert (record.title.text, len(record.blocks)) == ("Ferries return", 4)
