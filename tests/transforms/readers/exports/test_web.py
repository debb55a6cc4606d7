"""Exports as pages."""

import pytest

from broadsheet.transforms.readers import read

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
FACTIVA = """<div class="article enArticle"><div id="hd"><span class="enHeadline">{title}</span></div>
<div class="author">By Lena Fisk</div>
<div>301 words</div><div>14 March 2023</div><div>10:15</div><div>The Orla Herald</div><div>ORLAH</div>
<div>English</div>
<div>Copyright 2023 Orla Media</div><p class="articleParagraph">{text}</p><p>Document ORLAH00020230314ej{at}</p>
</div>"""
EUROPRESSE = """<article><header><span class="DocPublicationName">The Orla Herald</span>
<span class="DocHeader">mardi 14 mars 2023 - p. 12</span>
<p class="titreArticleVisu">{title}</p></header><p class="sm-margin-bottomNews">Lena Fisk</p>
<div class="docOcurrContainer"><p>{text}</p></div><div class="publiC-lblNodoc">news-{at}</div></article>"""


@pytest.mark.parametrize("form", [pytest.param(FACTIVA, id="Factiva"), pytest.param(EUROPRESSE, id="Europresse")])
def test_each_document_of_a_page_is_an_article(form: str) -> None:
    parts = [form.format(title=title, text=ONE, at=at) for at, title in enumerate(("Ferry back", "Bridge shut"), 10)]
    reading = read(f"<html><head><title>Export</title></head><body>{''.join(parts)}</body></html>".encode())
    assert reading.rejects == ()
    assert [record.title.text for record in reading.records if record.title] == ["Ferry back", "Bridge shut"]
    for record in reading.records:
        assert record.publisher_name == "The Orla Herald"
        assert record.published is not None
        assert record.published.day.isoformat() == "2023-03-14"
        assert [author.name for author in record.authors] == ["Lena Fisk"]
        assert [block.passage.text for block in record.blocks] == [ONE]
