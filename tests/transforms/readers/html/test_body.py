"""The body of a page: what it shows, what it tells in JSON-LD where that is more, and how sure two readings are."""

import json

import pytest

from broadsheet.transforms.readers.html.body import Body, extract_body
from broadsheet.transforms.readers.markup.page import parse_page

PROSE = [
    f"The council of Alby agreed on Monday that hall number {number} will be mended, and that traders may stay."
    for number in range(8)
]
SHOWN = "".join(f"<p>{text}</p>" for text in PROSE[:3])


def body(inside: str, article: dict[str, object] | None = None) -> Body:
    node = json.dumps({"@type": "NewsArticle", "headline": "The halls of Alby", **(article or {})})
    head = f'<title>The halls of Alby</title><script type="application/ld+json">{node}</script>'
    page = parse_page(f"<html><head>{head}</head><body>{inside}</body></html>".encode())
    assert page is not None
    return extract_body(page, (), {"thehallsofalby"}, "https://a.example/halls")


def test_two_readings_of_a_plain_page_agree() -> None:
    read = body(f"<article><h1>The halls of Alby</h1>{SHOWN}</article>")
    assert [line.text for line in read.lines] == PROSE[:3]
    assert (round(read.agreement, 1), read.prose_share) == (1.0, 1.0)


@pytest.mark.parametrize(
    "article",
    [
        pytest.param({"articleBody": "\n".join(PROSE)}, id="the whole text"),
        pytest.param({"articleBody": "".join(f"<p>{text}</p>" for text in PROSE)}, id="the whole text with marks"),
        pytest.param(
            {"liveBlogUpdate": [{"@type": "BlogPosting", "articleBody": text} for text in PROSE]},
            id="posts of a live blog",
        ),
    ],
)
def test_what_the_page_tells_where_it_shows_less(article: dict[str, object]) -> None:
    assert [line.text for line in body(f"<article>{SHOWN}</article>", article).lines] == PROSE


def test_a_part_of_the_text_in_json_ld_takes_nothing_away() -> None:
    read = body(f"<article>{SHOWN}</article>", {"articleBody": PROSE[0]})
    assert [line.text for line in read.lines] == PROSE[:3]


def test_a_body_of_little_of_the_page_s_prose() -> None:
    other = "".join(f"<p>{text.replace('hall', 'mill')} {text}</p>" for text in PROSE * 3)
    read = body(f"<div class='article-body'>{SHOWN}</div><div class='comments'>{other}</div>")
    assert [line.text for line in read.lines] == PROSE[:3]
    assert read.prose_share < 0.2


def test_links_keep_their_whole_address() -> None:
    linked = PROSE[0].replace("council", '<a href="/council">council</a>')
    (line,) = body(f"<p>{linked}</p>").lines
    assert [(link.url, line.text[link.start : link.end]) for link in line.links] == [
        ("https://a.example/council", "council")
    ]


def test_an_empty_page() -> None:
    read = body("")
    assert (read.lines, read.agreement, read.prose_share) == ([], 0.0, 0.0)
