"""From a sentence to the amounts in it: value, unit or currency, what is counted, and how the number is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.numbers.amounts import amounts
from broadsheet.transforms.numbers.forms import value_of

# Text; then its amounts as (kind, value, upper end, unit, what is counted, bound).
CASES = [
    ("It cost $4.2 million.", [("money", 4.2e6, None, "USD", None, None)]),
    ("It cost £3bn and €250m.", [("money", 3e9, None, "GBP", None, None), ("money", 2.5e8, None, "EUR", None, None)]),
    ("It cost A$1,250.50.", [("money", 1250.5, None, "AUD", None, None)]),
    ("It cost EUR 5 million, or 40 million yen.",
     [("money", 5e6, None, "EUR", None, None), ("money", 4e7, None, "JPY", None, None)]),
    ("It cost two million dollars.", [("money", 2e6, None, "USD", None, None)]),
    ("It cost 75 cents.", [("money", 0.75, None, "USD", None, None)]),
    ("It cost 3 million francs.", [("money", 3e6, None, None, None, None)]),
    ("Prices rose 3.5 percent.", [("percent", 3.5, None, "percent", None, None)]),
    ("Prices rose 5 to 10 per cent.", [("percent", 5.0, 10.0, "percent", None, None)]),
    ("It cost $5-10 million.", [("money", 5e6, 1e7, "USD", None, None)]),
    ("It may cost between 5 and 10 million euros.", [("money", 5e6, 1e7, "EUR", None, None)]),
    ("About 200 people marched.", [("people", 200.0, None, None, "people", "about")]),
    ("More than 1,500 Norlanders fled.", [("people", 1500.0, None, None, "Norlanders", "more")]),
    ("Fewer than ten ships sailed.", [("count", 10.0, None, None, "ships", "less")]),
    ("Up to 18,000 jobs may go.", [("count", 18000.0, None, None, "jobs", "up_to")]),
    ("The blast killed 12 people and wounded 30.",
     [("casualties", 12.0, None, None, "people", None), ("casualties", 30.0, None, None, None, None)]),
    ("At least 51 people were killed.", [("casualties", 51.0, None, None, "people", "more")]),
    ("Half a million people live there.", [("people", 5e5, None, None, "people", None)]),
    ("She bought twenty-one large red boats.", [("count", 21.0, None, None, "large red boats", None)]),
    ("The road is 30 miles long.", [("length", 30.0, None, "mile", None, None)]),
    ("It burned 40,000 acres and 12 km of fence.",
     [("area", 40000.0, None, "acre", None, None), ("length", 12.0, None, "kilometre", None, None)]),
    ("It was 31 degrees, with winds of 90 mph.",
     [("temperature", 31.0, None, "degree", None, None), ("speed", 90.0, None, "mile per hour", None, None)]),
    ("The 6-year-old boy smiled.", [("age", 6.0, None, "year", None, None)]),
]  # fmt: skip
NOTHING = [
    "Call 020 7946 0958 or 555-0134.",
    "Flight 103 and Route 66 were shut.",
    "They won 3-1 after a 2:1 defeat.",
    "1. Residents get a letter.",
    "She came 4th of all.",
    "One of them left; one cannot know.",
    "Orla 12.3 14.5 +0.2 Norl 8.1 9.2 -0.1",
    "See page A320 or model 7b.",
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_the_amounts_of_a_sentence(text: str, expected: list[tuple[object, ...]]) -> None:
    told = [(one.kind, one.value, one.value_high, one.unit, one.counted, one.bound) for one in amounts(text)]
    assert told == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_amount(text: str) -> None:
    assert amounts(text) == []


def test_figures_of_a_date_are_no_amount() -> None:
    text = "On May 3 20 people left."
    assert [one.surface for one in amounts(text, [(3, 8)])] == ["20 people"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,234.5", 1234.5),
        ("two hundred thousand", 2e5),
        ("two and a half million", 2.5e6),
        ("a dozen", 12.0),
        ("a", None),
    ],
)
def test_the_value_of_words(words: str, value: float | None) -> None:
    assert value_of(words) == value


WORDS = "$ 5 10 1,000 million percent to - people killed a half dozen miles . , £ one twenty km 3.5 % of and between"
PIECES = st.sampled_from(WORDS.split(" "))


@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_amounts_in_order_that_slice_back(text: str) -> None:
    end = 0
    for amount in amounts(text):
        assert end <= amount.start < amount.end <= len(text)
        assert text[amount.start : amount.end] == amount.surface
        assert amount.value_high is None or amount.value < amount.value_high
        end = amount.end


@pytest.mark.parametrize("unit", ["1", "1 ", "5-", "$", "a ", "million ", "1,000", "killed 5 ", "5 a "])
def test_a_long_text_of_one_thing_is_read(unit: str) -> None:
    assert amounts(unit * (200_000 // len(unit))) is not None


def test_words_parted_by_another_space_are_counted_as_they_stand() -> None:
    text = "About 1,100 foreign donor\xa0names were lost."
    (amount,) = amounts(text)
    assert text[amount.start : amount.end].endswith("names")
