"""Which entry an entity means, by what an article says of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.names.kb.context import BOUND, Context, Entry, Link, link, votes

_NOTHING = Context(None, frozenset(), (), frozenset())
_ADA = Entry("Ada Quill", "Q1", "PERSON", "PE", ("finance minister",), frozenset({"tar party"}))
_TOWN = Entry("Vellmoor", "Q3", "LOC", "PE")


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        pytest.param(_NOTHING, 0.82, id="no sign"),
        pytest.param(replace(_NOTHING, countries=frozenset({"PE"})), 0.94, id="its country"),
        pytest.param(replace(_NOTHING, countries=frozenset({"FR"})), 0.77, id="another country"),
        pytest.param(replace(_NOTHING, roles=("former prime minister",)), 0.97, id="a role"),
        pytest.param(replace(_NOTHING, roles=("coach",)), 0.77, id="another role"),
        pytest.param(replace(_NOTHING, roles=("coach",), countries=frozenset({"FR"})), None, id="both are others"),
        pytest.param(replace(_NOTHING, others=frozenset({"tar party"})), 0.95, id="what it has to do with"),
    ],
)
def test_signs_for_a_lone_bearer(context: Context, expected: float | None) -> None:
    meant = link([(_ADA, 1)], context)
    assert (meant.score if meant else None) == expected


def test_a_place_of_another_country_is_another_place() -> None:
    assert link([(_TOWN, 1)], replace(_NOTHING, country="FR")) is None
    assert link([(_TOWN, 1)], replace(_NOTHING, country="PE")) == Link("Q3", 0.94)


@pytest.mark.parametrize(
    ("known", "found", "expected"),
    [
        pytest.param(4711, 4711, Link("Q3", 0.99), id="the place"),
        pytest.param(4711, 8, None, id="another place of the name"),
        pytest.param(None, 4711, Link("Q3", 0.82), id="a file without ids"),
        pytest.param(4711, None, None, id="an article whose place is open"),
    ],
)
def test_a_place_is_known_by_its_geonames_id(known: int | None, found: int | None, expected: Link | None) -> None:
    assert link([(replace(_TOWN, geonames_id=known), 1)], replace(_NOTHING, geonames_id=found)) == expected


def test_an_entry_counts_once_for_each_name_it_bears() -> None:
    other = replace(_ADA, kb_id="Q2")
    assert votes({"ada quill": [_ADA, other, _ADA], "ada b quill": [_ADA]}) == [(_ADA, 2), (other, 1)]


@given(st.integers(2, 5), st.integers(1, 3))
def test_equals_are_never_guessed_between(n_entries: int, n_names: int) -> None:
    assert link([(replace(_ADA, kb_id=f"Q{at}"), n_names) for at in range(n_entries)], _NOTHING) is None


@given(st.permutations([(replace(_ADA, kb_id="Q1"), 2), (replace(_ADA, kb_id="Q2"), 1)]))
def test_the_order_of_the_file_changes_nothing(borne: list[tuple[Entry, int]]) -> None:
    meant = link(borne, _NOTHING)
    assert meant is not None and meant.kb_id == "Q1" and meant.score >= BOUND
