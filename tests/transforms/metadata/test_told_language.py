"""From title, body and labels to what is sure of an article's language, and to what its features go by."""

import pytest

from broadsheet.transforms.metadata.language import Told, told_language

FRENCH = "Le conseil de la rivière a voté lundi pour le retour du bac, onze ans après sa fermeture. "
ENGLISH = "The river council voted on Monday to open the old ferry line again, eleven years after it had closed. "


@pytest.mark.parametrize(
    ("title", "body", "labels", "language", "analysis"),
    [
        pytest.param("Ferry returns", ENGLISH, (), "en", "en", id="an English text"),
        pytest.param("Le bac revient", FRENCH, (), "fr", "fr", id="a French text"),
        pytest.param("Le bac revient", FRENCH * 4, ("en",), "fr", "fr", id="a long text outweighs its label"),
        pytest.param("", "Orla 3, Norland 1", ("de-AT",), "de", "de", id="a label decides where the text is short"),
        pytest.param("Duel", "Škorić 31, Vučić 29.", (), None, "en", id="a brief of names may be English"),
        pytest.param(
            "Obituary: Annelies van den Broeck", "Annelies van den Broeck, painter, died in Orla.", (), "en", "en",
            id="words in lower case outweigh names",
        ),
        pytest.param(
            "Vendors protest",
            "Vendors blocked the market on Monday over new fees.\n\n“No vamos a pagar porque el municipio nunca nos"
            " ayuda y siempre nos cobra más,” said Rosa Vilca. Police watched from the river, and nobody was hurt.",
            (), "en", "en", id="quotations are set aside",
        ),
        pytest.param("", "", (), None, None, id="no text"),
        pytest.param("", "AFP", (), None, "en", id="an acronym"),
    ],
)  # fmt: skip
def test_what_is_told(
    title: str, body: str, labels: tuple[str, ...], language: str | None, analysis: str | None
) -> None:
    told = told_language(title, body, labels)
    assert (told.language, told.analysis) == (language, analysis)


def test_a_label_alone_has_no_score() -> None:
    assert told_language("", "12:30", ("fr",)) == Told("fr", None, "fr")
