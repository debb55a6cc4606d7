"""Names in the credits of pictures are no mentions."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.rules.credits import without_credits

After = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param("The quay. [Ada Quill|PERSON]/AP", id="a slash and an agency"),
        pytest.param("The quay. (Photo: [Ada Quill|PERSON])", id="a mark before"),
        pytest.param("The quay. Photo by [Ada Quill|PERSON]", id="a phrase before"),
        pytest.param("The quay. [Ada Quill|PERSON] via AP", id="via an agency"),
        pytest.param("The quay. © [Ada Quill|PERSON]", id="a sign"),
        pytest.param("The quay. [Ada Quill|PERSON]/AP/[Orla Finch|PERSON]", id="what follows a credit"),
    ],
)
def test_a_credit_is_dropped(after: After, caption: str) -> None:
    assert after(without_credits, "No names.", caption=caption) == []


def test_whom_a_picture_shows_stays(after: After) -> None:
    assert after(without_credits, "None.", caption="[Ada Quill|PERSON] at the quay.") == [("Ada Quill", "PERSON")]


def test_the_body_has_no_credits(after: After) -> None:
    assert after(without_credits, "A photo by [Ada Quill|PERSON] won.") == [("Ada Quill", "PERSON")]
