"""What is read from JSON: the shapes that articles come in, and what is wrong with some."""

import json
from typing import Any

import pytest

from broadsheet.transforms.readers.interfaces.json_articles import read
from broadsheet.transforms.readers.sniffing import sniff
from broadsheet.transforms.records.record import Record

TEXT = "The council of Orlova voted on Monday.\n\nTwo boats will run from May."
PLAIN = {"title": "Ferries return", "author": "Lena Fisk", "date": "2023-03-14T09:05:00+01:00", "text": TEXT}
SCHEMA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Orlova Post", "description": "A paper.", "url": "https://a.example/"},
        {
            "@type": "NewsArticle",
            "headline": "Ferries return",
            "articleBody": TEXT,
            "author": [{"@type": "Person", "name": "Lena Fisk"}, {"@type": "Person", "name": "Ivo Brandt"}],
            "datePublished": "2023-03-14T09:05:00+01:00",
            "publisher": {"@type": "Organization", "name": "Orlova Post"},
            "mainEntityOfPage": {"@id": "https://a.example/ferries"},
            "articleSection": "City",
            "keywords": "ferry, river",
            "inLanguage": "en-GB",
        },
    ],
}
WORDPRESS = {
    "id": 7,
    "date": "2023-03-14T10:05:00",
    "date_gmt": "2023-03-14T09:05:00",
    "link": "https://a.example/ferries/",
    "title": {"rendered": "Ferries &#8217;return&#8217;"},
    "content": {"rendered": "<p>The council voted.</p>\n<p>Two <a href='/boats'>boats</a>.</p>", "protected": False},
    "excerpt": {"rendered": "<p>The council&hellip;</p>"},
    "author": 3,
    "_embedded": {"author": [{"name": "Lena Fisk"}]},
}
NEWS_PLEASE = {
    "authors": ["Lena Fisk"],
    "date_publish": "2023-03-14 09:05:00",
    "language": "en",
    "maintext": TEXT,
    "source_domain": "a.example",
    "title": "Ferries return",
    "title_page": None,
    "url": "https://a.example/ferries",
}
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Orlova Post",
    "items": [
        {
            "id": "1",
            "title": "Ferries return",
            "content_html": "<p>The council voted.</p>",
            "date_published": "2023-03-14",
        },
        {
            "id": "2",
            "title": "Bridge closed",
            "content_text": "The bridge is shut.",
            "authors": [{"name": "Lena Fisk"}],
        },
    ],
}


def records(value: Any) -> list[Record]:  # noqa: ANN401 - any JSON
    reading = read(json.dumps(value).encode())
    assert not reading.rejects
    return list(reading.records)


def body(record: Record) -> list[str]:
    return [block.passage.text for block in record.blocks]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(PLAIN, id="title and text"),
        pytest.param(SCHEMA, id="schema.org, in a graph"),
        pytest.param(NEWS_PLEASE, id="news-please"),
        pytest.param({"articles": [PLAIN]}, id="a list under a name"),
    ],
)
def test_title_author_day_and_text(value: Any) -> None:  # noqa: ANN401 - any JSON
    (record,) = records(value)
    assert record.title is not None
    assert record.published is not None
    assert (record.title.text, str(record.published.time)) == ("Ferries return", "2023-03-14 09:05:00")
    assert record.authors[0].name == "Lena Fisk"
    assert body(record) == ["The council of Orlova voted on Monday.", "Two boats will run from May."]


def test_schema_org_gives_what_else_it_says() -> None:
    (record,) = records(SCHEMA)
    assert [author.name for author in record.authors] == ["Lena Fisk", "Ivo Brandt"]
    assert (record.publisher_name, record.section, record.keywords) == ("Orlova Post", "City", ("ferry", "river"))
    assert (record.url, record.language) == ("https://a.example/ferries", "en")


def test_wordpress_renders_html() -> None:
    (record,) = records(WORDPRESS)
    assert record.title is not None
    assert record.published is not None
    assert (record.title.text, body(record)) == ("Ferries ’return’", ["The council voted.", "Two boats."])
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert (str(record.published.time), record.published.utc_offset_min) == ("2023-03-14 09:05:00", 0)
    assert [link.url for block in record.blocks for link in block.links] == ["https://a.example/boats"]


def test_a_json_feed_numbers_its_items() -> None:
    made = records(FEED)
    assert [(record.member, record.raw_format, record.publisher_name) for record in made] == [
        ("1", "json_feed", "Orlova Post"),
        ("2", "json_feed", "Orlova Post"),
    ]
    assert [body(record) for record in made] == [["The council voted."], ["The bridge is shut."]]


def test_a_list_numbers_its_articles() -> None:
    assert [record.member for record in records([PLAIN, PLAIN])] == ["1", "2"]


def test_a_bad_line_is_a_reject_and_the_others_go_on() -> None:
    good = json.dumps(PLAIN)
    reading = read(f'{good}\n{{"title": "cut\n\n{good}\n[1]\n'.encode())
    assert [record.member for record in reading.records] == ["1", "4"]
    assert [(reject.code, reject.member) for reject in reading.rejects] == [("malformed", "2"), ("malformed", "5")]


def test_a_line_separator_in_a_string_ends_no_line() -> None:
    line = json.dumps({**PLAIN, "text": "One\u2028two."}, ensure_ascii=False)
    assert len(read(f"{line}\n{line}\n".encode()).records) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b'{"title": "a", "text": ', "malformed", id="cut off"),
        pytest.param(b'{"title": "a", "text": "b",}', "malformed", id="a comma too many"),
        pytest.param(b"[" * 100_000, "malformed", id="nested too deep"),
        pytest.param(b'{"title": "a", "text": ' + b"1" * 5_000 + b"}", "malformed", id="a number of 5,000 digits"),
        pytest.param(b'{"title": "a", "text": null}', "no_article", id="no text"),
        pytest.param(b'{"title": "a", "text": 12345}', "no_article", id="a number for a text"),
        pytest.param(b'{"name": "left-pad", "description": "pads"}', "no_article", id="an object of another kind"),
        pytest.param(b'{"a": 1}', "no_article", id="an object without known fields"),
        pytest.param(b"[]", "no_article", id="an empty list"),
    ],
)
def test_what_is_no_article_is_a_reject(data: bytes, code: str) -> None:
    reading = read(data)
    assert not reading.records
    assert [reject.code for reject in reading.rejects] == [code]


def test_nan_a_lone_surrogate_and_nul_do_no_harm() -> None:
    data = b'{"title": "a\\ud800b", "text": "One\\u0000 two three.", "score": NaN}'
    (record,) = read(data).records
    assert record.title is not None
    assert (record.title.text, body(record)) == ("ab", ["One two three."])


def test_terms_and_the_picture_that_wordpress_embeds() -> None:
    embedded = {
        "author": [{"id": 7, "name": "Anna Weiss"}],
        "wp:term": [
            [{"id": 99, "taxonomy": "category", "name": "City"}],
            [{"id": 1044, "taxonomy": "post_tag", "name": "Harbours"}],
        ],
        "wp:featuredmedia": [
            {"source_url": "https://a.example/1.jpg", "caption": {"rendered": "<p>The ferry leaves.</p>"}}
        ],
    }
    (record,) = records({**WORDPRESS, "author": 7, "categories": [99], "tags": [1044], "_embedded": embedded})
    assert (record.section, record.keywords, record.byline_raw) == ("City", ("Harbours",), "Anna Weiss")
    assert [image.url for image in record.images] == ["https://a.example/1.jpg"]
    assert record.blocks[0].passage.text == "The ferry leaves."


@pytest.mark.parametrize(
    ("value", "members", "rejected"),
    [
        pytest.param(
            [PLAIN, {"headline": "only", "date": "2023-03-14"}, PLAIN],
            ["1", "3"],
            [("no_article", "2")],
            id="an object without a text",
        ),
        pytest.param(
            {"articles": [{"headline": "only", "source": {"name": "Orlova Post"}}, PLAIN]},
            ["2"],
            [("no_article", "1")],
            id="under a name",
        ),
        pytest.param([PLAIN, 5, PLAIN], ["1", "3"], [("malformed", "2")], id="what is no object"),
        pytest.param([PLAIN, {"text": "A note."}], ["1", "2"], [], id="a text without a title"),
        pytest.param(
            {"hits": {"hits": [{"_source": PLAIN}, {"_source": PLAIN}]}}, ["1", "2"], [], id="objects around articles"
        ),
        pytest.param(
            [{"@type": "SearchAction", "target": "a"}, PLAIN], ["1"], [], id="what says that it is something else"
        ),
        pytest.param({**PLAIN, "data": [{"a": 1}]}, [""], [], id="a list of something else in an article"),
        pytest.param({"articles": [PLAIN], "data": [{"a": 1}]}, [""], [], id="a list of something else beside one"),
        pytest.param(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "A note."}]},
            ["1"],
            [],
            id="a note of a feed, without title and address",
        ),
        pytest.param(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://a.example/1"}]},
            [],
            [("no_article", "1")],
            id="a link of a feed",
        ),
    ],
)
def test_entries_keep_their_place_and_none_is_dropped(
    value: Any,  # noqa: ANN401 - any JSON
    members: list[str],
    rejected: list[tuple[str, str]],
) -> None:
    reading = read(json.dumps(value).encode())
    assert [record.member for record in reading.records] == members
    assert [(reject.code, reject.member) for reject in reading.rejects] == rejected


def test_an_object_above_a_text_is_its_front_matter() -> None:
    (record,) = read(b'{\n  "title": "Ferries return",\n  "date": "2023-03-14"\n}\n\n' + TEXT.encode()).records
    assert record.title is not None
    assert record.published is not None
    assert (record.title.text, record.published.day.isoformat()) == ("Ferries return", "2023-03-14")
    assert body(record) == ["The council of Orlova voted on Monday.", "Two boats will run from May."]


@pytest.mark.parametrize("data", [b'{"title": "a", "text": "b"}x', b'{"title": "a"}, then', b"[1, 2] and more"])
def test_what_stands_behind_a_value_is_a_fault(data: bytes) -> None:
    assert [reject.code for reject in read(data).rejects] == ["malformed"]


def test_notes_above_the_lines_are_passed_over() -> None:
    line = json.dumps(PLAIN)
    data = f"# made by harvest 2.1\n# of March\n{line}\n{line}\n".encode()
    assert sniff(data) == "json"
    assert [record.member for record in read(data).records] == ["1", "2"]
