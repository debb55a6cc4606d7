"""The sentences of articles: place, text, and which of it stands inside quotation marks."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.records.record import SECTIONS
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.quotation_marks import quoted_spans
from broadsheet.transforms.sentences.splitter import sentence_spans

Section = tuple[int, str]  # position of the article in its batch, name of the section


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its article's position in the batch, its indices, and its half-open span in its section.

    `quoted` are the spans inside quotation marks, counted from the sentence's own start.
    """

    article: int
    index: int
    paragraph: int
    section: str
    start: int
    end: int
    text: str
    is_lead: bool
    quoted: tuple[Span, ...]


def quoted_of(articles: Sequence[Article]) -> dict[Section, list[Span]]:
    """The spans inside quotation marks of every section of the articles."""
    spans: dict[Section, list[Span]] = {}
    for position, article in enumerate(articles):
        for name in SECTIONS:
            blocks = [(placed.start, placed.end) for placed in article.placed if placed.section == name]
            if blocks:
                spans[position, name] = quoted_spans(article.section(name), blocks)
    return spans


def sentences_of(articles: Sequence[Article], quoted: Mapping[Section, list[Span]]) -> list[Sentence]:
    """The sentences of all articles, in order: block by block, so that none runs over a paragraph's end."""
    return [sentence for position in range(len(articles)) for sentence in _of_article(position, articles, quoted)]


def _of_article(position: int, articles: Sequence[Article], quoted: Mapping[Section, list[Span]]) -> Iterator[Sentence]:
    index = 0
    lead: int | None = None
    for paragraph, placed in enumerate(articles[position].placed):
        if placed.section is None:
            continue
        if lead is None and placed.block.kind == "paragraph":
            lead = paragraph
        text = placed.block.passage.text
        marks = quoted[position, placed.section]
        for low, high in sentence_spans(text):
            start, end = placed.start + low, placed.start + high
            inside = tuple(clipped(marks, start, end))
            yield Sentence(
                position, index, paragraph, placed.section, start, end, text[low:high], paragraph == lead, inside
            )
            index += 1


def clipped(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The parts of ordered spans that lie in start..end, counted from start."""
    at = max(bisect_right(spans, start, key=lambda span: span[0]) - 1, 0)
    while at < len(spans) and spans[at][0] < end:
        low, high = max(spans[at][0], start), min(spans[at][1], end)
        if low < high:
            yield low - start, high - start
        at += 1
