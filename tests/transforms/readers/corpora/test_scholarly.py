"""XML of corpora and publishers."""

import pytest

from broadsheet.transforms.readers import read, sniff
from broadsheet.transforms.readers.corpora import scholarly

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
RCV1 = f"""<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="7" date="2023-03-14" xml:lang="en">
<title>ORLOVA: Ferry line to reopen.</title><headline>Ferry line to reopen</headline><byline>Lena Fisk</byline>
<dateline>ORLOVA 2023-03-14</dateline><text><p>{ONE}</p></text></newsitem>"""
JATS = f"""<?xml version="1.0"?><article article-type="news"><front><journal-meta><journal-title-group>
<journal-title>Orla Herald
</journal-title></journal-title-group></journal-meta><article-meta><title-group>
<article-title>Ferry line to reopen</article-title>
</title-group><contrib-group><contrib contrib-type="author"><name><surname>Fisk</surname>
<given-names>Lena</given-names></name>
</contrib></contrib-group><pub-date><day>14</day><month>3</month><year>2023</year></pub-date></article-meta></front>
<body><p>{ONE}</p></body></article>"""
TEI = f"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title type="main">Ferry line to reopen</title><author>Lena Fisk</author></titleStmt><publicationStmt>
<publisher>Orla Herald</publisher><date when="2023-03-14"/></publicationStmt></fileDesc></teiHeader>
<text><body><p>{ONE}</p></body></text></TEI>"""
EXTRACTED = f"""<doc sitename="Orla Herald" title="Ferry line to reopen" author="Lena Fisk" date="2023-03-14"
hostname="orla.example" source="https://orla.example/1"><main><p>{ONE}</p></main></doc>"""


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        pytest.param(RCV1, None, id="RCV1"),
        pytest.param(JATS, "Orla Herald", id="JATS"),
        pytest.param(TEI, "Orla Herald", id="TEI"),
        pytest.param(EXTRACTED, "Orla Herald", id="trafilatura"),
    ],
)
def test_an_article(text: str, outlet: str | None) -> None:
    assert sniff(text.encode()) == "scholarly"
    (record,) = read(text.encode()).records
    assert (record.title.text if record.title else None, record.publisher_name) == ("Ferry line to reopen", outlet)
    assert record.published is not None
    assert record.published.day.isoformat() == "2023-03-14"
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert [block.passage.text for block in record.blocks] == [ONE]


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE article [<!ENTITY a "aaaa">]><article><front/><body><p>&a;</p></body></article>'
    assert [reject.code for reject in scholarly.read(bomb.encode()).rejects] == ["malformed"]
