"""From documents to the names spaCy finds: what is fed to it, and that neighbours do not matter."""

import pytest

from broadsheet.transforms.names.models.spacy_recogniser import SpacyRecogniser
from broadsheet.transforms.names.recogniser import Document, Section

_BODY = "Ada Quillon flew to Toronto on Monday.\n\nShe met miners from Peru at the World Bank."


def _document(body: str, language: str | None = "en") -> Document:
    return Document(language, (Section("title", "Quillon visits Toronto"), Section("text", body)))


def test_names_slice_back(spacy_recogniser: SpacyRecogniser) -> None:
    document = _document(_BODY)
    found = {
        document.sections[one.section].text[one.start : one.end]: one.type
        for one in spacy_recogniser.names([document])[0]
    }
    assert {"Ada Quillon": "PERSON", "Toronto": "LOC", "Peru": "LOC"}.items() <= found.items()
    assert "Monday" not in found


def test_names_do_not_depend_on_neighbours(spacy_recogniser: SpacyRecogniser) -> None:
    documents = [_document(_BODY), _document("Orla Finch left Lima.\n\n" * 40), _document("No names here.")]
    together = spacy_recogniser.names(documents)
    assert together == [spacy_recogniser.names([document])[0] for document in documents]
    assert together == spacy_recogniser.names(documents[::-1])[::-1]


@pytest.mark.parametrize("language", ["de", None])
def test_other_languages_have_no_names(spacy_recogniser: SpacyRecogniser, language: str | None) -> None:
    assert spacy_recogniser.names([_document(_BODY, language)]) == [[]]


def test_a_run_without_a_space_is_left_out_and_the_rest_read(spacy_recogniser: SpacyRecogniser) -> None:
    document = Document(
        "en", (Section("text", "Ada Quillon came. " + "A.(" * 100_000 + " Then Orla Finch left Toronto."),)
    )
    text = document.sections[0].text
    assert "Toronto" in {text[one.start : one.end] for one in spacy_recogniser.names([document])[0]}


def test_model_and_version_are_named(spacy_recogniser: SpacyRecogniser) -> None:
    assert spacy_recogniser.name == "spacy/en_core_web_md-3.7.1"


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(ModuleNotFoundError):
        SpacyRecogniser("no_such_pipeline")
