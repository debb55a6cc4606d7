"""The book of candidates: what is kept, what is chosen, what is given back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.readers.story.evidence import Evidence


def _book(*values: tuple[str, str]) -> Evidence:
    evidence = Evidence()
    for name, value in values:
        evidence.offer(name, value, "meta", "tag")
    return evidence


def test_a_value_is_noted_with_its_place() -> None:
    evidence = Evidence()
    assert evidence.offer("title", "Ferry late", "heading", "h1", (3, 13)) == 0
    (candidate,) = evidence.all()
    assert (candidate.value, candidate.start, candidate.end, candidate.is_chosen) == ("Ferry late", 3, 13, False)


def test_an_empty_value_is_not_kept() -> None:
    evidence = Evidence()
    assert evidence.offer("title", "", "heading", "h1") == -1
    assert evidence.all() == ()


def test_of_each_field_the_first_forty_are_kept() -> None:
    evidence = _book(*[("title", str(number)) for number in range(50)], ("author", "Ada Kell"))
    values = [candidate.value for candidate in evidence.all() if candidate.field == "title"]
    assert values == [str(number) for number in range(40)]
    assert evidence.index_of("author", "Ada Kell") == 40


def test_without_a_cap_all_are_kept() -> None:
    evidence = Evidence(cap=None)
    assert [evidence.offer("title", str(number), "text", "line") for number in range(50)] == list(range(50))


def test_choosing_what_was_not_kept_chooses_nothing() -> None:
    evidence = _book(("title", "Ferry late"))
    evidence.choose(evidence.offer("title", "", "meta", "tag"))
    assert [candidate.is_chosen for candidate in evidence.all()] == [False]


def test_the_first_of_a_field_is_chosen() -> None:
    evidence = _book(("author", "Ada Kell"), ("title", "Ferry late"), ("title", "Late ferry"))
    assert evidence.first("title") == "Ferry late"
    assert evidence.first("day") is None
    assert [candidate.is_chosen for candidate in evidence.all()] == [False, True, False]


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        pytest.param("Late ferry", [False, True, False], id="the first with the value"),
        pytest.param("No ferry", [False, False, False], id="a value that was never offered"),
        pytest.param(None, [False, False, False], id="no value"),
    ],
)
def test_a_value_is_chosen_and_given_back(value: str | None, chosen: list[bool]) -> None:
    evidence = _book(("title", "Ferry late"), ("title", "Late ferry"), ("title", "Late ferry"))
    assert evidence.choose_value("title", value) == value
    assert [candidate.is_chosen for candidate in evidence.all()] == chosen


@given(st.lists(st.tuples(st.sampled_from(["title", "author"]), st.text(max_size=3)), max_size=60))
def test_indices_are_places_among_all(values: list[tuple[str, str]]) -> None:
    evidence = Evidence()
    kept = [evidence.offer(name, value, "meta", "tag") for name, value in values]
    places = [index for index in kept if index >= 0]
    assert places == list(range(len(evidence.all())))
    assert [(c.field, c.value) for c in evidence.all()] == [
        pair for pair, index in zip(values, kept, strict=True) if index >= 0
    ]
