"""The second reading of a page: its densest stretch, and how much of it the first one shares."""

from broadsheet.transforms.readers.html.layout import Box, Layout, Text
from broadsheet.transforms.readers.html.span import agreement, densest_texts, prose_of

LONG = "The council of Alby agreed on Monday that the halls will be mended, and that the traders may stay there."


def text(words: str, linked: int = 0) -> Text:
    return Text("paragraph", words, 0, -1, len(words), linked, (), len(words) - linked >= 60)


def test_the_densest_stretch_holds_short_lines_between_prose() -> None:
    menu, label = [text("Towns", 5)] * 9, text("A label")
    body = [text(LONG), label, text(LONG)]
    assert densest_texts(Layout([Box(-1, "body")], [*menu, *body, *menu])) == body


def test_nothing_is_dense_without_prose() -> None:
    assert densest_texts(Layout([Box(-1, "body")], [text("Towns")])) == []


def test_agreement_is_of_letters() -> None:
    first, second, third = text("a" * 10), text("b" * 10), text("c" * 20)
    assert agreement([first, second], [second]) == 2 * 10 / 30
    assert agreement([first], [third]) == 0
    assert agreement([], []) == 0


def test_prose_is_counted_without_its_links() -> None:
    assert prose_of([text(LONG, 10), text("A label")]) == len(LONG) - 10
