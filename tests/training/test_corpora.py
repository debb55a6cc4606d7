"""Annotated corpora in one label scheme, and folds that keep outlets whole."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.corpora import LABELS, OTHERS, TYPES, WWN, Annotated, Corpus, folds, load, unmarked


def _documents(lengths: dict[str, list[int]]) -> list[Annotated]:
    return [
        Annotated(f"{outlet}-{number}", outlet, "x" * length, (), 0, ())
        for outlet, each in lengths.items()
        for number, length in enumerate(each)
    ]


def test_names_may_be_of_each_type_their_label_stands_for(tmp_path: Path) -> None:
    document = {
        "doc_id": "one",
        "url": "https://www.varmel-post.example/a/b",
        "text": "Orla Venn met Tarvians on Monday.",
        "entities": [[14, 22, "MISC"], [0, 9, "PER"], [26, 32, "OTHER"]],
    }
    corpus = Corpus("some.jsonl", 1, {"PER": ("PERSON",), "MISC": ("NORP", "MISC")})
    (tmp_path / corpus.file).write_text(json.dumps(document) + "\n", encoding="utf-8")
    (read,) = load(tmp_path, corpus)
    assert read.names == ((0, 9, ("PERSON",)), (14, 22, ("NORP", "MISC")))
    assert (read.outlet, read.scheme, read.unmarked) == ("varmel-post.example", 1, ("DATE", "MONEY"))


@pytest.mark.parametrize("corpus", [WWN, *OTHERS], ids=lambda corpus: corpus.file)
def test_every_type_a_corpus_names_is_one_of_the_labels(corpus: Corpus) -> None:
    assert {f"B-{kind}" for kinds in corpus.types.values() for kind in kinds} <= set(LABELS)


def test_in_a_text_nobody_marked_any_piece_may_be_any_name(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps({"doc_id": "one", "text": "Orla Venn met Tarvians."}) + "\n", encoding="utf-8")
    assert unmarked(file) == [Annotated("one", "", "Orla Venn met Tarvians.", (), 0, TYPES)]


@given(
    st.dictionaries(st.text("abc", min_size=1), st.lists(st.integers(1, 50), min_size=1, max_size=4), max_size=9),
    st.integers(1, 4),
    st.randoms(),
)
def test_folds_part_the_documents_by_outlet_whatever_their_order(
    lengths: dict[str, list[int]], n_folds: int, rng: object
) -> None:
    documents = _documents(lengths)
    parts = folds(documents, n_folds)
    assert sorted(one.doc_id for part in parts for one in part) == sorted(one.doc_id for one in documents)
    for outlet in lengths:
        assert sum(any(one.outlet == outlet for one in part) for part in parts) == 1
    rng.shuffle(shuffled := list(documents))  # type: ignore[attr-defined]
    again = folds(shuffled, n_folds)
    assert [{one.doc_id for one in part} for part in again] == [{one.doc_id for one in part} for part in parts]


def test_folds_are_of_about_equal_length() -> None:
    parts = folds(_documents({"a": [40], "b": [30], "c": [20], "d": [5, 5]}), 2)
    assert [sum(len(one.text) for one in part) for part in parts] == [50, 50]
