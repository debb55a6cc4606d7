"""Bylines and the authors in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.metadata.bylines import (
    looks_like_byline,
    looks_like_name_line,
    outlet_of,
    parse_byline,
)

A, B, C = "Lena Fisk", "Ivo Brandt", "Omar del Rio"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Lena Fisk", [A], id="a bare name"),
        pytest.param("By Lena Fisk and Ivo Brandt", [A, B], id="a lead word and two names"),
        pytest.param(
            "BY LENA FISK, IVO BRANDT, AND OMAR DEL RIO IN ORLOVA", [A, B, C], id="capitals become a name's own"
        ),
        pytest.param("Von Lena Fisk und Ivo Brandt", [A, B], id="German"),
        pytest.param("Post author By Lena Fisk", [A], id="label of a common theme"),
        pytest.param("View all posts by Lena Fisk", [A], id="link to all of an author"),
        pytest.param("Alle Artikel von Lena Fisk", [A], id="German link to all of an author"),
        pytest.param("Kurier-Redakteurin Lena Fisk", [A], id="a job in a compound"),
        pytest.param("Lena Fisk-Autor", ["Lena Fisk-Autor"], id="a surname with a hyphen is no job"),
        pytest.param("Por Lena Fisk y Ivo Brandt", [A, B], id="Spanish"),
        pytest.param("Propos recueillis par Lena Fisk", [A], id="French interview"),
        pytest.param("a cura di Lena Fisk", [A], id="Italian"),
        pytest.param("Автор: Иван Петров", ["Иван Петров"], id="Russian label"),
        pytest.param("בקלם", [], id="one word is no person"),
        pytest.param("記者 王小明／台北報導", ["王小明"], id="Chinese reporter formula"),
        pytest.param("홍길동 기자", ["홍길동"], id="Korean reporter formula"),
        pytest.param("Text: Lena Fisk", [A], id="a label"),
        pytest.param("Lena Fisk | lfisk@post.example", [A], id="an address behind a bar"),
        pytest.param("Lena Fisk (lfisk)", [A], id="a handle in brackets"),
        pytest.param("By Samir al-Badri and Frances d'Orlo", ["Samir al-Badri", "Frances d'Orlo"], id="particles"),
        pytest.param("Lena Fisk Senior Harbours Reporter", [A], id="a title of several words without a comma"),
        pytest.param("大渡 美咲、田中 太郎", ["大渡 美咲", "田中 太郎"], id="spaces inside Japanese names"),
        pytest.param("Story by Lena Fisk; photos by Pavel Dorn", [A], id="photographers are not authors"),
        pytest.param("Lena Fisk in Orlova and Ivo Brandt in Brenn", [A, B], id="places are cut"),
        pytest.param("Von Lena Fisk, Brenn 05.08.2024, 20:59 Uhr", [A], id="place and date are cut"),
        pytest.param("Written by Ivo Brandt | 14 March 2023 | 3 min read", [B], id="date and reading time are cut"),
        pytest.param("Ivo Brandt, Political Correspondent", [B], id="a job after a comma is cut"),
        pytest.param("Von Lena Fisk Politische Korrespondentin", [A], id="a job without comma is cut"),
        pytest.param("Lena Fisk, Special to The Post", [A], id="special to is cut"),
        pytest.param("Lena Fisk | Orlova Post", [A], id="an outlet is cut where a person is named"),
        pytest.param("By Lena Fisk lf@orlovapost.example @lenafisk", [A], id="addresses and handles are cut"),
        pytest.param("Dr. Lena Fisk, PhD", [A], id="titles and degrees are cut"),
        pytest.param(
            "By Luis O'Farrell Jr. and Maria van der Berg",
            ["Luis O'Farrell Jr.", "Maria van der Berg"],
            id="suffix and particle stay",
        ),
        pytest.param("Fisk, Lena; Brandt, Ivo", [A, B], id="last name first, semicolons"),
        pytest.param("Brandt, Ivo; Lena Fisk", [B, A], id="both orders in one line"),
        pytest.param("Brandt, Ivo", [B], id="last name first, one author"),
        pytest.param("Lena FISK", [A], id="only the surname in capitals"),
        pytest.param("By Will Best and May Read", ["Will Best", "May Read"], id="names that are words"),
        pytest.param("By JD Solar", ["JD Solar"], id="initials without stops stay"),
        pytest.param("By Any Means Necessary", [], id="words that names lack"),
        pytest.param("By Lena Fisk, New York", [A], id="a city of two words is no author"),
        pytest.param("By", [], id="a lead word alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_persons_of_a_byline(text: str, names: list[str]) -> None:
    assert [author.name for author in parse_byline(text) if author.kind == "person"] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("By AFP", [("agency", "AFP")], id="an agency"),
        pytest.param("The Associated Press", [("agency", "AP")], id="an agency by its full name"),
        pytest.param("Lena Fisk, Reuters", [("person", None), ("agency", "Reuters")], id="a person and an agency"),
        pytest.param("Ivo Brandt (AFP)", [("person", None), ("agency", "AFP")], id="an agency in brackets"),
        pytest.param("Le Monde avec AFP", [("agency", "AFP")], id="an outlet with an agency"),
        pytest.param("By Staff and AFP", [("staff", None), ("agency", "AFP")], id="staff and an agency"),
        pytest.param("Staff Writer", [("staff", None)], id="staff"),
        pytest.param("Redaktion", [("staff", None)], id="staff in German"),
        pytest.param("Lena Fisk, Staff Writer", [("person", None)], id="staff beside a name is a job"),
        pytest.param("By Orlova Daily News", [("organisation", None)], id="an organisation alone"),
        pytest.param("Condé Nast", [("organisation", None)], id="a publishing house"),
        pytest.param("Lena Fisk, Axel Springer", [("person", None)], id="a person of a publishing house"),
        pytest.param("By Reuters Staff", [("agency", "Reuters")], id="an agency's staff is the agency"),
    ],
)
def test_kinds_of_authors(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(author.kind, author.agency_code) for author in parse_byline(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "By Lena Fisk",
        "Von Lena Fisk",
        "Lena Fisk, Reuters",
        "Ivo Brandt and AFP",
        "AFP",
        "Staff Writer",
        "記者 王小明／台北報導",
        "Lena Fisk | The Associated Press",
        "By Lena Fisk 30 August 2023 • 4:45pm",
        "By Staff and agencies in Brenn",
    ],
)
def test_lines_that_are_bylines(text: str) -> None:
    assert looks_like_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "By Friday the river had fallen.",
        "By Tuesday, the river had fallen, Mayor Nils Ode said.",
        "By 2040 it will be dry",
        "Von Anfang an war der Fluss zu hoch",
        "Por su parte, el consejo calla",
        "Lena Fisk",
        "Transport",
        "March 14, 2023",
        "Ferry Line to Reopen",
        "渡輪復航",
        "By signing up you agree",
        "",
    ],
)
def test_lines_that_are_no_bylines(text: str) -> None:
    assert not looks_like_byline(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Lena Fisk", True, id="a name"),
        pytest.param("Lena Fisk and Ivo Brandt", True, id="two names"),
        pytest.param("王小明", True, id="a Chinese name"),
        pytest.param("Advertisement", False, id="one word"),
        pytest.param("Lena Fisk said so", False, id="words in small letters"),
        pytest.param("Orlova Daily News", False, id="an outlet"),
        pytest.param("The River Council", False, id="an article"),
        pytest.param("Lena Fisk: a life", False, id="a colon"),
    ],
)
def test_name_lines(text: str, expected: bool) -> None:
    assert looks_like_name_line(text) is expected


@given(st.text() | st.text(alphabet="By AFPand,;|/()@.記者한 1'-\n"))
def test_any_string_is_answered(text: str) -> None:
    authors = parse_byline(text)
    assert all(author.name and author.raw for author in authors)
    assert all((author.agency_code is not None) == (author.kind == "agency") for author in authors)
    assert looks_like_byline(text) in (True, False)
    assert looks_like_name_line(text) in (True, False)


@pytest.mark.parametrize("hostile", ["By A and ", "x@", "(((", "1 ", "記者王", ". ", "\n"])
def test_long_strings_are_cheap(hostile: str) -> None:
    assert len(parse_byline(hostile * 300_000)) < 200
    assert not looks_like_byline(hostile * 300_000)


@pytest.mark.parametrize("line", ["(Robert Bell / AP)", "(Robert Bell/AP)", "(Reuters/Ana Reyd)"])
def test_a_credit_in_brackets_is_no_byline(line: str) -> None:
    assert (looks_like_byline(line), looks_like_name_line(line), parse_byline(line)) == (False, False, ())


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Oster Weekly", "Oster Weekly"),
        ("Ana Reyd", None),
        ("Reuters", None),
        ("Port Oster", None),
        ("by Oster Weekly", None),
    ],
)
def test_an_outlet_alone(text: str, outlet: str | None) -> None:
    assert outlet_of(text) == outlet


def test_an_agency_behind_a_name() -> None:
    named = [(author.name, author.kind) for author in parse_byline("Lena Fisk and Ivo Brandt The Canadian Press")]
    assert named == [(A, "person"), (B, "person"), ("The Canadian Press", "agency")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("From Lena Fisk, head of the union:", id="who speaks next"),
        pytest.param("By hand, Lena Fisk copied the list.", id="a sentence"),
    ],
)
def test_what_only_begins_like_a_byline(text: str) -> None:
    assert not looks_like_byline(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("By Lena Fisk\nOster Weekly\nDec 13, 2016 at 3:45 pm", [A], id="an outlet and a day below"),
        pytest.param("By\nLena Fisk", [A], id="a lead above the name"),
        pytest.param("By Lena Fisk\nand Ivo Brandt", [A, B], id="names on two lines"),
        pytest.param("Illustration by Lena Fisk", [], id="who drew"),
        pytest.param("Photos by Lena Fisk", [], id="who took the pictures"),
        pytest.param("Reviewed by Lena Fisk", [], id="who reviewed"),
        pytest.param("Lena Fisk; photos by Ivo Brandt", [A], id="who wrote and who took the pictures"),
    ],
)
def test_lines_and_other_hands(text: str, names: list[str]) -> None:
    assert [author.name for author in parse_byline(text) if author.kind == "person"] == names
