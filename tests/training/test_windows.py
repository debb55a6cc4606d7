"""What the network trains on: labels of pieces, rewritten headlines, windows that lose nothing."""

import random
from importlib.resources import files

import numpy as np
import pytest
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.pieces import LINE, LOWER, N_GAPS, TITLE, UPPER
from training.corpora import LABELS, Annotated
from training.windows import WINDOW, batches, example, rewritten

TOKENIZER = Tokenizer.from_buffer(
    (files("broadsheet.transforms.names.models") / "common" / "tokenizer.json").read_bytes()
)
TEXT = "Orla Venn met Tarvians.\nShe left on Monday."
NAMES = ((0, 9, ("PERSON",)), (14, 22, ("NORP", "MISC")))


def _allowed(unmarked: tuple[str, ...]) -> list[set[str]]:
    """For each word of the text the labels its first piece may have."""
    made = example(TOKENIZER, Annotated("one", "one", TEXT, NAMES, 0, unmarked))
    return [{LABELS[label] for label in np.flatnonzero(row)} for row in made.allowed]


def test_a_name_allows_the_labels_of_each_of_its_types() -> None:
    assert _allowed(())[:3] == [{"B-PERSON"}, {"I-PERSON"}, {"I-PERSON"}]
    assert {"B-NORP", "B-MISC"} in _allowed(())


@pytest.mark.parametrize(
    ("unmarked", "expected"),
    [
        pytest.param((), {"O"}, id="all types marked"),
        pytest.param(("DATE",), {"O", "B-DATE", "I-DATE"}, id="dates may stand unmarked"),
    ],
)
def test_what_is_no_name_may_be_of_a_type_nobody_marked(unmarked: tuple[str, ...], expected: set[str]) -> None:
    assert _allowed(unmarked)[-1] == expected


def test_lines_are_counted_from_one() -> None:
    made = example(TOKENIZER, Annotated("one", "one", TEXT, NAMES, 0, ()))
    assert sorted(set(made.lines.tolist())) == [1, 2]


def test_rewriting_changes_letters_only_and_each_line_to_one_case() -> None:
    writings = np.array([TITLE * N_GAPS + LINE, LOWER * N_GAPS + 1, 2 * N_GAPS] * 400)
    lines = np.repeat(np.arange(1, 401), 3)
    made = rewritten(writings, lines, random.Random(7)).reshape(400, 3)
    assert (made[:, 2] == 2 * N_GAPS).all()
    assert (made % N_GAPS == writings.reshape(400, 3) % N_GAPS).all()
    cases = {tuple(row) for row in (made[:, :2] // N_GAPS).tolist()}
    assert cases == {(TITLE, LOWER), (TITLE, TITLE), (UPPER, UPPER), (LOWER, LOWER)}


def test_batches_hold_every_piece_once() -> None:
    text = "\n".join(f"Orla Venn met {number} Tarvians near Corvane." for number in range(90))
    examples = [example(TOKENIZER, Annotated("one", "one", text, (), 0, ()))] * 3
    windows = [window for batch in batches(examples, 4, random.Random(1)) for window in batch]
    assert max(len(window.ids) for window in windows) <= WINDOW
    assert sum(len(window.ids) for window in windows) == 3 * len(examples[0].ids)
    assert all(window.allowed is not None and len(window.allowed) == len(window.ids) for window in windows)
