"""Texts that say alike are near each other; a vector follows from its text alone, in whole numbers."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.vectors import static
from broadsheet.transforms.vectors.shape import DIMENSIONS, LARGEST
from broadsheet.transforms.vectors.static import static_vectors


def _likeness(text: str, others: Sequence[str]) -> list[float]:
    vectors = static_vectors().of([text, *others]).astype(float)
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return [float(value) for value in units[1:] @ units[0]]


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        pytest.param(
            "The ferry to the island was cancelled.",
            "No boat sailed to the isles today.",
            "The parliament passed the budget.",
            id="a boat is a ferry, a budget none",
        ),
        pytest.param(
            "The striker scored twice in the final.",
            "Two goals won the cup for the team.",
            "Doctors tested a new vaccine.",
            id="goals are football, a vaccine is none",
        ),
        pytest.param(
            "Shares of the bank fell sharply.",
            "Investors sold the lender's stock.",
            "The choir sang in the cathedral.",
            id="a lender is a bank, a choir none",
        ),
    ],
)
def test_what_says_alike_is_nearer(text: str, near: str, far: str) -> None:
    like, unlike = _likeness(text, [near, far])
    assert like > unlike + 0.1


def test_a_vector_has_the_declared_shape_and_length() -> None:
    vectors = static_vectors().of(["The mayor of Vellmoor resigned.", "Rain."])
    assert vectors.shape == (2, DIMENSIONS)
    assert vectors.dtype == np.int8
    # Rounding moves each component by a half at most.
    assert np.linalg.norm(vectors.astype(float), axis=1) == pytest.approx(LARGEST, abs=0.5 * DIMENSIONS**0.5)


@pytest.mark.parametrize("text", ["", " \n", "\ud800"], ids=["nothing", "white space", "half a character"])
def test_a_text_without_a_word_has_no_direction(text: str) -> None:
    assert not static_vectors().of([text]).any()


def test_of_no_text_there_are_no_vectors() -> None:
    assert static_vectors().of([]).shape == (0, DIMENSIONS)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.integers(0, 6))
def test_a_vector_follows_from_its_text_alone(texts: list[str], cut: int) -> None:
    vectors = static_vectors()
    parts = np.concatenate([vectors.of(texts[:cut]), vectors.of(texts[cut:])])
    assert vectors.of(texts).tobytes() == parts.tobytes()


def test_a_text_without_end_is_read_at_its_beginning() -> None:
    start = "ferry " * 4096
    first, second = static_vectors().of([start, start + "parliament " * 10_000])
    assert first.tolist() == second.tolist()


def test_other_files_than_those_released_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    about = tmp_path / "model.json"
    about.write_text(json.dumps({"pieces": 1, "sha256": {"pieces.bin": "0" * 64, "tokenizer.json": "0" * 64}}))
    monkeypatch.setattr(static, "_ABOUT", about)
    with pytest.raises(SettingsError, match="is not the file that was released"):
        static.StaticVectors()
