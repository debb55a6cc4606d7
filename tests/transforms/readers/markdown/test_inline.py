"""Mark-up within a block: what of it is text."""

import pytest

from broadsheet.transforms.readers.markdown.inline import render


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("plain words", "plain words", id="nothing to do"),
        pytest.param("a **bold** and *slanted* word", "a bold and slanted word", id="emphasis"),
        pytest.param("2 * 3 * 4", "2 * 3 * 4", id="a star between spaces is a star"),
        pytest.param("snake_case_name", "snake_case_name", id="a line within a word stays"),
        pytest.param("the [council](/c) met", "the council met", id="link"),
        pytest.param("the [council][c] met", "the council met", id="reference link"),
        pytest.param("he wants [talks] now", "he wants [talks] now", id="brackets without a target"),
        pytest.param(r"no \[talks\] \*now\*", "no [talks] *now*", id="escapes"),
        pytest.param("a lamp[^1] lit", "a lamp lit", id="foot note"),
        pytest.param("![lamp](/l.jpg) lit", "lit", id="picture"),
        pytest.param("a &amp;amp; b &lt; c&nbsp;d", "a & b < c d", id="entities, escaped twice too"),
        pytest.param("a<br>b <span>c</span>", "a b c", id="tags"),
        pytest.param("re\u00adopen the\u200b bay", "reopen the bay", id="unseen characters"),
        pytest.param("a\u00a0b\t c", "a b c", id="spaces of all kinds"),
        pytest.param("Cafe\u0301", "Café", id="accents are composed"),
        pytest.param("<https://a.example/b_c_d>", "https://a.example/b_c_d", id="address in angles"),
    ],
)
def test_the_text_of_a_line(source: str, text: str) -> None:
    found = render(source, [(0, len(source))], {"c": "/c"})
    assert found.passage.text == text


def test_lines_are_joined_by_a_space_but_not_within_chinese() -> None:
    source = "one\ntwo\n漢字\n漢字"
    assert render(source, [(0, 3), (4, 7)], {}).passage.text == "one two"
    assert render(source, [(8, 10), (11, 13)], {}).passage.text == "漢字漢字"


def test_links_and_marks_point_into_the_text() -> None:
    source = "x &amp; [the **old** bay](https://a.example/b)"
    found = render(source, [(0, len(source))], {})
    text = found.passage.text
    assert [(link.url, text[link.start : link.end]) for link in found.links] == [("https://a.example/b", "the old bay")]
    assert [(text[mark.start : mark.end], mark.strong) for mark in found.marks] == [("old", True)]


def test_pieces_are_copies_or_stand_for_what_they_replace() -> None:
    source = "a &amp; b"
    assert [tuple(piece) for piece in render(source, [(0, 9)], {}).passage.pieces] == [
        ("a ", 0, 2),
        ("&", 2, 7),
        (" b", 7, 9),
    ]


@pytest.mark.parametrize(
    ("source", "text", "links"),
    [
        pytest.param("*a [b*c](https://x.io) d", "a bc d", ["bc"], id="emphasis ends inside"),
        pytest.param("[a [b](https://y.io) c](https://x.io)", "a b c", ["a b c"], id="nested"),
        pytest.param("a b](https://x.io) c", "a b c", ["a b"], id="opened in an earlier block"),
        pytest.param("a](n) b", "a](n) b", [], id="no address"),
        pytest.param("a b [![", "a b", [], id="opened for a later block"),
        pytest.param("a [b c", "a [b c", [], id="a bracket in the text"),
    ],
)
def test_half_links_leave_their_text(source: str, text: str, links: list[str]) -> None:
    found = render(source, [(0, len(source))], {})
    assert (found.passage.text, [link.anchor for link in found.links]) == (text, links)
