"""Articles in ten languages: what is not computed for a language is null everywhere, and the dictionary says so."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of
from broadsheet.transforms.tables.declared.columns import NO_NAMES, NO_QUOTES
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES
from broadsheet.transforms.tables.schema import Column

# Language, headline and paragraphs; all invented.
ARTICLES = {
    "en": (
        "Vellmoor to keep its ferry",
        "The council of Vellmoor voted on Tuesday to keep the night ferry, which carries about 140 people a day.",
        "“Nobody here can do without it,” said Tove Lindahl, the mayor. The harbour company wanted to stop it in May.",
    ),
    "de": (
        "Fähre nach Vellmoor fährt weiter",
        "Der Gemeinderat von Vellmoor hat am Dienstag beschlossen, die Nachtfähre zu erhalten, die täglich 140 Menschen"
        " über den Sund bringt.",
        "„Ohne sie kommt hier niemand aus“, sagte Bürgermeisterin Tove Lindahl. Die Gesellschaft wollte sie schon im"
        " Mai einstellen, weil sie zu viel Geld kostet.",
    ),
    "fr": (
        "Le bac de nuit de Vellmoor est maintenu",
        "Le conseil municipal de Vellmoor a décidé mardi de maintenir le bac de nuit, qui transporte chaque"
        " jour quelque 140 personnes.",
        "« Personne ici ne peut s’en passer », a déclaré la maire, Tove Lindahl. La compagnie voulait l’arrêter dès le"
        " mois de mai, car il coûte trop cher.",
    ),
    "es": (
        "Vellmoor conserva su transbordador nocturno",
        "El ayuntamiento de Vellmoor decidió el martes conservar el transbordador nocturno, que lleva cada día"
        " a unas 140 personas.",
        "«Aquí nadie puede vivir sin él», dijo la alcaldesa, Tove Lindahl. La compañía quería suprimirlo en mayo porque"
        " cuesta demasiado dinero.",
    ),
    "it": (
        "Vellmoor salva il traghetto notturno",
        "Il consiglio comunale di Vellmoor ha deciso martedì di mantenere il traghetto notturno, che trasporta"
        " ogni giorno circa 140 persone.",
        "«Qui nessuno può farne a meno», ha detto la sindaca Tove Lindahl. La società voleva fermarlo già a"
        " maggio, perché costa troppo.",
    ),
    "nl": (
        "Nachtpont van Vellmoor blijft varen",
        "De gemeenteraad van Vellmoor heeft dinsdag besloten de nachtpont te behouden, die elke dag ongeveer 140 mensen"
        " overzet.",
        "“Niemand hier kan zonder”, zei burgemeester Tove Lindahl. De maatschappij wilde er in mei al mee"
        " stoppen, omdat de pont te veel geld kost.",
    ),
    "pl": (
        "Nocny prom w Vellmoor zostaje",
        "Rada miejska Vellmoor postanowiła we wtorek utrzymać nocny prom, który każdego dnia przewozi około 140 osób.",
        "„Nikt tutaj nie może się bez niego obejść” – powiedziała burmistrz Tove Lindahl. Spółka chciała zamknąć"
        " połączenie już w maju, ponieważ kosztuje zbyt dużo pieniędzy.",
    ),
    "ru": (
        "Ночной паром в Веллмуре сохранят",
        "Городской совет Веллмура решил во вторник сохранить ночной паром, который каждый день перевозит около 140"
        " человек.",
        "«Без него здесь никто не может обойтись», — сказала мэр Туве Линдаль. Компания хотела закрыть линию уже в мае,"
        " потому что она обходится слишком дорого.",
    ),
    "ja": (
        "ベルムーアの夜間フェリー存続へ",
        "ベルムーアの町議会は火曜日、一日におよそ百四十人を運ぶ夜間フェリーを続けることを決めた。",
        "「これがなければ誰も暮らせない」とリンダール町長は話した。会社は費用がかかりすぎるとして、五月に運航をやめる"
        "つもりだった。",
    ),
    "ar": (
        "مدينة فيلمور تحتفظ بعبارتها الليلية",
        "قرر مجلس مدينة فيلمور يوم الثلاثاء الإبقاء على العبارة الليلية التي تنقل كل يوم نحو مئة وأربعين شخصا.",
        "وقالت رئيسة البلدية توفه ليندال إن أحدا هنا لا يستطيع الاستغناء عنها. وكانت الشركة تريد إيقافها في شهر مايو"
        " لأنها تكلف مالا كثيرا.",
    ),
}
FRONT = "---\ntitle: {}\ndate: 2024-05-14\nurl: https://{}.vellmoor.example/ferry\n---\n\n{}\n"


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    """The tables of the ten articles."""
    files = [
        RawFile(f"{language}.md", FRONT.format(title, language, "\n\n".join(paragraphs)).encode())
        for language, (title, *paragraphs) in ARTICLES.items()
    ]
    return pipeline.whole(*articles_of(files), pipeline.tools())


def declared() -> list[tuple[str, Column]]:
    return [(spec.name, column) for spec in DATA_TABLES for column in spec.columns]


def test_every_language_is_told(tables: dict[str, pa.Table]) -> None:
    articles = tables["articles"].to_pylist()
    assert {row["raw_path"]: row["language"] for row in articles} == {f"{code}.md": code for code in ARTICLES}
    assert [row["raw_path"] for row in articles if row["has_names"] or row["has_quotes"] or row["has_syntax"]] == [
        "en.md"
    ]


def test_what_is_declared_never_null_is_never_null_and_every_null_has_a_declared_meaning(
    tables: dict[str, pa.Table],
) -> None:
    nulls = [(table, column) for table, column in declared() if tables[table][column.name].null_count]
    assert [f"{table}.{column.name}" for table, column in nulls if not column.null_means] == []


@pytest.mark.parametrize(
    ("flag", "meanings"),
    [
        pytest.param("has_names", ("has_names is false", NO_NAMES), id="names"),
        pytest.param("has_quotes", ("has_quotes is false", NO_QUOTES), id="quotations"),
    ],
)
def test_what_is_not_looked_for_is_null_exactly_where_the_flag_is_false(
    tables: dict[str, pa.Table], flag: str, meanings: tuple[str, str]
) -> None:
    flags = dict(zip(*(tables["articles"][name].to_pylist() for name in ("article_id", flag)), strict=True))
    columns = [(table, column.name) for table, column in declared() if column.null_means in meanings]
    assert {table for table, _ in columns} >= {"articles", "sentences"}
    for table, name in columns:
        rows = tables[table].select(["article_id", name]).to_pylist()
        assert [row["article_id"] for row in rows if (row[name] is None) == flags[row["article_id"]]] == [], name


@pytest.mark.parametrize("table", ["mentions", "entities", "quotes", "quote_speakers", "numbers"])
def test_no_row_is_of_an_article_that_was_not_looked_at(tables: dict[str, pa.Table], table: str) -> None:
    english = pc.filter(tables["articles"]["article_id"], tables["articles"]["has_names"]).to_pylist()
    assert set(tables[table]["article_id"].to_pylist()) == set(english)


def test_words_of_a_language_without_spaces_are_counted_or_null(tables: dict[str, pa.Table]) -> None:
    words = {row["raw_path"]: row["n_words"] for row in tables["articles"].to_pylist()}
    assert words["ja.md"] is None or words["ja.md"] > 30
    assert all(words[f"{code}.md"] > 30 for code in ARTICLES if code != "ja")


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_a_sentence_that_says_who_spoke_is_no_quotation_alone(tables: dict[str, pa.Table], language: str) -> None:
    paths = dict(zip(*(tables["articles"][name].to_pylist() for name in ("article_id", "raw_path")), strict=True))
    rows = [row for row in tables["sentences"].to_pylist() if paths[row["article_id"]] == f"{language}.md"]
    assert [row["text"] for row in rows if row["is_quote_only"]] == []
