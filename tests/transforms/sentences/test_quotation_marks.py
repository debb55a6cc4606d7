"""Which words stand inside quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.sentences.quotation_marks import quoted_spans


def quoted(*paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return [text[start:end] for start, end in quoted_spans(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"Gone," he said. "All of it."', ["Gone,", "All of it."], id="straight marks in two parts"),
        pytest.param("“Gone,” he said. “All of it.”", ["Gone,", "All of it."], id="curly marks"),
        pytest.param("``Gone,'' he said.", ["Gone,"], id="marks of a typewriter"),
        pytest.param("„Weg“, sagte er. »Alles«", ["Weg", "Alles"], id="German marks"),
        pytest.param("«Parti», dit-il", ["Parti"], id="guillemets"),
        pytest.param("「もうない」と言った", ["もうない"], id="corner brackets"),
        pytest.param("Mayor sees 'hope' in talks", ["hope"], id="single marks in a headline"),
        pytest.param("‘The workers’ pay is late,’ she said", ["The workers’ pay is late,"], id="a plural's apostrophe"),
        pytest.param("It's the dockers' pay, isn't it", [], id="apostrophes only"),
        pytest.param("The '90s rock 'n' roll of 'em all", [], id="clipped words"),
        pytest.param(
            "The ‘90s, how ‘bout rock ‘n’ roll of the dockers’ bar", [], id="clipped words behind opening marks"
        ),
        pytest.param("A 5'11\" keeper, 'calm' as ever", ["calm"], id="feet and inches"),
        pytest.param("He called it “a ‘fine’ mess” again", ["a ‘fine’ mess"], id="a quotation in a quotation"),
        pytest.param('A stray " here', [], id="a stray mark quotes nothing"),
        pytest.param('"Open and never closed', [], id="an open mark with nothing after it"),
        pytest.param('""', [], id="nothing between the marks"),
    ],
)
def test_one_paragraph(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(('"It goes on.', '"It ends," he said.'), ["It goes on.", "It ends,"], id="speech over two"),
        pytest.param(('"It goes on.', "It does not."), [], id="the next opens without a mark"),
        pytest.param(("A “stray here.", '"Gone," he said.'), ["stray here.", "Gone,"], id="an open mark inside"),
        pytest.param(('Left"', '"Right"'), ["Right"], id="marks never pair over a paragraph's end"),
    ],
)
def test_several_paragraphs(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert quoted(*paragraphs) == expected


@given(st.lists(st.text(alphabet="ab s.,\"“”'’‘«»`\n", max_size=30), min_size=1, max_size=4))
def test_spans_are_ordered_apart_and_inside_their_paragraph(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    bounds, at = [], 0
    for paragraph in paragraphs:
        bounds.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    last = 0
    for start, end in quoted_spans(text, bounds):
        assert last <= start < end
        assert any(low <= start and end <= high for low, high in bounds)
        last = end
