"""The keys that names are compared by."""

import pyarrow as pa
import pytest

from broadsheet.transforms.names.kb.keys import keys


@pytest.mark.parametrize(
    ("name", "is_body", "key"),
    [
        pytest.param("The Corvane Group", True, "corvane group", id="a leading article"),
        pytest.param("Corvane Ltd.", True, "corvane", id="a legal form of a body"),
        pytest.param("Corvane Ltd.", False, "corvane ltd", id="and of no body"),
        pytest.param("Quill & Finch", True, "quill and finch", id="an ampersand"),
        pytest.param("J. K. Quill", False, "jk quill", id="initials are one word"),
        pytest.param("J.K. Quill", False, "jk quill", id="however they are spaced"),
        pytest.param("Łukasz Øre-Straße", False, "lukasz ore strasse", id="letters without their marks"),
        pytest.param("Quill’s", False, "quill", id="a possessive"),
        pytest.param("O'Quill", False, "oquill", id="an apostrophe"),
        pytest.param("...", False, "", id="no letter"),
    ],
)
def test_key(name: str, is_body: bool, key: str) -> None:
    assert keys(pa.array([name]), pa.array([is_body])).to_pylist() == [key]


def test_nulls_stay_and_rows_keep_their_order() -> None:
    names = pa.array(["Ada", None, "Ørla"])
    assert keys(names, pa.array([False, False, False])).to_pylist() == ["ada", None, "orla"]
