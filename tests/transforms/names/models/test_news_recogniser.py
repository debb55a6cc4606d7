"""From documents to the names our own model finds: offsets, languages, hostile input; neighbours do not matter."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.names.models.news_recogniser import NewsRecogniser
from broadsheet.transforms.names.recogniser import Document, Name, Section

_BODY = "Ada Quillon flew to Toronto on Monday.\n\nShe met miners from Peru at the World Bank for $5 million."
_LEADS = ("Orla Finch left Lima on 3 May.", "No name here.", "THE UNITED NATIONS MET IN OSLO", "Ben Ade, 41, won.")


@pytest.fixture(scope="module")
def recogniser() -> NewsRecogniser:
    return NewsRecogniser("news")


def _document(body: str, title: str = "Quillon visits Toronto", language: str | None = "en") -> Document:
    return Document(language, (Section("title", title), Section("caption", "Quillon in Lima"), Section("text", body)))


def _texts(document: Document, names: list[Name]) -> dict[str, str]:
    return {document.sections[one.section].text[one.start : one.end]: one.type for one in names}


def test_names_of_every_section(recogniser: NewsRecogniser) -> None:
    document = _document(_BODY)
    (names,) = recogniser.names([document])
    found = _texts(document, names)
    expected = {"Quillon": "PERSON", "Lima": "LOC", "Ada Quillon": "PERSON", "Toronto": "LOC", "World Bank": "ORG"}
    assert expected.items() <= found.items()
    assert {one.section for one in names} == {0, 1, 2}


def test_dates_and_money_are_no_names(recogniser: NewsRecogniser) -> None:
    document = _document(_BODY)
    assert not {"Monday", "$5 million", "5"} & _texts(document, recogniser.names([document])[0]).keys()


def test_scores_are_probabilities(recogniser: NewsRecogniser) -> None:
    scores = [one.score for one in recogniser.names([_document(_BODY)])[0]]
    assert all(score is not None and 0 < score < 1 for score in scores)


def _mixed() -> list[Document]:
    """Short and long documents, some of several windows."""
    bodies = [f"{_LEADS[n % 4]} {_LEADS[n % 3]}\n\n" * (1 + 7 * n % 12) for n in range(8)]
    return [_document(body, title) for body, title in zip(bodies, _LEADS * 2, strict=True)]


@pytest.mark.parametrize("size", [1, 3, 8])
def test_names_do_not_depend_on_the_batch(recogniser: NewsRecogniser, size: int) -> None:
    documents = _mixed()
    parts = [documents[at : at + size] for at in range(0, len(documents), size)]
    assert [names for part in parts for names in recogniser.names(part)] == recogniser.names(documents)


def test_names_do_not_depend_on_the_order(recogniser: NewsRecogniser) -> None:
    documents = _mixed()
    assert recogniser.names(documents[::-1])[::-1] == recogniser.names(documents)


def test_names_do_not_depend_on_other_threads_and_recognisers(recogniser: NewsRecogniser) -> None:
    documents = _mixed()
    expected, other = recogniser.names(documents), NewsRecogniser("news")
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(one.names, documents) for one in (recogniser, other, recogniser, other)]
        assert all(future.result() == expected for future in futures)


@pytest.mark.parametrize("language", ["de", None])
def test_other_languages_have_no_names(recogniser: NewsRecogniser, language: str | None) -> None:
    assert recogniser.names([_document(_BODY, language=language)]) == [[]]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("x" * 1_000_000, id="a letter"),
        pytest.param("A" * 1_000_000, id="a capital"),
        pytest.param("A.(" * 350_000, id="marks"),
        pytest.param("\n" * 1_000_000, id="line breaks"),
        pytest.param(" " * 1_000_000, id="spaces"),
        pytest.param("\x00\ud800\u202e" * 300_000, id="no text"),
        pytest.param("No \ud800 " * 20, id="halves of code points"),
    ],
)
def test_what_is_no_text_is_passed_over(recogniser: NewsRecogniser, body: str) -> None:
    document = _document(f"{body}\nOrla Finch left Toronto.")
    assert "Toronto" in _texts(document, recogniser.names([document])[0])


@settings(max_examples=25, deadline=None)
@given(st.text(st.one_of(st.sampled_from("Ab. \n'9"), st.characters()), max_size=200))
def test_names_lie_in_their_section_in_order_without_overlap(recogniser: NewsRecogniser, text: str) -> None:
    document = _document(text, title=text)
    (names,) = recogniser.names([document])
    places = [(one.section, one.start, one.end) for one in names]
    assert all(0 <= start < end <= len(document.sections[section].text) for section, start, end in places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))


def test_model_and_checksum_are_named(recogniser: NewsRecogniser) -> None:
    name, _, digest = recogniser.name.partition("/")
    assert (name, len(digest)) == ("news", 12)
