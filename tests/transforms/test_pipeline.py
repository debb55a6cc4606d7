"""All of `transforms` on the sample files: batches commute, and finished tables keep their rules."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES
from broadsheet.transforms.tables.declared.integrity import violations

RAW = Path(__file__).parents[2] / "data" / "raw"
FILES = [
    RawFile(path.relative_to(RAW).as_posix(), path.read_bytes()) for path in sorted(RAW.rglob("*")) if path.is_file()
]
TOOLS = pipeline.tools("none", parse=False)
Tables = dict[str, pa.Table]


def staged(files: list[RawFile], size: int) -> Tables:
    """The staged tables of files read in batches."""
    parts = [pipeline.batch(files[at : at + size], TOOLS) for at in range(0, len(files), size)]
    return {name: pa.concat_tables([part[name] for part in parts]).unify_dictionaries() for name in parts[0]}


def finished(made: Tables) -> Tables:
    return pipeline.finish(_of_articles(made), _kept(made))


def _of_articles(made: Tables) -> Tables:
    return {spec.name: made[spec.name] for spec in DATA_TABLES}


def _kept(made: Tables) -> pa.Table:
    return pipeline.decide(made["article_index"]).kept


@pytest.fixture(scope="module")
def whole() -> Tables:
    return staged(FILES, 1000)


def test_the_samples_break_no_rule(whole: Tables) -> None:
    assert violations(finished(whole)) == []


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_blocks_of_articles_are_finished_as_all_of_them_are(whole: Tables, size: int) -> None:
    tables, kept = _of_articles(whole), _kept(whole)
    at_once = pipeline.finish(tables, kept)
    made = [pipeline.finish(tables, block) for block in pipeline.blocks(kept, whole["articles"], size)]
    assert [block["articles"].num_rows for block in made[:-1]] == [size] * (len(made) - 1)
    for name, table in at_once.items():
        assert [row for block in made for row in block[name].to_pylist()] == table.to_pylist()


def test_articles_are_finished_without_their_rows(whole: Tables) -> None:
    alone = pipeline.finish({"articles": whole["articles"]}, _kept(whole))
    assert list(alone) == ["articles"]
    assert alone["articles"].equals(finished(whole)["articles"])


def test_every_row_of_an_article_says_when_and_where_it_was_published(whole: Tables) -> None:
    tables = finished(whole)
    columns = ["article_id", "published_date", "publisher_domain"]
    said = {tuple(row.values()) for row in tables["articles"].select(columns).to_pylist()}
    for name, table in tables.items():
        assert {tuple(row.values()) for row in table.select(columns).to_pylist()} <= said, name


def test_a_quotation_says_who_its_speaker_is() -> None:
    text = (
        "# Harbour of Vellmoor closes\n\n2021-02-14\n\nThe council met on Monday.\n\n"
        '"It was too old," said Mayor Tove Lindahl. "She was right," said Aron Weiss. "Nobody asked us," they said.\n'
    )
    made = pipeline.batch([RawFile("a.md", text.encode())], pipeline.tools("news-fast", parse=False))
    entities = {row["entity_index"]: row for row in made["entities"].to_pylist()}
    quotes = made["quotes"].to_pylist()
    assert "Aron Weiss" in {row["speaker_name"] for row in quotes}
    names = {
        "speaker_name": "canonical_name",
        "speaker_type": "type",
        "speaker_gender": "gender",
        "speaker_role": "role",
    }
    for quote in quotes:
        speaker = entities.get(quote["speaker_entity_index"], {})
        assert {column: quote[column] for column in names} == {c: speaker.get(name) for c, name in names.items()}


def test_the_copies_of_a_sentence_are_counted_beside_the_sentences(whole: Tables) -> None:
    decisions = pipeline.decide(whole["article_index"])
    copies = pipeline.collected(decisions)["sentence_copies"].to_pylist()
    shared: dict[int, set[int]] = defaultdict(set)
    for row in finished(whole)["sentences"].select(["article_id", "copy_group_id"]).to_pylist():
        shared[row["copy_group_id"]].add(row["article_id"])
    shared.pop(None, None)  # type: ignore[call-overload]
    assert {row["copy_group_id"]: row["n_articles"] for row in copies} == {
        key: len(ids) for key, ids in shared.items() if len(ids) > 1
    }
    assert all(row["first"] in shared[row["copy_group_id"]] for row in copies)


def test_every_file_is_an_article_a_duplicate_or_a_reject(whole: Tables) -> None:
    decisions = pipeline.decide(whole["article_index"]).articles
    told = decisions["raw_path"].to_pylist() + whole["rejects"]["raw_path"].to_pylist()
    # A file of many articles has a row for each of them, named file#member.
    assert len(told) == len(set(told))
    assert sorted({path.partition("#")[0] for path in told}) == [file.raw_path for file in FILES]


@pytest.mark.parametrize("size", [1, 7])
def test_batches_make_no_difference(whole: Tables, size: int) -> None:
    expected, found = finished(whole), finished(staged(FILES, size))
    for spec in DATA_TABLES:
        assert found[spec.name].equals(expected[spec.name], check_metadata=True), spec.name


@settings(max_examples=3, deadline=None)
@given(st.randoms())
def test_the_order_of_files_makes_no_difference(rng: object) -> None:
    files = FILES[:9]
    expected = finished(staged(files, 9))
    rng.shuffle(files := list(files))  # type: ignore[attr-defined]
    found = finished(staged(files, 4))
    assert all(found[spec.name].equals(expected[spec.name]) for spec in DATA_TABLES)


def test_a_long_article_is_computed_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BLOCK_CHARS", 5_000)
    sentence = "The council of Orlova voted on Monday to reopen the ferry line. "
    texts = [sentence * count for count in (20, 20, 200, 20)]
    files = [RawFile(f"{at}.md", f"# Ferries {at}\n\n{text}".encode()) for at, text in enumerate(texts)]
    n_chars: list[int] = []
    pipeline.batch(files, TOOLS, begin=n_chars.append)
    assert n_chars == [len(texts[0].strip()) * 2, len(texts[2].strip()), len(texts[3].strip())]


def test_an_empty_batch_has_every_table() -> None:
    made = pipeline.batch([], TOOLS)
    assert {name: table.num_rows for name, table in made.items()} == dict.fromkeys(made, 0)
    assert set(made) == {*(spec.name for spec in DATA_TABLES), "article_index", "rejects"}


def test_articles_come_by_day_and_id(whole: Tables) -> None:
    articles = finished(whole)["articles"]
    order = pc.sort_indices(articles, [("published_from", "ascending"), ("article_id", "ascending")])
    assert order.to_pylist() == list(range(articles.num_rows))


def test_the_near_copy_is_found(whole: Tables) -> None:
    rows = (
        finished(whole)["articles"].select(["raw_path", "cluster_size", "is_first_in_cluster", "own_share"]).to_pylist()
    )
    pair = {row["raw_path"]: row for row in rows if row["cluster_size"] > 1}
    assert {path: row["is_first_in_cluster"] for path, row in pair.items()} == {
        "2023-03/lake-talks-afp.md": True,
        "2023-03/lake-talks-courier.md": False,
    }
    assert pair["2023-03/lake-talks-afp.md"]["own_share"] == 1
    assert pair["2023-03/lake-talks-courier.md"]["own_share"] < 0.5


def test_features_are_null_in_languages_that_they_are_not_made_for(whole: Tables) -> None:
    languages_of = {
        "n_words": {"en", "de", "es", "ru", "ar"},
        "n_syllables": {"en", "de", "es", "ru"},
        "n_offlist_words": {"en"},
        "flesch_reading_ease": {"en", "de", "es", "ru"},
        "flesch_kincaid_grade": {"en"},
        "wiener_sachtextformel": {"de"},
        "crawford": {"es"},
        "lix": {"en", "de", "es", "ru", "ar"},
    }
    rows = finished(whole)["articles"].select(["language", *languages_of]).to_pylist()
    for name, languages in languages_of.items():
        assert {row["language"] for row in rows if row[name] is not None} == languages, name


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        pytest.param("sentences", "char_end", 1, "sentences: ", id="an offset is off"),
        pytest.param("sentences", "paragraph_index", 99, "refer to no row of paragraphs", id="a parent is missing"),
        pytest.param("articles", "n_words", 1, "n_words is not the sum", id="a sum is off"),
    ],
)
def test_a_broken_rule_is_found(whole: Tables, table: str, column: str, value: int, said: str) -> None:
    tables = finished(whole)
    broken = tables[table]
    at = broken.schema.get_field_index(column)
    wrong = pa.array([value, *broken[column].to_pylist()[1:]], broken.schema.field(at).type)
    tables[table] = broken.set_column(at, broken.schema.field(at), wrong)
    assert any(said in problem for problem in violations(tables)), violations(tables)
