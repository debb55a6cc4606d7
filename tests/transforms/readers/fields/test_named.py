"""How the fields of an object are found by the names they go by."""

from typing import Any

import pytest

from broadsheet.transforms.readers.fields.named import is_article, names_text, story_of
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.records.record import Record


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"Title": "a", "TEXT": "b"}, True, id="a title and a text, in any case"),
        pytest.param({"main-text": "a", "source_url": "b"}, True, id="an address and a text"),
        pytest.param({"title": "a", "summary": "b", "published": "c"}, True, id="a title, a summary and a date"),
        pytest.param({"title": "a", "summary": "b"}, False, id="a title and a summary"),
        pytest.param({"text": "a"}, False, id="a text alone"),
    ],
)
def test_what_is_an_article(fields: dict[str, str], expected: bool) -> None:
    assert is_article(fields) is expected


def test_a_table_needs_a_column_of_texts() -> None:
    assert names_text(["id", "Headline", "full_text"])
    assert not names_text(["id", "headline", "summary"])


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        pytest.param({"headline": "a", "title": "b"}, "title", ["a", "b"], id="the more trusted name first"),
        pytest.param(
            {"author": [{"name": "Lena Fisk"}, "Ivo Brandt"]}, "author", ["Lena Fisk", "Ivo Brandt"], id="a list"
        ),
        pytest.param(
            {"author": "Lena Fisk and Ivo Brandt"}, "byline", ["Lena Fisk and Ivo Brandt"], id="names in a line"
        ),
        pytest.param(
            {"date_gmt": "2023-03-14T09:05:00"}, "published_date", ["2023-03-14T09:05:00Z"], id="a date in GMT"
        ),
        pytest.param({"timestamp": 1678784700}, "published_date", ["1678784700"], id="seconds since 1970"),
        pytest.param({"url": "no address"}, "url", [], id="what is no address"),
        pytest.param({"source": "https://a.example/1"}, "url", ["https://a.example/1"], id="an address for a source"),
        pytest.param({"title": None, "name": {"@value": "a"}}, "title", ["a"], id="a value in an object"),
        pytest.param({"title": True}, "title", [], id="a truth value is no text"),
    ],
)
def test_the_values_of_a_field(fields: dict[str, Any], name: str, expected: list[str]) -> None:
    assert story_of(fields, "json", "json").values(name) == expected


def test_a_picture_beside_the_text() -> None:
    story = story_of({"image": {"url": "https://a.example/1.jpg"}, "caption": "A boat.", "text": "b"}, "json", "json")
    assert [(picture.url, picture.caption) for picture in story.body.pictures] == [
        ("https://a.example/1.jpg", "A boat.")
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"articleBody": ["One.", "Two.", "Three."]}, ["One.", "Two.", "Three."], id="a list of texts"),
        pytest.param({"content": ["<p>One.</p>", "<p>Two.</p>"]}, ["One.", "Two."], id="a list of HTML"),
        pytest.param(
            {
                "body": [
                    {"type": "paragraph", "text": "One."},
                    {"type": "p", "content": "Two."},
                    {"html": "<p>3 a.</p>"},
                ]
            },
            ["One.", "Two.", "3 a."],
            id="blocks by whatever name their text goes",
        ),
        pytest.param(
            {"body": ["One.", {"type": "image", "url": "https://a.example/1.jpg"}]}, ["One."], id="a picture is no text"
        ),
        pytest.param({"body": {"@id": "a", "url": "b", "name": "c"}}, [], id="an address or a name is no text"),
        pytest.param({"body": [f"Line {n}." for n in range(99)]}, [f"Line {n}." for n in range(99)], id="many parts"),
        pytest.param({"articleBody": "One.", "text": "Two."}, ["One."], id="of two names, the more trusted"),
        pytest.param(
            {"articleBody": [" ", {"url": "b"}], "text": "Two."}, ["Two."], id="of two names, that with a text"
        ),
    ],
)
def test_the_paragraphs_of_a_body(fields: dict[str, Any], expected: list[str]) -> None:
    assert [block.passage.text for block in story_of(fields, "json", "json").body.blocks] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("river , ferry;town、 sea", ["river", "ferry", "town", "sea"], id="parted by separators"),
        pytest.param("a" + " " * 20_000 + "b", ["a" + " " * 20_000 + "b"], id="long white space"),
        pytest.param("['x', 'y, z', \"the mayor's\"]", ["x", "y", "z", "the mayor's"], id="a list as Python writes it"),
        pytest.param("[sic], b", ["[sic]", "b"], id="brackets that are no list"),
        pytest.param([{"name": "subject", "value": "Harbours"}], ["Harbours"], id="the value rather than its kind"),
        pytest.param([{"name": "Harbours"}, 99, "town"], ["Harbours", "town"], id="numbers are keys of other tables"),
    ],
)
def test_keywords(value: object, expected: list[str]) -> None:
    assert story_of({"keywords": value}, "json", "json").keywords == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(1709541000000, ["1709541000000"], id="milliseconds"),
        pytest.param(1709541000.5, ["1709541000.5"], id="a fraction of a second"),
        pytest.param({"$date": "2024-03-04T09:30:00Z"}, ["2024-03-04T09:30:00Z"], id="an export of MongoDB"),
        pytest.param({"$date": {"$numberLong": "1709541000000"}}, ["1709541000000"], id="the same, in milliseconds"),
        pytest.param(True, [], id="a truth value"),
        pytest.param(10**30, [], id="a number beyond any date"),
        pytest.param(float("inf"), [], id="infinity"),
        pytest.param({"name": "2024-03-04"}, [], id="an object without a date"),
    ],
)
def test_dates_that_are_no_strings(value: object, expected: list[str]) -> None:
    assert story_of({"date": value}, "json", "json").values("published_date") == expected


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        pytest.param(
            [
                {"url": "https://a.example/1.jpg", "caption": "A boat.", "creditText": "Ivo Brandt"},
                {"contentUrl": "https://a.example/2.jpg", "caption": "A pier."},
            ],
            [("https://a.example/1.jpg", "A boat.", "Ivo Brandt"), ("https://a.example/2.jpg", "A pier.", "")],
            id="each with its caption",
        ),
        pytest.param(
            [{"url": "https://a.example/1.jpg"}, {"contentUrl": "https://a.example/2.jpg"}],
            [("https://a.example/1.jpg", "", ""), ("https://a.example/2.jpg", "", "")],
            id="two without a caption",
        ),
        pytest.param(
            ["https://a.example/1x1.jpg", "https://a.example/4x3.jpg"],
            [("https://a.example/1x1.jpg", "", "")],
            id="addresses are sizes of one picture",
        ),
        pytest.param(
            [{"url": "https://a.example/s.jpg", "width": 200}, {"url": "https://a.example/l.jpg", "width": 900}],
            [("https://a.example/s.jpg", "", "")],
            id="so are widths",
        ),
        pytest.param([{"caption": "A boat."}, 7, None, "no address"], [], id="none without an address"),
    ],
)
def test_the_pictures_of_a_list(image: object, expected: list[tuple[str, str, str]]) -> None:
    pictures = story_of({"image": image, "text": "b"}, "json", "json").body.pictures
    assert [(picture.url, picture.caption, picture.credit) for picture in pictures] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"headline": {"main": "Ferries return", "name": None}}, "Ferries return", id="the main headline"),
        pytest.param({"Überschrift": "Fähren"}, "Fähren", id="German"),
        pytest.param({"TITRE": "Les bacs"}, "Les bacs", id="French"),
        pytest.param({"titulo": "Barcos"}, "Barcos", id="Spanish, without its accent"),
        pytest.param({"Заголовок": "Паромы"}, "Паромы", id="Russian"),
    ],
)
def test_names_of_a_title(fields: dict[str, Any], expected: str) -> None:
    assert story_of(fields, "json", "json").values("title") == [expected]


def test_data_tells_no_article_by_itself() -> None:
    assert not is_article({"title": "a", "description": "b", "data": []})


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("The council voted.\\n\\nTwo boats run.", ["The council voted.", "Two boats run."], id="escaped"),
        pytest.param(
            "The council voted.\\r\\nTwo run.", ["The council voted.", "Two run."], id="as Windows ends lines"
        ),
        pytest.param("Look into C:\\news\\notes for it.", ["Look into C:\\news\\notes for it."], id="a path"),
    ],
)
def test_line_ends_that_were_escaped_once_too_often(text: str, paragraphs: list[str]) -> None:
    story = story_of({"title": "Ferries", "text": text}, "json", "json")
    assert [block.passage.text for block in story.body.blocks] == paragraphs


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param(["Fisk, Lena", "Brandt, Ivo K."], ["Lena Fisk", "Ivo K. Brandt"], id="family names first, a list"),
        pytest.param(["Fisk, Lena"], ["Lena Fisk"], id="one of them"),
        pytest.param(["Lena Fisk", "Ivo Brandt"], ["Lena Fisk", "Ivo Brandt"], id="given names first"),
    ],
)
def test_authors_in_a_list(value: list[str], names: list[str]) -> None:
    record = record_of(story_of({"title": "Ferries", "text": "Two boats run.", "authors": value}, "json", "json"))
    assert isinstance(record, Record)
    assert [author.name for author in record.authors] == names


def test_names_of_people_in_two_parts() -> None:
    people = [
        {"firstName": "Lena", "lastName": "Fisk"},
        {"surname": "Brandt", "given_name": "Ivo"},
        {"family": "Tolsen"},
    ]
    record = record_of(story_of({"title": "Ferries", "text": "Two boats run.", "authors": people}, "json", "json"))
    assert isinstance(record, Record)
    assert [author.name for author in record.authors] == ["Lena Fisk", "Ivo Brandt", "Tolsen"]
