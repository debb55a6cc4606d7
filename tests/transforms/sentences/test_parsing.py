"""How a section is parsed: paragraph by paragraph, within given sentences, at the text's own offsets."""

from collections.abc import Iterable, Iterator

import pytest
from spacy.tokens import Doc

from broadsheet.transforms.sentences import parsing
from broadsheet.transforms.sentences.parsing import Parse, Parser, Word


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def tree(*heads: int) -> Parse:
    return Parse(tuple(Word(i, i + 1, "x", "NN", "NOUN", "dep", head) for i, head in enumerate(heads)))


def test_words_are_slices_of_the_text(parser: Parser) -> None:
    text = "Lund\u00a0said ``no.''\n\nShe left."
    parses = parser.parse(text, [(0, 17), (19, 28)], [(0, 17), (19, 28)])
    assert [[word.text for word in parse.words] for parse in parses] == [
        ["Lund", "said", "`", "no", ".", "'"],
        ["She", "left", "."],
    ]


def test_a_verb_has_its_subject(parser: Parser) -> None:
    (parse,) = parser.parse("She left.", [(0, 9)], [(0, 9)])
    assert [(word.text, word.upos, word.dep, word.head) for word in parse.words[:2]] == [
        ("She", "PRON", "nsubj", 1),
        ("left", "VERB", "ROOT", 1),
    ]


def test_no_tree_crosses_a_given_sentence(parser: Parser) -> None:
    text = "The boat that sank was old"
    (parse,) = parser.parse(text, [(0, 26)], [(0, 13), (14, 26)])
    assert all((word.start < 13) == (parse.words[word.head].start < 13) for word in parse.words)


def test_a_long_section_is_put_to_the_model_in_groups(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "She left.\n\nThe boat that sank was old.\n\nHe stayed.\n\nNobody saw him."
    spans = [(0, 9), (11, 38), (40, 50), (52, 67)]
    whole = parser.parse(text, spans, spans)
    sizes: list[int] = []
    pipe = parser._nlp.pipe

    def noted(docs: Iterable[Doc]) -> Iterator[Doc]:
        group = list(docs)
        sizes.append(sum(len(doc.text) for doc in group))
        return pipe(group)

    monkeypatch.setattr(parsing, "_GROUP_CHARS", 26)
    monkeypatch.setattr(parser._nlp, "pipe", noted)
    assert parser.parse(text, spans, spans) == whole
    assert sizes == [9, 27, 25]


def test_a_paragraph_does_not_change_with_its_neighbours(parser: Parser) -> None:
    text = "Lund left. Brandt stayed."
    alone = parser.parse(text, [(0, 25)], [(0, 10), (11, 25)])[0]
    longer = text + "\n\n" + "The ferry was late again and again. " * 30
    spans = [(0, 25), (27, len(longer))]
    assert parser.parse(longer, spans, [(0, 10), (11, 25)])[0] == alone


def test_an_overlong_run_is_no_word(parser: Parser) -> None:
    text = "Lund left " + "x" * 100_000 + " today."
    (parse,) = parser.parse(text, [(0, len(text))], [(0, len(text))])
    assert [word.text for word in parse.words] == ["Lund", "left", "today", "."]


@pytest.mark.parametrize(
    ("parse", "left", "right"),
    [
        pytest.param(tree(1, 1, 1), (0, 0, 2), (0, 2, 2), id="a head in the middle"),
        pytest.param(tree(0, 0, 1), (0, 1, 2), (2, 2, 2), id="a chain"),
        pytest.param(tree(), (), (), id="no words"),
    ],
)
def test_edges_of_what_a_word_governs(parse: Parse, left: tuple[int, ...], right: tuple[int, ...]) -> None:
    assert (parse.left_edges, parse.right_edges) == (left, right)


@pytest.mark.parametrize("dash", ["—", " — ", " – ", " - ", "--", " -- "])
def test_a_sentence_parses_alike_whatever_its_dashes(parser: Parser, dash: str) -> None:
    def tree(text: str) -> list[tuple[str, str, int]]:
        words = parser.parse(text, [(0, len(text))], [(0, len(text))])[0].words
        assert [text[word.start : word.end] for word in words] == [word.text for word in words]
        return [(word.tag, word.dep, word.head) for word in words]

    text = "The pilot{0}a baker{0}isn't in, and the 2009–10 budget fell 3-1."
    assert tree(text.format(dash)) == tree(text.format(" — "))
