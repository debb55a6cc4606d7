"""JSON as interfaces of outlets and collectors give it, a source each, and as data frames are written."""

import json
from typing import Any, NamedTuple

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import Record

TEXT = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
URL = "https://orla.example/2023/ferry"
TITLE = "Ferry line to reopen"


class Told(NamedTuple):
    """What is expected of an article."""

    authors: tuple[str, ...] = ("Lena Fisk",)
    outlet: str | None = "Orla Herald"
    url: str | None = URL
    text: str | None = TEXT
    title: str = TITLE
    day: str = "2023-03-14"


def told(record: Record) -> Told:
    return Told(
        tuple(author.name for author in record.authors),
        record.publisher_name,
        record.url,
        "\n\n".join(block.passage.text for block in record.blocks) or None,
        record.title.text if record.title else "",
        record.published.day.isoformat() if record.published else "",
    )


GUARDIAN = {
    "id": "world/2023/mar/14/ferry",
    "sectionName": "World news",
    "webPublicationDate": "2023-03-14T10:00:00Z",
    "webTitle": TITLE,
    "webUrl": URL,
    "fields": {
        "headline": TITLE,
        "byline": "Lena Fisk in Orlova",
        "body": f"<p>{TEXT}</p>",
        "publication": "Orla Herald",
    },
}
TIMES = {
    "abstract": "Boats are back.",
    "web_url": URL,
    "snippet": "Boats.",
    "lead_paragraph": TEXT,
    "source": "Orla Herald",
    "headline": {"main": TITLE, "kicker": None},
    "pub_date": "2023-03-14T10:00:00+0000",
    "byline": {"original": "By Lena Fisk", "person": [{"firstname": "Lena"}]},
}
NEWSAPI = {
    "source": {"id": None, "name": "Orla Herald"},
    "author": "Lena Fisk",
    "title": TITLE,
    "description": "Boats are back.",
    "url": URL,
    "urlToImage": "https://orla.example/a.jpg",
    "publishedAt": "2023-03-14T10:00:00Z",
    "content": f"{TEXT} [+1234 chars]",
}
REGISTRY = {
    "uri": "7",
    "lang": "deu",
    "dateTime": "2023-03-14T10:00:00Z",
    "url": URL,
    "title": TITLE,
    "body": TEXT,
    "source": {"uri": "orla.example", "title": "Orla Herald"},
    "authors": [{"uri": "x", "name": "Lena Fisk", "type": "author"}],
}
CATCHER = {
    "title": TITLE,
    "author": "Lena Fisk",
    "published_date": "2023-03-14 10:00:00",
    "link": URL,
    "clean_url": "orla.example",
    "name_source": "Orla Herald",
    "content": TEXT,
}
BING = {
    "name": TITLE,
    "url": URL,
    "description": TEXT,
    "datePublished": "2023-03-14T10:00:00.0000000Z",
    "provider": [{"_type": "Organization", "name": "Orla Herald"}],
}
FUNDUS = {
    "title": TITLE,
    "authors": ["Lena Fisk"],
    "publishing_date": "2023-03-14 10:00:00+01:00",
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]},
    "html": {
        "requested_url": URL,
        "content": "<html><body>x</body></html>",
        "source_info": {"publisher": "Orla Herald"},
    },
}
NEWSPAPER = {
    "url": URL,
    "title": TITLE,
    "authors": ["Lena Fisk"],
    "publish_date": "2023-03-14T10:00:00+00:00",
    "meta_site_name": "Orla Herald",
    "summary": "",
    "text": TEXT,
}
NEWS_PLEASE = {
    "authors": ["Lena Fisk"],
    "date_publish": "2023-03-14 10:00:00",
    "maintext": TEXT,
    "source_domain": "orla.example",
    "title": TITLE,
    "url": URL,
}
TRAFILATURA = {
    "title": TITLE,
    "author": "Lena Fisk",
    "hostname": "orla.example",
    "date": "2023-03-14",
    "source": URL,
    "source-hostname": "Orla Herald",
    "text": TEXT,
}
GHOST = {
    "db": [
        {
            "data": {
                "posts": [
                    {
                        "id": "1",
                        "title": TITLE,
                        "html": f"<p>{TEXT}</p>",
                        "status": "published",
                        "published_at": "2023-03-14T10:00:00Z",
                    },
                    {"id": "2", "title": "Draft", "html": f"<p>{TEXT}</p>", "status": "draft"},
                ],
                "users": [{"id": "9", "name": "Lena Fisk"}],
                "posts_authors": [{"post_id": "1", "author_id": "9"}],
            }
        }
    ]
}
TROVE = {
    "id": "7",
    "heading": TITLE,
    "title": {"id": "35", "value": "Orla Herald (Vic. : 1861 - 1954)"},
    "date": "2023-03-14",
    "articleText": f"<p><span> {TEXT}</span></p>",
    "troveUrl": URL,
}
ELASTIC = {
    "_index": "news",
    "_id": "7",
    "_source": {
        "title": TITLE,
        "text": TEXT,
        "date": "2023-03-14",
        "url": URL,
        "author": "Lena Fisk",
        "publisher": "Orla Herald",
    },
}


GNEWS = {
    "title": TITLE,
    "description": "Boats are back.",
    "content": f"{TEXT}... [1742 chars]",
    "url": URL,
    "image": "https://orla.example/1.jpg",
    "publishedAt": "2023-03-14T10:00:00Z",
    "source": {"name": "Orla Herald", "url": "https://orla.example"},
}
MEDIASTACK = {
    "author": "Lena Fisk",
    "title": TITLE,
    "description": TEXT,
    "url": URL,
    "source": "Orla Herald",
    "image": None,
    "category": "general",
    "language": "en",
    "country": "gb",
    "published_at": "2023-03-14T10:00:00+00:00",
}
NEWSDATA = {
    "article_id": "7",
    "title": TITLE,
    "link": URL,
    "creator": ["Lena Fisk"],
    "description": "Boats are back.",
    "content": TEXT,
    "pubDate": "2023-03-14 10:00:00",
    "source_id": "orlaherald",
    "source_name": "Orla Herald",
    "language": "english",
}
WEBZ = {
    "thread": {"uuid": "7", "url": URL, "site": "orla.example", "title": TITLE},
    "uuid": "7",
    "url": URL,
    "author": "Lena Fisk",
    "published": "2023-03-14T10:00:00.000+02:00",
    "title": TITLE,
    "text": TEXT,
    "language": "english",
    "crawled": "2023-03-15T00:00:00.000+02:00",
}
MEDIA_CLOUD = {
    "stories_id": 7,
    "title": TITLE,
    "publish_date": "2023-03-14 10:00:00",
    "url": URL,
    "media_name": "Orla Herald",
    "language": "en",
}
WORDPRESS = {
    "id": 7,
    "date": "2023-03-14T10:00:00",
    "link": URL,
    "title": {"rendered": TITLE},
    "content": {"rendered": f"<p>{TEXT}</p>"},
    "_embedded": {"author": [{"name": "Lena Fisk"}]},
}
GOOSE = {
    "title": TITLE,
    "cleaned_text": TEXT,
    "final_url": URL,
    "domain": "orla.example",
    "publish_date": "2023-03-14",
    "authors": ["Lena Fisk"],
}
SCHEMA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "articleBody": TEXT,
    "datePublished": "2023-03-14T10:00:00Z",
    "author": [{"@type": "Person", "name": "Lena Fisk"}],
    "publisher": {"@type": "Organization", "name": "Orla Herald"},
    "url": URL,
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"response": {"results": [GUARDIAN]}}, Told(), id="the Guardian"),
        pytest.param([GUARDIAN, GUARDIAN][:1], Told(), id="the Guardian, as a list"),
        pytest.param({"response": {"docs": [TIMES]}}, Told(), id="the New York Times: its lead paragraph"),
        pytest.param({"articles": [NEWSAPI]}, Told(text=f"{TEXT}…"), id="NewsAPI, cut off"),
        pytest.param({"articles": {"results": [REGISTRY]}}, Told(), id="Event Registry"),
        pytest.param({"articles": [CATCHER]}, Told(), id="Newscatcher"),
        pytest.param({"_type": "News", "value": [BING]}, Told(authors=()), id="Bing"),
        pytest.param(FUNDUS, Told(), id="fundus"),
        pytest.param(NEWSPAPER, Told(), id="newspaper"),
        pytest.param(NEWS_PLEASE, Told(outlet="orla.example"), id="news-please"),
        pytest.param(TRAFILATURA, Told(), id="trafilatura"),
        pytest.param(GHOST, Told(outlet=None, url=None), id="Ghost: no draft"),
        pytest.param({"category": [{"records": {"article": [TROVE]}}]}, Told(authors=()), id="Trove"),
        pytest.param({"hits": {"hits": [ELASTIC]}}, Told(), id="Elasticsearch"),
        pytest.param({"response": {"docs": [ELASTIC["_source"]]}}, Told(), id="Solr"),
        pytest.param({"response": {"content": GUARDIAN}}, Told(), id="the Guardian, one item"),
        pytest.param({"totalArticles": 1, "articles": [GNEWS]}, Told((), text=f"{TEXT}…"), id="GNews, cut off"),
        pytest.param({"pagination": {"limit": 1}, "data": [MEDIASTACK]}, Told(), id="Mediastack: its description"),
        pytest.param({"status": "success", "results": [NEWSDATA]}, Told(), id="NewsData"),
        pytest.param({"posts": [WEBZ]}, Told(outlet="orla.example"), id="Webz"),
        pytest.param([MEDIA_CLOUD], Told((), text=None), id="Media Cloud: no text"),
        pytest.param([WORDPRESS], Told(outlet=None), id="WordPress"),
        pytest.param(GOOSE, Told(outlet="orla.example"), id="goose"),
        pytest.param({"@graph": [SCHEMA]}, Told(), id="schema.org, in a graph"),
    ],
)
def test_an_article_of_each_source(value: object, expected: Told) -> None:
    (record,) = read(json.dumps(value).encode()).records
    assert told(record) == expected


def test_an_article_of_trafilatura_as_xml() -> None:
    data = (
        f'<doc sitename="Orla Herald" title="{TITLE}" author="Lena Fisk" date="2023-03-14" source="{URL}" '
        f'hostname="orla.example" fingerprint="a1"><main><p>{TEXT}</p></main><comments/></doc>'
    )
    (record,) = read(data.encode()).records
    assert told(record) == Told()


def test_headlines_without_texts() -> None:
    found = {
        "articles": [
            {"url": f"{URL}/{at}", "title": TITLE, "seendate": "20230314T101500Z", "domain": "orla.example"}
            for at in (1, 2)
        ]
    }
    records = read(json.dumps(found).encode()).records
    assert [told(one) for one in records] == [Told((), "orla.example", f"{URL}/{at}", None) for at in (1, 2)]


FRAME: dict[str, list[Any]] = {"title": [TITLE, "Bridge"], "text": [TEXT, TEXT], "date": ["2023-03-14", "2023-03-15"]}
ROWS = [dict(zip(FRAME, row, strict=True)) for row in zip(*FRAME.values(), strict=True)]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({name: dict(enumerate(cells)) for name, cells in FRAME.items()}, id="by columns"),
        pytest.param(FRAME, id="lists by columns"),
        pytest.param({str(at): row for at, row in enumerate(ROWS)}, id="by index"),
        pytest.param(
            {"columns": list(FRAME), "index": [0, 1], "data": [list(row.values()) for row in ROWS]}, id="split"
        ),
        pytest.param({"schema": {"fields": []}, "data": ROWS}, id="with a schema"),
        pytest.param(ROWS, id="by rows"),
    ],
)
def test_a_data_frame_however_it_is_written(value: object) -> None:
    records = read(json.dumps(value).encode()).records
    assert [one.title.text for one in records if one.title] == [TITLE, "Bridge"]
    assert [one.published.day.day for one in records if one.published] == [14, 15]


def test_articles_by_address_and_by_outlet() -> None:
    by_url = {f"{URL}/{at}": {"title": f"{TITLE} {at}", "text": TEXT} for at in (1, 2)}
    assert [one.url for one in read(json.dumps(by_url).encode()).records] == [f"{URL}/1", f"{URL}/2"]
    by_outlet = {name: [{"title": f"{TITLE} {name}", "text": TEXT}] for name in ("Orla Herald", "Velden Times")}
    assert [one.publisher_name for one in read(json.dumps(by_outlet).encode()).records] == [
        "Orla Herald",
        "Velden Times",
    ]


def test_objects_one_behind_another() -> None:
    data = "\n".join(json.dumps({"title": f"{TITLE} {at}", "text": TEXT}, indent=2) for at in (1, 2)).encode()
    assert [one.member for one in read(data).records] == ["1", "2"]


def test_unknown_names_are_told_by_their_cells() -> None:
    rows = [{"k": f"Ferry line number {at} is back", "v": TEXT * 3, "w": f"{at + 13}/03/2023"} for at in range(3)]
    records = read(json.dumps(rows).encode()).records
    assert [one.title.text for one in records if one.title] == [row["k"] for row in rows]
    assert [one.published.day.day for one in records if one.published] == [13, 14, 15]


def test_a_page_in_an_object_is_read_as_a_page() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{TEXT}</p><p>{TEXT} Again.</p>"
    (record,) = read(json.dumps({"url": URL, "html": page, "fetched": "2023-03-15"}).encode()).records
    assert (record.raw_format, record.url, record.title.text if record.title else None) == ("html", URL, TITLE)


def test_articles_by_day() -> None:
    by_day = {f"2023-03-1{day}": [{"title": f"{TITLE} {day}", "text": TEXT}] for day in (4, 5)}
    records = read(json.dumps(by_day).encode()).records
    assert [(record.published.day.day, record.publisher_name) for record in records if record.published] == [
        (14, None),
        (15, None),
    ]


def test_references_of_catalogues_as_json() -> None:
    item = {
        "type": "article-newspaper",
        "title": TITLE,
        "container-title": "Orla Herald",
        "author": [{"family": "Fisk", "given": "Lena"}],
        "issued": {"date-parts": [[2023, 3, 14]]},
        "abstract": TEXT,
        "URL": URL,
    }
    (record,) = read(json.dumps([item]).encode()).records
    assert told(record) == Told()
