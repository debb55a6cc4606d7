"""When a page says that its article was published and changed, and how that is known."""

import pytest

from broadsheet.transforms.readers.html.page_reader import read_metadata
from broadsheet.transforms.readers.markup.page import parse_page
from broadsheet.transforms.records.record import Record


def record(body: str = "", head: str = "", lang: str = "en-GB") -> Record:
    title = "<title>The mill closes</title>"
    source = f"<html lang='{lang}'><head>{title}{head}</head><body>{body}</body></html>"
    page = parse_page(source.encode())
    assert page is not None
    return read_metadata(page)


def days(found: Record) -> tuple[str | None, str | None]:
    published, modified = found.published, found.modified
    return published.day.isoformat() if published else None, modified.day.isoformat() if modified else None


HEADLINE = "<h1>The mill closes</h1>"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Updated 3 May 2024", (None, "2024-05-03"), id="a change alone is no publication"),
        pytest.param("Updated 3 May 2024, Published 1 May 2024", ("2024-05-01", "2024-05-03"), id="the change first"),
        pytest.param("Published 1 May 2024, updated 3 May 2024", ("2024-05-01", "2024-05-03"), id="the change last"),
        pytest.param("Updated on 09/11/25", (None, "2025-11-09"), id="day first in Britain"),
        pytest.param("2024年5月3日更新", (None, "2024-05-03"), id="the word behind the day"),
        pytest.param("Stand: 03.05.2024", ("2024-05-03", None), id="the state of a German page"),
        pytest.param("Tove Lindahl, May 3, 2024", ("2024-05-03", None), id="behind a name"),
    ],
)
def test_lines_that_the_page_shows(line: str, expected: tuple[str | None, str | None]) -> None:
    assert days(record(f"{HEADLINE}<p class='info'>{line}</p>")) == expected


def test_a_word_before_a_time_element_says_what_it_is_of() -> None:
    body = f"{HEADLINE}<p>Updated <time datetime='2024-05-03'>3 May</time></p>"
    assert days(record(body)) == (None, "2024-05-03")


@pytest.mark.parametrize(("lang", "modified"), [("en", None), ("en-US", "2025-09-11"), ("en-GB", "2025-11-09")])
def test_day_and_month_in_digits_want_a_country(lang: str, modified: str | None) -> None:
    assert days(record(f"{HEADLINE}<p class='info'>Updated on 09/11/25</p>", lang=lang)) == (None, modified)


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param("<div class='comments'><time datetime='2009-04-11'>11 April 2009</time></div>", id="a comment"),
        pytest.param("<div class='related'><time datetime='2009-04-11'>11 April 2009</time></div>", id="a teaser"),
        pytest.param("<a href='/b'><b>The bridge falls at last, at night</b><i>11 April 2009</i></a>", id="a link"),
        pytest.param("<p class='event-date'>11 April 2009, 20:00</p>", id="an event"),
        pytest.param("<div class='weather'><p>11 April 2009</p></div>", id="the weather"),
        pytest.param(
            "<div itemscope itemtype='https://schema.org/Event'><i itemprop='datePublished'>2009-04-11</i></div>",
            id="another item of microdata",
        ),
        pytest.param("<p>On 11 April 2009 the mill was sold, and the miller left the town for good.</p>", id="prose"),
    ],
)
def test_days_of_other_things(beside: str) -> None:
    assert days(record(f"{HEADLINE}{beside}")) == (None, None)


def test_the_clock_of_the_site_is_not_the_article_s_day() -> None:
    body = f"<header><ul class='nav'><li>8 December 2020</li></ul></header>{HEADLINE}<p>13 October 2020</p>"
    assert days(record(body)) == ("2020-10-13", None)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


CANONICAL = '<link rel="canonical" href="https://a.example/2021/03/05/mill-closes">'


@pytest.mark.parametrize(
    ("head", "body", "day", "basis"),
    [
        pytest.param(
            meta("article:published_time", "2021-03-05T10:00:00+01:00"), "", "2021-03-05", "stated_local", id="a"
        ),
        pytest.param(meta("article:published_time", "2021-03-04T10:00:00Z"), "", "2021-03-04", "stated_utc", id="UTC"),
        pytest.param(
            meta("article:published_time", "2021-03-04T23:00:00Z") + CANONICAL,
            "",
            "2021-03-05",
            "address",
            id="address",
        ),
        pytest.param(
            meta("article:published_time", "2021-03-04T23:00:00Z"),
            "<time>5 March 2021</time>",
            "2021-03-05",
            "shown",
            id="shown beside UTC",
        ),
        pytest.param(
            meta("article:published_time", "2021-03-04T10:00:00Z") + CANONICAL.replace("05", "09"),
            "",
            "2021-03-04",
            "stated_utc",
            id="an address days away settles nothing",
        ),
        pytest.param(meta("issue_date", "2021-03-05"), "", "2021-03-05", "print_edition", id="the printed issue"),
        pytest.param(CANONICAL, "", "2021-03-05", "address", id="the address alone"),
        pytest.param("", "<p class='date'>5 March 2021</p>", "2021-03-05", "shown", id="shown alone"),
        pytest.param(
            meta("published_on", "2021-03-05T10:00:00+01:00"), "", "2021-03-05", "stated_local", id="any name"
        ),
        pytest.param(
            meta("date", "2021-03-08"), "<time>5 March 2021</time>", "2021-03-05", "shown", id="before a weak one"
        ),
    ],
)
def test_how_the_day_is_known(head: str, body: str, day: str, basis: str) -> None:
    found = record(HEADLINE + body, head)
    assert (days(found)[0], found.published_basis) == (day, basis)


def test_the_same_instant_in_the_outlet_s_zone_is_taken() -> None:
    head = meta("article:published_time", "2021-03-04T22:04:00Z") + meta("date", "2021-03-05T00:04:00+02:00")
    published = record(HEADLINE, head).published
    assert published is not None
    assert (published.day.isoformat(), published.utc_offset_min) == ("2021-03-05", 120)


@pytest.mark.parametrize(
    ("head", "precision"),
    [
        pytest.param('<link rel="canonical" href="https://a.example/2014/04/mill-closes">', "month", id="an address"),
        pytest.param(meta("datepublished", "April 2014"), "month", id="stated"),
    ],
)
def test_a_month_is_no_day(head: str, precision: str) -> None:
    published = record(HEADLINE, head).published
    assert published is not None
    assert (published.day.isoformat(), published.precision) == ("2014-04-01", precision)


def test_a_version_in_the_words_of_an_address_is_no_day() -> None:
    head = '<link rel="canonical" href="https://a.example/tools/mill-2026-07-12-released">'
    assert days(record(HEADLINE, head)) == (None, None)


def test_a_day_after_the_page_was_archived_is_refused() -> None:
    head = '<link rel="canonical" href="https://web.archive.org/web/20120405000000/https://a.example/mill">'
    assert days(record(f"{HEADLINE}<p class='date'>5 March 2021</p>", head)) == (None, None)


@pytest.mark.parametrize(
    ("stamp", "path", "day"),
    [
        pytest.param("2024-05-03T23:30:00Z", "2024/05/04", "2024-05-04", id="the next day in the east"),
        pytest.param("2024-05-03T03:30:00Z", "2024/05/02", "2024-05-02", id="the day before in the west"),
        pytest.param("2024-05-03T10:04:00Z", "2024/05/02", "2024-05-03", id="the day has begun everywhere"),
        pytest.param("2024-05-03T10:59:00Z", "2024/05/04", "2024-05-03", id="the day is over nowhere"),
    ],
)
def test_the_day_of_an_address_beside_a_stamp_in_utc(stamp: str, path: str, day: str) -> None:
    link = f"<link rel='canonical' href='https://alby.example/{path}/mill'>"
    found = record(HEADLINE, f"{link}<meta property='article:published_time' content='{stamp}'>")
    assert days(found) == (day, None)


def test_a_film_that_the_page_is_about() -> None:
    body = (
        "<div itemscope itemtype='https://schema.org/VideoObject'>"
        f"<meta itemprop='uploadDate' content='2024-05-03'>{HEADLINE}</div>"
    )
    assert days(record(body)) == ("2024-05-03", None)


def test_a_film_beside_the_text() -> None:
    day = "<meta itemprop='uploadDate' content='2024-05-03'>"
    film = f"<div itemscope itemtype='https://schema.org/VideoObject'>{day}</div>"
    assert days(record(f"{HEADLINE}{film}")) == (None, None)
