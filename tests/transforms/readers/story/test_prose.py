"""Files of text that are no language: code, tables, encoded bytes."""

import base64
import random

import pytest

from broadsheet.transforms.readers.markdown.text_reader import read
from broadsheet.transforms.readers.story.prose import not_prose

LEAD = "The harbour council of Brunnmouth voted on Monday to keep the old lighthouse lit for another winter."
NOISE = base64.encodebytes(random.Random(3).randbytes(6_000)).decode()
CODE = "!function(){" + "var a=b(1);if(a){c=a};" * 200 + "}()"
ROWS = "id,name,day\n" + "\n".join(f"{row},n{row},2023-03-14" for row in range(50))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(LEAD, None, id="a sentence"),
        pytest.param("Yes.", None, id="a word"),
        pytest.param("灯台は冬の間も灯され続けると評議会が月曜日に決めた。" * 9, None, id="a language without spaces"),
        pytest.param("Brunnmouth" * 40, None, id="one long word"),
        pytest.param("Ferries, trams, buses; all stopped, said Ana Reyd, of Brunnmouth, on Monday.", None, id="commas"),
        pytest.param(NOISE, "encoded bytes", id="base64"),
        pytest.param(CODE, "program code or settings", id="minified JavaScript"),
        pytest.param(ROWS, "a table", id="comma-separated values"),
        pytest.param(ROWS.replace(",", "\t"), "a table", id="values between tabs"),
        pytest.param("cos\nsystem\n(S'true'\ntR.", "a pickled Python object", id="a pickle that calls"),
        pytest.param("(dp0\nS'a'\np1\nI1\ns.", "a pickled Python object", id="a pickle of a dictionary"),
    ],
)
def test_what_is_no_language_is_named(source: str, expected: str | None) -> None:
    assert not_prose(source, [source.replace("\n", " ")]) == expected


@pytest.mark.parametrize("noise", [NOISE.replace("\n", " "), CODE], ids=["bytes", "code"])
def test_a_paragraph_of_language_makes_text_of_it(noise: str) -> None:
    assert not_prose(LEAD, [noise, LEAD, noise]) is None
    assert not_prose(LEAD, [noise, "Share", noise]) is not None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(NOISE.encode(), "the file is encoded bytes, not text", id="base64"),
        pytest.param(CODE.encode(), "the file is program code or settings, not text", id="code"),
        pytest.param(ROWS.encode(), "the file is a table, not text", id="a table"),
        pytest.param(
            b"# Ferry back\n\nBy Ana Reyd\n\n14 March 2023\n",
            "the file has a title, but neither a body nor a caption",
            id="a title only",
        ),
    ],
)
def test_the_reader_rejects_it_with_a_message(data: bytes, message: str) -> None:
    reading = read(data)
    assert not reading.records
    assert [(reject.code, reject.message) for reject in reading.rejects] == [("no_article", message)]


def test_a_caption_below_a_title_is_an_article() -> None:
    found = read(b"# Ferry back\n\n![](a.jpg)\nThe ferry in the bay on Monday. Photo: Ana Reyd\n").records
    assert [block.kind for block in found[0].blocks] == ["title", "caption", "credit"]
