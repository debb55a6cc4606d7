"""What datasette asks of us: a page for an article, and links that lead to it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pluggy
from datasette.utils.asgi import Response
from markupsafe import Markup

from broadsheet.flows.reports import article_page
from broadsheet.flows.reports.article_rows import TABLES, ArticleRows

_hookimpl = pluggy.HookimplMarker("datasette")


@_hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The page of an article, in the place of its row, to which datasette's own links lead."""
    return [(r"^/dataset/articles/(?P<article_id>\d+)$", _article)]


@_hookimpl
def render_cell(value: object, column: str) -> Markup | None:
    """A link to the page of an article, wherever its id stands."""
    if column != "article_id" or not isinstance(value, int):
        return None
    return Markup('<a href="/dataset/articles/{0}">{0}</a>').format(value)


async def _article(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - datasette has no types
    rows = read_article(Path(datasette.get_database().path), int(request.url_vars["article_id"]))
    if rows is None:
        return _response("<!doctype html><title>No such article</title><p>No such article.", 404)
    return _response(article_page.page(rows), 200)


def _response(page: str, status: int) -> Any:  # noqa: ANN401 - datasette has no types
    return Response.html(page, status=status)


def read_article(database: Path, article_id: int) -> ArticleRows | None:
    """All that the database holds of an article; None, when it has none of that id."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        tables = {
            table: _rows(connection.execute(f"SELECT * FROM {table} WHERE article_id = ?", [article_id]))
            for table in ("articles", *TABLES)
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
        }
    articles = tables.pop("articles")
    return ArticleRows(articles[0], tables) if articles else None


def _rows(rows: Iterable[sqlite3.Row]) -> list[dict[str, Any]]:
    return [dict(row) for row in rows]
