"""A brief whose text leaves its language open has that of its outlet, if features go by it."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from broadsheet.transforms.collection.languages import FEWEST, outlet_languages


def table(rows: Sequence[tuple[str | None, str | None, str | None]]) -> pa.Table:
    names = ("publisher_domain", "language", "analysis_language")
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)})


SURE = [("orla.example", "en", "en")] * FEWEST
DOUBT = ("orla.example", None, "en")


@pytest.mark.parametrize(
    ("rows", "language"),
    [
        pytest.param([*SURE, DOUBT], "en", id="all others are in one language"),
        pytest.param([*SURE[1:], DOUBT], None, id="too few others"),
        pytest.param([*SURE, ("orla.example", "fr", "fr"), DOUBT], None, id="an outlet of two languages"),
        pytest.param([*SURE * 5, ("orla.example", "fr", "fr"), DOUBT], "en", id="one false one among many"),
        pytest.param([*SURE, ("orla.example", None, "de")], None, id="features go by another language"),
        pytest.param([*SURE, ("borl.example", None, "en")], None, id="another outlet"),
        pytest.param([*SURE, (None, None, "en")], None, id="no outlet"),
        pytest.param([*SURE, DOUBT, DOUBT], "en", id="doubts tell nothing of each other"),
    ],
)
def test_the_language_of_a_doubtful_brief(rows: list[tuple[str | None, str | None, str | None]], language: str) -> None:
    assert outlet_languages(table(rows)).to_pylist()[-1] == language


def test_what_is_sure_stays_as_it_is() -> None:
    assert outlet_languages(table([*SURE, DOUBT])).to_pylist()[:-1] == [None] * FEWEST


def test_the_order_of_articles_makes_no_difference() -> None:
    rows = [*SURE, DOUBT, ("borl.example", "de", "de")]
    assert outlet_languages(table(rows[::-1])).to_pylist() == outlet_languages(table(rows)).to_pylist()[::-1]


def test_an_empty_collection() -> None:
    assert outlet_languages(table([])).to_pylist() == []
