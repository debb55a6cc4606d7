"""Web pages made up for tests, and what is read of them."""

import json

from broadsheet.transforms.readers.html.page_reader import read
from broadsheet.transforms.records.record import BODY_KINDS, Record

FIRST = "The harbour board of Eastmere voted on Monday to keep the old fish market open for another ten years."
SECOND = "Traders had asked for the decision since the winter, when two of the five halls were closed for repairs."
THIRD = "A new roof, paid for by the county and a private fund, should be in place before the next winter begins."
TEXT = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))


def page(body: str = TEXT, head: str = "", title: str = "Eastmere keeps its fish market") -> bytes:
    whole = f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article>"
    return f"<!doctype html>{whole}</body></html>".encode()


def linked_data(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def news(**fields: object) -> str:
    return linked_data({"@type": "NewsArticle", "headline": "Eastmere keeps its fish market", **fields})


def meta(**contents: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{text}">' for name, text in contents.items())


def record(data: bytes) -> Record:
    reading = read(data)
    assert not reading.rejects
    return reading.records[0]


def body(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in record(data).blocks]


def paragraphs(data: bytes) -> list[str]:
    return [block.passage.text for block in record(data).blocks if block.kind in BODY_KINDS]
