"""Answers are remembered for short texts, and only for those."""

from collections import Counter

from broadsheet.transforms.caching import LONGEST_KEY, remembered


def test_an_answer_is_made_once_for_a_short_text_and_each_time_for_a_long_one() -> None:
    asked: Counter[str] = Counter()

    @remembered(2)
    def length(text: str) -> int:
        asked[text] += 1
        return len(text)

    short, long = "Orla", "a" * (LONGEST_KEY + 1)
    assert [length(text) for text in (short, short, long, long)] == [4, 4, LONGEST_KEY + 1, LONGEST_KEY + 1]
    assert asked == {short: 1, long: 2}


def test_as_many_answers_are_remembered_as_it_says() -> None:
    asked: list[str] = []

    @remembered(2)
    def noted(text: str) -> None:
        asked.append(text)

    for text in ("a", "b", "c", "c", "a"):
        noted(text)
    assert asked == ["a", "b", "c", "a"]
