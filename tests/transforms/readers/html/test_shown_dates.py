"""Of a page that states no date, the day it shows beside its headline; not that of a comment, a teaser or an event."""

import pytest

from broadsheet.transforms.readers.html.page_reader import read_metadata
from broadsheet.transforms.readers.markup.page import parse_page


def _day(body: str, lang: str = "en-GB") -> str | None:
    page = parse_page(
        f"<html lang='{lang}'><head><title>The mill closes</title></head><body>{body}</body></html>".encode()
    )
    assert page is not None
    published = read_metadata(page).published
    return published.day.isoformat() if published else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<h1>The mill closes</h1><span class='date'>14 March 2021</span>", "2021-03-14", id="a marked day"
        ),
        pytest.param("<h1>The mill closes</h1><p>14.03.2021</p>", "2021-03-14", id="a line that is nothing else"),
        pytest.param(
            "<h1>The mill closes</h1><div class='meta'>By Tove Lindahl on March 14, 2021 in Towns</div>",
            "2021-03-14",
            id="a day among other details",
        ),
        pytest.param(
            "<p class='date'>2 May 2022</p><h1>The mill closes</h1><p class='date'>14 March 2021</p>",
            "2021-03-14",
            id="the day below the headline rather than the one above",
        ),
        pytest.param(
            "<h1>The mill closes</h1><p class='byline'>Posted 14 March 2021</p><ul class='comments'>"
            "<li><span class='date'>20 March 2021</span></li></ul>",
            "2021-03-14",
            id="a day said to be that of publication rather than a comment's",
        ),
        pytest.param(
            "<ul class='widget recent'><li><p><span class='post-date'>01/09/2022</span></p></li></ul>"
            "<div class='post_detail'>27 Sep 2020</div>",
            "2020-09-27",
            id="the article's day rather than one in a list of others",
        ),
        pytest.param(
            "<article><h1>The mill closes</h1></article><aside><a href='/b'>Bread</a> <span>14.03.2021</span></aside>",
            None,
            id="a day in a box beside the article",
        ),
        pytest.param(
            "<article><h1>The mill closes</h1><aside><p>14.03.2021</p></aside></article>",
            "2021-03-14",
            id="a day in a box of the article",
        ),
        pytest.param(
            "<h1>Der Tag</h1><p>Am 3. Mai 1950 wurde die alte Mühle gebaut.</p>", None, id="a day before the web"
        ),
        pytest.param("<h1>The mill closes</h1><p>It was built in 2016.</p>", None, id="a year is no day"),
        pytest.param("<h1>The mill closes</h1><p>Nothing is dated.</p>", None, id="no day at all"),
        pytest.param("<h1>水車</h1><p>2021年3月14日</p>", "2021-03-14", id="Japanese"),
        pytest.param(
            "<h1>Die Mühle</h1><div class='meta'>14.<a href='/2021/03'>März 2021</a> um 9:05</div>",
            "2021-03-14",
            id="a day whose month is a link",
        ),
        pytest.param(
            "<h1>The mill closes</h1><p><b>14</b><i>Mar</i><b>2021</b></p>", "2021-03-14", id="a day in three parts"
        ),
        pytest.param(
            "<h1>The mill closes</h1><p><b>14</b> mills of 2021 <i>stand in the lowlands, it says.</i></p>",
            None,
            id="numbers of a sentence are no day",
        ),
    ],
)
def test_the_day_a_page_shows(body: str, expected: str | None) -> None:
    assert _day(body) == expected


@pytest.mark.parametrize(("lang", "expected"), [("en-US", "2021-03-04"), ("en-GB", "2021-04-03"), ("fr", "2021-04-03")])
def test_the_page_s_language_settles_the_order_of_day_and_month(lang: str, expected: str) -> None:
    assert _day("<h1>The mill closes</h1><span class='date'>03/04/2021</span>", lang) == expected


def test_a_stated_date_goes_before_a_shown_one() -> None:
    body = "<time datetime='2021-03-14T09:00:00Z'>14 March</time><span class='date'>20 March 2021</span>"
    assert _day(body) == "2021-03-14"


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        pytest.param("<span data-timestamp='1615712700'>3 hours ago</span>", "2021-03-14", id="seconds"),
        pytest.param("<i data-published-at='2021-03-14T09:05:00+01:00'></i>", "2021-03-14", id="a stamp"),
        pytest.param("<div data-orig-date='14 March 2021'></div>", "2021-03-14", id="in words"),
        pytest.param("<abbr title='2021-03-14T09:05:00Z'>Sunday</abbr>", "2021-03-14", id="an abbreviation"),
        pytest.param("<span title='2021-03-14'>Sunday</span>", None, id="the title of anything else"),
        pytest.param("<div data-slot='1615712700'></div>", None, id="a number of another kind"),
        pytest.param("<div data-asset-created-date='2021-03-14'></div>", None, id="the day of something else"),
        pytest.param("<div data-time='09:05'></div>", None, id="a time without a day"),
        pytest.param("<p class='comment' data-date='2021-03-14'></p>", None, id="of a comment"),
        pytest.param("<p class='event' data-date='2021-03-14'></p>", None, id="of an event"),
    ],
)
def test_days_in_attributes(element: str, expected: str | None) -> None:
    assert _day(f"<h1>The mill closes</h1>{element}") == expected


def test_an_attribute_adds_the_time_to_the_day_shown() -> None:
    body = "<h1>The mill closes</h1><time>14 March 2021</time><i data-date='2021-03-14T09:05:00+01:00'></i>"
    page = parse_page(f"<html><head><title>The mill closes</title></head><body>{body}</body></html>".encode())
    assert page is not None
    published = read_metadata(page).published
    assert published is not None
    assert (str(published.time), published.utc_offset_min) == ("2021-03-14 09:05:00", 60)


def test_an_update_in_an_attribute_is_the_last_change() -> None:
    body = "<h1>The mill closes</h1><p>Updated <span data-timestamp='1615712700'>3 hours ago</span></p>"
    page = parse_page(f"<html><head><title>The mill closes</title></head><body>{body}</body></html>".encode())
    assert page is not None
    record = read_metadata(page)
    assert (record.published, record.modified and str(record.modified.day)) == (None, "2021-03-14")
