"""Files that are read with others: later pages of a story, objects and tables with what they tell of files."""

from functools import partial
from pathlib import Path

import pytest

from broadsheet.flows.bucket import raw_files
from broadsheet.flows.raw.companions import arranged
from broadsheet.transforms.articles.articles import Article, each_of

HOME = "https://orlovapost.example/news"
TITLE = "The harbour that would not close"


def page(at: int, *, address: str = "", head: str = "", title: str = TITLE) -> str:
    """A page whose text no other has, but for a line that the outlet puts on every page."""
    text = "".join(
        f"<p>Speaker {at}{line} told the harbour board of Orlova to keep dock {at}{line}.</p>" for line in "abcd"
    )
    link = f'<link rel="canonical" href="{address}">' if address else ""
    return (
        f"<!doctype html><html><head><title>{title} | Orlova Post</title>{link}{head}</head><body><article>"
        f"<h1>{title}</h1><p class='byline'>By Ana Reyes</p>{text}"
        "<p>Nothing on this page may be used without a word from the Orlova Post.</p></article></body></html>"
    )


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def articles_in(folder: Path) -> tuple[list[Article], list[str]]:
    """The articles of a folder, and the files that are read with others."""
    listing = arranged(raw_files.scan(folder), partial(raw_files.read, folder))
    files = [raw_files.raw_file(folder, file) for file in listing.found if file.joined_to is None]
    articles = [article for article in each_of(files) if isinstance(article, Article)]
    return articles, [file.raw_path for file in listing.found if file.joined_to is not None]


def speakers(article: Article) -> list[str]:
    """Whose words a text holds, in order: "1a" and so on."""
    return [word for word in article.text.split() if len(word) == 2 and word[0].isdigit()]


def neighbours(at: int, form: str, last: int = 3) -> str:
    before = f'<link rel="prev" href="{form.format(at - 1)}">' if at > 1 else ""
    return before + (f'<link rel="next" href="{form.format(at + 1)}">' if at < last else "")


FORMS = [
    pytest.param(HOME + "/harbour?page={}", id="a parameter"),
    pytest.param(HOME + "/harbour?id=7&seite={}", id="a parameter behind another one, German"),
    pytest.param(HOME + "/harbour/page/{}/", id="a part of the path"),
    pytest.param(HOME + "/harbour/seite-{}", id="a part of the path, German"),
    pytest.param(HOME + "/harbour-page-{}.html", id="the end of a name"),
    pytest.param(HOME + "/harbour_p{}.html", id="the end of a name, short"),
]


@pytest.mark.parametrize("form", FORMS)
def test_pages_are_one_article_in_the_order_of_their_numbers(form: str, tmp_path: Path) -> None:
    write(tmp_path, {f"{name}.html": page(at, address=form.format(at)) for at, name in ((1, "c"), (2, "a"), (3, "b"))})
    (article,), joined = articles_in(tmp_path)
    assert speakers(article) == [f"{at}{line}" for at in (1, 2, 3) for line in "abcd"]
    assert article.text.count("Nothing on this page") == 1
    assert [file.raw_path for file in article.files] == ["c.html", "a.html", "b.html"]
    assert joined == ["a.html", "b.html"]


@pytest.mark.parametrize(
    "form", [HOME + "/harbour/{}", HOME + "/harbour?p={}", HOME + "/harbour-{}.html"], ids=["path", "p", "name"]
)
def test_a_bare_number_is_that_of_a_page_where_links_lead_from_page_to_page(form: str, tmp_path: Path) -> None:
    first = form.format(1)
    write(tmp_path, {f"{at}.html": page(at, address=form.format(at), head=neighbours(at, form)) for at in (1, 2, 3)})
    (article,), _ = articles_in(tmp_path)
    assert len(article.files) == 3
    assert article.record.canonical_url == first


def test_a_bare_number_is_that_of_an_article_where_no_link_says_more(tmp_path: Path) -> None:
    write(tmp_path, {f"{at}.html": page(at, address=f"{HOME}/story/{at}") for at in (1, 2, 3)})
    articles, joined = articles_in(tmp_path)
    assert (len(articles), joined) == (3, [])


def test_pages_that_all_declare_the_first_one_are_told_by_their_links_or_the_names_of_their_files(
    tmp_path: Path,
) -> None:
    form = HOME + "/harbour?page={}"
    write(
        tmp_path, {f"l/{at}x.html": page(at, address=f"{HOME}/harbour", head=neighbours(at, form)) for at in (1, 2, 3)}
    )
    write(tmp_path, {f"n/story-{at}.html": page(at, address=f"{HOME}/harbour") for at in (1, 2)})
    articles, _ = articles_in(tmp_path)
    assert [[file.raw_path for file in article.files] for article in articles] == [
        ["l/1x.html", "l/2x.html", "l/3x.html"],
        ["n/story-1.html", "n/story-2.html"],
    ]


def test_the_title_may_tell_the_number_of_the_page(tmp_path: Path) -> None:
    titles = {1: TITLE, 2: f"{TITLE} (Page 2 of 2)"}
    write(tmp_path, {f"x{at}y.html": page(at, address=f"{HOME}/harbour", title=title) for at, title in titles.items()})
    (article,), _ = articles_in(tmp_path)
    assert (article.title, len(article.files)) == (TITLE, 2)


def test_versions_of_one_page_are_no_pages_of_a_story(tmp_path: Path) -> None:
    write(tmp_path, {f"story-{at}.html": page(1, address=f"{HOME}/harbour") for at in (1, 2)})
    articles, _ = articles_in(tmp_path)
    assert [article.raw_path for article in articles] == ["story-1.html", "story-2.html"]
    assert [article.files for article in articles] == [(), ()]


def test_pages_under_other_headlines_or_in_other_folders_are_other_articles(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"1.html": page(1, address=f"{HOME}/harbour?page=1"), "x/2.html": page(2, address=f"{HOME}/harbour?page=2")},
    )
    write(tmp_path, {"3.html": page(3, address=f"{HOME}/harbour?page=3", title="Another harbour closes")})
    articles, joined = articles_in(tmp_path)
    assert (len(articles), joined) == (3, [])


@pytest.mark.parametrize("kind", ["amp", "m", "print"])
def test_twins_of_a_page_are_joined_by_a_declared_canonical_address_only(kind: str, tmp_path: Path) -> None:
    own = {
        "amp": f"{HOME}/harbour/amp/",
        "m": "https://m.orlovapost.example/news/harbour",
        "print": f"{HOME}/print/harbour",
    }
    saved = f"<!-- saved from url=(0042){own[kind]} -->"
    bare = page(1).replace("<html>", f"<html>{saved}")
    write(tmp_path, {"page.html": page(1, address=f"{HOME}/harbour"), "twin.html": bare})
    keys = {article.article_key for article in articles_in(tmp_path)[0]}
    assert len(keys) == 2
    declared = page(1, address=f"{HOME}/harbour").replace("<html>", f"<html>{saved}")
    write(tmp_path, {"twin.html": declared})
    keys = {article.article_key for article in articles_in(tmp_path)[0]}
    assert keys == {"orlovapost.example/news/harbour"}


TEXTS: dict[str, str | bytes] = {
    f"texts/{name}.txt": f"The council of Sund voted on Monday to keep the {name} open for another year. " * 4
    for name in ("ferry", "bridge", "market")
}
ROWS = [
    ("ferry", "Ferry stays open", "2021-03-05", "Sund Herald", "Ana Reyes"),
    ("bridge", "Bridge stays open", "2021-03-06", "Orlova Post", "Bo Lind"),
    ("market", "Market stays open", "2021-03-07", "Sund Herald", "Ana Reyes"),
]
TABLES = [
    pytest.param("texts/metadata.csv", "filename,title,date,newspaper,author", ",", "{}.txt", id="beside, by name"),
    pytest.param("meta.csv", "path,headline,published,outlet,byline", ",", "texts/{}.txt", id="above, by path"),
    pytest.param(
        "meta.csv", "path,headline,published,outlet,byline", ",", "./texts\\{}.txt", id="by a path of Windows"
    ),
    pytest.param("texts/liste.csv", "Datei;Titel;Datum;Zeitung;Autor", ";", "{}.txt", id="German, semicolons"),
    pytest.param(
        "texts/docvars.tsv", "doc_id\ttitulo\tfecha\tperiódico\tautor", "\t", "{}", id="Spanish, tabs, no extension"
    ),
]


@pytest.mark.parametrize(("name", "head", "sign", "form"), TABLES)
def test_a_table_tells_of_the_files_that_it_names(name: str, head: str, sign: str, form: str, tmp_path: Path) -> None:
    rows = [sign.join((form.format(stem), *cells)) for stem, *cells in ROWS]
    write(tmp_path, {**TEXTS, name: "\n".join([head, *rows]) + "\n"})
    articles, joined = articles_in(tmp_path)
    facts = {
        article.raw_path: (
            article.title,
            str(article.published_day),
            article.record.publisher_name,
            [author.name for author in article.record.authors],
        )
        for article in articles
    }
    assert facts == {f"texts/{stem}.txt": (title, day, paper, [author]) for stem, title, day, paper, author in ROWS}
    assert joined == [name]


def test_a_table_of_articles_is_no_table_of_files(tmp_path: Path) -> None:
    text = "The council of Sund voted on Monday to keep the ferry open for another year, it said. " * 4
    write(
        tmp_path,
        {
            "a.txt": str(TEXTS["texts/ferry.txt"]),
            "all.csv": f'id,title,text\na,Ferry stays,"{text}"\nb,Market stays,"{text}"\n',
        },
    )
    articles, joined = articles_in(tmp_path)
    assert ([article.raw_path for article in articles], joined) == (["a.txt", "all.csv#1", "all.csv#2"], [])


@pytest.mark.parametrize("name", ["p1.json", "p1.html.json", "p1.meta.json", "p1_metadata.json"])
def test_an_object_beside_a_file_tells_of_it(name: str, tmp_path: Path) -> None:
    metadata = '{"url": "https://orlovapost.example/news/harbour-1", "date": "2021-03-05", "fetched": 1614938400}'
    write(tmp_path, {"p1.html": page(1), name: metadata})
    (article,), joined = articles_in(tmp_path)
    assert article.record.canonical_url == "https://orlovapost.example/news/harbour-1"
    assert (str(article.published_day), joined) == ("2021-03-05", [name])


def test_an_object_with_a_text_is_an_article_of_its_own(tmp_path: Path) -> None:
    text = "The harbour board of Orlova heard forty speakers on Monday and kept every dock. " * 9
    write(
        tmp_path, {"p1.html": page(1), "p1.json": f'{{"title": "{TITLE}", "url": "{HOME}/harbour", "text": "{text}"}}'}
    )
    articles, joined = articles_in(tmp_path)
    assert ([article.raw_path for article in articles], joined) == (["p1.html", "p1.json"], [])


def test_rows_about_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    rows = "file,title,date\na.txt,First,2023-03-14\nb.txt,Second,2023-03-15\nlost.txt,Third,2023-03-16\n"
    text = "The harbour board of Orlova voted on Monday to keep the dock open.\n"
    write(tmp_path, {"metadata.csv": rows, "a.txt": text, "b.txt": text.replace("dock", "pier")})
    listing = arranged(raw_files.scan(tmp_path), partial(raw_files.read, tmp_path))
    (absent,) = listing.absent
    assert (absent.raw_path, absent.code) == ("metadata.csv", "missing_file")
    assert absent.message == "1 rows tell of files that are not there: lost.txt"


def test_a_later_page_that_a_table_tells_of_is_there(tmp_path: Path) -> None:
    pages = {f"{at}.html": page(at, address=f"{HOME}/harbour?page={at}") for at in (1, 2)}
    write(tmp_path, {**pages, "metadata.csv": "file,section\n1.html,Port\n2.html,Port\n"})
    listing = arranged(raw_files.scan(tmp_path), partial(raw_files.read, tmp_path))
    assert listing.absent == ()
