"""How a paragraph that is too long is cut."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.quotes.bounds import bounded
from broadsheet.transforms.quotes.model import QuoteSection
from broadsheet.transforms.sentences.parsing import Parse, Word


def test_a_short_section_is_itself() -> None:
    section = QuoteSection("text", "It is late.", ((0, 11),), ((0, 11),))
    assert bounded(section) is section


@given(st.integers(5_001, 20_000), st.integers(1, 30))
def test_pieces_are_short_ordered_and_keep_every_word(length: int, size: int) -> None:
    text = (("x" * size + " ") * (length // size + 1))[:length]
    words = tuple(Word(at, at + 1, "x", "NN", "NOUN", "dep", 0) for at in range(0, length, size + 1))
    section = bounded(QuoteSection("text", text, ((0, length),), ((0, length),), (Parse(words),)))
    assert all(end - start <= 5_000 for start, end in (*section.paragraphs, *section.sentences))
    assert list(section.paragraphs) == sorted(section.paragraphs)
    assert section.parses is not None
    assert [word.start for parse in section.parses for word in parse.words] == [word.start for word in words]
    assert all(word.head < len(parse.words) for parse in section.parses for word in parse.words)
