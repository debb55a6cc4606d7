"""Which of the lines of an extracted body are the article's own."""

import pytest

from broadsheet.transforms.readers.story.parts import Line
from broadsheet.transforms.readers.story.trimming import Known, trimmed
from broadsheet.transforms.records.record import Link

KNOWN = Known(titles=(), subtitle=None, authors=(), captions=())
TEXT = [
    Line(
        "paragraph", "The harbour board of Eastmere voted on Monday to keep the old fish market for another ten years."
    ),
    Line(
        "paragraph",
        "Traders had asked for the decision since the winter, when two of the five halls were closed again.",
    ),
    Line(
        "paragraph", "A new roof, paid for by the county and a private fund, should be in place before the next winter."
    ),
]
ABOUT = Line("paragraph", "The lamp of Kestrel Bay is out again, and the pilots wait for a part from abroad.")


def headline(text: str, *, is_linked: bool = True) -> Line:
    links = (Link("https://a.example/b", text, 0, len(text)),) if is_linked else ()
    return Line("heading", text, links)


ROW = [
    line
    for text in ("The lamp is out again", "Fog closes the port of Lowmoor", "Rain floods the quay at night")
    for line in (headline(text), ABOUT)
]


def test_a_row_of_teasers_behind_the_text_is_cut() -> None:
    assert trimmed([*TEXT, *ROW], KNOWN) == TEXT


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*TEXT, *ROW[:4]], id="two linked headings may head parts of the text"),
        pytest.param([TEXT[0], *ROW], id="a digest with an introduction"),
        pytest.param([*TEXT, headline("Ships of the week"), *[ABOUT] * 5, *ROW], id="a digest with a longer part"),
        pytest.param(
            [*TEXT, *(line for text in "abc" for line in (headline(text, is_linked=False), ABOUT))], id="parts"
        ),
        pytest.param([*TEXT, *ROW, headline("What follows", is_linked=False), ABOUT], id="text behind the row"),
    ],
)
def test_linked_headings_of_the_text_stay(lines: list[Line]) -> None:
    assert trimmed(lines, KNOWN) == lines
