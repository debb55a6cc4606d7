"""Whole names of persons."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.people import person_parts, whole

After = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[Ursa|PERSON] von der Mole spoke", [("Ursa von der Mole", "PERSON")], id="particles within"),
        pytest.param("[Ursa von|PERSON] der Mole spoke", [("Ursa von der Mole", "PERSON")], id="a particle at its end"),
        pytest.param("[Ursa|PERSON] and Mole spoke", [("Ursa", "PERSON")], id="a conjunction is none"),
        pytest.param("[Dutchman Orlo Quill|PERSON] won", [("Orlo Quill", "PERSON")], id="a people before it"),
        pytest.param("Miss [Orvane|LOC] won", [("Orvane", "PERSON")], id="one that is a verb in small letters"),
        pytest.param("will miss [Orvane|LOC]", [("Orvane", "LOC")], id="the verb is no honorific"),
        pytest.param("Mrs [Orvane|LOC] won", [("Orvane", "PERSON")], id="an honorific before it"),
        pytest.param("[UNDP|PERSON] won", [("UNDP", "ORG")], id="an acronym is no person"),
        pytest.param("Mr [VANE|PERSON] won", [("VANE", "PERSON")], id="capitals behind an honorific are"),
        pytest.param("[Shri|PERSON] [Anil Vane|PERSON] won", [("Anil Vane", "PERSON")], id="an honorific is no name"),
        pytest.param(
            "[King|PERSON], [Anil Vane|PERSON]", [("King", "PERSON"), ("Anil Vane", "PERSON")], id="a surname"
        ),
        pytest.param("[INDIA|LOC] [QUILL|PERSON], MAYOR: No.", [("INDIA QUILL", "PERSON")], id="who has the turn"),
        pytest.param(
            "[INDIA|LOC] [QUILL|PERSON] MARRIES", [("INDIA", "LOC"), ("QUILL", "ORG")], id="capitals without a turn"
        ),
        pytest.param("[Stowe|LOC]-on-Mere flooded", [("Stowe-on-Mere", "LOC")], id="a town on its river"),
    ],
)
def test_whole_names(after: After, body: str, expected: list[tuple[str, str]]) -> None:
    assert after(whole, body) == expected


def test_a_surname_of_which_the_recogniser_is_sure_is_no_acronym(after: After) -> None:
    assert after(whole, "[VANE|PERSON] won", score=0.95) == [("VANE", "PERSON")]
    assert after(whole, "[VANE|PERSON] won", score=0.5) == [("VANE", "ORG")]


def test_parts_of_names_in_full() -> None:
    assert person_parts(["Ada Maria Quill", "Finch"]) == {"Ada", "Quill", "Maria Quill"}
    assert person_parts(["Ursa de"]) == frozenset()
