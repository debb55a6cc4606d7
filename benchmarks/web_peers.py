"""From a folder of web pages to what other readers make of them, as lines of JSON: run by `web_pages.py`.

    python benchmarks/web_peers.py TOOL FOLDER FILE...

Needs the standard library and the tool only, so that any interpreter will do that has it: the tools want versions of
libraries that ours does not. The first line has the CPU-seconds that reading took, the others a row for each file.
"""

import contextlib
import importlib
import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tool = Callable[[bytes], Row]


def _trafilatura() -> Tool:
    extract = importlib.import_module("trafilatura").bare_extraction

    def run(data: bytes) -> Row:
        document = extract(data, with_metadata=True, include_comments=False)
        if document is None:
            return {"error": "nothing found"}
        authors = (document.author or "").split("; ")
        return {
            "title": document.title,
            "authors": authors,
            "published": document.date,
            "body": document.text,
            "url": document.url,
        }

    return run


def _newspaper() -> Tool:
    article_class = importlib.import_module("newspaper").Article

    def run(data: bytes) -> Row:
        # Pictures would be fetched to learn their sizes.
        article = article_class(url="https://page.example/", fetch_images=False)
        article.download(input_html=data.decode("utf-8", "replace"))
        article.parse()
        day = article.publish_date.isoformat() if article.publish_date else None
        return {"title": article.title, "authors": article.authors, "published": day, "body": article.text}

    return run


def _goose() -> Tool:
    goose = importlib.import_module("goose3").Goose({"enable_image_fetching": False})

    def run(data: bytes) -> Row:
        article = goose.extract(raw_html=data.decode("utf-8", "replace"))
        day = article.publish_date
        return {"title": article.title, "authors": article.authors, "published": day, "body": article.cleaned_text}

    return run


def _news_please() -> Tool:
    from_html = importlib.import_module("newsplease").NewsPlease.from_html

    def run(data: bytes) -> Row:
        article = from_html(data.decode("utf-8", "replace"), url=None, fetch_images=False)
        day = article.date_publish.isoformat() if article.date_publish else None
        return {"title": article.title, "authors": article.authors, "published": day, "body": article.maintext}

    return run


def _htmldate() -> Tool:
    find_date = importlib.import_module("htmldate").find_date
    return lambda data: {"published": find_date(data.decode("utf-8", "replace"), original_date=True)}


PEERS: dict[str, Callable[[], Tool]] = {
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper,
    "news-please": _news_please,
    "goose3": _goose,
    "htmldate": _htmldate,
}


def _answer(tool: Tool, data: bytes) -> Row:
    """What a tool makes of a page; its crash is its answer."""
    try:
        return tool(data)
    except Exception as problem:  # noqa: BLE001 - whatever a peer raises
        return {"error": repr(problem)}


def main() -> None:
    name, folder, *files = sys.argv[1:]
    # What the tools print of themselves is not ours to parse.
    with contextlib.redirect_stdout(sys.stderr):
        tool = PEERS[name]()
        pages = [(Path(folder) / file).read_bytes() for file in files]
        _answer(tool, pages[0])
        start = time.process_time()
        rows = [_answer(tool, page) for page in pages]
        spent = time.process_time() - start
    print(json.dumps({"cpu_s": spent, "version": importlib.metadata.version(name)}))
    for file, row in zip(files, rows, strict=True):
        print(json.dumps({"file": file, **row}, default=str))


if __name__ == "__main__":
    main()
