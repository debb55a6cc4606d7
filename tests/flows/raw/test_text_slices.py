"""Large texts of many documents are read in slices of whole documents, with the articles that the whole has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.flows.raw import listings, slices
from broadsheet.transforms.articles.articles import Article, RawFile, each_of

SENTENCE = "The harbour board of Orlova voted on Monday to reopen the ferry line number {} to the island of Sund."


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes at which a text of some kilobytes is cut."""
    monkeypatch.setattr(slices, "WHOLE_BYTES", 100)
    monkeypatch.setattr(slices, "TEXT_BYTES", 1_000)
    monkeypatch.setattr(slices, "MAX_BYTES", 2_000)


def prose(at: int) -> str:
    return " ".join(SENTENCE.format(at * 10 + line) for line in range(3))


def nexis(at: int) -> str:
    head = f"Ferry line {at} to reopen\n\nThe Orlova Herald\n\nMarch {at % 28 + 1}, 2021 Friday\n\nBYLINE: Ana Reyes\n"
    return f"{head}\nLENGTH: 210 words\n\nBody\n\n{prose(at)}\n\nLoad-Date: March 6, 2021\n\nEnd of Document\n\n\n"


def numbered(at: int) -> str:
    head = f"{at + 1} of 40 DOCUMENTS\n\nThe Orlova Herald\n\nMarch {at % 28 + 1}, 2021 Friday\n\n"
    return (
        f"{head}Ferry line {at} to reopen\n\nBYLINE: Ana Reyes\n\nSECTION: NEWS\n\nLENGTH: 210 words\n\n{prose(at)}\n\n"
    )


def ris(at: int) -> str:
    return f"TY  - NEWS\nTI  - Ferry line {at} to reopen\nT2  - Orlova Herald\nAB  - {prose(at)}\nER  - \n\n"


def sgml(at: int) -> str:
    name = f"ORL_ENG_202103{at % 28 + 1:02}.{at:04}"
    head = f'<DOC id="{name}" type="story">\n<HEADLINE>\nFerry line {at} to reopen\n</HEADLINE>\n'
    return f"{head}<TEXT>\n<P>\n{prose(at)}\n</P>\n</TEXT>\n</DOC>\n"


def bundle(at: int) -> str:
    return f"=====\nFerry line {at} to reopen\nBy Ana Reyes\nMarch {at % 28 + 1}, 2021\n\n{prose(at)}\n"


def labels(at: int) -> str:
    return f"Title: Ferry line {at} to reopen\nSource: Orlova Herald\nDate: 2021-03-{at % 28 + 1:02}\n\n{prose(at)}\n\n"


def mbox(at: int) -> str:
    head = f"From desk@orlova.example Fri Mar  5 09:{at % 60:02}:00 2021\nFrom: Desk <desk@orlova.example>\n"
    return (
        f"{head}Subject: Ferry line {at} to reopen\nDate: Fri, 5 Mar 2021 09:{at % 60:02}:00 +0000\n\n{prose(at)}\n\n"
    )


def of_slices(folder: Path) -> list[tuple[str, str]]:
    files = [
        RawFile(file.raw_path, listings.read_slice(folder / file.path, file.start, file.size_bytes))
        for file in listings.scan(folder).found
    ]
    return [(article.title, article.text) for article in each_of(files) if isinstance(article, Article)]


@pytest.mark.parametrize("document", [nexis, numbered, ris, sgml, bundle, labels, mbox], ids=lambda form: form.__name__)
def test_documents_are_cut_apart_and_read_as_in_the_whole(document: Callable[[int], str], tmp_path: Path) -> None:
    data = "".join(map(document, range(40))).encode()
    (tmp_path / "all.txt").write_bytes(data)
    found = listings.scan(tmp_path).found
    assert len(found) > 3
    assert sum(file.size_bytes for file in found) == len(data)
    whole = [
        (article.title, article.text) for article in each_of([RawFile("all.txt", data)]) if isinstance(article, Article)
    ]
    assert [title for title, _ in whole] == [f"Ferry line {at} to reopen" for at in range(40)]
    assert sorted(of_slices(tmp_path)) == sorted(whole)


def test_a_text_of_one_article_is_not_cut(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(prose(at) for at in range(40)))
    assert [file.is_slice for file in listings.scan(tmp_path).found] == [False]
