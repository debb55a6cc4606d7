"""RIS: one record an article."""

from broadsheet.transforms.readers import read, sniff

TEXT = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
RECORD = f"""TY  - NEWS
TI  - Ferry line to reopen
AU  - Fisk, Lena
T2  - The Orla Herald
PY  - 2023
DA  - 2023/03/14/
LA  - English
KW  - Ferries
AB  - {TEXT}
UR  - https://orla.example/1
ER  - 

"""  # noqa: W291 - the mark that closes a record ends with a space


def test_each_record_is_an_article() -> None:
    data = (RECORD + RECORD.replace("Ferry line", "Bridge").replace("/1", "/2")).encode()
    assert sniff(data) == "ris"
    first, second = read(data).records
    assert (first.title.text if first.title else None, first.publisher_name, first.language, first.keywords) == (
        "Ferry line to reopen",
        "The Orla Herald",
        "en",
        ("Ferries",),
    )
    assert first.published is not None
    assert first.published.day.isoformat() == "2023-03-14"
    assert [author.name for author in first.authors] == ["Lena Fisk"]
    assert [block.passage.text for block in first.blocks] == [TEXT]
    assert (second.member, second.url) == ("2", "https://orla.example/2")


def test_a_record_that_is_not_closed_is_read() -> None:
    assert len(read(RECORD.replace("ER  - \n\n", "").encode()).records) == 1


def test_every_author_of_a_record() -> None:
    data = RECORD.replace("AU  - Fisk, Lena\n", "AU  - Fisk, Lena\nAU  - Brandt, Ivo K.\n").encode()
    (record,) = read(data).records
    assert [author.name for author in record.authors] == ["Lena Fisk", "Ivo K. Brandt"]
