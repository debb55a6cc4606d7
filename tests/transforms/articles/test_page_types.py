"""What kind of page an article stands on, and what is no article at all."""

import pytest

from broadsheet.transforms.articles.articles import RawFile, articles_of
from broadsheet.transforms.articles.page_types import MAX_BLOCKS, judged, page_kind
from broadsheet.transforms.records.passage import verbatim
from broadsheet.transforms.records.record import Block, Record, Reject

PROSE = [
    "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down.",
    "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost.",
    "The work will take until autumn, according to figures that the town office released beside a short report.",
] * 4
FIGURE = "<figure><img src='/{0}.jpg'><figcaption>Boat {0} in the bay.</figcaption></figure>"
SPEAKERS = ("MAYOR TOLSEN", "REPORTER") * 6
URL = "https://orla.example/2023/03/ferry-line-is-back"


def page(title: str, *paragraphs: str, url: str = URL, head: str = "") -> bytes:
    inner = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<html lang='en'><head><title>{title}</title><link rel='canonical' href='{url}'>{head}</head>"
        f"<body><article><h1>{title}</h1>{inner}</article></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(page("Ferry line is back", *PROSE), "article", id="an article"),
        pytest.param(
            page("Page not found: the town that lost its map", *PROSE), "article", id="an article about errors"
        ),
        pytest.param(
            page("Harbour vote", *(f"10:{at}5 {text}" for at, text in enumerate(PROSE[:5]))), "live_blog", id="times"
        ),
        pytest.param(
            page("Vote", *PROSE, url="https://orla.example/live/2023/vote-in-town"), "live_blog", id="its address"
        ),
        pytest.param(
            page("Boats", PROSE[0], *(FIGURE.format(at) for at in range(8))),
            "gallery",
            id="pictures and little text",
        ),
        pytest.param(page("Boats", PROSE[0], url="https://orla.example/video/boats-are-back"), "video", id="a film"),
        pytest.param(
            page("Talk of the mayor", *(f"{name}: {text}" for name, text in zip(SPEAKERS, PROSE, strict=True))),
            "transcript",
            id="who says what",
        ),
        pytest.param(page("About us", PROSE[0], url="https://orla.example/about"), "reference", id="about the outlet"),
        pytest.param(page("News", *(f"{text[:80]}..." for text in PROSE)), "index", id="teasers"),
        pytest.param(page("Old song", *(f"and row and row {at}" for at in range(16))), "other", id="lines of a song"),
    ],
)
def test_the_kind_of_a_page(data: bytes, expected: str) -> None:
    (article,), refused = articles_of([RawFile("a.html", data)])
    kind = page_kind(article.record)
    assert (kind.type, refused) == (expected, [])
    assert bool(kind.reasons) == (expected != "article")
    seen = [one.rule for one in article.record.candidates if one.field == "page_type"]
    assert tuple(seen) == kind.reasons


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(page("404 Not Found", "The page you requested could not be found on this server."), id="English"),
        pytest.param(page("Seite nicht gefunden", "Die Seite, die Sie suchen, gibt es nicht mehr."), id="German"),
        pytest.param(page("Page introuvable", "La page que vous cherchez n'existe plus sur ce site."), id="French"),
        pytest.param(
            page("Just a moment...", "Checking your browser before you go on to orla.example."), id="a riddle"
        ),
        pytest.param(
            page("Orla Herald", "Please verify you are human. Press & hold the button."), id="a button to hold"
        ),
        pytest.param(page("Before you continue", "We and our partners store cookies on your device."), id="consent"),
        pytest.param(page("Access denied", "You have no permission to see this page on the server."), id="forbidden"),
    ],
)
def test_what_stands_in_the_place_of_an_article_is_refused(data: bytes) -> None:
    articles, refused = articles_of([RawFile("a.html", data)])
    assert articles == []
    assert [one.reject.code for one in refused] == ["no_article"]
    assert "a page of error" in refused[0].reject.message


@pytest.mark.parametrize(
    ("n_blocks", "codes"),
    [
        pytest.param(MAX_BLOCKS, [], id="as many paragraphs as an article may have"),
        pytest.param(MAX_BLOCKS + 1, ["too_large"], id="one more"),
    ],
)
def test_an_article_has_only_so_many_paragraphs(n_blocks: int, codes: list[str]) -> None:
    record = Record(raw_format="markdown", blocks=(Block("paragraph", verbatim("Yes.", 0, 4)),) * n_blocks)
    verdict = judged(record)
    assert ([verdict.code] if isinstance(verdict, Reject) else []) == codes


def teasers(title: str) -> bytes:
    """A page of headlines that lead elsewhere, each above the beginning of its text."""
    items = "".join(
        f"<li><h3><a href='/a{at}'>Boat {at} is back at last</a></h3><p>{text}</p></li>"
        for at, text in enumerate(PROSE[:6])
    )
    inner = f"<h1>{title}</h1><ul>{items}</ul>"
    return f"<html lang='en'><head><title>{title}</title></head><body>{inner}</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(teasers("Search results for “ferry”"), "index", id="results of a search"),
        pytest.param(teasers("Suchergebnisse für Fähre"), "index", id="results of a search, German"),
        pytest.param(teasers("Boats of the bay"), "index", id="headlines that lead elsewhere"),
        pytest.param(
            page("Business", *PROSE[:4], url="https://orla.example/"), "index", id="a section, of nobody and no day"
        ),
        pytest.param(
            page("Business", *PROSE, head="<meta property='article:published_time' content='2023-03-14T10:00:00Z'>"),
            "article",
            id="an article with a short headline and a day",
        ),
        pytest.param(page("Results for the mill are in", *PROSE), "article", id="an article about results"),
    ],
)
def test_lists_of_articles(data: bytes, expected: str) -> None:
    (article,), refused = articles_of([RawFile("a.html", data)])
    assert not refused
    assert page_kind(article.record).type == expected


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        pytest.param(
            "orla.example", ["orla.example needs to review the security of your connection first."], id="a check"
        ),
        pytest.param(
            "Access to this page has been denied", ["Press and hold to confirm you are a human."], id="a riddle"
        ),
        pytest.param(
            "Weiter mit Werbung lesen",
            ["Stimmen Sie der Nutzung aller Cookies zu, und lesen Sie die Zeitung mit Werbung und Tracking."],
            id="a wall of consent, German",
        ),
        pytest.param(
            "Your choice",
            ["We store and access information on a device and process personal data, if you accept all cookies."],
            id="a wall of consent",
        ),
    ],
)
def test_pages_in_the_place_of_an_article_are_rejects(title: str, paragraphs: list[str]) -> None:
    articles, refused = articles_of([RawFile("a.html", page(title, *paragraphs))])
    assert not articles
    assert [refusal.reject.code for refusal in refused] == ["no_article"]


def test_subtitles_of_a_film_are_no_live_blog() -> None:
    cues = "\n\n".join(f"{at + 1}\n00:00:0{at},000 --> 00:00:0{at + 1},000\nThe ferry has come back" for at in range(8))
    (article,), _ = articles_of([RawFile("a.srt", cues.encode())])
    assert page_kind(article.record).type == "other"
