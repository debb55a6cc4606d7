"""SGML of corpora: each document an article that leads back to its bytes."""

import pytest

from broadsheet.transforms.readers import read, sniff

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
TWO = "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost."
GIGAWORD = f"""<DOC id="ORL_ENG_20230314.0100" type="story" >
<HEADLINE>
Ferry line to reopen
</HEADLINE>
<DATELINE>
ORLOVA, March 14 (ORN)
</DATELINE>
<TEXT>
<P>
{ONE}
</P>
<P>
{TWO}
</P>
</TEXT>
</DOC>
"""
TREC = f"""<DOC>
<DOCNO> OH031423-0001 </DOCNO>
<DATE><P>March 14, 2023, Tuesday, Home Edition</P></DATE>
<HEADLINE><P>Ferry line to reopen</P></HEADLINE>
<BYLINE><P>By LENA FISK, Herald Staff Writer</P></BYLINE>
<TEXT>
<P>{ONE} </P>
<P>{TWO}
</TEXT>
</DOC>
"""
DOCTYPE = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
REUTERS = f"""{DOCTYPE}<REUTERS TOPICS="YES" NEWID="1">
<DATE>14-MAR-2023 15:01:01.79</DATE>
<TOPICS><D>ferries</D><D>rivers</D></TOPICS>
<TEXT>&#2;
<TITLE>Ferry line to reopen</TITLE>
<DATELINE>    ORLOVA, March 14 - </DATELINE><BODY>{ONE}
    {TWO}
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""


@pytest.mark.parametrize(
    ("text", "authors", "keywords"),
    [
        pytest.param(GIGAWORD, [], (), id="Gigaword"),
        pytest.param(TREC, ["Lena Fisk"], (), id="TREC, paragraphs left open"),
        pytest.param(REUTERS, [], ("ferries", "rivers"), id="Reuters-21578, paragraphs indented"),
    ],
)
def test_each_document_is_an_article(text: str, authors: list[str], keywords: tuple[str, ...]) -> None:
    source = (text + text.removeprefix(DOCTYPE)).encode()
    assert sniff(source) == "sgml"
    records = read(source).records
    assert len(records) == 2
    for record in records:
        assert (record.title.text if record.title else None) == "Ferry line to reopen"
        assert record.published is not None
        assert record.published.day.isoformat() == "2023-03-14"
        assert [author.name for author in record.authors] == authors
        assert record.keywords == keywords
        assert [block.passage.text for block in record.blocks if block.kind == "paragraph"] == [ONE, TWO]
    block = records[-1].blocks[-1].passage
    assert source[block.start : block.end].decode() == TWO


def test_extracts_of_wikipedia() -> None:
    data = f'<doc id="7" url="https://orla.example/7" title="Ferry">\n{ONE}\n\n{TWO}\n</doc>\n'.encode()
    (record,) = read(data).records
    assert (record.title.text if record.title else None, record.url) == ("Ferry", "https://orla.example/7")
    assert [block.passage.text for block in record.blocks] == [ONE, TWO]
