"""A snapshot as a database: a view for each table, the operational ones apart."""

from pathlib import Path

from broadsheet.flows.exports import database
from tests.flows.conftest import Desk


def test_every_table_is_a_view(desk: Desk) -> None:
    desk.ingest()
    processed = desk.raw.parent / "processed"
    with database.opened(processed) as connection:
        known = database.columns(connection)
        [counted] = database.rows(connection, "SELECT count(*) AS articles, min(published_date) AS first FROM articles")
        [runs] = database.rows(connection, "SELECT count(*) AS runs FROM ops.runs")
    assert {"articles", "sentences", "quotes", "ops.runs", "ops.rejects"} <= known.keys()
    assert "published_date" in known["articles"]
    assert (counted["articles"], str(counted["first"])[:10], runs["runs"]) == (9, "2021-01-10", 1)


def test_a_folder_may_have_a_quotation_mark_in_its_name(desk: Desk, tmp_path: Path) -> None:
    desk.ingest("it's here")
    with database.opened(tmp_path / "it's here") as connection:
        assert database.rows(connection, "SELECT count(*) AS n FROM sentences") == [{"n": 36}]
