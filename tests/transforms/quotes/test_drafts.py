"""Which rows the attributions and quoted regions of a section become."""

import re

from broadsheet.transforms.quotes.drafts import Draft, drafts, order_of
from broadsheet.transforms.quotes.marks import regions
from broadsheet.transforms.quotes.model import Attribution, QuoteSection, Rule
from broadsheet.transforms.records.spans import Span


def drafted(text: str, *contents: str, rule: Rule = "clause", speaker: Span | None = (0, 4)) -> list[Draft]:
    paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
    marked = [region for each in regions(text, paragraphs) for region in each]
    spans = tuple((text.index(content), text.index(content) + len(content)) for content in contents)
    attributions = [Attribution(spans, rule, speaker=speaker)] if spans else []
    return drafts(QuoteSection("text", text, paragraphs, paragraphs), marked, [], attributions)


def test_the_closing_mark_belongs_to_the_clause_around_it() -> None:
    text = "Lund said it was “late as ever.” Then she left."
    clause, words = drafted(text, "it was “late as ever.")
    assert (text[slice(*clause.inner)], clause.kind) == ("it was “late as ever.”", "indirect")
    assert (text[slice(*words.inner)], words.kind, words.clause) == ("late as ever.", "partial", None)


def test_what_is_called_so_is_the_clause_of_the_words() -> None:
    text = "Lund called the plan “late as ever” and left."
    (words,) = drafted(text, "the plan “late as ever”", rule="call")
    assert (text[slice(*words.inner)], text[slice(*words.clause or (0, 0))]) == (
        "late as ever",
        "the plan “late as ever”",
    )


def test_what_somebody_unnamed_asks_about_is_no_row() -> None:
    assert drafted("Lund was asked about the ferry.", "the ferry", rule="object", speaker=None) == []


def test_hearsay_is_a_row() -> None:
    (row,) = drafted("Lund is said to be late.", "to be late", speaker=None)
    assert (row.kind, row.source) == ("indirect", 0)


def test_two_parts_around_an_aside_are_one_row() -> None:
    text = "The talks, Lund said, had gone badly."
    (row,) = drafted(text, "The talks", "had gone badly", rule="interrupted")
    assert text[slice(*row.inner)] == "The talks, Lund said, had gone badly"
    assert text[slice(*row.aside or (0, 0))] == ", Lund said, "


def test_quoted_words_that_nobody_is_named_for() -> None:
    assert [row.kind for row in drafted("“Nobody ever came to the pier.” The “zero tide” plan.")] == ["direct", "scare"]


def test_order_of_the_three() -> None:
    assert order_of((0, 5), (6, 8), (9, 12)) == "QVS"
    assert order_of((0, 5), (9, 12), (6, 8)) == "QSV"
    assert order_of((9, 12), (6, 8), (0, 5)) == "SVQ"
    assert order_of((0, 5), None, (6, 8)) == "none"
