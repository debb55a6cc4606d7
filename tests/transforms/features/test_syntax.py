"""What the parse of a sentence tells of its build."""

from collections.abc import Sequence

import pytest

from broadsheet.transforms.features.syntax import UPOS, Syntax, sentence_syntax
from broadsheet.transforms.sentences.parsing import Parse, Word


def features(*rows: str, sentences: Sequence[tuple[int, int]] | None = None) -> list[Syntax]:
    """The features of words written as "text tag upos dep head", one code point of space between them."""
    words: list[Word] = []
    at = 0
    for row in rows:
        text, tag, upos, dep, head = row.split()
        words.append(Word(at, at + len(text), text, tag, upos, dep, int(head)))
        at += len(text) + 1
    return sentence_syntax([Parse(tuple(words))], sentences or [(0, at)])


SHE_SAID = (
    "She PRP PRON nsubj 1",
    "said VBD VERB ROOT 1",
    "it PRP PRON nsubj 3",
    "sank VBD VERB ccomp 1",
    ". . PUNCT punct 1",
)
IT_WAS_SUNK = (
    "It PRP PRON nsubjpass 2",
    "was VBD AUX auxpass 2",
    "sunk VBN VERB ROOT 2",
)
IT_WILL_NOT = (
    "It PRP PRON nsubj 3",
    "will MD AUX aux 3",
    "not RB PART neg 3",
    "sink VB VERB ROOT 3",
)


def test_words_are_counted_by_part_of_speech() -> None:
    (row,) = features(*SHE_SAID)
    assert {upos: n for upos, n in zip(UPOS, row.n_upos, strict=True) if n} == {"PRON": 2, "PUNCT": 1, "VERB": 2}


def test_distance_and_depth() -> None:
    (row,) = features(*SHE_SAID)
    assert row.mean_dependency_distance == pytest.approx((1 + 0 + 1 + 2 + 3) / 5)
    assert row.tree_depth == 3


def test_clauses() -> None:
    (row,) = features(*SHE_SAID)
    assert (row.n_finite_clauses, row.n_subordinate_clauses) == (2, 1)


@pytest.mark.parametrize(
    ("rows", "is_passive", "tense", "n_modals", "n_negations"),
    [
        pytest.param(SHE_SAID, False, "past", 0, 0, id="active, past"),
        pytest.param(IT_WAS_SUNK, True, "past", 0, 0, id="passive: the auxiliary tells the tense"),
        pytest.param(IT_WILL_NOT, False, "future", 1, 1, id="future, negated"),
        pytest.param(("Sink VB VERB ROOT 0",), False, None, 0, 0, id="no finite verb"),
        pytest.param(("Nobody NN PRON nsubj 1", "sinks VBZ VERB ROOT 1"), False, "present", 0, 1, id="nobody negates"),
    ],
)
def test_voice_tense_modals_negations(
    rows: tuple[str, ...], is_passive: bool, tense: str | None, n_modals: int, n_negations: int
) -> None:
    (row,) = features(*rows)
    assert (row.is_passive, row.main_tense, row.n_modals, row.n_negations) == (
        is_passive,
        tense,
        n_modals,
        n_negations,
    )
    assert row.n_finite_clauses == (2 if rows is SHE_SAID else int(tense is not None))


def test_an_auxiliary_counts_with_its_verb() -> None:
    (row,) = features(*IT_WAS_SUNK)
    assert row.n_finite_clauses == 1


def test_a_phrase_of_two_words_is_one_hedge() -> None:
    (row,) = features("Perhaps RB ADV advmod 0", "sort NN NOUN ROOT 1", "of IN ADP prep 1", "late JJ ADJ pobj 2")
    assert row.n_hedges == 2


def test_lexical_density_is_of_words_not_marks() -> None:
    (row,) = features(*SHE_SAID)
    assert row.lexical_density == pytest.approx(2 / 4)


def test_a_head_in_another_sentence_is_none() -> None:
    first, second = features("Late JJ ADJ ROOT 0", "again RB ADV advmod 0", sentences=[(0, 4), (5, 10)])
    assert (first.mean_dependency_distance, second.mean_dependency_distance, second.tree_depth) == (0.0, 0.0, 1)


def test_a_sentence_without_words() -> None:
    (row,) = sentence_syntax([Parse(())], [(0, 3)])
    assert (row.mean_dependency_distance, row.lexical_density, row.main_tense, row.tree_depth) == (None, None, None, 0)


def test_a_long_chain_is_no_recursion() -> None:
    words = tuple(Word(i, i + 1, "x", "NN", "NOUN", "dep", max(i - 1, 0)) for i in range(50_000))
    (row,) = sentence_syntax([Parse(words)], [(0, 50_000)])
    assert row.tree_depth == 50_000
