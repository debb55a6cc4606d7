"""Texts of many articles: letters, bundles, highlights; and what nobody can tell."""

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import Record

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
TWO = "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost."
LETTER = f"""From: Lena Fisk <lf@orla.example>
Subject: Ferry line to reopen
Date: Tue, 14 Mar 2023 10:15:00 +0000

{ONE}

{TWO}
"""
ARTICLES = [
    f"{title}\n\nBy Lena Fisk\n\n14 March 2023\n\n{ONE}\n\n{TWO}\n"
    for title in ("Ferry back", "Bridge shut", "Mill saved")
]


def titles(data: bytes) -> list[str | None]:
    return [record.title.text if record.title else None for record in read(data).records]


def bodies(record: Record) -> list[str]:
    return [block.passage.text for block in record.blocks if block.kind == "paragraph"]


def test_a_letter_is_an_article() -> None:
    (record,) = read(LETTER.encode()).records
    assert (record.title.text if record.title else None, record.published.day.day if record.published else 0) == (
        "Ferry line to reopen",
        14,
    )
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert bodies(record) == [ONE, TWO]


def test_letters_one_behind_another() -> None:
    second = LETTER.replace("Ferry line to reopen", "Re: Bridge to close")
    assert titles(f"{LETTER}\n------------------------------\n\n{second}".encode()) == [
        "Ferry line to reopen",
        "Bridge to close",
    ]


@pytest.mark.parametrize("rule", ["=" * 60, "#####", "-" * 20, "*" * 10, "=== next ===", "\f"])
def test_lines_of_signs_part_articles(rule: str) -> None:
    data = f"\n{rule}\n".join(ARTICLES).encode()
    assert titles(data) == ["Ferry back", "Bridge shut", "Mill saved"]
    assert [record.member for record in read(data).records] == ["1", "2", "3"]
    assert [len(bodies(record)) for record in read(data).records] == [2, 2, 2]


def test_the_parts_of_a_bundle_lead_back_to_its_bytes() -> None:
    source = f"\n{'=' * 30}\n".join(ARTICLES).replace("Mira", "Míra").encode()
    last = read(source).records[-1]
    block = next(one for one in last.blocks if one.passage.text.startswith("Míra"))
    assert last.offsets is not None
    start, end = (int(last.offsets[at]) for at in (block.passage.start, block.passage.end))
    assert source[start:end].decode() == TWO.replace("Mira", "Míra")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Ferry back\n{'=' * 10}\n\n{ONE}\n\nThe boats\n{'=' * 9}\n\n{TWO}\n", id="underlined headings"),
        pytest.param(f"Ferry back\n\n{ONE}\n\n* * * * *\n\n{TWO}\n\n* * * * *\n\n{ONE}\n", id="breaks in one text"),
        pytest.param(f"Ferry back\n\n{ONE}\n\n{TWO}\n\n{'-' * 30}\nOrla Herald\n", id="a rule above a foot"),
    ],
)
def test_other_rules_part_nothing(text: str) -> None:
    assert titles(text.encode()) == ["Ferry back"]


def test_parts_of_which_nobody_can_tell_are_refused() -> None:
    parts = [ARTICLES[0], f"{ONE}\n\n{TWO}\n", ARTICLES[1], f"{TWO}\n\n{ONE}\n"]
    reading = read(f"\n{'=' * 30}\n".join(parts).encode())
    assert (reading.records, [reject.code for reject in reading.rejects]) == ((), ["unknown_layout"])


def test_highlights_are_no_text() -> None:
    (record,) = read(f"{ONE}\n\n{TWO}\n\n@highlight\n\nFerry back\n\n@highlight\n\nMill saved\n".encode()).records
    assert bodies(record) == [ONE, TWO]
    assert [one.value for one in record.candidates if one.field == "summary"] == ["Ferry back", "Mill saved"]


def test_front_matter_is_no_export() -> None:
    text = f"---\ntitle: Ferry back\nauthor: Lena Fisk\nsource: Orla Herald\n---\n\n{ONE}\n"
    (record,) = read(text.encode()).records
    assert record.raw_format == "markdown"


def test_headings_of_the_first_rank_part_a_text_where_each_begins_an_article() -> None:
    story = "# {0}\n\n*By Lena Fisk, 14 March 2023*\n\n{1}\n\n{2}\n\n---\n\n"
    bundle = "".join(story.format(title, ONE, TWO) for title in ("Ferry back", "Bridge shut", "Mill saved"))
    assert titles(bundle.encode()) == ["Ferry back", "Bridge shut", "Mill saved"]
    chapters = f"# Ferry back\n\nBy Lena Fisk\n\n{ONE}\n\n# What it costs\n\n{TWO}\n\n# What is next\n\n{ONE} Soon.\n"
    assert titles(chapters.encode()) == ["Ferry back"]


@pytest.mark.parametrize(
    "foot", [pytest.param("\n---------------\n\nEnd of Orla-news Digest, Vol 3, Issue 5\n", id="the foot of a digest")]
)
def test_what_stands_below_the_last_letter(foot: str) -> None:
    record = read(f"{LETTER}\n------------------------------\n\n{LETTER}{foot}".encode()).records[-1]
    assert bodies(record) == [ONE, TWO]


LONG = [f"{ONE} {TWO} Number {at} of the boats will be repaired in the yard of Velden. {ONE} {TWO}" for at in range(4)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(LONG, 4, id="four long lines"),
        pytest.param(["Ferry back", *LONG], 1, id="below a headline"),
        pytest.param([line + "\n" for line in LONG], 1, id="with blank lines between"),
        pytest.param(LONG[:3], 1, id="three of them"),
        pytest.param([ONE, TWO, ONE, TWO], 1, id="paragraphs as news has them"),
    ],
)
def test_an_article_a_line(lines: list[str], expected: int) -> None:
    records = read("\n".join(lines).encode()).records
    assert len(records) == expected
    assert all(("lines_as_articles" in record.quality_flags) is (expected > 1) for record in records)


@pytest.mark.parametrize(
    "mark",
    ["-----", "[ARTICLE 7]", "Article 7 of 9", "%%%%%%", "=== 7 ===", "<article>"],
)
def test_more_lines_that_part_articles(mark: str) -> None:
    assert titles(f"\n{mark}\n\n".join(ARTICLES).encode()) == ["Ferry back", "Bridge shut", "Mill saved"]


def test_an_element_again_and_again_around_each_text() -> None:
    bundle = "".join(
        f'<text id="{at}" title="{title}" date="2023-03-14">\n{ONE}\n\n{TWO}\n</text>\n'
        for at, title in enumerate(("Ferry back", "Bridge shut"))
    )
    assert titles(bundle.encode()) == ["Ferry back", "Bridge shut"]
