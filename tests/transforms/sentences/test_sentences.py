"""Sentences of whole articles: their places, the lead, and what of them is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.articles.articles import Article, RawFile, articles_of
from broadsheet.transforms.sentences.sentences import Sentence, clipped, quoted_of, sentences_of
from broadsheet.transforms.tables.built.placement import numbered, sentence_at, sentences_by_section

TEXT = b"""# Mayor sees 'hope'

March 14, 2023

## What was decided

The council voted. "We waited," said Mira Tolsen. "Now we sail."

Service starts in June.
"""


def read(data: bytes) -> tuple[list[Article], list[Sentence]]:
    articles, _ = articles_of([RawFile("a.md", data)])
    return articles, sentences_of(articles, quoted_of(articles))


def test_sentences_come_in_document_order_and_slice_back() -> None:
    (article,), sentences = read(TEXT)
    assert [(s.section, s.text) for s in sentences] == [
        ("title", "Mayor sees 'hope'"),
        ("text", "What was decided"),
        ("text", "The council voted."),
        ("text", '"We waited," said Mira Tolsen.'),
        ("text", '"Now we sail."'),
        ("text", "Service starts in June."),
    ]
    assert [s.index for s in sentences] == list(range(6))
    assert all(article.section(s.section)[s.start : s.end] == s.text for s in sentences)


def test_the_lead_is_the_first_paragraph_and_no_heading() -> None:
    _, sentences = read(TEXT)
    assert [s.text for s in sentences if s.is_lead] == [
        "The council voted.",
        '"We waited," said Mira Tolsen.',
        '"Now we sail."',
    ]


def test_quoted_spans_count_from_the_sentence() -> None:
    _, sentences = read(TEXT)
    quoted = [[s.text[start:end] for start, end in s.quoted] for s in sentences]
    assert quoted == [["hope"], [], [], ["We waited,"], ["Now we sail."], []]


def test_a_place_belongs_to_the_sentence_it_starts_in() -> None:
    (article,), sentences = read(TEXT)
    body = sentences_by_section(sentences)[0, "text"]
    assert sentence_at(body, article.text.index("Tolsen")) == 3
    assert sentence_at(body, 0) == 1


def test_rows_are_numbered_within_their_article() -> None:
    assert numbered([0, 0, 2, 2, 2, 3]).to_pylist() == [0, 1, 0, 1, 2, 0]
    assert numbered([]).to_pylist() == []


@given(st.lists(st.integers(0, 60), max_size=12, unique=True), st.integers(0, 60), st.integers(0, 60))
def test_clipping_is_the_intersection(bounds: list[int], start: int, end: int) -> None:
    ordered = sorted(bounds)
    spans = [(ordered[i], ordered[i + 1]) for i in range(0, len(ordered) - 1, 2)]
    found = {start + at for low, high in clipped(spans, start, end) for at in range(low, high)}
    assert found == {at for low, high in spans for at in range(low, high) if start <= at < end}
