"""What the walk over a page's tree makes of it: texts in order, what leads away, what an element is named for."""

import pytest
from lxml.html import document_fromstring

from broadsheet.transforms.readers.html.layout import layout_of, mark_of, size_of

PROSE = "The harbour board of Eastmere voted on Monday to keep the old fish market open for another ten years."


def texts(body: str) -> list[tuple[str, str]]:
    layout = layout_of(document_fromstring(f"<html><body>{body}</body></html>"))
    return [(text.kind, text.text) for text in layout.texts]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>One <b>and</b> two</p>", [("paragraph", "One and two")], id="words of a line stay together"),
        pytest.param("<div>One<br>Two</div>", [("paragraph", "One"), ("paragraph", "Two")], id="a break parts lines"),
        pytest.param("<h2>Head</h2><p>One</p>", [("heading", "Head"), ("paragraph", "One")], id="headings"),
        pytest.param("<h2>Head<p>One</p></h2>", [("heading", "Head"), ("paragraph", "One")], id="a heading left open"),
        pytest.param("<ul><li>One</li></ul>", [("list_item", "One")], id="list items"),
        pytest.param("<blockquote><p>One</p></blockquote>", [("quote_block", "One")], id="quotations"),
        pytest.param(
            "<table><tr><td>Alby</td><td>70</td></tr></table>", [("paragraph", "Alby 70")], id="cells of data are a row"
        ),
        pytest.param(
            "<table><tr><td><p>One</p></td><td><p>Two</p></td></tr></table>",
            [("paragraph", "One"), ("paragraph", "Two")],
            id="cells of paragraphs are apart",
        ),
        pytest.param("<p>One<script>x()</script></p>", [("paragraph", "One")], id="no scripts"),
        pytest.param(
            "<div class='share'>Tell a friend</div><p>One</p>", [("paragraph", "One")], id="no short furniture"
        ),
    ],
)
def test_the_texts_of_a_page(body: str, expected: list[tuple[str, str]]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("names", "mark"),
    [
        pytest.param("article-body", "body", id="a body"),
        pytest.param("storyContent", "body", id="a body in one word"),
        pytest.param("relatedArticles", "related", id="words run together"),
        pytest.param("post comments-open", "", id="a state is no name"),
        pytest.param("has-sidebar", "", id="neither is what a page has"),
        pytest.param("sr-only", "hidden", id="a whole name for what is hidden"),
        pytest.param("field--label-hidden", "", id="of a label that is hidden"),
        pytest.param("css-1k3tjd0", "", id="letters and digits"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_names_say(names: str, mark: str) -> None:
    assert mark_of(names) == mark


def test_links_and_what_they_take_of_a_text() -> None:
    (text,) = layout_of(document_fromstring(f"<p>{PROSE} <a href='/more'>All of it</a></p>")).texts
    assert text.links == (("All of it", "/more"),)
    assert (text.linked, text.is_prose) == (9, True)


def test_a_link_around_blocks_leads_away_from_each() -> None:
    body = f"<a href='/b'><h3>Another story of the town</h3><p>{PROSE}</p></a>"
    layout = layout_of(document_fromstring(f"<html><body>{body}</body></html>"))
    assert [text.linked == text.size for text in layout.texts] == [True, True]


def test_a_link_that_is_never_closed_leads_nowhere() -> None:
    layout = layout_of(document_fromstring(f"<html><body><a href='/b'>{f'<p>{PROSE}</p>' * 9}</a></body></html>"))
    assert {text.linked for text in layout.texts} == {0}


@pytest.mark.parametrize(("text", "size"), [("ferry", 5), ("渡船", 6), ("", 0)])
def test_dense_scripts_count_more(text: str, size: int) -> None:
    assert size_of(text) == size


def test_a_linked_word_in_a_line_is_of_the_text_whatever_its_name() -> None:
    link = "<a class='tag-link' href='/alby'>Alby</a>"
    assert texts(f"<p>The council of {link} agreed.</p><p>{link}</p>") == [("paragraph", "The council of Alby agreed.")]
