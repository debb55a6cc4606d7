"""Exports of databases and bundles of own making, in many languages: each document is an article of its own."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import BODY_KINDS, Record

DAYS = ["2021-03-05", "2021-03-06", "2021-03-07"]
LONG = {
    "en": (
        "The council of Orlova voted on Monday to keep ferry {n} open for another winter, after a long debate in town.",
        "A spokesman for the harbour said that {n} people had signed the petition, and that boats would be painted.",
    ),
    "de": (
        "Der Stadtrat von Orlova hat am Montag beschlossen, die Fähre {n} einen weiteren Winter fahren zu lassen.",
        "Ein Sprecher des Hafenamts sagte, dass {n} Menschen unterschrieben hätten und die Boote gestrichen würden.",
    ),
    "fr": (
        "Le conseil municipal d'Orlova a voté lundi le maintien du bac {n} pour un hiver de plus, après un débat.",
        "Un porte-parole du port a déclaré que {n} personnes avaient signé la pétition et que tout serait repeint.",
    ),
    "es": (
        "El ayuntamiento de Orlova votó el lunes a favor de mantener el barco {n} un invierno más, tras un debate.",
        "Un portavoz del puerto dijo que {n} personas habían firmado la petición y que los barcos se pintarían.",
    ),
    "sv": (
        "Kommunstyrelsen i Orlova röstade på måndagen för att behålla färjan {n} ännu en vinter, efter debatt.",
        "En talesperson för hamnen sade att {n} personer hade skrivit under uppropet och att båtarna målas i vår.",
    ),
    "ru": (
        "Городской совет Орловы проголосовал в понедельник за то, чтобы паром {n} ходил ещё одну зиму, после споров.",
        "Представитель порта сказал, что петицию подписали {n} человек и что лодки покрасят весной до праздника.",
    ),
}
TITLES = {
    "en": "Ferry {n} stays for another winter",
    "de": "Fähre {n} bleibt noch einen Winter",
    "fr": "Le bac {n} reste un hiver de plus",
    "es": "El barco {n} sigue un invierno más",
    "sv": "Färjan {n} blir kvar en vinter till",
    "ru": "Паром {n} останется ещё на зиму",
}
Document = Callable[[int], str]


def title(n: int, language: str = "en") -> str:
    return TITLES[language].format(n=n)


def paragraphs(n: int, language: str = "en") -> list[str]:
    return [part.format(n=n) for part in LONG[language]]


def prose(n: int, language: str = "en") -> str:
    return "\n\n".join(paragraphs(n, language))


def nexis_de(n: int) -> str:
    head = f"{n} von 3 DOKUMENTEN\n\n\nOrlovaer Bote\n\n{n + 4}. März 2021 Freitag\n\n{title(n, 'de')}\n\n"
    head += "AUTOR: Bernd Holt\n\nRUBRIK: LOKALES; S. 4\n\nLÄNGE: 310 Wörter\n\n"
    foot = "UPDATE: 8. März 2021\n\nSPRACHE: GERMAN; DEUTSCH\n\nPUBLICATION-TYPE: Zeitung\n\n"
    return f"{head}{prose(n, 'de')}\n\n{foot}Copyright 2021 Orlovaer Bote GmbH\nAlle Rechte vorbehalten\n\n"


def nexis_with_edition(n: int) -> str:
    head = f"          {n} of 3 DOCUMENTS\n\n      The Orlova Herald\n\n  March {n + 4}, 2021 Friday Final Edition\n\n"
    head += f"{title(n)}\n\nBYLINE: Ana Reyes, Staff Writer\n\nSECTION: METRO; Pg. B1\n\nLENGTH: 412 words\n\n"
    return f"{head}{prose(n)}\n\nLOAD-DATE: March 8, 2021\n\nLANGUAGE: ENGLISH\n\nCopyright 2021 The Orlova Herald\n\n"


def factiva_with_author(n: int) -> str:
    head = f"{title(n)}\n\nAna Reyes\n412 words\n{n + 4} March 2021\nThe Orlova Herald\nORLHER\nEnglish\n"
    return f"{head}Copyright 2021. The Orlova Herald.\n\n{prose(n)}\n\nDocument ORLHER0000202103{n:02}eh350001x\n\n"


def europresse(n: int) -> str:
    day = ("vendredi 5", "samedi 6", "dimanche 7")[n - 1]
    head = f"Le Courrier d'Orlova\nSociété, {day} mars 2021, p. 4\n\n{title(n, 'fr')}\n\nAnne Petit\n\n"
    return (
        f"{head}{prose(n, 'fr')}\n\n© 2021 Le Courrier d'Orlova. Tous droits réservés.\n\nnews·2021030{n}·CO·0{n}\n\n"
    )


def genios(n: int) -> str:
    head = f"Orlovaer Bote vom 0{n + 4}.03.2021\n\nAutor:   Bernd Holt\nSeite:   4\nRessort: Lokales\n"
    head += f"Quelle:  Orlovaer Bote vom 0{n + 4}.03.2021, S. 4\n\n{title(n, 'de')}\n\n"
    return f"{head}{prose(n, 'de')}\n\nDokumentnummer: OB20210{n}\n\n-----------------------------------------\n"


def endnote(n: int) -> str:
    head = (
        f"%0 Newspaper Article\n%A Reyes, Ana\n%D 2021\n%T {title(n)}\n%B The Orlova Herald\n%8 March {n + 4}, 2021\n"
    )
    return f"{head}%X {prose(n)}\n%U https://orla.example/{n}\n\n".replace("\n\n%U", "\n%U")


def labels_sv(n: int) -> str:
    head = f"Rubrik: {title(n, 'sv')}\nFörfattare: Eva Lund\nKälla: Orlova Tidning\nDatum: {n + 4} mars 2021\n\n"
    return f"{head}{prose(n, 'sv')}\n\n"


def labels_ru(n: int) -> str:
    head = f"Заголовок: {title(n, 'ru')}\nАвтор: Иван Петров\nИсточник: Вестник Орловы\nДата: {n + 4} марта 2021\n\n"
    return f"{head}{prose(n, 'ru')}\n\n"


def labels_es(n: int) -> str:
    head = f"Título: {title(n, 'es')}\nAutor: Ana Reyes\nFuente: El Faro\nFecha: {n + 4} de marzo de 2021\n\n"
    return f"{head}{prose(n, 'es')}\n\n"


EXPORTS = [
    pytest.param(nexis_de, "de", "Orlovaer Bote", id="Nexis, numbered in German"),
    pytest.param(nexis_with_edition, "en", "The Orlova Herald", id="Nexis, an edition behind the day"),
    pytest.param(factiva_with_author, "en", "The Orlova Herald", id="Factiva, the author below the headline"),
    pytest.param(europresse, "fr", "Le Courrier d'Orlova", id="Europresse, the section before the day"),
    pytest.param(genios, "de", "Orlovaer Bote", id="Genios, the headline below the labels"),
    pytest.param(endnote, "en", "The Orlova Herald", id="EndNote"),
    pytest.param(labels_sv, "sv", "Orlova Tidning", id="labels in Swedish"),
    pytest.param(labels_ru, "ru", "Вестник Орловы", id="labels in Russian"),
    pytest.param(labels_es, "es", "El Faro", id="labels in Spanish"),
]


def text_of(record: Record) -> str:
    return "\n\n".join(block.passage.text for block in record.blocks if block.kind in BODY_KINDS)


@pytest.mark.parametrize(("document", "language", "outlet"), EXPORTS)
def test_each_document_is_an_article_with_its_fields(document: Document, language: str, outlet: str) -> None:
    reading = read("".join(map(document, (1, 2, 3))).encode())
    assert [record.title.text if record.title else None for record in reading.records] == [
        title(n, language) for n in (1, 2, 3)
    ]
    assert [str(record.published.day) if record.published else None for record in reading.records] == DAYS
    assert {record.publisher_name for record in reading.records} == {outlet}
    for n, record in enumerate(reading.records, 1):
        assert " ".join(text_of(record).split()) == " ".join(prose(n, language).split())


SIGNS = ["=====", "##########", "----------------------------------------", "* * * * *", "=== {n} ===", "%%%% {n} %%%%",
         "### Article {n}", "[Document {n}]", "ARTICLE #{n}", "<article>", "***END***"]  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_what_recurs_between_articles_parts_them(sign: str) -> None:
    parts = [f"{sign.format(n=n)}\n{title(n)}\nBy Ana Reyes\nMarch {n + 4}, 2021\n\n{prose(n)}\n\n" for n in (1, 2, 3)]
    reading = read("".join(parts).encode())
    assert [record.title.text if record.title else None for record in reading.records] == [title(n) for n in (1, 2, 3)]
    assert [text_of(record) for record in reading.records] == [prose(n) for n in (1, 2, 3)]


def test_attributes_of_elements_tell_of_the_text_in_them() -> None:
    parts = [
        f'<item id="{n}" date="{DAYS[n - 1]}" title="{title(n)}"><p>{"</p><p>".join(paragraphs(n))}</p></item>'
        for n in (1, 2, 3)
    ]
    reading = read(f"<corpus>{''.join(parts)}</corpus>".encode())
    assert [record.title.text if record.title else None for record in reading.records] == [title(n) for n in (1, 2, 3)]
    assert [text_of(record) for record in reading.records] == [prose(n) for n in (1, 2, 3)]
