"""Which small words belong to a name, in running text and in bylines."""

import pytest

from broadsheet.transforms.vocabulary import particles


@pytest.mark.parametrize("word", ["van", "de", "bin", "von"])
def test_particles_of_both(word: str) -> None:
    assert word in particles.IN_TEXT
    assert word in particles.IN_BYLINES


@pytest.mark.parametrize("word", ["i", "op", "het", "san"])
def test_common_words_are_particles_in_bylines_only(word: str) -> None:
    assert word in particles.IN_BYLINES
    assert word not in particles.IN_TEXT


def test_every_particle_of_running_text_is_one_in_bylines() -> None:
    assert particles.IN_TEXT < particles.IN_BYLINES
