"""What is speech in a sentence, and which quotation a name stands in."""

import pytest

from broadsheet.transforms.pipeline import RawFile, batch, tools

TEXT = """# Harbour council meets

The mayor of the town, Mara Lund, said: “The old ferry is late.” The so-called “ghost ferry” never came.
"""


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, object]]]:
    made = batch([RawFile("a.txt", TEXT.encode())], tools(parse=False))
    return {name: made[name].to_pylist() for name in ("sentences", "quotes", "articles")}


def test_words_of_speech_and_outside_it_are_all_words(tables: dict[str, list[dict[str, object]]]) -> None:
    counts = [
        (row["n_words"], row["n_speech_words"], row["n_words_unquoted"], row["n_quoted_words"])
        for row in tables["sentences"]
        if row["section"] == "text"
    ]
    assert counts == [(13, 5, 8, 5), (6, 0, 6, 2)]


def test_scare_quotes_are_a_row_and_no_quotation(tables: dict[str, list[dict[str, object]]]) -> None:
    assert [(row["kind"], row["speaker_status"]) for row in tables["quotes"]] == [
        ("direct", "resolved"),
        ("scare", None),
    ]
    assert [row["n_quotes"] for row in tables["articles"]] == [1]
