"""The report is one page that needs nothing beside it, and harms nobody whatever the articles say."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from broadsheet.flows.reports import snapshot_page
from broadsheet.flows.reports.panels import PANELS
from broadsheet.transforms.errors import StorageError
from tests.flows.reports.conftest import LONG_NAME


class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.sections: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "section":
            self.sections.append(dict(attrs).get("id"))


def test_what_articles_say_is_text_and_never_markup(hostile: Path) -> None:
    page = snapshot_page.page(hostile)
    elements = _Elements(page)
    assert "script" not in elements.names
    assert not {name for name in elements.attributes if name.startswith("on")}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert LONG_NAME in page


def test_the_page_fetches_nothing(hostile: Path) -> None:
    page = snapshot_page.page(hostile)
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & _Elements(page).names
    assert not re.search(r"""(src|href)\s*=\s*["'](?!#)|@import|url\(""", page)
    assert "default-src 'none'" in page


def test_panels_stand_where_their_columns_and_rows_are(hostile: Path) -> None:
    shown = _Elements(snapshot_page.page(hostile)).sections
    assert shown == [
        *("time", "calendar", "named", "quoted", "gender", "readability", "agencies", "places"),
        *("numbers", "missing", "rows"),
    ]
    assert {panel.key for panel in PANELS} > set(shown) - {"missing", "rows"}


def test_the_same_dataset_gives_the_same_page(hostile: Path) -> None:
    assert snapshot_page.page(hostile) == snapshot_page.page(hostile)


def test_nothing_published_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nothing is published"):
        snapshot_page.page(tmp_path)
