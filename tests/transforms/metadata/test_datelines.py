"""Paragraphs and the datelines they start with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.metadata.datelines import parse_dateline

REST = "The river council met."


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "day", "month"),
    [
        ("ORLOVA, March 14 (Reuters) - ", "ORLOVA", "Reuters", 14, 3),
        ("ORLOVA (AP) — ", "ORLOVA", "AP", None, None),
        ("ORLOVA, March 14 (Xinhua) -- ", "ORLOVA", "Xinhua", 14, 3),
        ("Orlova (dpa) – ", "Orlova", "dpa", None, None),
        ("Orlova, 14 mar (EFE).- ", "Orlova", "EFE", 14, 3),
        ("ORLOVA/BRENN, Orland, March 14 (Reuters) - ", "ORLOVA/BRENN, Orland", "Reuters", 14, 3),
        ("ST. ORLA, Minn. — ", "ST. ORLA, Minn.", None, None, None),
        ("NEW ORLA, Mar 14 (PTI) ", "NEW ORLA", "PTI", 14, 3),
        ("ОРЛОВА, 14 марта. /ТАСС/. ", "ОРЛОВА", "TASS", 14, 3),
        ("ОРЛОВА, 14 мар — РИА Новости. ", "ОРЛОВА", "RIA Novosti", 14, 3),
        ("Орлова. 14 марта. INTERFAX.RU - ", "Орлова", "Interfax", 14, 3),
        ("(Reuters) - ", None, "Reuters", None, None),
        ("(ANSA) - ORLOVA, 14 MAR - ", "ORLOVA", "ANSA", 14, 3),
        ("ORLOVA, Aug 29, 2014 (AFP) - ", "ORLOVA", "AFP", 29, 8),
        ("ORLOVA (OrlaNewsNow) - ", "ORLOVA", None, None, None),
        ("ORLOVA, Nov 22 — ", "ORLOVA", None, 22, 11),
        ("ORLOVA—", "ORLOVA", None, None, None),
        ("ORLOVA--", "ORLOVA", None, None, None),
        ("ORLOVA, ORLA.com - ", "ORLOVA", None, None, None),
        ("LISBON: ", "LISBON", None, None, None),
        ("新华社北京3月14日电 ", "北京", "Xinhua", 14, 3),
        ("(서울=연합뉴스) ", "서울", "Yonhap", None, None),
        ("【北京共同】", "北京", "Kyodo", None, None),
    ],
)
def test_datelines(dateline: str, place: str | None, agency: str | None, day: int | None, month: int | None) -> None:
    found = parse_dateline(dateline + REST)
    assert found is not None
    assert (found.place, found.agency, found.day, found.month) == (place, agency, day, month)
    assert found.raw == dateline.strip()
    assert (dateline + REST)[found.end :] == REST


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "NATO — the alliance that guards the strait — has no ferry.", id="a sentence goes on in small letters"
        ),
        pytest.param("NATO — The alliance has no ferry.", id="a body in capitals"),
        pytest.param("BREAKING — The council met.", id="a label before a dash"),
        pytest.param("WATCH: The ferry returns.", id="a label before a colon"),
        pytest.param("TOLSEN: We have waited.", id="a speaker"),
        pytest.param("The council (AP) met - on Monday.", id="an agency within a sentence"),
        pytest.param("The ferry – which was old – sank.", id="a dash within a sentence"),
        pytest.param("Orlova — The council met.", id="a place in small letters without agency"),
        pytest.param("I — The council met.", id="one letter"),
        pytest.param("ORLOVA (AP) — ", id="nothing after it"),
        pytest.param("The river council met.", id="plain prose"),
        pytest.param("", id="nothing"),
    ],
)
def test_paragraphs_without_dateline(text: str) -> None:
    assert parse_dateline(text) is None


@given(st.text() | st.text(alphabet="ORLA, (AP) — -./:1Mar【】共同\n"))
def test_the_dateline_is_a_prefix_of_any_string(text: str) -> None:
    found = parse_dateline(text)
    if found:
        assert text[: found.end].strip() == found.raw
        assert found.place is None or found.place in found.raw
        assert text[found.end :].strip()


@pytest.mark.parametrize("hostile", ["(", "A", "A, ", "-- ", "/A", "1 ", " "])
def test_long_strings_are_cheap(hostile: str) -> None:
    assert parse_dateline(hostile * 300_000) is None
