"""The share of women among those of a given name."""

import pytest

from broadsheet.transforms.names.given_names import female_share, female_share_of


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        pytest.param("Maria Orvane", 0.95, 1.0, id="a name of women"),
        pytest.param("Robert Orvane", 0.0, 0.05, id="a name of men"),
        pytest.param("MARÍA Orvane", 0.95, 1.0, id="case and accents do not count"),
    ],
)
def test_share_by_the_first_word(name: str, low: float, high: float) -> None:
    share = female_share(name)
    assert share is not None
    assert low <= share <= high


@pytest.mark.parametrize("name", ["Maria", "M. Orvane", "Xqzw Orvane", ""])
def test_no_share(name: str) -> None:
    assert female_share(name) is None


def test_a_given_name_alone() -> None:
    assert female_share_of("Maria") == female_share("Maria Orvane")
    assert female_share_of("xqzw") is None
