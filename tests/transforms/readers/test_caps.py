"""Nothing is cut silently: what a reader leaves out for its caps is a reject."""

import io
import zipfile
from collections.abc import Callable

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.corpora import wiki
from broadsheet.transforms.readers.documents import word
from broadsheet.transforms.readers.fields import xml_articles
from broadsheet.transforms.readers.xml import feed, newsml, newsml_g2

TEXT = "The council of Orlova voted on Monday to keep the old ferry line open for another winter, it said."


def wiki_dump(n: int) -> bytes:
    page = "<page><title>Ferry {at}</title><ns>0</ns><id>{at}</id><revision><text>{text}</text></revision></page>"
    pages = "".join(page.format(at=at, text=TEXT) for at in range(n))
    return f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/">{pages}</mediawiki>'.encode()


def own_xml(n: int) -> bytes:
    items = "".join(f"<story><title>Ferry {at}</title><text>{TEXT}</text></story>" for at in range(n))
    return f"<?xml version='1.0'?><stories>{items}</stories>".encode()


def rss(n: int) -> bytes:
    items = "".join(f"<item><title>Ferry {at}</title><description>{TEXT}</description></item>" for at in range(n))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Orla Post</title>{items}</channel></rss>'.encode()


def news_ml(n: int) -> bytes:
    item = (
        "<NewsItem><NewsComponent><NewsLines><HeadLine>Ferry {at}</HeadLine></NewsLines><ContentItem><DataContent>"
        "<p>{text}</p></DataContent></ContentItem></NewsComponent></NewsItem>"
    )
    return f"<?xml version='1.0'?><NewsML>{''.join(item.format(at=at, text=TEXT) for at in range(n))}</NewsML>".encode()


def news_message(n: int) -> bytes:
    item = (
        "<newsItem><contentMeta><headline>Ferry {at}</headline></contentMeta><contentSet><inlineXML>"
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html></inlineXML></contentSet></newsItem>'
    )
    items = "".join(item.format(at=at, text=TEXT) for at in range(n))
    start = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
    return f"<?xml version='1.0'?>{start}{items}</itemSet></newsMessage>".encode()


CASES = [
    pytest.param(wiki, "_MAX_PAGES", wiki_dump, id="pages of a wiki"),
    pytest.param(xml_articles, "_MAX_ARTICLES", own_xml, id="articles of plain XML"),
    pytest.param(feed, "_MAX_ITEMS", rss, id="items of a feed"),
    pytest.param(newsml, "_MAX_ITEMS", news_ml, id="items of NewsML"),
    pytest.param(newsml_g2, "_MAX_ITEMS", news_message, id="items of NewsML-G2"),
]


@pytest.mark.parametrize(("module", "cap", "document"), CASES)
def test_what_is_beyond_a_cap_is_a_reject(
    module: object, cap: str, document: Callable[[int], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, cap, 3)
    whole, more = read(document(3)), read(document(4))
    assert [reject.code for reject in whole.rejects] == []
    assert [reject.code for reject in more.rejects] == ["too_large"]
    assert len(whole.records) == 3
    assert len(more.records) in (3, 4)


def test_a_document_of_too_many_paragraphs_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MAX_LINES", 3)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        lines = "".join(f"<w:p><w:r><w:t>{TEXT} {at}</w:t></w:r></w:p>" for at in range(4))
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>')
    assert [(reject.code, len(read(sink.getvalue()).records)) for reject in read(sink.getvalue()).rejects] == [
        ("too_large", 0)
    ]
