"""Captions and their credits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.metadata.credits import (
    Credit,
    looks_like_caption,
    looks_like_credit,
    parse_credit,
    split_caption,
)

FERRY = "A ferry crosses the Orla."


@pytest.mark.parametrize(
    ("text", "caption", "credit", "photographer", "agency"),
    [
        pytest.param(
            f"{FERRY} Ada Kell/POOL/TASS",
            FERRY,
            "Ada Kell/POOL/TASS",
            "Ada Kell",
            "TASS",
            id="names after the last sentence",
        ),
        pytest.param(f"{FERRY} (AP Photo/Ada Kell)", FERRY, "AP Photo/Ada Kell", "Ada Kell", "AP", id="in brackets"),
        pytest.param(
            f"{FERRY} [Photo: Ada Kell/Reuters]",
            FERRY,
            "Ada Kell/Reuters",
            "Ada Kell",
            "Reuters",
            id="labelled in brackets",
        ),
        pytest.param(f"{FERRY} Photo by Ada Kell", FERRY, "Ada Kell", "Ada Kell", None, id="photo by"),
        pytest.param("Die Fähre. Foto: dpa", "Die Fähre.", "dpa", None, "dpa", id="a German label"),
        pytest.param(
            "Паром. Фото: Ада Келль / ТАСС", "Паром.", "Ада Келль / ТАСС", "Ада Келль", "TASS", id="a Russian label"
        ),
        pytest.param(
            "Ferry © Ada Kell / AFP via Getty Images",
            "Ferry",
            "Ada Kell / AFP via Getty Images",
            "Ada Kell",
            "AFP",
            id="copyright sign",
        ),
        pytest.param(f"{FERRY} Ada Kell via REUTERS", FERRY, "Ada Kell via REUTERS", "Ada Kell", "Reuters", id="via"),
        pytest.param("Ferry at dusk | Photo: AP", "Ferry at dusk", "AP", None, "AP", id="after a bar"),
        pytest.param(
            f"{FERRY} Ada Kell for Orlova Post", FERRY, "Ada Kell for Orlova Post", "Ada Kell", None, id="for an outlet"
        ),
        pytest.param(
            f"{FERRY} Ada Kell (Keystone)",
            FERRY,
            "Ada Kell (Keystone)",
            "Ada Kell",
            "Keystone",
            id="a name before brackets",
        ),
        pytest.param(
            f"FILE PHOTO: {FERRY} REUTERS/Ada Kell/File Photo",
            FERRY,
            "REUTERS/Ada Kell/File Photo",
            "Ada Kell",
            "Reuters",
            id="file photo",
        ),
        pytest.param("Image credit: Ada Kell", "", "Ada Kell", "Ada Kell", None, id="a credit only"),
        pytest.param("The Orla, he told the AP.", "The Orla, he told the AP.", None, None, None, id="no credit"),
        pytest.param("  A ferry  ", "A ferry", None, None, None, id="white space is cut"),
    ],
)
def test_caption_and_credit(
    text: str, caption: str, credit: str | None, photographer: str | None, agency: str | None
) -> None:
    found = split_caption(text)
    assert text[found.caption_start : found.caption_end] == caption
    assert (found.credit_raw, found.photographer, found.credit_agency) == (credit, photographer, agency)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        pytest.param("Ada Kell/POOL/TASS", Credit("Ada Kell", "TASS", True), id="a pool picture"),
        pytest.param("© AFP", Credit(None, "AFP"), id="a sign"),
        pytest.param("orlapix9/Getty Images", Credit(None, "Getty Images"), id="a photographer by one word"),
        pytest.param("PHOTOGRAPH COURTESY OF ADA KELL", Credit("Ada Kell"), id="a label in capitals"),
        pytest.param("picture alliance/dpa", Credit(None, "dpa"), id="the agency that sends news goes first"),
        pytest.param("ADA KELL", Credit("Ada Kell"), id="capitals"),
        pytest.param("Orlova", Credit(), id="one word is no photographer"),
    ],
)
def test_whom_a_credit_names(text: str, credit: Credit) -> None:
    assert parse_credit(text) == credit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Photo: Ada Kell", True, id="a label"),
        pytest.param("Ada Kell/AFP", True, id="a name and an agency"),
        pytest.param("Getty Images", True, id="a library"),
        pytest.param("AFP", False, id="an agency alone may be a byline"),
        pytest.param("Ada Kell", False, id="a name alone"),
        pytest.param("Source: https://orlova.example/a", False, id="an address"),
        pytest.param("© 2023 Orlova Post. All rights reserved.", False, id="a notice"),
        pytest.param("Photo by photo, the council looked at the river.", False, id="a sentence"),
    ],
)
def test_credit_lines(text: str, expected: bool) -> None:
    assert looks_like_credit(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mayor Nils Ode (L) and Mira Tolsen on the quay", True, id="sides"),
        pytest.param(f"{FERRY} Ada Kell/AFP", True, id="a credit at the end"),
        pytest.param("FILE PHOTO: The quay", True, id="file photo"),
        pytest.param("Mira Tolsen, pictured in 2019", True, id="pictured"),
        pytest.param("Sen. Nils Ode (R) is against the ferry.", False, id="a party"),
        pytest.param("The council met. (AFP)", False, id="an agency's sign-off"),
        pytest.param("The council voted on Monday, ending eleven years of delay.", False, id="a sentence"),
        pytest.param("He was pictured with the mayor at the river.", False, id="a sentence with pictured"),
    ],
)
def test_caption_lines(text: str, expected: bool) -> None:
    assert looks_like_caption(text) is expected


@given(st.text() | st.text(alphabet="A ferry.Photo: byAFP/()[]|©,\n"))
def test_parts_are_slices_of_any_string(text: str) -> None:
    found = split_caption(text)
    caption = text[found.caption_start : found.caption_end]
    assert 0 <= found.caption_start <= found.caption_end <= len(text)
    assert caption == caption.strip()
    assert found.credit_raw is None or found.credit_raw in text
    assert looks_like_credit(text) in (True, False)
    assert looks_like_caption(text) in (True, False)


@pytest.mark.parametrize("hostile", ["-- ", "Photo: ", "(A)", "©", "A. ", "/"])
def test_long_strings_are_cheap(hostile: str) -> None:
    assert split_caption(hostile * 300_000).credit_raw is None
    assert not looks_like_caption(hostile * 300_000)
    assert parse_credit(hostile * 300_000).agency is None


@pytest.mark.parametrize(
    ("text", "photographer"),
    [
        ("OSTER POST/Ana Reyd/File Photo", "Ana Reyd"),
        ("Ana Reyd/Oster Gazette", "Ana Reyd"),
        ("Oster Gazette", None),
    ],
)
def test_an_outlet_is_no_photographer(text: str, photographer: str | None) -> None:
    assert parse_credit(text).photographer == photographer


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The lamp, Oct. 3, 2021. (AP Photo/Ana Reyd, File)", "The lamp, Oct. 3, 2021.", "AP Photo/Ana Reyd, File"),
        ("(Ana F. Reyd / AP)", "", "Ana F. Reyd / AP"),
    ],
)
def test_a_credit_in_brackets_is_whole(text: str, caption: str, credit: str) -> None:
    found = split_caption(text)
    assert (text[found.caption_start : found.caption_end], found.credit_raw) == (caption, credit)


def test_a_caption_ends_before_any_white_space() -> None:
    parts = split_caption("The ferry\x85© Ada Quill")
    assert "The ferry\x85© Ada Quill"[parts.caption_start : parts.caption_end] == "The ferry"
