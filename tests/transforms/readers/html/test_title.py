"""The headline of a web page: which of its titles it is, and what is no part of it."""

import pytest

from broadsheet.transforms.readers.html.page_reader import read
from broadsheet.transforms.records.record import Record
from tests.transforms.readers.html.pages import TEXT, meta, news, page, record

FLOUR = "".join(
    f"<p>The bakers of Alby told the town meeting on Monday that flour number {at} is dear.</p>" for at in range(4)
)


def of_flour(inside: str, title: str = "Prices of flour") -> Record:
    source = f"<html><head><title>{title}</title></head><body>{inside}</body></html>"
    (record,) = read(source.encode()).records
    return record


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        pytest.param(
            "<span>Harbour</span><span>Board keeps the market</span>", "Harbour Board keeps the market", id="kicker"
        ),
        pytest.param(
            "<span class='head__kicker'>Harbour</span><span>Board keeps the market</span>",
            "Board keeps the market",
            id="kicker that is marked as one",
        ),
        pytest.param('<em>Board</em>"We keep it"', 'Board "We keep it"', id="quotation"),
        pytest.param("<span class='drop'>B</span>oard keeps the market", "Board keeps the market", id="first letter"),
        pytest.param("e<b>x</b>tra", "extra", id="within a word"),
    ],
)
def test_parts_of_a_headline_are_words_of_their_own(inside: str, title: str) -> None:
    found = record(f"<html><body><h1>{inside}</h1>{TEXT}</body></html>".encode())
    assert found.title is not None
    assert found.title.text == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("", "Eastmere keeps its fish market | The Eastmere Post", id="behind a bar"),
        pytest.param("", "The Eastmere Post: Eastmere keeps its fish market", id="before a colon"),
        pytest.param("", "Eastmere keeps its fish market - eastmerepost.example", id="the host behind a dash"),
    ],
)
def test_the_outlets_name_is_no_part_of_a_title(head: str, title: str) -> None:
    site = meta(og__site_name="The Eastmere Post") + '<link rel="canonical" href="https://eastmerepost.example/a/1">'
    data = page(head=head + site, title=title).replace(b"<h1>", b"<h2>").replace(b"</h1>", b"</h2>")
    found = record(data).title
    assert found is not None
    assert found.text == "Eastmere keeps its fish market"


def test_words_of_the_outlets_name_before_a_colon_are_of_the_title() -> None:
    told = page(head=meta(og__site_name="The Eastmere Post"), title="Eastmere Post readers: keep the market")
    found = record(told.replace(b"<h1>", b"<h2>").replace(b"</h1>", b"</h2>")).title
    assert found is not None
    assert found.text == "Eastmere Post readers: keep the market"


def test_each_title_is_a_candidate_and_one_is_chosen() -> None:
    found = record(page(head=meta(og__title="Fish market stays") + news(headline="Fish market stays")))
    seen = [(c.value, c.rule, c.is_chosen) for c in found.candidates if c.field == "title"]
    assert seen == [
        ("Eastmere keeps its fish market", "h1", True),
        ("Fish market stays", "open_graph", False),
        ("Fish market stays", "json_ld", False),
        ("Eastmere keeps its fish market", "title_tag", False),
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(
            f"{meta(og__title='Why fish stays')}", "Eastmere keeps its fish market", id="the heading against one"
        ),
        pytest.param(
            meta(og__title="Why fish stays in Eastmere's market") + news(headline="Eastmere's fish market stays"),
            "Eastmere keeps its fish market",
            id="the heading against two that differ",
        ),
        pytest.param(
            meta(og__title="Fish market: Eastmere keeps it", twitter__title="Fish market: Eastmere keeps it")
            + news(headline="Fish market: Eastmere keeps it"),
            "Fish market: Eastmere keeps it",
            id="three that agree against the heading",
        ),
    ],
)
def test_which_title_is_chosen(head: str, title: str) -> None:
    found = record(page(head=head)).title
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        pytest.param("<span>In short</span> <span>The mill closes</span>", "The mill closes", id="a line over it"),
        pytest.param("The mill closes <span class='sr-only'>Video</span>", "The mill closes", id="words for ears only"),
    ],
)
def test_what_else_stands_in_the_heading(inside: str, title: str) -> None:
    source = f"<html><head><title>The mill closes - In short</title></head><body><h1>{inside}</h1>{TEXT}</body></html>"
    found = record(source.encode()).title
    assert found is not None
    assert found.text == title


def test_a_logo_in_the_heading_is_no_headline() -> None:
    head = "<title>The mill closes | Towns of the Strait</title>"
    found = record(f"<html><head>{head}</head><body><h1>Towns of the Strait</h1>{TEXT}".encode()).title
    assert found is not None
    assert found.text == "The mill closes"


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        pytest.param(
            "<h1>A word from the founder of the Post:</h1>", "Mill at the strait closes", id="a lead-in with a colon"
        ),
        pytest.param(
            "<h1 class='story-headline'>Last day at the works</h1><h1 class='box-title'>More of towns</h1>",
            "Last day at the works",
            id="of several the one that is marked as the headline",
        ),
        pytest.param(
            "<h1>The Post</h1><h1>More of towns</h1><h2><span>Strait</span><span>Mill at the strait closes</span></h2>",
            "Mill at the strait closes",
            id="below a kicker, in a heading of the second level",
        ),
    ],
)
def test_the_headline_among_headings_unlike_the_other_titles(headings: str, title: str) -> None:
    head = "<title>Mill at the strait closes</title><meta property='og:title' content='Mill at the strait closes'>"
    headline = record(f"<html><head>{head}</head><body>{headings}{TEXT}</body></html>".encode()).title
    assert headline is not None
    assert headline.text == title


def test_the_only_title_loses_the_word_behind_its_mark() -> None:
    source = f"<html><head><title>Harbour lights - almanac</title></head><body><div>{TEXT}</div></body></html>"
    found = record(source.encode()).title
    assert found is not None
    assert found.text == "Harbour lights"


def test_words_behind_a_dash_that_a_heading_has_too_are_of_the_title() -> None:
    title = "Flour is dear – again"
    record = of_flour(f"<article><h1>{title}</h1>{FLOUR}</article>", title)
    assert (record.title.text if record.title else None) == title


TRAIL = "<nav class='way'><ol><li><a href='/'>News</a></li><li><h1>Fish market: board keeps it</h1></li></ol></nav>"


@pytest.mark.parametrize(
    ("head", "below", "title"),
    [
        pytest.param(
            "<meta property='og:title' content='The old halls stay'>",
            "<h2>The old halls stay</h2>",
            "The old halls stay",
            id="the headline that the page shows, as one of its titles has it",
        ),
        pytest.param(
            news(headline="The old halls stay"),
            "<h2><span>Eastmere</span> <span>The old halls stay</span></h2>",
            "The old halls stay",
            id="below its kicker",
        ),
        pytest.param("", "<h2>Who pays</h2>", "Fish market: board keeps it", id="none but the one of the way"),
    ],
)
def test_the_last_step_of_the_way_to_a_page_gives_way_to_its_headline(head: str, below: str, title: str) -> None:
    source = (
        f"<html><head><title>Fish market: board keeps it</title>{head}</head><body>{TRAIL}{below}{TEXT}</body></html>"
    )
    found = record(source.encode())
    assert found.title is not None
    assert found.title.text == title


def test_a_kind_of_page_before_the_headline_in_the_title_element() -> None:
    headline = "Two of the halls by the harbour stay open, and three of them are pulled down"
    source = f"<html><head><title>Petition : {headline}</title></head><body><h1>{headline}</h1>{TEXT}</body></html>"
    found = record(source.encode())
    assert found.title is not None
    assert found.title.text == headline
