"""Words of date lines."""

import pytest

from broadsheet.transforms.metadata.date_words import is_date_word, month_number, segments


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("March", 3),
        ("MÄRZ", 3),
        ("marz", 3),
        ("марта", 3),
        ("Sept", 9),
        ("aralık", 12),
        ("اسفند", None),
        ("Orla", None),
        ("", None),
    ],
)
def test_months(word: str, number: int | None) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize(("word", "expected"), [("Tuesday", True), ("published", True), ("um", True), ("Fisk", False)])
def test_words_of_date_lines(word: str, expected: bool) -> None:
    assert is_date_word(word) is expected


def test_a_run_of_chinese_is_cut_into_listed_words() -> None:
    assert list(segments("发布时间星期二")) == ["发布时间", "星期二"]
    assert list(segments("渡輪")) == ["渡輪"]
