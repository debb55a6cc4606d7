"""Tables in many vocabularies and shapes: each is read as it was written, or refused; none is read as prose."""

import csv
import io
import random

import pytest

from broadsheet.transforms.readers import read, sniff

# Headers of tables as people make them: title, text, date, outlet, author, address; some columns may be missing.
VOCABULARIES = [
    ("title", "text", "date", "source", "author", "url"),
    ("Headline", "Body", "Published", "Newspaper", "Byline", "Link"),
    ("headline", "article", "pub_date", "outlet", "writer", "web_url"),
    ("articleTitle", "articleText", "publishDate", "siteName", "authorName", "articleUrl"),
    ("News title", "News text", "Date of publication", "News outlet", "Journalist", "Hyperlink"),
    ("doc_title", "clean_text", "doc_date", "publication", "reporter", "source_url"),
    ("web_title", "body_text", "web_publication_date", "publication", "byline", "web_url"),
    ("Titel", "Text", "Datum", "Zeitung", "Autor", "Adresse"),
    ("Überschrift", "Volltext", "Erscheinungsdatum", "Quelle", "Verfasser", "Webadresse"),
    ("Schlagzeile", "Artikeltext", "Veröffentlicht am", "Medium", "Autorin", "URL"),
    ("titre", "texte", "date de publication", "journal", "auteur", "lien"),
    ("Titre de l'article", "Texte intégral", "Date de parution", "Nom du journal", "Auteurs", "URL"),
    ("título", "texto", "fecha", "periódico", "autor", "enlace"),
    ("Titular", "Cuerpo", "Fecha de publicación", "Medio", "Periodista", "Enlace"),
    ("titolo", "testo", "data di pubblicazione", "testata", "autore", "link"),
    ("Titolo articolo", "Testo articolo", "Data", "Quotidiano", "Giornalista", "URL"),
    ("titel", "tekst", "publicatiedatum", "krant", "auteur", "url"),
    ("título", "conteúdo", "data de publicação", "jornal", "jornalista", "link"),
    ("tytuł", "treść", "data publikacji", "gazeta", "dziennikarz", "adres url"),
    ("HEADLINE", "STORY", "PUBDATE", "PUBLICATION", "BYLINE", "URL"),
    ("hed", "content", "timestamp", "publisher", "authors", "permalink"),
    ("article_headline", "article_content", "date_published", "media_outlet", "article_author", "article_link"),
    ("News Headline", "Full Text", "Publication Date", "Publication Title", "Authors", "Document URL"),
    ("title_en", "main_text", "published_at", "domain", "author_name", "canonical_url"),
    ("heading", "paragraphs", "datetime", "website", "columnist", "source_link"),
    ("post_title", "post_content", "post_date", "site_name", "post_author", "post_url"),
    ("item_title", "item_text", "item_date", "item_source", "item_author", "item_link"),
    ("name_of_article", "transcript", "issue_date", "newspaper_name", "written_by_author", "uri"),
    ("headline_text", "raw_text", "posted_on_date", "news_source", "correspondent_author", "page_url"),
    ("Titel des Artikels", "Inhalt", "Datum der Veröffentlichung", "Name der Zeitung", "Redakteur", "Link"),
    ("titel", "inhalt", "veroeffentlicht", "quelle", "autoren", "artikel_url"),
    ("Titelzeile Titel", "Haupttext", "Erschienen am", "Publikation", "Autor/in Autor", "Link zum Artikel"),
    ("artikel_titel", "artikel_text", "artikel_datum", "verlag", "verfasser", "webadresse"),
    ("Titre", "Corps de l'article", "Date", "Source", "Journaliste", "Lien"),
    ("titre_article", "contenu_article", "date_parution", "média", "auteur_article", "lien_article"),
    ("TITRE", "TEXTE", "DATE_PUB", "JOURNAL", "SIGNATURE", "URL"),
    ("Intitulé", "Contenu", "Publié le", "Organe de presse", "Auteur", "Adresse web"),
    ("titular", "contenido", "fecha_publicacion", "diario", "autora", "url_noticia"),
    ("Título de la noticia", "Texto de la noticia", "Fecha", "Fuente", "Autor", "Enlace web"),
    ("TITULO", "CUERPO_NOTICIA", "FECHA_PUB", "MEDIO", "PERIODISTA", "LINK"),
    ("encabezado", "texto_completo", "publicado_el", "periodico", "firma_autor", "enlace_noticia"),
    ("titolo_notizia", "contenuto", "data_pubblicazione", "giornale", "autore_articolo", "collegamento_link"),
    ("Titolo", "Corpo", "Pubblicato il", "Fonte", "Autore", "Indirizzo URL"),
    ("titolo", "testo_pulito", "data_articolo", "testata", "firma_autore", "link_articolo"),
    ("manchete", "texto", "data_publicacao", "veículo", "autor", "url"),
    ("Título", "Corpo do texto", "Publicado em", "Fonte", "Repórter", "Endereço"),
    ("kop", "artikeltekst", "datum", "bron", "schrijver", "koppeling"),
    ("Titel artikel", "Inhoud", "Datum van publicatie", "Naam krant", "Auteur", "Link"),
    ("nagłówek", "tekst artykułu", "data", "źródło", "autor", "link"),
    ("Заголовок", "Текст", "Дата публикации", "Издание", "Автор", "Ссылка"),
]
WORDS = [
    "the",
    "council",
    "of",
    "Orlova",
    "voted",
    "on",
    "Monday",
    "to",
    "reopen",
    "an",
    "old",
    "ferry",
    "line",
    "eleven",
    "years",
    "after",
    "it",
    "had",
    "closed",
]


def sentence(chance: random.Random, size: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(size)).capitalize()


def rows(chance: random.Random, number: int) -> list[list[str]]:
    return [
        [
            f"{sentence(chance, 6)} {at}",
            "\n\n".join(f"{sentence(chance, 30)}." for _ in range(chance.randint(2, 4))),
            f"2023-03-{at + 10}",
            "Orla Herald",
            "Lena Fisk",
            f"https://orla.example/{at}",
        ]
        for at in range(number)
    ]


@pytest.mark.parametrize("seed", range(len(VOCABULARIES) * 2))
def test_a_table_is_read_as_it_was_written(seed: int) -> None:
    chance = random.Random(seed)
    names = VOCABULARIES[seed % len(VOCABULARIES)]
    kept = [0, 1, 2, *chance.sample([3, 4, 5], chance.randint(0, 3))]
    chance.shuffle(kept)
    made = rows(chance, 4)
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=chance.choice(",;\t|"), quoting=chance.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    )
    writer.writerow([names[at] for at in kept])
    writer.writerows([[row[at] for at in kept] for row in made])
    data = text.getvalue().encode(chance.choice(["utf-8", "utf-8-sig", "utf-16"]))
    assert sniff(data) == "csv"
    reading = read(data)
    found = [
        (
            record.title.text if record.title else None,
            "\n\n".join(block.passage.text for block in record.blocks),
            record.published.day.isoformat() if record.published else None,
        )
        for record in reading.records
    ]
    assert (found, reading.rejects) == ([tuple(row[:3]) for row in made], ())
    if 3 in kept:
        assert {record.publisher_name for record in reading.records} == {"Orla Herald"}
    if 4 in kept:
        assert {author.name for record in reading.records for author in record.authors} == {"Lena Fisk"}
    if 5 in kept:
        assert [record.url for record in reading.records] == [row[5] for row in made]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("name;age\nAna;3\nBo;4\n", id="of people"),
        pytest.param("station\tdepth\n7\t2.1\n8\t2.4\n9\t2.2\n", id="of measurements"),
        pytest.param("a,b,c\n1,2,3\n4,5,6\n7,8,9\n", id="of numbers"),
    ],
)
def test_a_table_of_something_else_is_refused_with_its_columns(text: str) -> None:
    reading = read(text.encode())
    assert not reading.records
    assert [reject.code for reject in reading.rejects] == ["unknown_columns"]
    assert "--columns title=NAME,text=NAME" in reading.rejects[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Ferry returns\n\nThe council, the mayor, and the port agreed on Monday.\nIt was, he said, a good day.\n",
        "First, the ferry.\nSecond, the bridge.\nThird, the road.\nFourth, the rail.\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nThe table above says nothing of the ferry that returned on Monday.\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert sniff(text.encode()) == "markdown"
