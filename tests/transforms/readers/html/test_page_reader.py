"""What a web page becomes: fields by their sources, blocks, pictures."""

import json
from datetime import date, datetime

import pytest

from broadsheet.transforms.readers.html.page_reader import read
from broadsheet.transforms.records.record import BODY_KINDS, Record

FIRST = "The harbour board of Eastmere voted on Monday to keep the old fish market open for another ten years."
SECOND = "Traders had asked for the decision since the winter, when two of the five halls were closed for repairs."
THIRD = "A new roof, paid for by the county and a private fund, should be in place before the next winter begins."
TEXT = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))


def page(body: str = TEXT, head: str = "", title: str = "Eastmere keeps its fish market") -> bytes:
    whole = f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article>"
    return f"<!doctype html>{whole}</body></html>".encode()


def linked_data(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def news(**fields: object) -> str:
    return linked_data({"@type": "NewsArticle", "headline": "Eastmere keeps its fish market", **fields})


def meta(**contents: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{text}">' for name, text in contents.items())


def record(data: bytes) -> Record:
    reading = read(data)
    assert not reading.rejects
    return reading.records[0]


def body(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in record(data).blocks]


def paragraphs(data: bytes) -> list[str]:
    return [block.passage.text for block in record(data).blocks if block.kind in BODY_KINDS]


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        pytest.param(
            "<span>Harbour</span><span>Board keeps the market</span>", "Harbour Board keeps the market", id="kicker"
        ),
        pytest.param(
            "<span class='head__kicker'>Harbour</span><span>Board keeps the market</span>",
            "Board keeps the market",
            id="kicker that is marked as one",
        ),
        pytest.param('<em>Board</em>"We keep it"', 'Board "We keep it"', id="quotation"),
        pytest.param("<span class='drop'>B</span>oard keeps the market", "Board keeps the market", id="first letter"),
        pytest.param("e<b>x</b>tra", "extra", id="within a word"),
    ],
)
def test_parts_of_a_headline_are_words_of_their_own(inside: str, title: str) -> None:
    found = record(f"<html><body><h1>{inside}</h1>{TEXT}</body></html>".encode())
    assert found.title is not None
    assert found.title.text == title


def test_a_plain_page() -> None:
    found = record(page())
    assert found.title is not None
    assert found.title.text == "Eastmere keeps its fish market"
    assert paragraphs(page()) == [FIRST, SECOND, THIRD]
    assert (found.raw_format, found.language, found.has_raw_offsets) == ("html", "en", False)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("", "Eastmere keeps its fish market | The Eastmere Post", id="behind a bar"),
        pytest.param("", "The Eastmere Post: Eastmere keeps its fish market", id="before a colon"),
        pytest.param("", "Eastmere keeps its fish market - eastmerepost.example", id="the host behind a dash"),
    ],
)
def test_the_outlets_name_is_no_part_of_a_title(head: str, title: str) -> None:
    site = meta(og__site_name="The Eastmere Post") + '<link rel="canonical" href="https://eastmerepost.example/a/1">'
    data = page(head=head + site, title=title).replace(b"<h1>", b"<h2>").replace(b"</h1>", b"</h2>")
    found = record(data).title
    assert found is not None
    assert found.text == "Eastmere keeps its fish market"


def test_words_of_the_outlets_name_before_a_colon_are_of_the_title() -> None:
    told = page(head=meta(og__site_name="The Eastmere Post"), title="Eastmere Post readers: keep the market")
    found = record(told.replace(b"<h1>", b"<h2>").replace(b"</h1>", b"</h2>")).title
    assert found is not None
    assert found.text == "Eastmere Post readers: keep the market"


def test_each_title_is_a_candidate_and_one_is_chosen() -> None:
    found = record(page(head=meta(og__title="Fish market stays") + news(headline="Fish market stays")))
    seen = [(c.value, c.rule, c.is_chosen) for c in found.candidates if c.field == "title"]
    assert seen == [
        ("Eastmere keeps its fish market", "h1", True),
        ("Fish market stays", "open_graph", False),
        ("Fish market stays", "json_ld", False),
        ("Eastmere keeps its fish market", "title_tag", False),
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(
            f"{meta(og__title='Why fish stays')}", "Eastmere keeps its fish market", id="the heading against one"
        ),
        pytest.param(
            meta(og__title="Why fish stays in Eastmere's market") + news(headline="Eastmere's fish market stays"),
            "Eastmere keeps its fish market",
            id="the heading against two that differ",
        ),
        pytest.param(
            meta(og__title="Fish market: Eastmere keeps it", twitter__title="Fish market: Eastmere keeps it")
            + news(headline="Fish market: Eastmere keeps it"),
            "Fish market: Eastmere keeps it",
            id="three that agree against the heading",
        ),
    ],
)
def test_which_title_is_chosen(head: str, title: str) -> None:
    found = record(page(head=head)).title
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize(
    ("head", "time_of_day", "offset", "source"),
    [
        pytest.param(news(datePublished="2031-03-04T09:05:00+01:00"), (9, 5), 60, "json_ld", id="JSON-LD"),
        pytest.param(meta(article__published_time="2031-03-04T08:05:30Z"), (8, 5), 0, "open_graph", id="open graph"),
        pytest.param(
            '<meta name="article:published:time" content="2031-03-04T08:05Z">', (8, 5), 0, "open_graph", id="colon"
        ),
        pytest.param(
            news(datePublished="2031-03-04") + meta(article__published_time="2031-03-04T09:05:00+01:00"),
            (9, 5),
            60,
            "open_graph",
            id="the time from where it is given",
        ),
        pytest.param(
            '<meta itemprop="datePublished" content="2031-03-04T09:05:00+01:00">', (9, 5), 60, "meta", id="item"
        ),
    ],
)
def test_when_it_was_published(head: str, time_of_day: tuple[int, int], offset: int, source: str) -> None:
    found = record(page(head=head))
    assert found.published is not None
    assert found.published.day == date(2031, 3, 4)
    assert found.published.time is not None
    assert (found.published.time.hour, found.published.time.minute) == time_of_day
    assert found.published.utc_offset_min == offset
    assert found.published_source == source


def test_published_and_modified_are_apart() -> None:
    found = record(page(head=news(datePublished="2031-03-04T09:05:00Z", dateModified="2031-03-09T10:00:00Z")))
    assert found.published is not None
    assert found.modified is not None
    assert found.published.time == datetime(2031, 3, 4, 9, 5)
    assert found.modified.time == datetime(2031, 3, 9, 10, 0)
    assert not found.date_conflict


def test_sources_that_differ_by_more_than_a_day_are_a_conflict() -> None:
    head = news(datePublished="2031-03-04T09:05:00Z") + meta(article__published_time="2031-03-07T09:05:00Z")
    assert record(page(head=head)).date_conflict


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    found = record(page(head='<link rel="canonical" href="https://eastmere.example/2031/03/04/fish-market">'))
    assert found.published is not None
    assert (found.published.day, found.published_source) == (date(2031, 3, 4), "url")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            '<link rel="canonical" href="https://a.example/x/1">', "https://a.example/x/1", id="canonical link"
        ),
        pytest.param(meta(og__url="https://a.example/x/1"), "https://a.example/x/1", id="open graph"),
        pytest.param(
            '<link rel="canonical" href="https://a.example/">' + meta(og__url="https://a.example/x/1"),
            "https://a.example/x/1",
            id="not the front page",
        ),
        pytest.param('<link rel="canonical" href="javascript:alert(1)">', None, id="no script"),
        pytest.param('<link rel="canonical" href="http://[bad/">', None, id="broken"),
    ],
)
def test_the_canonical_address(head: str, expected: str | None) -> None:
    assert record(page(head=head)).canonical_url == expected


def test_what_a_page_says_of_itself() -> None:
    head = news(
        publisher={"@type": "Organization", "name": "Eastmere Post"},
        articleSection="Harbour",
        keywords="fish, harbour; county",
        isAccessibleForFree="False",
        genre="report",
    )
    found = record(page('<p class="standfirst">Ten more years for the five old halls.</p>' + TEXT, head))
    assert (found.publisher_name, found.section, found.genre) == ("Eastmere Post", "Harbour", "report")
    assert found.keywords == ("fish", "harbour", "county")
    assert found.quality_flags == ("paywall",)
    assert found.subtitle is not None
    assert found.subtitle.text == "Ten more years for the five old halls."
    assert paragraphs(page('<p class="standfirst">Ten more years for the five old halls.</p>' + TEXT)) == [
        FIRST,
        SECOND,
        THIRD,
    ]


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


@pytest.mark.parametrize(("told", "flags"), [("false", ("paywall",)), ("true", ()), ("", ())])
def test_microdata_tells_of_a_paywall(told: str, flags: tuple[str, ...]) -> None:
    assert record(page(f'<meta itemprop="isAccessibleForFree" content="{told}">{TEXT}')).quality_flags == flags


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


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        pytest.param("<span>In short</span> <span>The mill closes</span>", "The mill closes", id="a line over it"),
        pytest.param("The mill closes <span class='sr-only'>Video</span>", "The mill closes", id="words for ears only"),
    ],
)
def test_what_else_stands_in_the_heading(inside: str, title: str) -> None:
    source = f"<html><head><title>The mill closes - In short</title></head><body><h1>{inside}</h1>{TEXT}</body></html>"
    found = record(source.encode()).title
    assert found is not None
    assert found.text == title


def test_a_logo_in_the_heading_is_no_headline() -> None:
    head = "<title>The mill closes | Towns of the Strait</title>"
    found = record(f"<html><head>{head}</head><body><h1>Towns of the Strait</h1>{TEXT}".encode()).title
    assert found is not None
    assert found.text == "The mill closes"


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        pytest.param(
            "<h1>A word from the founder of the Post:</h1>", "Mill at the strait closes", id="a lead-in with a colon"
        ),
        pytest.param(
            "<h1 class='story-headline'>Last day at the works</h1><h1 class='box-title'>More of towns</h1>",
            "Last day at the works",
            id="of several the one that is marked as the headline",
        ),
        pytest.param(
            "<h1>The Post</h1><h1>More of towns</h1><h2><span>Strait</span><span>Mill at the strait closes</span></h2>",
            "Mill at the strait closes",
            id="below a kicker, in a heading of the second level",
        ),
    ],
)
def test_the_headline_among_headings_unlike_the_other_titles(headings: str, title: str) -> None:
    head = "<title>Mill at the strait closes</title><meta property='og:title' content='Mill at the strait closes'>"
    headline = record(f"<html><head>{head}</head><body>{headings}{TEXT}</body></html>".encode()).title
    assert headline is not None
    assert headline.text == title


def test_the_outlet_is_named_by_its_link_home() -> None:
    home = "<header><a href='/'>The Eastmere Post</a></header>"
    head = "<title>Mayor returns - trams wait - The Eastmere Post</title>"
    found = record(f"<html><head>{head}</head><body>{home}{TEXT}</body></html>".encode()).title
    assert found is not None
    assert found.text == "Mayor returns - trams wait"


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        pytest.param("<!-- saved from url=(0025)https://a.example/x/halls -->", "", id="saved by a browser"),
        pytest.param("<!--\n Page saved\n url: https://a.example/x/halls\n-->", "", id="saved with SingleFile"),
        pytest.param("", "<p>Printed from: https://a.example/x/halls</p>", id="printed"),
        pytest.param("", "<div>This is a cache of https://a.example/x/halls.</div>", id="cached"),
    ],
)
def test_the_address_that_a_copy_notes(before: str, inside: str) -> None:
    data = f"<html>{before}<head><title>Halls</title></head><body><h1>Halls</h1>{TEXT}{inside}</body></html>".encode()
    assert record(data).canonical_url == "https://a.example/x/halls"


def test_a_notice_to_subscribers_shows_a_paywall() -> None:
    found = record(page(TEXT + "<p>This article is for subscribers.</p>"))
    assert (found.is_paywalled, found.quality_flags) == (True, ("paywall",))
    assert record(page(TEXT)).is_paywalled is False


def test_how_sure_the_body_is() -> None:
    found = record(page(TEXT))
    assert found.quality_flags == ()
    assert found.body_agreement is not None
    assert found.body_agreement > 0.9


STANDFIRST = "The board of Eastmere wants the halls to stay open until the new roof is in place, and the county pays."


@pytest.mark.parametrize(
    ("body_of_page", "subtitle"),
    [
        pytest.param(f"<p>{STANDFIRST}</p><div>{TEXT}</div>", None, id="a paragraph that the text has, too"),
        pytest.param(f"<div><p>{STANDFIRST}</p>{TEXT}</div>", None, id="the first paragraph of the text"),
        pytest.param(f"<div>{TEXT}<h3 class='subhead'>What the traders say of it</h3>{TEXT}</div>", None, id="inside"),
        pytest.param(f"<h2>{STANDFIRST}</h2><div>{TEXT}</div>", STANDFIRST, id="a heading"),
    ],
)
def test_the_standfirst_is_what_the_description_repeats(body_of_page: str, subtitle: str | None) -> None:
    found = record(page(body_of_page, meta(description=STANDFIRST))).subtitle
    assert (found.text if found else None) == subtitle


def test_a_paragraph_outside_of_the_text_is_the_standfirst() -> None:
    head = f"<head><title>Towns</title><meta name='description' content='{STANDFIRST}'></head>"
    top = f"<header><h1>Eastmere keeps its fish market</h1><p>{STANDFIRST}</p></header>"
    text = "".join(f"<p>{SECOND.replace('two', str(number))}</p>" for number in range(60))
    data = f"<html>{head}<body>{top}<article>{text}</article></body></html>".encode()
    found = record(data)
    assert found.subtitle is not None
    assert found.subtitle.text == STANDFIRST
    assert STANDFIRST not in paragraphs(data)


def test_a_description_cut_at_its_end_is_repeated_too() -> None:
    found = record(page(f"<h2>{STANDFIRST}</h2><div>{TEXT}</div>", meta(description=STANDFIRST[:70]))).subtitle
    assert found is not None
    assert found.text == STANDFIRST


def test_a_sentence_is_no_alternative_headline() -> None:
    found = record(page(f"<h2>{STANDFIRST}</h2>{TEXT}", news(alternativeHeadline=STANDFIRST)))
    assert [seen.value for seen in found.candidates if seen.rule == "alternative"] == []
    assert found.subtitle is not None
    assert found.subtitle.text == STANDFIRST


def test_the_only_title_loses_the_word_behind_its_mark() -> None:
    source = f"<html><head><title>Harbour lights - almanac</title></head><body><div>{TEXT}</div></body></html>"
    found = record(source.encode()).title
    assert found is not None
    assert found.text == "Harbour lights"


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


def path_of(*names: str) -> str:
    steps = [{"@type": "ListItem", "position": at, "item": {"name": name}} for at, name in enumerate(names, 1)]
    return linked_data({"@type": "BreadcrumbList", "itemListElement": steps})


def address(path: str) -> str:
    return f'<link rel="canonical" href="https://eastmere.example/{path}">'


@pytest.mark.parametrize(
    ("head", "section"),
    [
        pytest.param(news(articleSection="Harbour"), "Harbour", id="stated in JSON-LD"),
        pytest.param(meta(article__section="Harbour"), "Harbour", id="in a meta tag"),
        pytest.param(path_of("Eastmere Post", "Towns", "Harbour"), "Harbour", id="the innermost step of the path"),
        pytest.param(
            path_of("Start", "Hafen", "Eastmere keeps its fish market"), "Hafen", id="a step before the article's own"
        ),
        pytest.param(path_of("Start", "Eastmere keeps its fish market"), None, id="a path without a section"),
        pytest.param(path_of("Harbour"), "Harbour", id="a path of one step"),
        pytest.param(address("wirtschaft/2024/markt-123"), "wirtschaft", id="a section in the address"),
        pytest.param(address("2024/05/03/real-estate/market"), "real estate", id="behind the day in the address"),
        pytest.param(address("keeps-its-market/123"), None, id="no section in the address"),
        pytest.param(
            meta(article__section="News") + path_of("Start", "Harbour"), "Harbour", id="more than all that there is"
        ),
        pytest.param(meta(article__section="News"), "News", id="all that there is"),
        pytest.param(meta(article__section="post"), None, id="a kind of page"),
        pytest.param(meta(article__section="Harbour, fish, halls, roofs"), "Harbour", id="the first of many tags"),
    ],
)
def test_the_section(head: str, section: str | None) -> None:
    assert record(page(head=head)).section == section


def test_links_to_a_category_and_to_tags() -> None:
    tags = "".join(f"<a rel='tag' href='/{name}'>{name}</a> " for name in ("Fish", "Roofs"))
    found = record(page(f"{TEXT}<p><a rel='category tag' href='/h'>Harbour</a> {tags}</p>"))
    assert (found.section, found.keywords) == ("Harbour", ("Fish", "Roofs"))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param("fish, halls", ("fish", "halls"), id="subjects"),
        pytest.param(
            "fish, 100312362, @post-id:12, /article, WC: 1000-1999", ("fish",), id="without those of machines"
        ),
        pytest.param("fish, stats-reach-team-all", ("fish",), id="without names of lists"),
        pytest.param("Eastmere Post, Front Page, fish", ("fish",), id="without the outlet and the kind of page"),
        pytest.param("covid-19, vice-president", ("covid-19", "vice-president"), id="hyphens"),
    ],
)
def test_keywords_are_subjects(stated: str, expected: tuple[str, ...]) -> None:
    head = meta(og__site_name="Eastmere Post") + f"<meta name='keywords' content='{stated}'>"
    assert record(page(head=head)).keywords == expected


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


def test_words_behind_a_dash_that_a_heading_has_too_are_of_the_title() -> None:
    title = "Flour is dear – again"
    record = of_flour(f"<article><h1>{title}</h1>{FLOUR}</article>", title)
    assert (record.title.text if record.title else None) == title


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
