"""Whom a web page names as its authors, and whom it only names."""

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


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(news(author={"@type": "Person", "name": "Lena Brandt"}), ["Lena Brandt"], id="a person"),
        pytest.param(
            news(author=[{"name": "Lena Brandt"}, {"name": "Ivo Fisk"}]), ["Lena Brandt", "Ivo Fisk"], id="a list"
        ),
        pytest.param(news(author="Lena Brandt and Ivo Fisk"), ["Lena Brandt", "Ivo Fisk"], id="names in one string"),
        pytest.param(news(author={"@type": "Person", "name": "Mirelle"}), ["Mirelle"], id="a person of one name"),
        pytest.param(
            linked_data(
                {
                    "@graph": [
                        {
                            "@type": "NewsArticle",
                            "headline": "Eastmere keeps its fish market",
                            "author": {"@id": "#lb"},
                        },
                        {"@type": "Person", "@id": "#lb", "name": "Lena Brandt"},
                    ]
                }
            ),
            ["Lena Brandt"],
            id="a reference into the graph",
        ),
        pytest.param(meta(author="Lena Brandt"), ["Lena Brandt"], id="a meta tag"),
        pytest.param(meta(article__author="https://example.org/lena"), [], id="an address is no name"),
        pytest.param(news(author={"@type": "Organization", "name": "AFP"}), ["AFP"], id="an agency"),
        pytest.param(
            news(author=[{"@type": "Person", "name": "Lena Brandt"}, {"@type": "Person", "name": "Harbour Team"}]),
            ["Lena Brandt", "Harbour Team"],
            id="staff among the persons",
        ),
        pytest.param(
            news(author=[{"@type": "Person", "name": "Lena Brandt"}, {"name": "Harbour Team"}]),
            ["Lena Brandt"],
            id="staff beside a person",
        ),
        pytest.param(
            news(author={"@type": "Organization", "name": "Eastmere Post"}) + meta(author="Lena Brandt"),
            ["Lena Brandt"],
            id="a person in a meta tag rather than the outlet in JSON-LD",
        ),
    ],
)
def test_authors(head: str, expected: list[str]) -> None:
    assert [author.name for author in record(page(head=head)).authors] == expected


def test_an_agency_is_told_apart() -> None:
    found = record(page(head=news(author=[{"@type": "Organization", "name": "Reuters"}])))
    assert [(author.kind, author.agency_code) for author in found.authors] == [("agency", "Reuters")]
    assert found.wire_agency == "Reuters"


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        pytest.param('<div class="byline">By <span>Lena Brandt</span></div>', ["Lena Brandt"], id="by its class"),
        pytest.param('<a href="/author/lena">Lena Brandt</a>', ["Lena Brandt"], id="by its link"),
        *(
            pytest.param(
                f'<div class="post {name}"><p class="byline">By Lena Brandt</p></div>', ["Lena Brandt"], id=name
            )
            for name in ("comments-open", "no-comments", "has-comments", "commentable", "comment-status-open")
        ),
        pytest.param(
            '<div id="comments"><div class="c-body"><b class="author-name">Ivo Fisk</b></div></div>',
            [],
            id="a reader's",
        ),
        pytest.param(
            '<ul><li class="recentcomments"><a href="/author/i">Ivo Fisk</a></li></ul>', [], id="comment in a list"
        ),
        pytest.param('<div class="x1">By <b>Lena Brandt</b></div>', ["Lena Brandt"], id="below the headline"),
        pytest.param(
            '<span itemprop="author"><b itemprop="name">Lena Brandt</b></span>', ["Lena Brandt"], id="microdata"
        ),
    ],
)
def test_a_byline_on_the_page(byline: str, expected: list[str]) -> None:
    data = page(byline + TEXT)
    assert [author.name for author in record(data).authors] == expected
    assert paragraphs(data) == [FIRST, SECOND, THIRD]


def test_authors_of_other_articles_further_down_are_not_this_ones() -> None:
    own = '<p class="by">By <a rel="author" href="/l">Lena Brandt</a> and <a rel="author" href="/o">Omar Reyd</a></p>'
    other = f'<div><p>{SECOND}</p><a rel="author" href="/i">Ivo Fisk</a></div>'
    found = record(page(f"<div><div>{own}</div>{TEXT}{other * 3}</div>"))
    assert [author.name for author in found.authors] == ["Lena Brandt", "Omar Reyd"]


def test_a_byline_in_a_link_to_another_article_is_not_this_ones() -> None:
    teaser = f'<a href="/b"><h3>{SECOND}</h3><span class="author-name">Von Ivo Fisk</span></a>'
    assert record(page(teaser + TEXT)).authors == ()


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param("<p><b>Lena Brandt</b></p>", ["Lena Brandt"], id="a name after the text"),
        pytest.param("<p><b>Lena Brandt</b></p><p>Read on</p>", ["Lena Brandt"], id="a short line after the name"),
        pytest.param("<p>Read on</p><p><b>Lena Brandt</b></p>", [], id="a short line before the name"),
        pytest.param(f"<p><b>Lena Brandt</b></p><p>{FIRST}</p>", [], id="a paragraph after the name"),
        pytest.param("<div><p>Lena Brandt</p></div>", [], id="a name elsewhere"),
    ],
)
def test_a_signature(end: str, expected: list[str]) -> None:
    data = page(f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{end}")
    assert [author.name for author in record(data).authors] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("<p><strong>Lena Brandt</strong></p>", ["Lena Brandt"], id="a name in bold below the headline"),
        pytest.param("<p><strong>Why it matters</strong></p>", [], id="a heading in bold"),
        pytest.param("<p>by <a href='/author/mirelle/'>Mirelle</a></p>", ["Mirelle"], id="one word, linked"),
        pytest.param("<p class='byline'>Ad Choices</p>", [], id="words of a button"),
        pytest.param("<p class='byline'>Read More</p>", [], id="words of a link"),
    ],
)
def test_names_that_a_page_only_shows(line: str, expected: list[str]) -> None:
    assert [author.name for author in record(page(line + TEXT)).authors] == expected


def test_an_account_of_the_outlet_gives_way_to_a_person() -> None:
    head = meta(og__site_name="Eastmere Post") + news(author={"@type": "Person", "name": "Eastmere Post D"})
    found = record(page(f"<p><b>Lena Brandt</b></p>{TEXT}", head))
    assert [author.name for author in found.authors] == ["Lena Brandt"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "<div class='byline'><div>By <b>Lena Brandt</b></div><div>Alby Post</div><time>3 May 2024</time></div>",
            ["Lena Brandt"],
            id="an outlet in a box below",
        ),
        pytest.param("<ul><li><b>Autorin/Autor</b> Lena Brandt</li></ul>", ["Lena Brandt"], id="behind a label"),
        pytest.param("<dl><dt>Author</dt><dd>Lena Brandt</dd></dl>", ["Lena Brandt"], id="in a list of terms"),
        pytest.param("<table><tr><th>Autor:</th><td>Lena Brandt</td></tr></table>", ["Lena Brandt"], id="in a table"),
        pytest.param("<dl><dt>Author</dt><dd>3 comments</dd></dl>", [], id="no name behind a label"),
        pytest.param("<div id='byline'>By Lena Brandt</div>", ["Lena Brandt"], id="in an element whose id says so"),
        pytest.param("<span class='writer'>山田太郎</span>", ["山田太郎"], id="a Japanese name of four characters"),
    ],
)
def test_names_in_boxes_of_their_own(line: str, expected: list[str]) -> None:
    found = record(page(f"{line}{TEXT}"))
    assert [author.name for author in found.authors] == expected


def test_an_illustrator_is_no_author() -> None:
    line = "<p><span itemprop='author'>Lena Brandt</span> <span itemprop='author'>Illustration by Ivo Fisk</span></p>"
    assert [author.name for author in record(page(f"{line}{TEXT}")).authors] == ["Lena Brandt"]


def test_the_account_of_the_outlet_is_no_person() -> None:
    link = "<p>by <a href='https://alby.example/author/admin/'>Alby D</a></p><p><b>LENA BRANDT</b></p>"
    found = record(page(f"{link}{TEXT}", news(author={"@type": "Person", "name": "Alby D"})))
    assert [author.name for author in found.authors] == ["Lena Brandt"]
