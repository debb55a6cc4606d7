"""Exports of libraries and databases: each document an article, what is about it apart from its text."""

from typing import NamedTuple

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import Record

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
TWO = "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost."


class Told(NamedTuple):
    """What is expected of a document."""

    title: str
    day: str | None = "2023-03-14"
    authors: tuple[str, ...] = ("Lena Fisk",)
    outlet: str | None = "The Orla Herald"
    texts: tuple[str, ...] = (ONE, TWO)


def told(record: Record) -> Told:
    return Told(
        record.title.text if record.title else "",
        record.published.day.isoformat() if record.published else None,
        tuple(author.name for author in record.authors),
        record.publisher_name,
        tuple(block.passage.text for block in record.blocks if block.kind == "paragraph"),
    )


NEXIS = f"""                               1 of 2 DOCUMENTS

                               The Orla Herald

                          March 14, 2023 Tuesday
                               Final Edition

Ferry line to reopen

BYLINE: LENA FISK

SECTION: NEWS; Pg. 12

LENGTH: 301 words

{ONE}

{TWO}

GRAPHIC: Photo: A boat waits at the pier.

LOAD-DATE: March 15, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

Copyright 2023 Orla Media
All Rights Reserved
"""
NEXIS_UNI = f"""Ferry line to reopen
The Orla Herald
March 14, 2023 Tuesday

Copyright 2023 Orla Media All Rights Reserved

Section: NEWS; Pg. 12
Length: 301 words
Byline: Lena Fisk
Highlight: Boats are back.
Body

{ONE}

{TWO}

Load-Date: March 15, 2023

End of Document
"""
FACTIVA = f"""Ferry line to reopen
By Lena Fisk
301 words
14 March 2023
10:15
The Orla Herald
ORLAH
Final
12
English
Copyright 2023 Orla Media

{ONE}

{TWO}

Document ORLAH00020230314ej3e00001
"""
FACTIVA_CODES = f"""HD
Ferry line to reopen

BY
By Lena Fisk

WC
301 words

PD
14 March 2023

SN
The Orla Herald

LA
English

LP
{ONE}

TD
{TWO}

NS
gpol : Domestic Politics | gcat : Political/General News

AN
Document ORLAH00020230314ej3e00001
"""
PROQUEST = f"""____________________________________________________________

Document 1 of 2

Ferry line to reopen

Author: Fisk, Lena

Publication info: The Orla Herald ; Orlova [Orlova]. 14 Mar 2023: A.1.

Full text: {ONE}

{TWO}

Subject: Ferries; Rivers;

Publication title: The Orla Herald; Orlova

Publication date: Mar 14, 2023

ProQuest document ID: 241

Last updated: 2023-03-15

Database: Global Newsstream
"""
NEWSBANK = f"""Ferry line to reopen

Orla Herald, The (Orlova) - March 14, 2023

Author/Byline: LENA FISK, Staff Writer
Edition: Final
Section: News
Page: A1
Readability: 12th grade level (Lexile: 1230)

{ONE}

{TWO}

Record: 1786A
Copyright: Copyright (c) 2023 Orla Herald
"""
GENIOS = f"""The Orla Herald vom 14.03.2023, Seite 12 / Lokales

Ferry line to reopen

Von Lena Fisk

{ONE}

{TWO}

Quelle: The Orla Herald vom 14.03.2023, Seite 12
Ressort: Lokales
ISSN: 1234-5678
Dokumentnummer: 12345

Alle Rechte vorbehalten: (c) Orla Verlag
"""
LABELS = f"""HEADLINE: Ferry line to reopen
DATE: 2023-03-14
SOURCE: The Orla Herald
AUTHOR: Lena Fisk
TEXT: {ONE}

{TWO}
"""
GERMAN = f"""Titel: Ferry line to reopen
Datum: 14.03.2023
Quelle: The Orla Herald
Autor: Lena Fisk
Text: {ONE}

{TWO}
"""
FRENCH = f"""Titre : Ferry line to reopen
Date de publication : 14 mars 2023
Source : The Orla Herald
Auteur : Lena Fisk
Texte : {ONE}

{TWO}
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NEXIS, id="Nexis"),
        pytest.param(NEXIS_UNI, id="Nexis Uni"),
        pytest.param(FACTIVA, id="Factiva"),
        pytest.param(FACTIVA_CODES, id="Factiva with codes"),
        pytest.param(PROQUEST, id="ProQuest"),
        pytest.param(NEWSBANK, id="NewsBank"),
        pytest.param(GENIOS, id="GENIOS"),
        pytest.param(LABELS, id="labels"),
        pytest.param(GERMAN, id="labels in German"),
        pytest.param(FRENCH, id="labels in French, with a space before the colon"),
    ],
)
def test_a_document_and_two(text: str) -> None:
    (record,) = read(text.encode()).records
    assert told(record) == Told("Ferry line to reopen")
    second = text.replace("Ferry line to reopen", "Bridge to close").replace("1 of 2", "2 of 2")
    second = second.replace("ej3e00001", "ej3e00002").replace("14", "15").replace(ONE, TWO, 1).replace(TWO, ONE, 2)
    reading = read(f"{text}\n{second}".encode())
    assert [one.title.text for one in reading.records if one.title] == ["Ferry line to reopen", "Bridge to close"]
    assert [one.published.day.day for one in reading.records if one.published] == [14, 15]
    assert [one.member for one in reading.records] == ["1", "2"]
    assert reading.rejects == ()


def test_every_paragraph_leads_back_to_its_bytes() -> None:
    source = NEXIS.replace("Mira", "Míra").encode()
    (record,) = read(source).records
    assert record.has_raw_offsets
    assert record.offsets is not None
    block = next(one for one in record.blocks if one.passage.text.startswith("Míra"))
    start, end = (int(record.offsets[at]) for at in (block.passage.start, block.passage.end))
    assert source[start:end].decode() == TWO.replace("Mira", "Míra")


def test_the_page_before_the_first_document_is_no_article() -> None:
    cover = "User Name: = Ana\nDate and Time: = 2023-04-10\nJob Number: = 7\nDocuments (1)\n1. Ferry line to reopen\n"
    cover += "Client/Matter: -None-\nSearch Terms: ferry\nSearch Type: Natural\n\n"
    (record,) = read((cover + NEXIS_UNI).encode()).records
    assert told(record) == Told("Ferry line to reopen")


def test_a_picture_and_a_summary_stand_apart() -> None:
    (nexis,) = read(NEXIS.encode()).records
    assert [block.passage.text for block in nexis.blocks if block.kind == "caption"] == ["A boat waits at the pier."]
    (coded,) = read(FACTIVA_CODES.encode()).records
    assert coded.keywords == ("Domestic Politics", "Political/General News")


def test_an_article_with_a_colon_in_it_is_no_export() -> None:
    text = f"Ferry line to reopen\n\nBy Lena Fisk\n\n{ONE}\n\nNote: the ferry is closed on Monday.\n\n{TWO}\n"
    (record,) = read(text.encode()).records
    assert record.raw_format == "markdown"
    assert told(record).title == "Ferry line to reopen"


def test_numbered_documents_in_german() -> None:
    documents = "".join(
        f"""                             Dokument {number} von 2


                               Orlaer Bote

                         14. März 2023 Dienstag
                              Stadtausgabe

Die Fähre fährt wieder {number}

AUTOR: Lena Fisk

RUBRIK: LOKALES; S. 12

LÄNGE: 301 Wörter

{ONE}

{TWO}

SPRACHE: GERMAN; DEUTSCH

                      Copyright 2023 Orlaer Verlag


"""
        for number in (1, 2)
    )
    records = read(documents.encode()).records
    assert [told(record) for record in records] == [
        Told(f"Die Fähre fährt wieder {number}", outlet="Orlaer Bote") for number in (1, 2)
    ]


def test_a_section_above_the_headline_of_factiva() -> None:
    (record,) = read(
        f"Société\nLe bac revient sur l’Orla\n\nPar Lena Fisk \n301 mots\n14 mars 2023\nLe Quai\nQUAI\nFrançais\n"
        f"Copyright 2023 Le Quai\n\n{ONE}\n\n{TWO}\n\n"
        "Document QUAI000020230314eh350000x\n".encode()
    ).records
    assert told(record) == Told("Le bac revient sur l’Orla", outlet="Le Quai")
    assert record.section == "Société"


def test_labels_of_proquest_in_spanish() -> None:
    (record,) = read(
        f"{'_' * 60}\n\nDocumento 1 de 1\n\nEl barco vuelve al Orla\n\n"
        "Autor: Fisk, Lena.\n\nInformación de publicación: El Muelle; Orlova [Orlova]. 14 Mar 2023: 12.\n\n"
        f"Enlaces: https://orla.example/1\n\nTexto completo: {ONE}\n\n{TWO}\n\nTítulo de publicación: El Muelle\n\n"
        "Primera página: 12\n\nFecha de publicación: Mar 14, 2023\n\nIdioma de la publicación: Spanish\n\n"
        "ID del documento de ProQuest: 24970\n".encode()
    ).records
    assert told(record) == Told("El barco vuelve al Orla", outlet="El Muelle")


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [
        pytest.param(
            "标题：渡轮回来了\n日期：2023年3月14日\n来源：奥尔拉报\n作者：", "渡轮回来了", "奥尔拉报", id="Chinese"
        ),
        pytest.param(
            "제목: 나룻배가 돌아왔다\n일자: 2023.03.14\n언론사: 오를라일보\n기자: ",
            "나룻배가 돌아왔다",
            "오를라일보",
            id="Korean",
        ),
        pytest.param(
            "Rubrik: Färjan åter\nDatum: 14 mars 2023\nTidning: Orlaposten\nSkribent: ",
            "Färjan åter",
            "Orlaposten",
            id="Swedish",
        ),
    ],
)
def test_labels_at_the_head_in_more_languages(head: str, title: str, outlet: str) -> None:
    (record,) = read(f"{head}Lena Fisk\n\n{ONE}\n\n{TWO}\n".encode()).records
    assert told(record) == Told(title, outlet=outlet)
