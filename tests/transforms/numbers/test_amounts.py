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
    ("She paid 50p, £1.50 more.",
     [("money", 0.5, None, "GBP", None, None), ("money", 1.5, None, "GBP", None, None)]),
    ("The loan was Rs 500 crore, or about 5 lakh rupees a head.",
     [("money", 5e9, None, "INR", None, None), ("money", 5e5, None, "INR", None, "about")]),
    ("It cost ₹1,00,000 or eight U.S. cents.",
     [("money", 1e5, None, "INR", None, None), ("money", 0.08, None, "USD", None, None)]),
    ("He carried 30 pounds of flour, a 50-pound sack and 20 pounds in cash.",
     [("mass", 30.0, None, "pound", None, None), ("mass", 50.0, None, "pound", None, None),
      ("money", 20.0, None, "GBP", None, None)]),
    ("Sales rose from 5% to 7%.",
     [("percent", 5.0, None, "percent", None, None), ("percent", 7.0, None, "percent", None, None)]),
    ("Borl fell $1.20 to $33.", [("money", 1.2, None, "USD", None, None), ("money", 33.0, None, "USD", None, None)]),
    ("Turnout was between 40% and 45%, or 10%-12%.",
     [("percent", 40.0, 45.0, "percent", None, None), ("percent", 10.0, 12.0, "percent", None, None)]),
    ("He has four or five cats.", [("count", 4.0, 5.0, None, "cats", None)]),
    ("The death toll in Orla, at first 10, rose to 45.",
     [("casualties", 10.0, None, None, None, None), ("casualties", 45.0, None, None, None, None)]),
    ("Six people, including an officer, were killed.", [("casualties", 6.0, None, None, "people", None)]),
    ("One police officer was killed.", [("casualties", 1.0, None, None, "police officer", None)]),
    ("It sank with 300 aboard; 12 survived.",
     [("people", 300.0, None, None, None, None), ("people", 12.0, None, None, None, None)]),
    ("A family of four lives in a two-bedroom flat.",
     [("people", 4.0, None, None, None, None), ("count", 2.0, None, None, "bedroom", None)]),
    ("A 50-strong mob met a seven-member crew.",
     [("people", 50.0, None, None, "strong", None), ("people", 7.0, None, None, "member", None)]),
    ("Four Borl Police Department veterans met two U.N. officials.",
     [("people", 4.0, None, None, "Borl Police Department veterans", None),
      ("people", 2.0, None, None, "U.N. officials", None)]),
    ("Three of the 25 students left; it cut 4 million of its shares.",
     [("people", 3.0, None, None, "students", None), ("people", 25.0, None, None, "students", None),
      ("count", 4e6, None, None, "shares", None)]),
    ("The number of pending cases totaled 14.", [("count", 14.0, None, None, "pending cases", None)]),
    ("It has 23,000 workers in 40 countries, up from 21,000.",
     [("people", 23000.0, None, None, "workers", None), ("count", 40.0, None, None, "countries", None),
      ("people", 21000.0, None, None, "workers", None)]),
    ("She caught 88 fish from 12 aircraft.",
     [("count", 88.0, None, None, "fish", None), ("count", 12.0, None, None, "aircraft", None)]),
    ("They sent 300 more troops and 200-plus trucks.",
     [("people", 300.0, None, None, "troops", None), ("count", 200.0, None, None, "trucks", "more")]),
    ("Lows of -5C and minus 10 degrees, 40 miles away.",
     [("temperature", -5.0, None, "degree Celsius", None, None), ("temperature", -10.0, None, "degree", None, None),
      ("length", 40.0, None, "mile", None, None)]),
    ("She ran the 100m on a 2½ mile road past 3,500-square-foot homes.",
     [("length", 100.0, None, "metre", None, None), ("length", 2.5, None, "mile", None, None),
      ("area", 3500.0, None, "square foot", None, None)]),
    ("Anna Berg, 62, has a 8-month-old son and a girl aged 12.",
     [("age", 62.0, None, "year", None, None), ("age", 8.0, None, "month", None, None),
      ("age", 12.0, None, "year", None, None)]),
    ("A margin of plus or minus 3 percentage points split a half-dozen candidates.",
     [("percent", 3.0, None, "percentage point", None, None), ("people", 6.0, None, None, "candidates", None)]),
    ("The two most senior judges saw Ten cars.",
     [("people", 2.0, None, None, "most senior judges", None), ("count", 10.0, None, None, "cars", None)]),
    ("About 1500 protesters and 2000 people came.",
     [("people", 1500.0, None, None, "protesters", "about"), ("people", 2000.0, None, None, "people", None)]),
    ("One hundred and twenty men and two thousand five hundred women came.",
     [("people", 120.0, None, None, "men", None), ("people", 2500.0, None, None, "women", None)]),
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
    "About 1 in 5 adults and one in three children agreed.",
    "He lives at 405 Granite Hills Ave. and saw the 2012 voters guide.",
    "Veterans of World War Two met at Gate 12C.",
    "The prize is one of the Seven Great Wonders.",
    "A 5.4-magnitude quake hit the 480p screen.",
    "The bill passed 53-47 after a two-day debate and a 24-hour strike.",
    "One major point remains; two-thirds agreed three times.",
    "Call 1-800-555-0199 or +44 20 7946 0958.",
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_the_amounts_of_a_sentence(text: str, expected: list[tuple[object, ...]]) -> None:
    rows = [(one.kind, one.value, one.value_high, one.unit, one.counted, one.bound) for one in amounts(text)]
    assert rows == expected


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
        ("half-dozen", 6.0),
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
    assert amounts(unit * (50_000 // len(unit))) is not None


def test_words_parted_by_another_space_are_counted_as_they_stand() -> None:
    text = "About 1,100 foreign donor\xa0names were lost."
    (amount,) = amounts(text)
    assert text[amount.start : amount.end].endswith("names")
