"""Exports of MediaWiki."""

import pytest

from broadsheet.transforms.readers import read, sniff
from broadsheet.transforms.readers.corpora.wiki import _blocks

ONE = "The council of Orlova voted on Monday to reopen the old ferry line."


def page(title: str, text: str, ns: int = 0) -> str:
    revision = f"<revision><timestamp>2023-03-15T10:00:00Z</timestamp><text>{text}</text></revision>"
    return f"<page><title>{title}</title><ns>{ns}</ns><id>{len(title)}</id>{revision}</page>"


def export(*pages: str) -> bytes:
    site = "<siteinfo><sitename>Orlanews</sitename><base>https://orla.example/wiki/Main</base></siteinfo>"
    opening = "<mediawiki xmlns='http://www.mediawiki.org/xml/export-0.10/' xml:lang='en'>"
    return f"{opening}{site}{''.join(pages)}</mediawiki>".encode()


def test_pages_of_the_main_namespace_are_articles() -> None:
    source = f"{{{{date|March 14, 2023}}}}\n{ONE}\n\n== Sources ==\n* somewhere\n[[Category:Ferries]]"
    data = export(page("Ferry back", source), page("Talk", "x", 1), page("Old", "#REDIRECT [[Ferry back]]"))
    assert sniff(data) == "mediawiki"
    (record,) = read(data).records
    assert (record.title.text if record.title else None, record.publisher_name) == ("Ferry back", "Orlanews")
    assert record.url == "https://orla.example/wiki/Ferry_back"
    assert record.published is not None
    assert record.published.day.isoformat() == "2023-03-14"
    assert record.keywords == ("Ferries",)
    assert [block.passage.text for block in record.blocks] == [ONE]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("A [[river|stream]] and a [[mill]].", ["A stream and a mill."], id="links show their words"),
        pytest.param("'''Bold''' and ''slanted''.", ["Bold and slanted."], id="emphasis"),
        pytest.param("A {{a|{{b}}}}day.", ["A day."], id="templates in templates"),
        pytest.param("[[File:x.jpg|thumb|A [[boat]]]]Text.", ["Text."], id="a picture with a link in its caption"),
        pytest.param("{|\n| cell\n|}\nText.", ["Text."], id="a table"),
        pytest.param("A<ref name='x'>y</ref> day.<ref/>", ["A day."], id="notes"),
        pytest.param("[https://orla.example a page] of it.", ["a page of it."], id="links to other sites"),
        pytest.param("== Head ==\n* item", ["Head", "item"], id="headings and lists"),
        pytest.param("An {{open template", ["An open template"], id="what is never closed is text"),
    ],
)
def test_what_a_reader_sees_of_wikitext(source: str, expected: list[str]) -> None:
    assert [block.passage.text for block in _blocks(source)] == expected


def test_deep_nesting_takes_linear_time() -> None:
    assert [block.passage.text for block in _blocks("{{" * 100_000 + "a" + "}}" * 100_000 + "b")] == ["b"]
