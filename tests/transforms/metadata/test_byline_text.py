"""What a byline is made of, before it is known whom it names."""

import pytest

from broadsheet.transforms.metadata.byline_text import date_in, is_author_label, parts_of, without_others


@pytest.mark.parametrize(
    ("text", "day"),
    [("By Ana Reyd, 3 May 2024", "3 May 2024"), ("Ana Reyd May 3, 2024", "May 3, 2024"), ("By Ana Reyd", "")],
)
def test_the_date_in_a_byline(text: str, day: str) -> None:
    assert date_in(text) == day


@pytest.mark.parametrize("label", ["Author", "Autorin/Autor", "Autor:", "AUTEUR", "автор", "作者：", "Penulis :"])
def test_labels_that_stand_alone(label: str) -> None:
    assert is_author_label(label)


@pytest.mark.parametrize(
    "label", ["Authority", "Photo", "", "Text", "The author of the plan has been named by the board"]
)
def test_what_is_no_label(label: str) -> None:
    assert not is_author_label(label)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ana Reyd; edited by Ivo Brandt", "Ana Reyd"),
        ("Illustration by Ivo Brandt", ""),
        ("Ana Reyd", "Ana Reyd"),
        ("Foto: Ivo Brandt", ""),
    ],
)
def test_hands_that_wrote_nothing(text: str, kept: str) -> None:
    assert without_others(text) == kept


def test_names_one_by_one() -> None:
    assert parts_of("Ana Reyd, Ivo Brandt and Mira Tolsen (Oster Weekly)") == [
        "Ana Reyd",
        "Ivo Brandt",
        "Mira Tolsen",
        "Oster Weekly",
    ]
