"""Tables in a text are kept as lines of it, and flagged; tables of links, and those above the text, are none of it."""

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import Record

PROSE = "The council of Orlova voted on Monday to keep the old ferry line open for another winter, after a long debate."
TABLE = "| Town | Votes |\n|---|--:|\n| Orlova | 412 |\n| Sund | 90 |"


def only(text: str) -> Record:
    (record,) = read(text.encode()).records
    return record


def texts(record: Record) -> list[str]:
    return [block.passage.text for block in record.blocks if block.kind == "paragraph"]


def test_rows_below_the_text_are_lines_of_it() -> None:
    record = only(f"# Ferry stays\n\n{PROSE}\n\n{TABLE}\n\n{PROSE} It was late.\n")
    assert texts(record) == [PROSE, "Town Votes", "Orlova 412", "Sund 90", f"{PROSE} It was late."]
    assert "table" in record.quality_flags


def test_a_cell_leads_back_to_its_place() -> None:
    source = f"# Ferry stays\n\n{PROSE}\n\n{TABLE}\n"
    block = next(block for block in only(source).blocks if block.passage.text == "Sund 90")
    first, _, last = block.passage.pieces
    assert [source[piece.start : piece.end] for piece in (first, last)] == ["Sund", "90"]


def test_tables_of_links_and_tables_above_the_text_are_none_of_it() -> None:
    links = "| [Home](/) | [News](/n) |\n|---|---|\n| [Sport](/s) | [Shop](/x) |"
    for text in (f"# Ferry stays\n\n{PROSE}\n\n{links}\n", f"# Ferry stays\n\n{TABLE}\n\n{PROSE}\n"):
        record = only(text)
        assert texts(record) == [PROSE]
        assert "table" not in record.quality_flags
