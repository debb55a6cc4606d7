"""Lines that say who reported and edited, lines that only begin so, and lines that are no part of an article."""

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.story.furniture import is_sign_off
from broadsheet.transforms.records.record import BODY_KINDS


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


BODY = (
    "The council of Orlova voted on Monday to reopen the ferry line, eleven years after it was closed by the harbour.",
    "A second vote on the price of a crossing, which nobody on the quay expects to be low, follows in the spring.",
)


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        pytest.param("This website is using cookies. You may refuse them.", False, id="a notice on cookies"),
        pytest.param("Diese Website verwendet Cookies, um besser zu werden.", False, id="a notice on cookies, German"),
        pytest.param('"This website uses cookies" is all the notice says.', True, id="a quoted notice"),
        pytest.param("The ferry line uses cookies as tickets, its captain said.", True, id="cookies of another kind"),
        pytest.param("記事を印刷する", False, id="a button, Japanese"),
        pytest.param("Bluesky", False, id="the button of a service"),
        pytest.param("00:00 / 03:15", False, id="the time of a player"),
    ],
)
def test_lines_of_a_page_are_none_of_its_article(line: str, is_kept: bool) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in (BODY[0], line, BODY[1]))
    page = f"<html><body><article><h1>Ferries return to Orlova</h1>{paragraphs}</article></body></html>"
    (record,) = read(page.encode()).records
    texts = [block.passage.text for block in record.blocks if block.kind in BODY_KINDS]
    assert texts == ([BODY[0], line, BODY[1]] if is_kept else list(BODY))
