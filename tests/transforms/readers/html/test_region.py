"""Which texts of a page are those of its article, by where they stand."""

import pytest
from lxml.html import document_fromstring

from broadsheet.transforms.readers.html.layout import layout_of
from broadsheet.transforms.readers.html.region import article_texts

PROSE = [
    f"The council of Alby agreed on Monday that hall number {number} will be mended, and that traders may stay."
    for number in range(8)
]
BODY = "".join(f"<p>{text}</p>" for text in PROSE)
TEASERS = "".join(
    f"<div class='x{n}'><h3><a href='/{n}'>Another story of the town, number {n}</a></h3><p>What happened there in the"
    f" year {n} is told in short, and in full behind the link.</p></div>"
    for n in range(9)
)


def kept(body: str) -> list[str]:
    return [text.text for text in article_texts(layout_of(document_fromstring(f"<html><body>{body}</body></html>")))]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div>{BODY}</div><div>{TEASERS}</div>", id="teasers of other stories"),
        pytest.param(f"<div>{BODY}</div><div class='comments'>{BODY * 2}</div>", id="more comments than text"),
        pytest.param(f"<div class='ad-wrapper share-page'>{BODY}</div>", id="a wrapper with a wrong name"),
        pytest.param(
            f"<div>{BODY}</div><aside>{TEASERS}</aside><footer>{BODY[:200]}</footer>", id="beside by their tag"
        ),
        pytest.param(
            f"<div>{BODY}</div><ul><li><a href='/a'>The bridge over the strait</a></li>"
            "<li><a href='/b'>The mill in the wood</a></li></ul>",
            id="a list of links",
        ),
        pytest.param(
            f"<div>{BODY}<div><h3>Most read</h3><p>{PROSE[0].replace('hall', 'mill')}</p></div></div>",
            id="a box that begins with a heading over others",
        ),
        pytest.param(f"<button><div>{BODY}</div></button>", id="a button that is never closed"),
        pytest.param(f"<form>{BODY}</form>", id="a page that is one form"),
        pytest.param("".join(f"<div><div>{text}</div></div>" for text in PROSE), id="paragraphs of boxes"),
        pytest.param(
            f"<div><p>{PROSE[0]}</p></div>" + "".join(f"<div class='part'><p>{text}</p></div>" for text in PROSE[1:]),
            id="a body in many containers",
        ),
        pytest.param("".join(f"<p class='paywall'>{text}</p>" for text in PROSE), id="paragraphs for subscribers"),
    ],
)
def test_the_article_and_nothing_else(body: str) -> None:
    assert kept(body) == PROSE


def test_a_list_of_places_with_linked_names_is_the_article() -> None:
    entries = "".join(
        f"<div><h3><a href='https://inn.example/{n}'>The inn by the river, {n}</a></h3><p>{text}</p><p>{text}</p></div>"
        for n, text in enumerate(PROSE)
    )
    texts = kept(f"<div>{entries}</div>")
    assert [text for text in PROSE if text not in texts] == []


def test_a_page_without_texts() -> None:
    assert kept("") == []


def under(headline: str, first: str, rest: str) -> list[str]:
    source = f"<html><body><div><article><h1>{headline}</h1>{first}</article>{rest}</div></body></html>"
    layout = layout_of(document_fromstring(source))
    return [text.text for text in article_texts(layout, {"thehallsofalby"})]


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(f"<article><h1>The mill of Orlova</h1>{BODY}{BODY}</article>", id="a longer article"),
        pytest.param(
            "".join(
                f"<div><a href='/{n}'>Another story of the town, number {n}</a><p>{text} {text} {text} {text}</p></div>"
                for n, text in enumerate(PROSE)
            ),
            id="long teasers in a row",
        ),
    ],
)
def test_the_article_under_the_headline_of_the_page(rest: str) -> None:
    assert under("The halls of Alby", BODY, rest) == ["The halls of Alby", *PROSE]


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(f"<section><h2>What comes next</h2>{BODY}</section>", id="a section with a heading"),
        pytest.param(
            f"<div><a href='https://shop.example/a'>A bag of the best</a><p>{PROSE[0]} {PROSE[1]} {PROSE[2]}</p></div>"
            * 3,
            id="products of a shop",
        ),
    ],
)
def test_parts_of_the_same_article(rest: str) -> None:
    assert len(under("The halls of Alby", BODY, rest)) > len(PROSE) + 2
