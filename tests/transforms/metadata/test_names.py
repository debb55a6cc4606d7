"""Words of a byline and the person they name."""

import pytest

from broadsheet.transforms.metadata.names import person_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Lena Fisk", "Lena Fisk", id="a name stays"),
        pytest.param("LENA FISK", "Lena Fisk", id="capitals"),
        pytest.param("OMAR DEL RIO", "Omar del Rio", id="a particle in capitals"),
        pytest.param("LUIS O'FARRELL-MCKAY", "Luis O'Farrell-McKay", id="apostrophe, hyphen and Mc"),
        pytest.param("JD SOLAR", "JD Solar", id="initials in capitals"),
        pytest.param("Prof. Lena Fisk PhD", "Lena Fisk", id="title and degree"),
        pytest.param("Lena Fisk Jr.", "Lena Fisk Jr.", id="a suffix stays"),
        pytest.param("Lena", None, id="one word"),
        pytest.param("New York", None, id="a city"),
        pytest.param("Lena fisk", None, id="a word in small letters"),
        pytest.param("The Fisk", None, id="an article"),
        pytest.param("One Two Three Four Five Six", None, id="too many words"),
        pytest.param("OrlaNEWS Now", None, id="capitals within a word"),
    ],
)
def test_person_of_words(words: str, name: str | None) -> None:
    assert person_name(words.split()) == name
