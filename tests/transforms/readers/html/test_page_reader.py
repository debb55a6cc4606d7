"""What a web page becomes: blocks, tables, what is cut, what is no article."""

import json

import pytest

from broadsheet.transforms.readers.html.page_reader import read
from broadsheet.transforms.records.record import Record
from tests.transforms.readers.html.pages import FIRST, SECOND, TEXT, THIRD, body, page, paragraphs, record

FLOUR = "".join(
    f"<p>The bakers of Alby told the town meeting on Monday that flour number {at} is dear.</p>" for at in range(4)
)


PRICES = (
    "<table><tr><th>Town</th><th>Price</th></tr><tr><td>Alby</td><td>12 crowns</td></tr>"
    "<tr><td>Tarn</td><td>14 crowns</td></tr></table>"
)


def of_flour(inside: str, title: str = "Prices of flour") -> Record:
    source = f"<html><head><title>{title}</title></head><body>{inside}</body></html>"
    (record,) = read(source.encode()).records
    return record


def test_a_plain_page() -> None:
    found = record(page())
    assert found.title is not None
    assert found.title.text == "Eastmere keeps its fish market"
    assert paragraphs(page()) == [FIRST, SECOND, THIRD]
    assert (found.raw_format, found.language, found.has_raw_offsets) == ("html", "en", False)


def test_kinds_of_blocks() -> None:
    lists = "<h2>What comes next</h2><ul><li>A roof for the first hall.</li><li>New drains.</li></ul>"
    quote = f"<blockquote><p>{SECOND}</p></blockquote>"
    assert body(page(f"<p>{FIRST}</p>{lists}{quote}<p>{THIRD}</p>")) == [
        ("paragraph", FIRST),
        ("heading", "What comes next"),
        ("list_item", "A roof for the first hall."),
        ("list_item", "New drains."),
        ("quote_block", SECOND),
        ("paragraph", THIRD),
    ]


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param("<figure><img src='/a.jpg'><figcaption>{}</figcaption></figure>", id="figcaption"),
        pytest.param("<div><img src='/a.jpg'><div class='photo-caption'>{}</div></div>", id="class"),
        pytest.param("<div><div><img src='/a.jpg'></div><div class='x7'>{}</div></div>", id="below the picture"),
    ],
)
def test_a_caption_is_no_part_of_the_body(figure: str) -> None:
    head = '<link rel="canonical" href="https://a.example/x/1">'
    found = record(
        page(f"<p>{FIRST}</p>{figure.format('Halls by the quay. Photo: Ivo Fisk/AFP')}<p>{SECOND}</p>", head)
    )
    assert [(block.kind, block.passage.text) for block in found.blocks] == [
        ("caption", "Halls by the quay."),
        ("paragraph", FIRST),
        ("paragraph", SECOND),
    ]
    image = found.images[0]
    assert (image.url, image.caption_block) == ("https://a.example/a.jpg", 0)
    assert (image.photographer, image.credit_agency) == ("Ivo Fisk", "AFP")


def test_links_keep_their_words_and_place() -> None:
    linked = FIRST.replace("harbour board", '<a href="/board">harbour board</a>')
    found = record(page(f"<p>{linked}</p><p>{SECOND}</p>", '<link rel="canonical" href="https://a.example/x/1">'))
    (link,) = found.blocks[0].links
    assert (link.url, link.anchor) == ("https://a.example/board", "harbour board")
    assert found.blocks[0].passage.text[link.start : link.end] == "harbour board"


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param("<p><a href='/b'>Another story that readers of this page may like as well</a></p>", id="teaser"),
        pytest.param("<p>Sign up for our newsletter to get the best stories in your inbox.</p>", id="newsletter"),
        pytest.param("<p>Published: 4 March 2031, 09:05 GMT</p>", id="date line"),
        pytest.param("<p>4 March 2031, 09:05 (changed at 10:20)</p>", id="date line with the time of a change"),
        pytest.param("<p>4 min read</p>", id="reading time"),
    ],
)
def test_what_is_cut_from_the_body(noise: str) -> None:
    assert paragraphs(page(noise + TEXT)) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        pytest.param("<p>All pages for a month.</p><p>Puzzles too.</p>", [], id="an offer goes with its notice"),
        pytest.param(f"<p>{SECOND} {THIRD}</p>", [f"{SECOND} {THIRD}"], id="prose behind the notice stays"),
    ],
)
def test_what_stands_behind_the_notice_of_a_paywall(behind: str, kept: list[str]) -> None:
    notice = "<p>This article is for subscribers.</p>"
    assert paragraphs(page(TEXT + notice + behind)) == [FIRST, SECOND, THIRD, *kept]


def test_the_dateline_is_cut() -> None:
    found = record(page(f"<p>EASTMERE, March 4 (Reuters) - {FIRST}</p><p>{SECOND}</p>"))
    assert paragraphs(page(f"<p>EASTMERE, March 4 (Reuters) - {FIRST}</p><p>{SECOND}</p>")) == [FIRST, SECOND]
    assert (found.wire_agency, found.dateline_place) == ("Reuters", "EASTMERE")


def test_a_text_in_several_containers_is_read_whole() -> None:
    long = [f"{index}. {FIRST} {SECOND}" for index in range(12)]
    half = "".join(f"<p>{text}</p>" for text in long[:6])
    rest = "".join(f"<p>{text}</p>" for text in long[6:])
    assert (
        paragraphs(page(f'<div class="body-part">{half}</div><aside>x</aside><div class="body-part">{rest}</div>'))
        == long
    )


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param('{"@type":"NewsArticle","author":"Lena Brandt",}', ["Lena Brandt"], id="trailing comma"),
        pytest.param('<!-- {"@type":"NewsArticle","author":"Lena Brandt"} -->', ["Lena Brandt"], id="in a comment"),
        pytest.param('{"@type":"NewsArticle","author":"Lena\n Brandt"}', ["Lena Brandt"], id="line break in a string"),
        pytest.param(
            '{"@type":"WebSite"}\n{"@type":"Article","author":"Lena Brandt"}', ["Lena Brandt"], id="two objects"
        ),
        pytest.param("[" * 50_000, [], id="nested without end"),
        pytest.param('{"@type":"NewsArticle","author":null,"image":[null,3],"publisher":[[]]}', [], id="other types"),
    ],
)
def test_broken_json_ld(script: str, expected: list[str]) -> None:
    found = record(page(head=f'<script type="application/ld+json">{script}</script>'))
    assert [author.name for author in found.authors] == expected


def test_a_notice_to_subscribers_shows_a_paywall() -> None:
    found = record(page(TEXT + "<p>This article is for subscribers.</p>"))
    assert (found.is_paywalled, found.quality_flags) == (True, ("paywall",))
    assert record(page(TEXT)).is_paywalled is False


def test_how_sure_the_body_is() -> None:
    found = record(page(TEXT))
    assert found.quality_flags == ()
    assert found.body_agreement is not None
    assert found.body_agreement > 0.9


def test_the_front_of_a_section_is_no_article() -> None:
    teasers = "".join(
        f"<div class='teaser'><h2><a href='/{number}'>Hall {number} will be mended</a></h2><p>{FIRST}</p></div>"
        for number in range(6)
    )
    reading = read(f"<html><head><title>Towns</title></head><body><main>{teasers}</main></body></html>".encode())
    assert not reading.records
    assert [reject.code for reject in reading.rejects] == ["no_article"]


def test_a_page_whose_text_is_in_its_data() -> None:
    article = {"headline": "Eastmere keeps its fish market", "body": [{"text": FIRST}, {"text": SECOND}]}
    data = json.dumps({"props": {"article": article, "more": [{"title": "Bread is dear", "text": THIRD}]}})
    script = f"<script id='__NEXT_DATA__' type='application/json'>{data}</script>"
    assert paragraphs(page(script)) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "weiterlesen 5 Minuten",
        "(Noch keine Bewertungen)",
        "This entry was posted in Towns. Bookmark the permalink.",
        "Warning: Undefined index in /srv/www/page.php on line 407",
        "Sorry, but your browser needs Javascript to use this site.",
        "Publiziert: 03.04.2020, 12:35",
        "Vos réactions",
    ],
)
def test_lines_of_the_page_behind_the_text(line: str) -> None:
    assert paragraphs(page(f"{TEXT}<p>{line}</p>")) == [FIRST, SECOND, THIRD]


def test_a_line_of_a_program_is_no_label() -> None:
    assert paragraphs(page(f"{TEXT}<pre>set level=normal</pre>"))[-1] == "set level=normal"


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param("<p>The ministry will publish new figures in May.</p>", id="within the text"),
        pytest.param("", id="at its end"),
    ],
)
def test_a_table_is_kept_with_its_head_and_flagged(behind: str) -> None:
    record = of_flour(f"<article><h1>Prices of flour</h1>{FLOUR}{PRICES}{behind}</article>")
    assert [block.passage.text for block in record.blocks][4:7] == ["Town Price", "Alby 12 crowns", "Tarn 14 crowns"]
    assert "table" in record.quality_flags


def test_a_cell_that_sets_the_page_is_no_table() -> None:
    record = of_flour(f"<table><tr><td><h1>Prices of flour</h1>{FLOUR}</td></tr></table>")
    assert "table" not in record.quality_flags


@pytest.mark.parametrize(
    ("head", "is_article"),
    [
        pytest.param("", False, id="a title for the tab alone"),
        pytest.param("<meta property='og:title' content='Flour is dear'>", True, id="a headline"),
    ],
)
def test_a_page_that_shows_nothing_without_its_program(head: str, is_article: bool) -> None:
    source = f"<html><head><title>The Orla Post</title>{head}</head><body><div id='root'></div></body></html>"
    assert bool(read(source.encode()).records) is is_article
