"""Addresses and their parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.metadata.urls import UrlParts, archive_url, clean_url, url_parts

URL = "https://www.orlovapost.com/2023/03/14/ferry-line-reopens-a1182"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(URL, id="clean already"),
        pytest.param(f" <{URL}> ", id="brackets around it"),
        pytest.param(f"{URL})", id="a bracket left over"),
        pytest.param(f"{URL}#top", id="a fragment"),
        pytest.param(f"{URL}?utm_source=rss&fbclid=a", id="tracking parameters"),
        pytest.param(f"{URL}/amp?utm_source=rss#top", id="an AMP page"),
        pytest.param(f"{URL}?outputType=amp", id="an AMP parameter"),
        pytest.param(f"https://web.archive.org/web/20230401000000/{URL}", id="a web archive"),
        pytest.param(f"https://web.archive.org/web/20230401000000id_/{URL}/amp?utm_source=rss#top)", id="all of it"),
        pytest.param(
            "https://www.google.com/amp/s/www.orlovapost.com/2023/03/14/ferry-line-reopens-a1182/amp/", id="a cache"
        ),
        pytest.param("www.orlovapost.com/2023/03/14/ferry-line-reopens-a1182", id="no scheme"),
    ],
)
def test_clean_addresses(given: str) -> None:
    assert clean_url(given) == URL


def test_brackets_of_an_address_stay() -> None:
    assert clean_url("https://orla.com/ferry_(boat)") == "https://orla.com/ferry_(boat)"


def test_the_archive_is_kept() -> None:
    archived = f"https://web.archive.org/web/20230401000000/{URL}"
    assert archive_url(f"<{archived}>") == archived
    assert archive_url(URL) is None


def test_parts_of_an_article() -> None:
    assert url_parts(URL) == UrlParts(
        host="www.orlovapost.com",
        publisher_domain="orlovapost.com",
        slug="ferry-line-reopens-a1182",
        url_date=date(2023, 3, 14),
        article_id="a1182",
        key="orlovapost.com/2023/03/14/ferry-line-reopens-a1182",
    )


@pytest.mark.parametrize(
    ("url", "field", "expected"),
    [
        pytest.param("https://news.orla.co.uk/a", "publisher_domain", "orla.co.uk", id="a suffix of two labels"),
        pytest.param("https://orla.example/a", "publisher_domain", "orla.example", id="an unknown suffix counts"),
        pytest.param("https://1.2.3.4/a", "publisher_domain", None, id="an IP address has no publisher"),
        pytest.param("http://localhost/a", "publisher_domain", None, id="a bare host has no publisher"),
        pytest.param("https://ORLA.com:8080/a", "host", "orla.com", id="case and port of a host do not count"),
        pytest.param("https://orla.com/news/ferry.html", "slug", "ferry", id="the extension is cut"),
        pytest.param("https://orla.com/ferry/index.html", "slug", "ferry", id="an index page is named by its folder"),
        pytest.param("https://orla.com/%D0%BF%D0%B0%D1%80", "slug", "пар", id="percent signs are decoded"),
        pytest.param("https://orla.com/", "slug", None, id="a front page has no slug"),
        pytest.param("https://orla.com/2023/mar/14/a", "url_date", date(2023, 3, 14), id="a month's name"),
        pytest.param("https://orla.com/news/20230314/a", "url_date", date(2023, 3, 14), id="eight digits"),
        pytest.param("https://orla.com/live/2023-03-14-ferry", "url_date", date(2023, 3, 14), id="hyphens"),
        pytest.param("https://orla.com/2023/13/45/a", "url_date", None, id="no such day"),
        pytest.param(
            "https://orla.com/n1/2023/0314/c12.html", "url_date", date(2023, 3, 14), id="month and day in one"
        ),
        pytest.param(
            "https://orla.com/sea/2023/03/230314-ferry-line", "url_date", date(2023, 3, 14), id="six digits in a slug"
        ),
        pytest.param("https://orla.com/sea/2023/03/240314-ferry", "url_date", None, id="six digits of another year"),
        pytest.param("https://orla.com/view/ORL20230314004500", "url_date", date(2023, 3, 14), id="behind letters"),
        pytest.param("https://orla.com/a/202303140915001", "url_date", date(2023, 3, 14), id="day, time and number"),
        pytest.param("https://orla.com/a/202313140915001", "url_date", None, id="a long number that is no day"),
        pytest.param("https://orla.com/a/2023031", "url_date", None, id="a short number"),
        pytest.param("https://orla.com/world-europe-61234567", "article_id", "61234567", id="digits at the end"),
        pytest.param(
            "https://orla.com/story/3000000218734/ferry", "article_id", "3000000218734", id="digits in the path"
        ),
        pytest.param("https://orla.com/best-ferries-of-2023", "article_id", None, id="a year is no article id"),
        pytest.param("https://orla.com/view.php?page=2&id=77", "article_id", "77", id="a parameter"),
        pytest.param(
            "https://orla.com/view.php?nr=7&a=77", "key", "orla.com/view.php?a=77&nr=7", id="parameters, sorted"
        ),
        pytest.param(
            "https://orla.com/ferry-line-reopens?id=77", "key", "orla.com/ferry-line-reopens?id=77", id="beside a slug"
        ),
        pytest.param("https://orla.com/?ref=home&p=7", "key", "orla.com?p=7", id="not where the reader came from"),
        pytest.param("https://orla.com/view.asp?ref=104", "key", "orla.com/view.asp?ref=104", id="a number is a name"),
        pytest.param("https://app.orla.com/#!/article/7", "key", "app.orla.com#!/article/7", id="a route of a script"),
        pytest.param("https://orla.com/a#comments", "key", "orla.com/a", id="a place in the page"),
        pytest.param("https://orla.com/a/amp/", "key", "orla.com/a/amp", id="an AMP page has a key of its own"),
        pytest.param("https://orla.com/", "key", None, id="a home page"),
        pytest.param("https://www.orla.com/index.html?utm_source=x", "key", None, id="a home page's file"),
        pytest.param("http://www.orla.com/a/", "key", "orla.com/a", id="scheme, www and last slash do not count"),
        pytest.param("no address", "key", None, id="no address"),
        pytest.param("http://[::1", "host", None, id="a broken host"),
    ],
)
def test_single_parts(url: str, field: str, expected: object) -> None:
    assert getattr(url_parts(url), field) == expected


@given(st.text() | st.text(alphabet="htps:/w.orlacm?&=#%()[]@-1 "))
def test_any_string_is_answered(text: str) -> None:
    parts = url_parts(text)
    assert parts.host is not None or parts.key is None
    assert clean_url(clean_url(text)) is not None
    assert archive_url(text) is None or "archive" in text or "perma" in text


@pytest.mark.parametrize(
    "hostile", ["https://a.com/" + "amp/" * 250_000, "https://" + "a." * 500_000, "(" * 1_000_000, "/a" * 500_000]
)
def test_long_strings_are_cheap(hostile: str) -> None:
    assert len(clean_url(hostile)) <= 4_000
    assert len(url_parts(hostile).key or "") <= 4_000


@pytest.mark.parametrize(
    ("url", "key"),
    [
        pytest.param("https://orla.com/a?amp=1", "orla.com/a?amp=1", id="a parameter"),
        pytest.param("https://orla.com/a?id=7&amp", "orla.com/a?amp&id=7", id="a parameter without a value"),
        pytest.param("https://orla.com/a?outputType=amp", "orla.com/a?outputType=amp", id="another one"),
        pytest.param("https://orla.com/a?amp=0", "orla.com/a", id="a parameter that says no"),
        pytest.param("https://orla.com/?amp=1", None, id="a home page stays one"),
    ],
)
def test_a_page_for_telephones_has_a_key_of_its_own(url: str, key: str | None) -> None:
    assert url_parts(url).key == key
