"""That no user name or password of an address is left in a record, and that offsets stay true."""

import json

import pytest

from broadsheet.transforms.articles.articles import Article, RawFile, articles_of
from broadsheet.transforms.articles.redaction import FLAG, redacted, redacted_reject
from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import Reject

SECRET = "s3cr3t-pw"
ADDRESS = f"https://mira:{SECRET}@www.orlovapost.example"
TEXT = f"""# Ferry line to reopen

By Mira Tolsen

March 14, 2023

![A ferry]({ADDRESS}/ferry.jpg)
*A ferry crosses the Orla. (AFP/Pavel Dorn)*

The council of Orlova voted for it, as [the post]({ADDRESS}/a) wrote. Its page is {ADDRESS}/b and [this]({ADDRESS}/c).

Original url:

<{ADDRESS}/2023/03/14/ferry-a1182>
"""
PAGE = (
    f'<html><head><title>Ferry line to reopen</title><link rel="canonical" href="{ADDRESS}/x">'
    f'<meta property="og:image" content="{ADDRESS}/i.jpg"></head><body><article><h1>Ferry line to reopen</h1>'
    + f'<p>The council of Orlova voted for <a href="{ADDRESS}/a">the ferry</a> on Monday, see {ADDRESS}/b.</p>' * 3
    + "</article></body></html>"
)
OBJECT = json.dumps(
    {"title": "Ferry line", "url": f"{ADDRESS}/x", "image": f"{ADDRESS}/i.jpg", "text": f"See {ADDRESS}."}
)
TABLE = f"title,text,url\nFerry line to reopen,The council of Orlova voted for it.,{ADDRESS}/x\n"
FEED = (
    f"<rss><channel><title>Post</title><link>{ADDRESS}</link><item><title>Ferry line</title><link>{ADDRESS}/x</link>"
    f"<guid>{ADDRESS}/x</guid><description>The council of Orlova voted for the ferry.</description></item>"
    "</channel></rss>"
)


def article(data: str) -> Article:
    (only,), refused = articles_of([RawFile("a", data.encode())])
    assert refused == []
    return only


@pytest.mark.parametrize(
    "data", [TEXT, PAGE, OBJECT, TABLE, FEED], ids=["Markdown", "HTML", "JSON", "a table", "a feed"]
)
def test_no_password_is_left_in_an_article(data: str) -> None:
    made = article(data)
    assert SECRET in data
    assert SECRET not in repr(made)
    assert SECRET not in "".join(f"{seen.value}" for seen in made.record.candidates)
    assert "mira:" not in repr(made)
    assert made.record.quality_flags.count(FLAG) == 1


def test_an_address_is_known_without_its_user() -> None:
    made = article(TEXT)
    assert made.record.url == "https://www.orlovapost.example/2023/03/14/ferry-a1182"
    assert made.article_key == article(TEXT.replace(f"mira:{SECRET}@", "")).article_key


def test_links_and_code_points_are_where_they_were() -> None:
    (block,) = (block for block in article(TEXT).record.blocks if block.kind == "paragraph")
    text = block.passage.text
    assert text.endswith("Its page is https://www.orlovapost.example/b and this.")
    assert [(text[link.start : link.end], link.url) for link in block.links if link.anchor != link.url] == [
        ("the post", "https://www.orlovapost.example/a"),
        ("this", "https://www.orlovapost.example/c"),
    ]
    starts, ends = block.passage.origins()
    copied = [TEXT[low:high] for low, high in zip(starts, ends, strict=True)]
    assert "".join(copied) == text


def test_a_record_without_any_is_the_same_object() -> None:
    (record,) = read(TEXT.replace(f"mira:{SECRET}@", "").encode()).records
    assert redacted(record) is record


def test_a_reject_says_none() -> None:
    told = redacted_reject(Reject("malformed", f"no page: {ADDRESS}/x", excerpt=f"<{ADDRESS}>"))
    assert told == Reject(
        "malformed", "no page: https://www.orlovapost.example/x", excerpt="<https://www.orlovapost.example>"
    )
