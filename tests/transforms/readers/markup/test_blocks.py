"""How mark-up and plain text become blocks."""

import pytest

from broadsheet.transforms.readers.markup.blocks import Body, html_body, plain_body


def shown(body: Body) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in body.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<p>One.</p><p>Two.</p>", [("paragraph", "One."), ("paragraph", "Two.")], id="paragraphs"),
        pytest.param("One.<br><br>Two.", [("paragraph", "One."), ("paragraph", "Two.")], id="line breaks"),
        pytest.param(
            "One <b>big</b>\nboat.\n\nTwo.", [("paragraph", "One big boat."), ("paragraph", "Two.")], id="blank lines"
        ),
        pytest.param("One\nboat.", [("paragraph", "One boat.")], id="a line end in HTML is a space"),
        pytest.param("<h2>Head</h2><p>One.</p>", [("heading", "Head"), ("paragraph", "One.")], id="a heading"),
        pytest.param(
            "<ul><li><p>One.</p></li><li>Two</li></ul>", [("list_item", "One."), ("list_item", "Two")], id="a list"
        ),
        pytest.param("<blockquote><p>One.</p></blockquote>", [("quote_block", "One.")], id="a quotation"),
        pytest.param("<p>a<script>x</script><style>y</style>b</p>", [("paragraph", "ab")], id="scripts are not text"),
        pytest.param(
            "<p>One.</p><table><tr><td>1<td>2</table>", [("paragraph", "One.")], id="cells of figures are left out"
        ),
        pytest.param(
            "<table><tr><td><p>One.</p></td></tr></table>", [("paragraph", "One.")], id="a table that lays out text"
        ),
        pytest.param("<p>&amp;quot;One&amp;quot; &#x41;</p>", [("paragraph", '"One" A')], id="escaped twice"),
        pytest.param("<p>  </p><p>* * *</p>", [], id="no words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_html_becomes_blocks(source: str, expected: list[tuple[str, str]]) -> None:
    assert shown(html_body(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("One\nboat.\n\nTwo.", ["One boat.", "Two."], id="blank lines"),
        pytest.param("One.\r\nTwo.", ["One.", "Two."], id="lines, where none is blank"),
        pytest.param("One.\u2029Two.", ["One.", "Two."], id="paragraph separators"),
        pytest.param(" \n ", [], id="nothing"),
    ],
)
def test_plain_text_becomes_paragraphs(source: str, expected: list[str]) -> None:
    assert [text for _, text in shown(plain_body(source))] == expected


def test_links_are_whole_and_lie_in_their_block() -> None:
    body = html_body(
        "<p>See <a href='/a'>one</a>, <a href='b?c=1'>two</a>, <a href='javascript:x'>no</a>.</p>",
        "https://a.example/x/",
    )
    assert [(link.url, link.start, link.end) for link in body.blocks[0].links] == [
        ("https://a.example/a", 4, 7),
        ("https://a.example/x/b?c=1", 9, 12),
    ]


def test_a_figure_is_a_picture_and_no_text() -> None:
    body = html_body("<figure><img src='https://a.example/1.jpg'><figcaption>A boat.</figcaption></figure><p>One.</p>")
    assert [(picture.url, picture.caption) for picture in body.pictures] == [("https://a.example/1.jpg", "A boat.")]
    assert shown(body) == [("paragraph", "One.")]


def test_depth_costs_no_stack() -> None:
    assert shown(html_body("<div>" * 5_000 + "<p>One.</p>")) == [("paragraph", "One.")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("One.\n\nTwo.\n<p>Three.</p>\nFour.\n\nFive.", ["One.", "Two.", "Three.", "Four.", "Five."],
                     id="outside of blocks"),
        pytest.param("<p>One\n\nboat.</p>", ["One boat."], id="in a paragraph"),
        pytest.param("<p>One.</p><div>Two\n\nboats.</div>", ["One.", "Two boats."], id="in a block"),
    ],
)  # fmt: skip
def test_blank_lines_part_text_beside_marked_paragraphs(source: str, expected: list[str]) -> None:
    assert [text for _, text in shown(html_body(source))] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "<figure><figure><img src='https://a.example/1.jpg'></figure><figcaption>A boat.</figcaption></figure>",
            [("https://a.example/1.jpg", "A boat.")],
            id="a caption around one picture",
        ),
        pytest.param(
            "<figure><figure><img src='https://a.example/1.jpg'><figcaption>One.</figcaption></figure>"
            "<figure><img src='https://a.example/2.jpg'><figcaption>Two.</figcaption></figure></figure>",
            [("https://a.example/1.jpg", "One."), ("https://a.example/2.jpg", "Two.")],
            id="a gallery",
        ),
    ],
)
def test_a_picture_inside_another_is_given_once(source: str, expected: list[tuple[str, str]]) -> None:
    pictures = html_body(source).pictures
    assert [(picture.url, picture.caption) for picture in pictures if picture.url] == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(html_body("<p>a</p>" * 5_001), id="paragraphs"),
        pytest.param(html_body("a\n\n" * 5_001), id="text in HTML"),
        pytest.param(plain_body("a\n" * 5_001), id="plain text"),
    ],
)
def test_a_body_of_too_many_lines_is_truncated(body: Body) -> None:
    assert (len(body.blocks), body.is_truncated) == (5_000, True)


def test_a_body_of_as_many_lines_as_allowed_is_whole() -> None:
    body = html_body("<p>a</p>" * 5_000)
    assert (len(body.blocks), body.is_truncated) == (5_000, False)
