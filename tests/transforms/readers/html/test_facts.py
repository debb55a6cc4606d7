"""What a web page says of itself: days, addresses, section, subjects, standfirst."""

from datetime import date, datetime

import pytest

from tests.transforms.readers.html.pages import (
    FIRST,
    SECOND,
    TEXT,
    THIRD,
    linked_data,
    meta,
    news,
    page,
    paragraphs,
    record,
)

STANDFIRST = "The board of Eastmere wants the halls to stay open until the new roof is in place, and the county pays."


def path_of(*names: str) -> str:
    steps = [{"@type": "ListItem", "position": at, "item": {"name": name}} for at, name in enumerate(names, 1)]
    return linked_data({"@type": "BreadcrumbList", "itemListElement": steps})


def address(path: str) -> str:
    return f'<link rel="canonical" href="https://eastmere.example/{path}">'


@pytest.mark.parametrize(
    ("head", "time_of_day", "offset", "source"),
    [
        pytest.param(news(datePublished="2031-03-04T09:05:00+01:00"), (9, 5), 60, "json_ld", id="JSON-LD"),
        pytest.param(meta(article__published_time="2031-03-04T08:05:30Z"), (8, 5), 0, "open_graph", id="open graph"),
        pytest.param(
            '<meta name="article:published:time" content="2031-03-04T08:05Z">', (8, 5), 0, "open_graph", id="colon"
        ),
        pytest.param(
            news(datePublished="2031-03-04") + meta(article__published_time="2031-03-04T09:05:00+01:00"),
            (9, 5),
            60,
            "open_graph",
            id="the time from where it is given",
        ),
        pytest.param(
            '<meta itemprop="datePublished" content="2031-03-04T09:05:00+01:00">', (9, 5), 60, "meta", id="item"
        ),
    ],
)
def test_when_it_was_published(head: str, time_of_day: tuple[int, int], offset: int, source: str) -> None:
    found = record(page(head=head))
    assert found.published is not None
    assert found.published.day == date(2031, 3, 4)
    assert found.published.time is not None
    assert (found.published.time.hour, found.published.time.minute) == time_of_day
    assert found.published.utc_offset_min == offset
    assert found.published_source == source


def test_published_and_modified_are_apart() -> None:
    found = record(page(head=news(datePublished="2031-03-04T09:05:00Z", dateModified="2031-03-09T10:00:00Z")))
    assert found.published is not None
    assert found.modified is not None
    assert found.published.time == datetime(2031, 3, 4, 9, 5)
    assert found.modified.time == datetime(2031, 3, 9, 10, 0)
    assert not found.date_conflict


def test_sources_that_differ_by_more_than_a_day_are_a_conflict() -> None:
    head = news(datePublished="2031-03-04T09:05:00Z") + meta(article__published_time="2031-03-07T09:05:00Z")
    assert record(page(head=head)).date_conflict


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    found = record(page(head='<link rel="canonical" href="https://eastmere.example/2031/03/04/fish-market">'))
    assert found.published is not None
    assert (found.published.day, found.published_source) == (date(2031, 3, 4), "url")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            '<link rel="canonical" href="https://a.example/x/1">', "https://a.example/x/1", id="canonical link"
        ),
        pytest.param(meta(og__url="https://a.example/x/1"), "https://a.example/x/1", id="open graph"),
        pytest.param(
            '<link rel="canonical" href="https://a.example/">' + meta(og__url="https://a.example/x/1"),
            "https://a.example/x/1",
            id="not the front page",
        ),
        pytest.param('<link rel="canonical" href="javascript:alert(1)">', None, id="no script"),
        pytest.param('<link rel="canonical" href="http://[bad/">', None, id="broken"),
    ],
)
def test_the_canonical_address(head: str, expected: str | None) -> None:
    assert record(page(head=head)).canonical_url == expected


def test_what_a_page_says_of_itself() -> None:
    head = news(
        publisher={"@type": "Organization", "name": "Eastmere Post"},
        articleSection="Harbour",
        keywords="fish, harbour; county",
        isAccessibleForFree="False",
        genre="report",
    )
    found = record(page('<p class="standfirst">Ten more years for the five old halls.</p>' + TEXT, head))
    assert (found.publisher_name, found.section, found.genre) == ("Eastmere Post", "Harbour", "report")
    assert found.keywords == ("fish", "harbour", "county")
    assert found.quality_flags == ("paywall",)
    assert found.subtitle is not None
    assert found.subtitle.text == "Ten more years for the five old halls."
    assert paragraphs(page('<p class="standfirst">Ten more years for the five old halls.</p>' + TEXT)) == [
        FIRST,
        SECOND,
        THIRD,
    ]


@pytest.mark.parametrize(("told", "flags"), [("false", ("paywall",)), ("true", ()), ("", ())])
def test_microdata_tells_of_a_paywall(told: str, flags: tuple[str, ...]) -> None:
    assert record(page(f'<meta itemprop="isAccessibleForFree" content="{told}">{TEXT}')).quality_flags == flags


def test_the_outlet_is_named_by_its_link_home() -> None:
    home = "<header><a href='/'>The Eastmere Post</a></header>"
    head = "<title>Mayor returns - trams wait - The Eastmere Post</title>"
    found = record(f"<html><head>{head}</head><body>{home}{TEXT}</body></html>".encode()).title
    assert found is not None
    assert found.text == "Mayor returns - trams wait"


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        pytest.param("<!-- saved from url=(0025)https://a.example/x/halls -->", "", id="saved by a browser"),
        pytest.param("<!--\n Page saved\n url: https://a.example/x/halls\n-->", "", id="saved with SingleFile"),
        pytest.param("", "<p>Printed from: https://a.example/x/halls</p>", id="printed"),
        pytest.param("", "<div>This is a cache of https://a.example/x/halls.</div>", id="cached"),
    ],
)
def test_the_address_that_a_copy_notes(before: str, inside: str) -> None:
    data = f"<html>{before}<head><title>Halls</title></head><body><h1>Halls</h1>{TEXT}{inside}</body></html>".encode()
    assert record(data).canonical_url == "https://a.example/x/halls"


@pytest.mark.parametrize(
    ("body_of_page", "subtitle"),
    [
        pytest.param(f"<p>{STANDFIRST}</p><div>{TEXT}</div>", None, id="a paragraph that the text has, too"),
        pytest.param(f"<div><p>{STANDFIRST}</p>{TEXT}</div>", None, id="the first paragraph of the text"),
        pytest.param(f"<div>{TEXT}<h3 class='subhead'>What the traders say of it</h3>{TEXT}</div>", None, id="inside"),
        pytest.param(f"<h2>{STANDFIRST}</h2><div>{TEXT}</div>", STANDFIRST, id="a heading"),
    ],
)
def test_the_standfirst_is_what_the_description_repeats(body_of_page: str, subtitle: str | None) -> None:
    found = record(page(body_of_page, meta(description=STANDFIRST))).subtitle
    assert (found.text if found else None) == subtitle


def test_a_paragraph_outside_of_the_text_is_the_standfirst() -> None:
    head = f"<head><title>Towns</title><meta name='description' content='{STANDFIRST}'></head>"
    top = f"<header><h1>Eastmere keeps its fish market</h1><p>{STANDFIRST}</p></header>"
    text = "".join(f"<p>{SECOND.replace('two', str(number))}</p>" for number in range(60))
    data = f"<html>{head}<body>{top}<article>{text}</article></body></html>".encode()
    found = record(data)
    assert found.subtitle is not None
    assert found.subtitle.text == STANDFIRST
    assert STANDFIRST not in paragraphs(data)


def test_a_description_cut_at_its_end_is_repeated_too() -> None:
    found = record(page(f"<h2>{STANDFIRST}</h2><div>{TEXT}</div>", meta(description=STANDFIRST[:70]))).subtitle
    assert found is not None
    assert found.text == STANDFIRST


def test_a_sentence_is_no_alternative_headline() -> None:
    found = record(page(f"<h2>{STANDFIRST}</h2>{TEXT}", news(alternativeHeadline=STANDFIRST)))
    assert [seen.value for seen in found.candidates if seen.rule == "alternative"] == []
    assert found.subtitle is not None
    assert found.subtitle.text == STANDFIRST


@pytest.mark.parametrize(
    ("head", "section"),
    [
        pytest.param(news(articleSection="Harbour"), "Harbour", id="stated in JSON-LD"),
        pytest.param(meta(article__section="Harbour"), "Harbour", id="in a meta tag"),
        pytest.param(path_of("Eastmere Post", "Towns", "Harbour"), "Harbour", id="the innermost step of the path"),
        pytest.param(
            path_of("Start", "Hafen", "Eastmere keeps its fish market"), "Hafen", id="a step before the article's own"
        ),
        pytest.param(path_of("Start", "Eastmere keeps its fish market"), None, id="a path without a section"),
        pytest.param(path_of("Harbour"), "Harbour", id="a path of one step"),
        pytest.param(address("wirtschaft/2024/markt-123"), "wirtschaft", id="a section in the address"),
        pytest.param(address("2024/05/03/real-estate/market"), "real estate", id="behind the day in the address"),
        pytest.param(address("keeps-its-market/123"), None, id="no section in the address"),
        pytest.param(
            meta(article__section="News") + path_of("Start", "Harbour"), "Harbour", id="more than all that there is"
        ),
        pytest.param(meta(article__section="News"), "News", id="all that there is"),
        pytest.param(meta(article__section="post"), None, id="a kind of page"),
        pytest.param(meta(article__section="Harbour, fish, halls, roofs"), "Harbour", id="the first of many tags"),
    ],
)
def test_the_section(head: str, section: str | None) -> None:
    assert record(page(head=head)).section == section


def test_links_to_a_category_and_to_tags() -> None:
    tags = "".join(f"<a rel='tag' href='/{name}'>{name}</a> " for name in ("Fish", "Roofs"))
    found = record(page(f"{TEXT}<p><a rel='category tag' href='/h'>Harbour</a> {tags}</p>"))
    assert (found.section, found.keywords) == ("Harbour", ("Fish", "Roofs"))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param("fish, halls", ("fish", "halls"), id="subjects"),
        pytest.param(
            "fish, 100312362, @post-id:12, /article, WC: 1000-1999", ("fish",), id="without those of machines"
        ),
        pytest.param("fish, stats-reach-team-all", ("fish",), id="without names of lists"),
        pytest.param("Eastmere Post, Front Page, fish", ("fish",), id="without the outlet and the kind of page"),
        pytest.param("covid-19, vice-president", ("covid-19", "vice-president"), id="hyphens"),
    ],
)
def test_keywords_are_subjects(stated: str, expected: tuple[str, ...]) -> None:
    head = meta(og__site_name="Eastmere Post") + f"<meta name='keywords' content='{stated}'>"
    assert record(page(head=head)).keywords == expected
