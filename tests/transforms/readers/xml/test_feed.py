"""What is read from feeds."""

import pytest

from broadsheet.transforms.readers.xml.feed import read
from broadsheet.transforms.records.record import Record

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Orlova Post</title><link>https://a.example/</link><language>en-gb</language>
<item><title>Ferries return &amp; boats run</title><link>https://a.example/1</link><dc:creator>Lena Fisk</dc:creator>
<pubDate>Tue, 14 Mar 2023 09:05:00 +0100</pubDate><category>City</category><description>A line&hellip;</description>
<content:encoded><![CDATA[<p>The council voted.</p><figure><img src="/1.jpg"><figcaption>The ferry.</figcaption>
</figure>
<p>Two <a href="/boats">boats</a>.</p>]]></content:encoded></item>
<item><title>Bridge closed</title><guid>https://a.example/2</guid><author>x@a.example (Ivo Brandt)</author>
<description>&lt;b&gt;The bridge&lt;/b&gt; is shut.</description>
<media:content url="https://a.example/2.jpg" type="image/jpeg"><media:description>A bridge.</media:description>
</media:content>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Orlova Post</title>
<entry><title type="html">Ferries &amp;amp; boats</title><link rel="self" href="https://a.example/x"/>
<link rel="alternate" href="https://a.example/1"/><author><name>Lena Fisk</name></author>
<published>2023-03-14T09:05:00+01:00</published><updated>2023-03-14T10:15:00+01:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The council voted.</p><p>Two boats.</p></div>
</content></entry>
<entry><title>Bridge closed</title><updated>2023-03-15T10:15:00Z</updated>
<content type="text">The bridge is shut.</content></entry>
</feed>"""
WXR = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orlova Post</title>
<wp:author><wp:author_login>lfisk</wp:author_login><wp:author_display_name>Lena Fisk</wp:author_display_name>
</wp:author>
<item><title>Ferries return</title><dc:creator>lfisk</dc:creator><content:encoded><![CDATA[The council voted.

Two boats.]]></content:encoded><wp:post_date_gmt>2023-03-14 09:05:00</wp:post_date_gmt><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status><category domain="category">City</category><category domain="post_tag">ferry</category>
</item>
<item><title>1.jpg</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>
<item><title>Not yet</title><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item></channel></rss>"""


def records(text: str) -> list[Record]:
    reading = read(text.encode())
    assert not reading.rejects
    return list(reading.records)


def body(record: Record) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in record.blocks]


def titles(made: list[Record]) -> list[str]:
    return [record.title.text if record.title else "" for record in made]


def test_the_items_of_rss() -> None:
    made = records(RSS)
    assert titles(made) == ["Ferries return & boats run", "Bridge closed"]
    assert [[author.name for author in record.authors] for record in made] == [["Lena Fisk"], ["Ivo Brandt"]]
    assert [(record.member, record.url, record.language) for record in made] == [
        ("1", "https://a.example/1", "en"),
        ("2", "https://a.example/2", "en"),
    ]
    assert (made[0].publisher_name, made[0].keywords, made[0].raw_format) == ("Orlova Post", ("City",), "rss")


def test_a_whole_text_is_preferred_to_its_summary() -> None:
    first, second = records(RSS)
    assert body(first) == [("caption", "The ferry."), ("paragraph", "The council voted."), ("paragraph", "Two boats.")]
    assert body(second) == [("caption", "A bridge."), ("paragraph", "The bridge is shut.")]
    assert (first.quality_flags, second.quality_flags) == ((), ("summary_only", "date_missing"))


def test_addresses_in_the_text_are_whole() -> None:
    first = records(RSS)[0]
    assert [link.url for block in first.blocks for link in block.links] == ["https://a.example/boats"]
    assert [image.url for image in first.images] == ["https://a.example/1.jpg"]


def test_the_entries_of_atom() -> None:
    made = records(ATOM)
    assert titles(made) == ["Ferries & boats", "Bridge closed"]
    assert [body(record) for record in made] == [
        [("paragraph", "The council voted."), ("paragraph", "Two boats.")],
        [("paragraph", "The bridge is shut.")],
    ]
    assert made[0].url == "https://a.example/1"
    assert made[0].modified is not None
    assert str(made[0].modified.time) == "2023-03-14 10:15:00"
    assert made[1].published is not None
    assert str(made[1].published.day) == "2023-03-15"


def test_posts_of_wordpress_without_drafts_and_attachments() -> None:
    (record,) = records(WXR)
    assert (record.raw_format, record.section, record.keywords) == ("wxr", "City", ("ferry",))
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert body(record) == [("paragraph", "The council voted."), ("paragraph", "Two boats.")]
    assert record.published is not None
    assert record.published.utc_offset_min == 0


def test_a_feed_that_is_cut_off_gives_its_whole_items() -> None:
    made = records(RSS[: RSS.index("<guid>")])
    assert titles(made) == ["Ferries return & boats run", "Bridge closed"]
    assert all("xml_repaired" in record.quality_flags for record in made)


def test_a_feed_without_items_is_no_article() -> None:
    assert [reject.code for reject in read(b"<rss><channel><title>x</title></channel></rss>").rejects] == ["no_article"]


def test_entities_of_its_own_are_refused() -> None:
    reading = read(b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>" + RSS.partition("?>")[2].encode())
    assert [reject.code for reject in reading.rejects] == ["malformed"]
    assert not reading.records


POST = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel><item><title>Ferries return</title>
<content:encoded><![CDATA[%s]]></content:encoded><excerpt:encoded>A line reopens.</excerpt:encoded>
<wp:post_type>%s</wp:post_type><wp:status>%s</wp:status></item></channel></rss>"""


@pytest.mark.parametrize(
    ("kind", "status", "codes"),
    [
        pytest.param("news", "publish", None, id="a type of the site's own"),
        pytest.param("revision", "inherit", ["no_article"], id="a revision"),
        pytest.param("nav_menu_item", "publish", ["no_article"], id="an item of a menu"),
    ],
)
def test_types_of_posts(kind: str, status: str, codes: list[str] | None) -> None:
    reading = read((POST % ("One boat.", kind, status)).encode())
    assert len(reading.records) == (codes is None)
    assert [reject.code for reject in reading.rejects] == (codes or [])


@pytest.mark.parametrize("status", ["draft", "private", "future", "pending"])
def test_a_post_that_is_not_published_is_a_reject(status: str) -> None:
    reading = read((POST % ("One boat.", "post", status)).encode())
    assert not reading.records
    assert [(reject.code, reject.message, reject.member, reject.excerpt) for reject in reading.rejects] == [
        ("no_article", f"not published: {status}", "1", "Ferries return")
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            'One.\n\n[caption id="a" align="left"]<img src="https://a.example/1.jpg"> Boats[/caption]\n\nTwo.',
            [("caption", "Boats"), ("paragraph", "One."), ("paragraph", "Two.")],
            id="a caption",
        ),
        pytest.param(
            '[caption id="a" caption="Boats"]<a href="/1"><img src="https://a.example/1.jpg"></a>[/caption]\n\nTwo.',
            [("caption", "Boats"), ("paragraph", "Two.")],
            id="a caption among the attributes",
        ),
        pytest.param('One.\n\n[gallery ids="1,2"]', [("paragraph", "One.")], id="a gallery"),
        pytest.param("One.\n\n[embed]https://a.example/v[/embed]", [("paragraph", "One.")], id="an embed"),
        pytest.param("[box]One boat.[/box]", [("paragraph", "One boat.")], id="a mark around text"),
        pytest.param("One [sic] boat [1].", [("paragraph", "One [sic] boat [1].")], id="brackets of the author's"),
    ],
)
def test_marks_of_wordpress_are_no_text(source: str, expected: list[tuple[str, str]]) -> None:
    (record,) = records(POST % (source, "post", "publish"))
    assert body(record) == expected


def test_the_excerpt_of_a_post_is_its_standfirst() -> None:
    (record,) = records(POST % ("One boat.", "post", "publish"))
    assert record.subtitle is not None
    assert record.subtitle.text == "A line reopens."


def test_an_ampersand_that_begins_no_entity_is_kept() -> None:
    (record,) = records(
        "<rss><channel><item><title>AT&T and R&B in Q&A &amp; more</title>"
        "<description><![CDATA[<p>Boats &amp; bars & piers.</p>]]></description></item></channel></rss>"
    )
    assert titles([record]) == ["AT&T and R&B in Q&A & more"]
    assert body(record) == [("paragraph", "Boats & bars & piers.")]
    assert "xml_repaired" in record.quality_flags


def test_a_picture_that_the_body_has_too_is_given_once() -> None:
    media = (
        '<media:content url="https://a.example/1.jpg" medium="image"><media:description>Other.</media:description>'
        "<media:credit>Ivo Brandt</media:credit></media:content></item>\n<item><title>Bridge"
    )
    record = records(RSS.replace("</item>\n<item><title>Bridge", media))[0]
    assert [(image.url, image.photographer) for image in record.images] == [("https://a.example/1.jpg", "Ivo Brandt")]
    assert body(record)[0] == ("caption", "The ferry.")
    assert [kind for kind, _ in body(record)].count("caption") == 1


@pytest.mark.parametrize("words", ["appeared first on", "first appeared on"])
def test_where_a_post_appeared_first_is_boilerplate(words: str) -> None:
    line = f"The post <a href='/1'>Ferries return</a> {words} <a href='/'>Orlova Post</a>."
    record = records(RSS.replace("boats</a>.</p>", f"boats</a>.</p><p>{line}</p>"))[0]
    assert body(record)[-2:] == [
        ("paragraph", "Two boats."),
        ("boilerplate", f"The post Ferries return {words} Orlova Post."),
    ]


def test_a_body_of_too_many_lines_is_flagged() -> None:
    (record,) = records(POST % ("<p>One boat.</p>" * 5_001, "post", "publish"))
    assert "truncated" in record.quality_flags
