"""Names of agencies, as written, and their codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.metadata.agencies import agency_code, agency_of_domain


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("AFP", "AFP", id="a code is its own name"),
        pytest.param("The Associated Press", "AP", id="an agency is found by its full name"),
        pytest.param("Deutsche Presse-Agentur", "dpa", id="a code may be in small letters"),
        pytest.param("REUTERS", "Reuters", id="capitals are an alias"),
        pytest.param("ТАСС", "TASS", id="other scripts are aliases"),
        pytest.param("新华社", "Xinhua", id="Chinese names are aliases"),
        pytest.param(" AFP. ", "AFP", id="white space and a full stop do not count"),
        pytest.param("Press Association", "PA Media", id="an older name is an alias"),
        pytest.param("Anadolu Agency", "Anadolu", id="Anadolu"),
        pytest.param("ap", None, id="case counts"),
        pytest.param("AFP and Orlova Post", None, id="the whole string must match"),
        pytest.param("", None, id="nothing is no agency"),
    ],
)
def test_code_of_a_name(name: str, code: str | None) -> None:
    assert agency_code(name) == code


def test_an_agency_is_found_by_its_domain() -> None:
    assert agency_of_domain("TASS.ru") == "TASS"
    assert agency_of_domain("orlovapost.example") is None


@given(st.text())
def test_any_string_is_answered(text: str) -> None:
    assert agency_code(text) is None or agency_code(text.strip()) == agency_code(text)
