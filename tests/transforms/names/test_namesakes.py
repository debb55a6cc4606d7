"""Whose a bare surname is, among persons of one surname."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.linking import resolve
from broadsheet.transforms.names.recogniser import Document, Name

Marked = Callable[..., tuple[Document, list[Name]]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "[Clara Vine|PERSON] came. Her son, [Bruno Vine|PERSON], sang. It is warm, said [Vine|PERSON].",
            "Clara Vine",
            id="a relative is called by the given name",
        ),
        pytest.param(
            "[Wan Sicho|PERSON], son of the shipping tycoon [Wan Jialo|PERSON], sang. It is warm, said [Wan|PERSON].",
            "Wan Sicho",
            id="of relatives whose family name stands first, too",
        ),
        pytest.param(
            "[Clara Vine|PERSON] came. [Bruno Vine|PERSON] sang. It is warm, said [Vine|PERSON].",
            "Bruno Vine",
            id="of two strangers the last",
        ),
        pytest.param(
            "[Clara Vine|PERSON] came. Her son, [Bruno Vine|PERSON], sang. It is warm, said Mr [Vine|PERSON].",
            "Bruno Vine",
            id="a title weighs more",
        ),
        pytest.param(
            "Mayor [Clara Vine|PERSON] met senator [Bruno Vine|PERSON]. Mayor [Vine|PERSON] left.",
            "Clara Vine",
            id="so does a role",
        ),
    ],
)
def test_whose_a_surname_is(marked: Marked, body: str, expected: str) -> None:
    resolved = resolve(*marked(body))
    assert resolved.entities[resolved.mentions[-1].entity].canonical_name == expected
