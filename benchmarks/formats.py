"""From made-up files of every format, and the gold beside the project, to articles a second, memory and accuracy."""

import gc
import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from broadsheet.transforms.readers import read, read_many, sniff
from broadsheet.transforms.records.record import Record

GOLD = Path(__file__).parents[1].parent / "shared" / "gold" / "html" / "wire"
SENTENCE = "The river council of Orlova voted on Monday to reopen the old ferry line, eleven years after it closed. "
PARAGRAPHS = [SENTENCE * 3] * 8
MARKED = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGES = 10_000
ARTICLES = 500


def page(number: int) -> bytes:
    """A page of about 10 kB."""
    chrome = "".join(f"<li><a href='/{at}'>Section {at}</a></li>" for at in range(60))
    return (
        f"<html lang='en'><head><title>Ferry {number} returns</title><meta property='article:published_time' "
        f"content='2023-03-14T09:05:00+01:00'></head><body><nav><ul>{chrome}</ul></nav><article><h1>Ferry {number} "
        f"returns</h1>{MARKED}</article><footer>{chrome}</footer></body></html>"
    ).encode()


def warc(count: int) -> Iterator[bytes]:
    """The records of an archive, each a page."""
    for number in range(count):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number)
        yield (
            (
                f"WARC/1.1\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
                f"WARC-Date: 2023-03-14T10:00:00Z\r\nWARC-Target-URI: https://orlovapost.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )


def samples() -> dict[str, Callable[[], bytes]]:
    """A file of each format, of 500 articles where the format has many."""
    story = {"title": "Ferries return", "author": "Lena Fisk", "date": "2023-03-14", "text": "\n\n".join(PARAGRAPHS)}
    facts = "<title>Ferries</title><description>A line.</description><link>https://a.example/1</link>"
    item = f"<item>{facts}<body>{MARKED}</body></item>"
    encoded = f"<item>{facts}<x:encoded><![CDATA[{MARKED}]]></x:encoded></item>"
    feed = f"<rss xmlns:x='http://purl.org/rss/1.0/modules/content/'><channel>{encoded * ARTICLES}</channel></rss>"
    head = "<body.head><hedline><hl1>Ferries</hl1></hedline></body.head>"
    nitf = f"<nitf><body>{head}<body.content>{MARKED}</body.content></body></nitf>"
    content = f"<contentSet><inlineXML><html><body>{MARKED}</body></html></inlineXML></contentSet>"
    g2 = f"<newsItem><contentMeta><headline>Ferries</headline></contentMeta>{content}</newsItem>"
    lines = "".join(f"\t   {text}\n" for text in PARAGRAPHS)
    anpa = f"\x16\x16\x01A1\x1f_x\nr f\x13\x11 BC-Orla 03-14 0120\n\x02^BC-Orla,1<\n^Ferries<\n{lines}\x03"
    return {
        "json lines": lambda: b"\n".join([json.dumps(story).encode()] * ARTICLES),
        "json list": lambda: json.dumps([story] * ARTICLES).encode(),
        "csv": lambda: ("title,text\n" + f'Ferries,"{story["text"]}"\n' * ARTICLES).encode(),
        "rss": lambda: feed.encode(),
        "xml": lambda: f"<?xml version='1.0'?><a>{item * ARTICLES}</a>".encode(),
        "nitf": lambda: nitf.encode(),
        "newsml g2": lambda: f"<newsMessage>{g2 * ARTICLES}</newsMessage>".encode(),
        "anpa 1312": lambda: anpa.encode(),
        "warc": lambda: b"".join(warc(ARTICLES // 5)),
    }  # fmt: skip


def speed() -> None:
    """Print articles a second of each format, on one core."""
    read(b"# Ferries\n\n" + SENTENCE.encode())
    for name, made in samples().items():
        data = made()
        runs = 1 if len(data) > 100_000 else 100
        start = time.process_time()
        count = sum(len(read(data).records) for _ in range(runs))
        taken = time.process_time() - start
        print(f"{name:12} {count / taken:8.0f} articles/s  {len(data) * runs / taken / 1e6:6.1f} MB/s  ({sniff(data)})")


def memory(count: int) -> None:
    """Print the memory that reading an archive takes on top of its bytes, at a tenth and at the whole of it."""
    data = b"".join(gzip.compress(record) for record in warc(count))
    gc.collect()
    before = peak()
    start = time.process_time()
    seen = 0
    for found in read_many(data):
        seen += isinstance(found, Record)
        if seen == count // 10:
            print(f"warc, {seen} pages: {peak() - before} MB more than the {len(data) >> 10} kB of the file")
    taken = time.process_time() - start
    print(f"warc, {seen} pages: {peak() - before} MB more; {seen / taken:.0f} pages/s")


def peak() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def accuracy() -> None:
    """Print what is read from each file of the gold."""
    expected = GOLD / "expected.dev.jsonl"
    if not expected.exists():
        print("no development gold beside the project: accuracy not measured")
        return
    for line in expected.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = read((GOLD / "raw" / row["file"]).read_bytes())
        record = reading.records[0] if reading.records else None
        day = record.published.day if record and record.published else None
        title = record.title.text if record and record.title else None
        marks = (title == row["title"], str(day) in row.get("published_days", [str(day)]))
        agency = record.wire_agency if record else None
        print(f"{row['file'][:32]:32} title {marks[0]!s:5} day {marks[1]!s:5} {agency} / {row.get('agency')}")


def main() -> None:
    """Print speed, memory (of as many pages as the first argument says) and accuracy."""
    memory(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES // 10)
    speed()
    accuracy()


if __name__ == "__main__":
    main()
