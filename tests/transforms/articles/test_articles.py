"""How a record becomes an article: its key, its sections, and the place of each block."""

import hashlib
import json
from datetime import UTC, date, datetime

import numpy as np
import pytest

from broadsheet.transforms.articles.articles import (
    RawFile,
    article_id_of,
    articles_of,
    basis_of,
    day_of,
    instant,
    interval,
)
from broadsheet.transforms.articles.origins import origins_of
from broadsheet.transforms.records.record import DateBasis, Moment, Record

TEXT = """# Ferry line to reopen

By Ivo Brandt

March 14, 2023

![](/ferry.jpg)
*A ferry crosses the Orla. (AFP/Pavel Dorn)*

The council of Orlova voted for the **old** ferry.

"Gone & back," said Mira Tolsen.

Original url:

<https://www.orlovapost.example/2023/03/14/ferry-a1182?utm_source=rss>
"""
SOURCE = TEXT.encode()


def test_the_key_is_host_and_path_and_the_id_its_top_bits() -> None:
    (article,), refused = articles_of([RawFile("ferry.md", SOURCE)])
    assert refused == []
    assert article.article_key == "orlovapost.example/2023/03/14/ferry-a1182"
    bits = bin(int(hashlib.sha256(article.article_key.encode()).hexdigest(), 16))[2:].zfill(256)
    assert article.article_id == int(bits[:53], 2) == article_id_of(article.article_key)


def test_an_article_without_an_address_is_known_by_its_text() -> None:
    body = b"# T one\n\nThe council of Orlova voted for the ferry. It took all day.\n"
    (article,), _ = articles_of([RawFile("a.md", body)])
    assert article.article_key == f"sha256:{article.text_sha256}"
    (same,), _ = articles_of([RawFile("b.md", body.replace(b"# T one", b"# T two"))])
    assert same.article_id == article.article_id


def test_sections_hold_title_captions_and_body_only() -> None:
    (article,), _ = articles_of([RawFile("ferry.md", SOURCE)])
    assert article.title == "Ferry line to reopen"
    assert article.caption == "A ferry crosses the Orla."
    assert article.text == 'The council of Orlova voted for the old ferry.\n\n"Gone & back," said Mira Tolsen.'
    assert [p.section for p in article.placed][:1] == ["title"]
    for placed in article.placed:
        if placed.section:
            assert article.section(placed.section)[placed.start : placed.end] == placed.block.passage.text


def test_every_code_point_of_a_section_leads_back_to_its_bytes() -> None:
    (article,), _ = articles_of([RawFile("ferry.md", SOURCE)])
    origins = origins_of([article])
    at = article.text.index("old ferry")
    base = origins.bases[0, "text"]
    starts, ends = origins.raw_spans([base], [at], [at + len("old ferry")])
    assert SOURCE[starts[0].as_py() : ends[0].as_py()] == b"old** ferry"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_raw_spans_are_bytes_whatever_the_encoding(encoding: str) -> None:
    data = "# Паром вернётся\n\nСовет реки проголосовал за паром. Люди довольны и рады этому.\n".encode(encoding)
    (article,), _ = articles_of([RawFile("a.txt", data)])
    origins = origins_of([article])
    at = article.text.index("проголосовал")
    starts, ends = origins.raw_spans([origins.bases[0, "text"]], [at], [at + len("проголосовал")])
    plain = "utf-16-le" if encoding == "utf-16" else encoding
    assert data[starts[0].as_py() : ends[0].as_py()].decode(plain) == "проголосовал"


def test_a_batch_of_no_articles_has_origins_of_nothing() -> None:
    starts, ends = origins_of([]).raw_spans([], [], [])
    assert (len(starts), len(ends)) == (0, 0)
    assert np.array(starts).dtype == np.int64


DAY = date(2023, 3, 14)
NINE = datetime(2023, 3, 14, 9, 5)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(None, None, id="no moment"),
        pytest.param(Moment(DAY, "day"), None, id="a day is no instant"),
        pytest.param(Moment(DAY, "minute", NINE), None, id="a time without a zone is none either"),
        pytest.param(Moment(DAY, "minute", NINE, 180), datetime(2023, 3, 14, 6, 5, tzinfo=UTC), id="time and zone"),
        pytest.param(
            Moment(DAY, "minute", NINE, -720), datetime(2023, 3, 14, 21, 5, tzinfo=UTC), id="west of Greenwich"
        ),
        pytest.param(Moment(date(1, 1, 1), "minute", datetime(1, 1, 1), 60), None, id="before all time"),
    ],
)
def test_an_instant_needs_a_time_and_a_zone(moment: Moment | None, expected: datetime | None) -> None:
    assert instant(moment) == expected


OWN = "https://www.orlovapost.example/2023/03/14/ferry-a1182"
TAKEN_FROM = "https://www.eastmere.example/2023/03/14/ferry-b77"


@pytest.mark.parametrize(
    ("canonical", "own", "key", "url"),
    [
        pytest.param(TAKEN_FROM, OWN, "orlovapost.example/2023/03/14/ferry-a1182", OWN, id="another outlet's article"),
        pytest.param(
            OWN, "https://m.orlovapost.example/x/1", "orlovapost.example/2023/03/14/ferry-a1182", OWN, id="same outlet"
        ),
        pytest.param(
            OWN, "https://cdn.ampproject.org/c/s/x/1", "orlovapost.example/2023/03/14/ferry-a1182", None, id="mirror"
        ),
        pytest.param(OWN, "https://t.co/x1", "orlovapost.example/2023/03/14/ferry-a1182", OWN, id="shortened"),
        pytest.param(OWN, "http://127.0.0.1/x/1", "orlovapost.example/2023/03/14/ferry-a1182", OWN, id="test server"),
        pytest.param(OWN, "https://orlovapress.example/", "orlovapost.example/2023/03/14/ferry-a1182", OWN, id="front"),
    ],
)
def test_a_page_that_took_over_an_article_is_its_own(canonical: str, own: str, key: str, url: str | None) -> None:
    head = f'<title>Ferry line to reopen</title><link rel="canonical" href="{canonical}">'
    page = f'<html><head>{head}<meta property="og:url" content="{own}"></head><body><h1>Ferry line to reopen</h1>'
    (article,), _ = articles_of([RawFile("ferry.html", f"{page}<p>{'The council voted. ' * 20}</p></body>".encode())])
    assert article.article_key == key
    assert article.record.canonical_url == canonical
    assert url is None or article.record.url == url
    assert article.url is not None
    assert article.url.publisher_domain == "orlovapost.example"


def test_one_outlet_under_two_endings_is_one() -> None:
    head = '<link rel="canonical" href="https://www.orlovapost.co.uk/ferry-b7"><meta property="og:url" content="'
    page = f'<html><head>{head}https://www.orlovapost.com/ferry-b7"></head><body><h1>Ferry line to reopen</h1>'
    (article,), _ = articles_of([RawFile("ferry.html", f"{page}<p>{'The council voted. ' * 20}</p></body>".encode())])
    assert article.article_key == "orlovapost.co.uk/ferry-b7"


@pytest.mark.parametrize(
    ("moment", "first", "last", "day"),
    [
        pytest.param(Moment(date(2024, 2, 3), "day"), date(2024, 2, 3), date(2024, 2, 3), date(2024, 2, 3), id="a day"),
        pytest.param(Moment(date(2024, 2, 1), "month"), date(2024, 2, 1), date(2024, 2, 29), None, id="a month"),
        pytest.param(Moment(date(2023, 12, 1), "month"), date(2023, 12, 1), date(2023, 12, 31), None, id="December"),
        pytest.param(Moment(date(2024, 1, 1), "year"), date(2024, 1, 1), date(2024, 12, 31), None, id="a year"),
    ],
)
def test_a_month_or_a_year_is_an_interval(moment: Moment, first: date, last: date, day: date | None) -> None:
    assert (interval(moment), day_of(moment)) == ((first, last), day)


def test_no_moment_is_no_interval() -> None:
    assert (interval(None), day_of(None)) == (None, None)


@pytest.mark.parametrize(
    ("source", "moment", "told", "basis"),
    [
        pytest.param("meta", Moment(date(2024, 2, 3), "day"), None, "stated_local", id="stated"),
        pytest.param(
            "meta", Moment(date(2024, 2, 3), "minute", datetime(2024, 2, 3, 9), 0), None, "stated_utc", id="in UTC"
        ),
        pytest.param("url", Moment(date(2024, 2, 3), "day"), None, "address", id="in the address"),
        pytest.param("date_line", Moment(date(2024, 2, 3), "day"), None, "shown", id="on a line of its own"),
        pytest.param(
            "meta", Moment(date(2024, 2, 3), "day"), "print_edition", "print_edition", id="as the reader says"
        ),
        pytest.param("meta", None, None, None, id="no date"),
    ],
)
def test_how_the_day_is_known(
    source: str, moment: Moment | None, told: DateBasis | None, basis: DateBasis | None
) -> None:
    assert basis_of(Record("html", (), published=moment, published_source=source, published_basis=told)) == basis


@pytest.mark.parametrize(
    "twin", ["https://orla.example/a/amp", "https://orla.example/a?amp=1", "https://orla.example/a.amp"]
)
def test_twins_share_a_key_only_where_one_declares_the_other(twin: str) -> None:
    def keys(*rows: dict[str, str]) -> list[str]:
        files = [RawFile(f"{at}.json", json.dumps(row).encode()) for at, row in enumerate(rows)]
        return [article.article_key for article in articles_of(files)[0]]

    page = {
        "title": "Ferries return",
        "text": "The council of Orlova voted on Monday.",
        "url": "https://orla.example/a",
    }
    assert len(set(keys(page, {**page, "url": twin}))) == 2
    assert len(set(keys(page, {**page, "url": twin, "canonical_url": "https://orla.example/a"}))) == 1
