"""Lines that name an outlet and a day."""

import pytest

from broadsheet.transforms.readers.exports.mastheads import Masthead, masthead_of


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Orlaer Anzeiger vom 14.03.2023, Seite 12 / Lokales",
            Masthead("Orlaer Anzeiger", "14.03.2023", "Lokales"),
            id="German",
        ),
        pytest.param(
            "Orla Herald, The (Orlova) - March 14, 2023",
            Masthead("The Orla Herald", "March 14, 2023", ""),
            id="NewsBank",
        ),
        pytest.param(
            "The Orla Herald ; Orlova [Orlova]. 14 Mar 2023: A.1.",
            Masthead("The Orla Herald", "14 Mar 2023", ""),
            id="ProQuest",
        ),
        pytest.param(
            "Le Courrier, no. 234 • mardi 14 mars 2023 • p. 12",
            Masthead("Le Courrier", "mardi 14 mars 2023", ""),
            id="Europresse",
        ),
        pytest.param(
            "The Orla Herald, 14 March 2023, p. 12", Masthead("The Orla Herald", "14 March 2023", ""), id="a reference"
        ),
        pytest.param("The vote on 14 March 2023 was close, he said, and nobody won.", None, id="a sentence"),
        pytest.param("March 14, 2023 Tuesday", None, id="a day alone"),
        pytest.param("The Orla Herald", None, id="an outlet alone"),
    ],
)
def test_what_a_masthead_says(line: str, expected: Masthead | None) -> None:
    assert masthead_of(line) == expected
