"""The address that a page was saved from."""

import pytest

from broadsheet.transforms.readers.markup.saved import saved_address

URL = "https://orla.example/2023/03/ferry?a=1&b=2"


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(f"<!-- saved from url=(0042){URL} -->", id="browsers"),
        pytest.param(f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: x-->", id="SingleFile"),
        pytest.param(f'<html data-scrapbook-source="{URL.replace("&", "&amp;")}">', id="WebScrapBook"),
        pytest.param(f"<html data-savepage-url='{URL}'>", id="Save Page WE"),
        pytest.param(f'<script>__wm.wombat("{URL}","x")</script>', id="the Wayback Machine"),
        pytest.param(f'This is Google&#39;s cache of <a href="{URL}">x</a>.', id="Google's cache"),
        pytest.param(f"<p>Printed from: {URL}</p>", id="a printed page"),
    ],
)
def test_programs_note_where_they_save_from(mark: str) -> None:
    assert saved_address(f"<!DOCTYPE html>\n{mark}<p>text</p>".encode()) == URL


def test_a_mirror_notes_no_scheme() -> None:
    assert saved_address(b"<!-- Mirrored from orla.example/a.html by HTTrack -->") == "http://orla.example/a.html"


@pytest.mark.parametrize(
    "page", [b"<p>The page was saved from ruin.</p>", b"<!-- saved from url=(0014)about:internet -->"]
)
def test_other_pages_have_none(page: bytes) -> None:
    assert saved_address(page) is None
