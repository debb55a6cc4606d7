"""Where user names and passwords stand in the web addresses of a text, and that nothing else goes with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.metadata.credentials import without_credentials


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("https://ana:pw@www.a.example/x", "https://www.a.example/x", id="user and password"),
        pytest.param("ftp://ana@a.example/x", "ftp://a.example/x", id="user alone"),
        pytest.param("https://:pw@a.example/x", "https://a.example/x", id="password alone"),
        pytest.param("https://ana:p@w@a.example/x", "https://a.example/x", id="a password with the sign in it"),
        pytest.param("https://ana:p%40w@a.example/x", "https://a.example/x", id="a password percent-encoded"),
        pytest.param("//ana:pw@a.example/x", "//a.example/x", id="no scheme"),
        pytest.param("see <https://ana:pw@a.example>, he said", "see <https://a.example>, he said", id="in prose"),
        pytest.param(
            "https://u:p@a.example?to=https://v:q@b.example", "https://a.example?to=https://b.example", id="2"
        ),
        pytest.param(
            "https://a.example/?u=https%3A%2F%2Fana%3Apw%40b.example%2Fx",
            "https://a.example/?u=https%3A%2F%2Fb.example%2Fx",
            id="in a parameter",
        ),
    ],
)
def test_user_and_password_go(text: str, clean: str) -> None:
    assert without_credentials(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/@ana/1",
        "https://a.example?mail=ana@b.example",
        "https://a.example#@ana",
        "mailto:ana@b.example",
        "Write to ana@b.example // or to us: @outlet",
        "either//or:not@all",
        "https://a.example/?mail=ana%40b.example",
    ],
)
def test_a_sign_elsewhere_stays(text: str) -> None:
    assert without_credentials(text) == text


@given(st.lists(st.sampled_from(["http", ":", "//", "/", "@", "a", " ", "%3A%2F%2F", "%40", "?", "b.example"])))
def test_what_is_clean_stays_clean(parts: list[str]) -> None:
    clean = without_credentials("".join(parts))
    assert without_credentials(clean) == clean
