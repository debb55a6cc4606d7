"""A local site to search and read the current snapshot: datasette, with our page for an article.

Everything is served from one SQLite file, which is made once a snapshot; only this machine is answered.
"""

import asyncio
from pathlib import Path
from typing import Any

import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware

from broadsheet.flows.exports import package
from broadsheet.flows.exports.tables import Choice
from broadsheet.flows.reports.site.labels import Labelled
from broadsheet.flows.store import snapshots
from broadsheet.transforms.errors import SettingsError

try:
    from datasette.app import Datasette
    from datasette.plugins import pm

    from broadsheet.flows.reports.site import article_plugin
except ImportError as missing:
    raise SettingsError(f"datasette is not installed ({missing}): pip install 'broadsheet[browse]'") from missing

HOST = "127.0.0.1"
# A page of another name that leads to this machine must not read it through a reader's browser.
_NAMES = [HOST, "localhost"]
_DATABASE = "dataset"
_COLUMNS = ("title", "published_date", "publisher_domain", "wire_agency", "n_words", "n_quotes")
_ARTICLES = f"/{_DATABASE}/articles?_sort_desc=published_date&_facet=publisher_domain&_facet=published_date" + "".join(
    f"&_col={name}" for name in _COLUMNS
)
_PERSON = """
SELECT a.article_id, a.title, a.published_date, a.publisher_domain, e.canonical_name, e.n_mentions, e.n_quotes
FROM entities e JOIN articles a USING (article_id)
WHERE e.canonical_name LIKE '%' || :name || '%' ORDER BY a.published_date DESC, a.article_id"""
_SAID = """
SELECT q.article_id, q.text, e.canonical_name AS speaker, q.kind, a.published_date, a.publisher_domain
FROM quotes_fts f JOIN quotes q ON q.rowid = f.rowid JOIN articles a USING (article_id)
LEFT JOIN entities e ON e.article_id = q.article_id AND e.entity_index = q.speaker_entity_index
WHERE quotes_fts MATCH :words ORDER BY a.published_date DESC, q.article_id"""
# A page of fifty articles whole in a tenth of a second; every column of ours may be a facet, which takes half of one.
_SETTINGS = {"suggest_facets": False, "default_page_size": 50, "truncate_cells_html": 200}
_METADATA = {
    "title": "News articles",
    "description_html": (
        f'<p><a href="{_ARTICLES}">Articles: search, by outlet, by day</a> · '
        f'<a href="/{_DATABASE}/who_is_named">Who is named</a> · '
        f'<a href="/{_DATABASE}/what_is_said">What is said</a></p>'
    ),
    "databases": {
        _DATABASE: {
            "queries": {
                "who_is_named": {"sql": _PERSON, "title": "Articles that name a person, body or place"},
                "what_is_said": {"sql": _SAID, "title": "Quotations with these words, and their speakers"},
            }
        }
    },
}


def serve(processed: Path, work: Path, port: int) -> None:
    """Serve the current snapshot until interrupted; `work` is where its SQLite file is made, or was before.

    Raises  StorageError, when nothing is published
    """
    uvicorn.run(application(database_of(processed, work)), host=HOST, port=port, log_level="warning")


def database_of(processed: Path, work: Path) -> Path:
    """The SQLite file of the current snapshot, made where it is not there yet."""
    folder = work / snapshots.snapshot_id(snapshots.read_manifest(processed))
    if not folder.exists():
        package.export(processed, package.Order("sqlite", folder, Choice.model_validate({})))
    return folder / f"{_DATABASE}.db"


def application(database: Path) -> Any:  # noqa: ANN401 - an ASGI application
    """The site of a database that an export made."""
    if not pm.is_registered(article_plugin):
        pm.register(article_plugin)
    site = Datasette(files=[], immutables=[str(database)], metadata=_METADATA, settings=_SETTINGS)
    asyncio.run(site.invoke_startup())
    return TrustedHostMiddleware(Labelled(site.app()), allowed_hosts=_NAMES)
