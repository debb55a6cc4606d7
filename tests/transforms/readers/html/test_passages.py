"""What is cut from the texts of an article's box: what stands above the headline, labels, repeats, other articles."""

import pytest

from broadsheet.transforms.readers.html.layout import Text
from broadsheet.transforms.readers.html.passages import passages
from broadsheet.transforms.records.record import BlockKind

PROSE = [
    f"The council of Alby agreed on Monday that hall number {number} will be mended, and that traders may stay."
    for number in range(4)
]


def text(words: str, kind: BlockKind = "paragraph", box: int = 1, linked: int = 0) -> Text:
    return Text(kind, words, box, box, len(words), linked, (), kind != "heading" and len(words) >= 60)


BODY = [text(words) for words in PROSE]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([text("Towns"), text("The hall is mended", "heading"), *BODY], PROSE, id="above the headline"),
        pytest.param([text("By Tove Lindahl"), *BODY], PROSE, id="a label before the text"),
        pytest.param([*BODY, text("Eastmere Post")], PROSE, id="a label behind it"),
        pytest.param([*BODY, text("Rockledge 70, Alby 44")], [*PROSE, "Rockledge 70, Alby 44"], id="a result is none"),
        pytest.param([*BODY, text("More halls", "heading")], PROSE, id="a heading over nothing"),
        pytest.param([*BODY, text("The mill closes", "list_item", linked=15)], PROSE, id="a link behind the text"),
        pytest.param([*BODY, text("Bread", "list_item")], [*PROSE, "Bread"], id="an entry of a list stays"),
        pytest.param(
            [*BODY, text("You may also like", "heading"), text(PROSE[0].replace("hall", "mill"), box=7)],
            PROSE,
            id="other articles behind the text",
        ),
        pytest.param(
            [*BODY[:2], text("Most read", "heading"), *BODY[2:]],
            [*PROSE[:2], "Most read", *PROSE[2:]],
            id="the text goes on behind the heading",
        ),
    ],
)
def test_the_passages(texts: list[Text], expected: list[str]) -> None:
    kept = [passage.text for passage in passages(texts, {"thehallismended"})]
    assert kept == expected


def test_a_text_that_is_all_repeats_is_kept() -> None:
    texts = [BODY[0], text("Do you not want to see this? Take it away.")] * 3
    assert passages(texts, set()) == texts


def test_a_line_that_stands_there_again_and_again_is_an_offer() -> None:
    offer = "Do you not want to see this? Take it away."
    texts = [part for words in BODY for part in (words, text(offer))]
    assert [passage.text for passage in passages(texts, set())] == PROSE
