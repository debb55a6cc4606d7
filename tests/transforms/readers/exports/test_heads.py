"""Texts whose articles begin with a headline, a byline and a day each, whatever stands between them."""

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.exports.heads import may_have_heads, ranges_of
from broadsheet.transforms.readers.exports.source import Source

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
TWO = "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost."
THREE = "The work will take until autumn, according to figures that the town office released beside a short report."
TITLES = ["Ferry back", "Bridge shut", "Mill saved"]


def article(title: str) -> str:
    return f"{title}\n\nBy Lena Fisk\n\n14 March 2023\n\n{ONE}\n\n{TWO}\n\n{THREE}"


def read_titles(text: str) -> list[str | None]:
    return [record.title.text if record.title else None for record in read(text.encode()).records]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("\n\n\n\n", id="blank lines"),
        pytest.param("\n\n..........\n\n", id="dots"),
        pytest.param("\n\n────────────\n\n", id="a line that is drawn"),
        pytest.param("\n\n***\n\n", id="three stars"),
        pytest.param("\n\nEND OF THE PAGE\n\n", id="words"),
    ],
)
def test_what_stands_between_does_not_matter(between: str) -> None:
    text = between.join(map(article, TITLES))
    assert read_titles(text) == TITLES
    assert all(record.blocks[-1].passage.text == THREE for record in read(text.encode()).records)


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("BEGIN ARTICLE\n", id="the same words"),
        pytest.param("==> {0}.txt <==\n", id="names of files with a number"),
        pytest.param("{0}.\n\n", id="numbers"),
    ],
)
def test_what_stands_above_each_headline_alike_is_none_of_it(above: str) -> None:
    text = "\n\n".join(above.format(at) + article(title) for at, title in enumerate(TITLES))
    assert read_titles(text) == TITLES


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(article("Ferry back"), id="one article"),
        pytest.param(
            f"{article('Ferry back')}\n\nBridge shut\n\nBy Ivo Brandt\n\n12 March 2023\n\n{ONE}", id="a teaser below"
        ),
        pytest.param(
            f"{article('Ferry back')}\n\nBy the way, it rains.\n\n{ONE}\n\n{TWO}\n\n{THREE}", id="no head below"
        ),
        pytest.param(f"{ONE}\n\n{article('Ferry back')}\n\n{article('Bridge shut')}", id="prose above the first"),
    ],
)
def test_a_text_of_one_article_is_not_parted(text: str) -> None:
    assert ranges_of(Source(text).lines) == []


def test_most_texts_need_no_look() -> None:
    assert not may_have_heads(article("Ferry back"))
    assert may_have_heads("\n".join(map(article, TITLES)))


def test_a_long_text_of_bylines_takes_linear_time() -> None:
    lines = Source("By Lena Fisk\n" * 50_000).lines
    assert ranges_of(lines) == []
