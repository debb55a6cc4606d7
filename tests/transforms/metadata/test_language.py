"""Texts and their languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.metadata.language import identify


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The river council voted on Monday to open the old ferry line again.", "en"),
        ("Der Flussrat stimmte am Montag für die alte Fähre.", "de"),
        ("Le conseil de la rivière a voté lundi pour le retour du bac.", "fr"),
        ("Паром вернётся", "ru"),
        ("Рада річки проголосувала в понеділок за повернення порома.", "uk"),
        ("عودة العبّارة القديمة يوم الاثنين", "ar"),
        ("河川委員會週一表決通過", "zh"),
        ("川の委員会は月曜日に渡し船の再開を決めた。", "ja"),
        ("강 위원회는 월요일 나룻배 재개를 의결했다.", "ko"),
    ],
)
def test_language_of_a_text(text: str, code: str) -> None:
    found = identify(text)
    assert found is not None
    assert found[0] == code
    assert 0 < found[1] <= 1


@pytest.mark.parametrize("text", ["", "AFP", "12.03.2023 - 14:00", "Yes.", "?!" * 1000])
def test_texts_too_short_to_tell(text: str) -> None:
    assert identify(text) is None


def test_a_quotation_at_the_start_does_not_decide() -> None:
    body = "The river council voted on Monday to open the old ferry line again, eleven years after it had closed. " * 20
    found = identify("« Nous avons attendu onze hivers pour ce bateau. » " + body)
    assert found is not None
    assert found[0] == "en"


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_string_is_answered(text: str) -> None:
    found = identify(text)
    assert found is None or (len(found[0]) == 2 and 0 <= found[1] <= 1)


def test_long_texts_are_cheap() -> None:
    assert identify("The river council voted on Monday. " * 100_000) == identify(
        "The river council voted on Monday. " * 100_000
    )
