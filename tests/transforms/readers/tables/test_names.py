"""What the names of columns mean."""

import pytest

from broadsheet.transforms.readers.tables.names import field_of


@pytest.mark.parametrize(
    ("name", "field"),
    [
        pytest.param("Headline", "title", id="a listed name"),
        pytest.param("clean_text", "body", id="words around it"),
        pytest.param("articleBodyClean", "body", id="camel case"),
        pytest.param("Date of publication", "published_date", id="the head stands before of"),
        pytest.param("sourceURL", "url", id="the head stands last"),
        pytest.param("Titel des Artikels", "title", id="German"),
        pytest.param("Texte nettoyé", "body", id="French"),
        pytest.param("Fecha de publicación", "published_date", id="Spanish"),
        pytest.param("Testo dell'articolo", "body", id="Italian"),
        pytest.param("Tytuł artykułu", "title", id="Polish"),
        pytest.param("Título da notícia", "title", id="Portuguese"),
        pytest.param("Naam van de krant", "publisher", id="Dutch"),
        pytest.param("pub_year", "year", id="a part of a day"),
        pytest.param("last_updated_at", "modified_date", id="the day of a change"),
        pytest.param("text_length", None, id="a measure of a field"),
        pytest.param("title_sentiment", None, id="a score of a field"),
        pytest.param("date_scraped", None, id="when it was collected"),
        pytest.param("Unnamed: 0", None, id="an index"),
        pytest.param("label", None, id="a label"),
        pytest.param("x" * 200, None, id="no name"),
    ],
)
def test_the_field_that_a_name_means(name: str, field: str | None) -> None:
    found = field_of(name)
    assert (found.field if found else None) == field
