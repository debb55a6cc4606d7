"""Which quoted words quote nobody."""

import pytest

from broadsheet.transforms.quotes.passages import marked_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The film “Salt Road” opens in May.", ["title"], id="a work before its title"),
        pytest.param("Her second album, “Wait For Me!”, sold out.", ["title"], id="a work and a comma"),
        pytest.param("In a book titled “we sail at ten” she told all.", ["title"], id="titled"),
        pytest.param("Lund told “The Harbour Hour” that the ferry was late.", ["title"], id="a programme that is told"),
        pytest.param("‘Salt Road’ star Emil Hart was there.", ["title"], id="the star of a work"),
        pytest.param("The ferry “Swift” sank in 1953.", ["term"], id="a vessel"),
        pytest.param("Otto “Big Otto” Brandt came.", ["term"], id="a nickname"),
        pytest.param("The word “ferry” is old.", ["term"], id="a word as a word"),
        pytest.param("They are known as “the drifters” here.", ["term"], id="known as"),
        pytest.param("The so-called “ghost ferry” never came.", ["scare"], id="so-called"),
        pytest.param("“The ferry is late,” Lund said.", [], id="a sentence somebody says"),
        pytest.param("Lund said the ferry was “late as ever”.", [], id="words in a report"),
        pytest.param("The crowd chanted “Save Our Ferry”.", [], id="capitals that are chanted"),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    (found,) = marked_in(text, [(0, len(text))]).passages
    assert [passage.kind for passage in found] == expected


def test_in_a_headline_capitals_tell_nothing() -> None:
    text = "Mayor pledges “New Ferry Now” for harbour"
    assert marked_in(text, [(0, len(text))], is_headline=True).passages == [[]]
    assert [one.kind for one in marked_in(text, [(0, len(text))]).passages[0]] == ["title"]
