"""Lines that say who reported and edited, and lines that only begin so."""

import pytest

from broadsheet.transforms.readers.story.furniture import is_sign_off


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Reporting by Lena Fisk in Kestrel; editing by Ada Kell.", True, id="reporters and editors"),
        pytest.param("(Reporting by Lena Fisk, editing by Ada J. Kell)", True, id="in brackets"),
        pytest.param("Reporting by Lena Fisk. Editing by Ada Kell.", True, id="sentences of names"),
        pytest.param("Editing by hand is slow, said Ada Kell", False, id="a gerund of the text"),
        pytest.param("Written by children, the letters hung in the hall", False, id="a participle of the text"),
        pytest.param("Edited by Ada Kell, the book has sold well.", False, id="a sentence with a name"),
        pytest.param("The reporting by Lena Fisk was praised.", False, id="in the middle"),
    ],
)
def test_sign_offs_hold_names_only(text: str, expected: bool) -> None:
    assert is_sign_off(text) is expected
