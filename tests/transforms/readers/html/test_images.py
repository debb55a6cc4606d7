"""What of a web page is a caption of its pictures, and what only looks like one."""

import pytest

from broadsheet.transforms.readers.html.page_reader import read
from broadsheet.transforms.records.record import Image
from tests.transforms.readers.html.pages import FIRST, TEXT, THIRD, news, page, record

IMG = "<img src='https://a.example/a.jpg'>"
HALLS = "Halls by the quay."
SHOWN = "Foto de familia de la segunda reunión de la junta del puerto"


def captions(data: bytes) -> list[str]:
    return [block.passage.text for block in record(data).blocks if block.kind == "caption"]


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("<form><label class='caption'>Forgot your password?</label></form>", id="form"),
        pytest.param(
            f"<footer><div>{IMG}<p class='caption'>We print what others leave out.</p></div></footer>", id="footer"
        ),
        pytest.param(
            f"<div>{IMG}<b>Coolant</b><div>Every two years</div><div>It keeps the engine cool.</div></div>",
            id="a box of the article with a picture in it",
        ),
        pytest.param(
            f"<div class='author-box'><div>{IMG}<p>Lena Brandt</p></div></div>", id="the name below a writer's portrait"
        ),
        pytest.param(
            "<figure><blockquote>We stay.</blockquote><figcaption>Ivo Fisk, trader</figcaption></figure>",
            id="who said what is quoted",
        ),
        pytest.param("<div class='menu-caption'>Contact us</div>", id="no picture near"),
        pytest.param(
            f"<a href='/b'><div>{IMG}<div class='image-info'>Fog closes the port</div></div></a>", id="teaser"
        ),
        pytest.param(f"<aside><div>{IMG}<div class='x'>Fog closes the port</div></div></aside>", id="beside the text"),
        pytest.param(f"<div>{IMG}<div class='image-info'>01:43 min</div></div>", id="length of a film"),
        pytest.param(f"<div>{IMG}<div class='image-info'>38 Bilder</div></div>", id="number of pictures"),
        pytest.param(f"<figure>{IMG}<figcaption>01:48 min Fog closes the port</figcaption></figure>", id="a film"),
        pytest.param(f"<figure>{IMG}<figcaption>Audio 03:07 Min. | Fog</figcaption></figure>", id="a recording"),
        pytest.param(f"<figure>{IMG}<figcaption>Redakteur</figcaption></figure>", id="a job alone"),
        pytest.param(f"<figure>{IMG}<figcaption>The Oster Weekly</figcaption></figure>", id="an outlet alone"),
        pytest.param(f"<figure>{IMG}<figcaption>Herausgegeben von Lena Brandt</figcaption></figure>", id="an editor"),
        pytest.param(f"<figure>{IMG}<figcaption>Player wird geladen</figcaption></figure>", id="a player"),
        pytest.param(
            f"<figure>{IMG}<figcaption>Mit der Anmeldung zum Newsletter stimme ich zu.</figcaption></figure>",
            id="a consent",
        ),
        pytest.param(f'<div>{IMG}<div class=\'x\'>{{"@type":"ImageObject"}}</div></div>', id="data"),
        pytest.param(
            f"<figure>{IMG}<figcaption>Von Lena Brandt 4.3.2031, 09:05 Uhr</figcaption></figure>", id="byline"
        ),
        pytest.param(
            f"<div>{IMG}<p class='text-caption'>4.3.2031, 11:26 Uhr • Lesezeit: 5 Minuten</p></div>", id="date"
        ),
        pytest.param(
            f"<aside><a href='/b'><figure>{IMG}<figcaption>Fog closes the port</figcaption></figure></a></aside>",
            id="linked figure beside the text",
        ),
        pytest.param(
            f"<aside><figure>{IMG}<figcaption><a href='/b'>Fog closes the port</a></figcaption></figure></aside>",
            id="link in a figure beside the text",
        ),
        pytest.param(f"<figure>{IMG}<figcaption>Eastmere keeps its fish market</figcaption></figure>", id="a headline"),
        pytest.param(
            f"<figure>{IMG}<figcaption>https://a.example/2031/fog</figcaption></figure>", id="an address alone"
        ),
        pytest.param(
            f"<ul><li><a href='/b'><figure>{IMG}<figcaption>Fog closes the port</figcaption></figure></a></li>"
            f"<li><a href='/c'><figure>{IMG}<figcaption>Rain floods it, 2 h ago</figcaption></figure></a></li></ul>",
            id="a row of linked figures",
        ),
        pytest.param(
            f"<ul><li><figure>{IMG}<figcaption><a href='/b'>Fog closes the port</a></figcaption></figure></li>"
            f"<li><figure>{IMG}<figcaption><a href='/c'>Rain floods the quay</a></figcaption></figure></li></ul>",
            id="a row of figures whose captions are links",
        ),
        pytest.param("<aside><img src='/b.jpg' data-caption='Fog closes the port'></aside>", id="attribute beside it"),
        pytest.param("<nav><figure><img src='/m.jpg'><figcaption>All sections</figcaption></figure></nav>", id="menu"),
    ],
)
def test_what_is_no_caption(extra: str) -> None:
    figure = f"<figure><img src='/q.jpg'><figcaption>{HALLS}</figcaption></figure>"
    assert captions(page(figure + extra + TEXT)) == [HALLS]


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(f"<aside>{IMG}<p class='caption'>{{}}</p></aside>", id="marked in an aside of the article"),
        pytest.param(
            f"<a href='/large.jpg'><figure>{IMG}<figcaption>{{}}</figcaption></figure></a>", id="linked figure"
        ),
        pytest.param(f"<figure>{IMG}<figcaption><p>{{}}</p></figcaption></figure>", id="paragraph in it"),
    ],
)
@pytest.mark.parametrize(
    "text", [HALLS, "Former harbour master Anna Holt", "By the quay: the third hall in 1961", SHOWN]
)
def test_what_is_a_caption(figure: str, text: str) -> None:
    assert captions(page(figure.format(text) + TEXT)) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("/large-1.jpg", "/large-2.jpg", id="larger"),
        pytest.param("/gallery/2", "/gallery/3", id="in a gallery"),
        pytest.param("#1", "#2", id="on the same page"),
    ],
)
def test_figures_that_lead_to_pictures_keep_their_captions(first: str, second: str) -> None:
    words = ("The quay at noon.", "The quay at night.")
    figures = (
        f"<a href='{target}'><figure>{IMG}<figcaption>{text}</figcaption></figure></a>"
        for target, text in zip((first, second), words, strict=True)
    )
    assert captions(page(TEXT + "".join(figures))) == list(words)


@pytest.mark.parametrize(
    "words",
    [
        f"{HALLS}<span>Photo: Ivo Fisk/AFP</span>",
        f"<span>{HALLS}</span><cite>Photo: Ivo Fisk/AFP</cite>",
        f"<span>{HALLS}</span><small>(Photo: Ivo Fisk/AFP)</small>",
    ],
)
def test_a_credit_in_an_element_of_its_own_needs_no_space(words: str) -> None:
    found = record(page(f"<figure>{IMG}<figcaption>{words}</figcaption></figure>{TEXT}"))
    (image,) = found.images
    assert found.blocks[0].passage.text == HALLS
    assert (image.photographer, image.credit_agency) == ("Ivo Fisk", "AFP")


def test_letters_in_elements_stay_in_their_word() -> None:
    words = "<span class='drop'>T</span>he quay in <b>East</b>mere"
    assert captions(page(f"<figure>{IMG}<figcaption>{words}</figcaption></figure>{TEXT}")) == ["The quay in Eastmere"]


def test_a_picture_told_twice_is_one_with_its_credit() -> None:
    once = f"<figure>{IMG}<figcaption>{HALLS}</figcaption></figure>"
    again = f"<figure><img src='/gallery.jpg'><figcaption>{HALLS} Photo: Ivo Fisk/AFP</figcaption></figure>"
    found = record(page(once + TEXT + again, news(image={"caption": HALLS})))
    assert found.images == (Image("https://a.example/a.jpg", 0, "Ivo Fisk/AFP", "Ivo Fisk", "AFP", False),)
    assert [block.passage.text for block in found.blocks].count(HALLS) == 1
    assert all("Ivo Fisk" not in block.passage.text for block in found.blocks)


@pytest.mark.parametrize(
    ("menu", "is_read"),
    [
        pytest.param("<nav><a href='/author/ana-reyd'>Ana Reyd</a></nav>", False, id="menu"),
        pytest.param(
            "<nav class='m'><nav><a>Ana Reyd</a></nav><a href='/author/ana-reyd'>Ana Reyd</a></nav>", True, id="nested"
        ),
        pytest.param("<nav><p><a href='/author/ana-reyd'>Ana Reyd</a></p></nav>", True, id="with a paragraph"),
        pytest.param("<nav><a href='/author/ana-reyd'>Ana Reyd</a>", True, id="never closed"),
        pytest.param("<navbar><a href='/author/ana-reyd'>Ana Reyd</a></navbar>", True, id="another element"),
    ],
)
def test_menus_are_not_read(menu: str, is_read: bool) -> None:
    found = read(page(TEXT + menu)).records[0]
    assert [author.name for author in found.authors] == (["Ana Reyd"] if is_read else [])


def test_an_open_menu_takes_no_text_with_it() -> None:
    data = page(f"<nav><a href='/b'>Sport</a><p>{FIRST}</p><nav><a href='/c'>Culture</a></nav><p>{THIRD}</p>")
    text = " ".join(block.passage.text for block in record(data).blocks)
    assert FIRST in text
    assert THIRD in text


def test_an_article_within_a_menu_is_read() -> None:
    data = f"<html><body><h1>Eastmere keeps its fish market</h1><nav>{TEXT}</nav></body></html>".encode()
    text = " ".join(block.passage.text for block in record(data).blocks)
    assert FIRST in text
    assert THIRD in text


def test_a_page_without_a_picture_has_none() -> None:
    head = '<link rel="canonical" href="https://a.example/x/1">'
    assert record(page(head=head)).images == ()


def test_a_page_that_is_one_form_keeps_its_captions() -> None:
    figure = f"<figure>{IMG}<figcaption>{HALLS}</figcaption></figure>"
    data = f"<html><body><form action='/x'><h1>Eastmere keeps its market</h1>{figure}{TEXT}</form></body></html>"
    assert captions(data.encode()) == [HALLS]


def test_a_caption_in_a_figure_without_a_picture_has_no_address() -> None:
    film = f"<figure><video src='/v.mp4'></video><figcaption>{HALLS}</figcaption></figure>"
    found = record(page(f"<p>{FIRST}</p>{IMG}{film}<p>{THIRD}</p>"))
    assert [image.url for image in found.images if image.caption_block == 0] == [None]


@pytest.mark.parametrize(
    ("figure", "url"),
    [
        pytest.param("<img srcset='/s.jpg 1x, /l.jpg 2x'>", "https://a.example/s.jpg", id="set of sizes"),
        pytest.param("<img src='data:image/gif;base64,R0' data-src='/s.jpg'>", "https://a.example/s.jpg", id="lazy"),
    ],
)
def test_where_a_picture_stands(figure: str, url: str) -> None:
    head = '<link rel="canonical" href="https://a.example/x/1">'
    found = record(page(f"<figure>{figure}<figcaption>{HALLS}</figcaption></figure>{TEXT}", head))
    assert [image.url for image in found.images] == [url]


@pytest.mark.parametrize("key", ["url", "contentUrl"])
def test_the_address_of_a_picture_in_json_ld(key: str) -> None:
    found = record(page(head=news(image={"caption": HALLS, key: ["https://a.example/s.jpg"]})))
    assert [(image.url, image.caption_block) for image in found.images] == [("https://a.example/s.jpg", 0)]
