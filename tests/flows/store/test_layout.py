"""What is kept lies in few parts, that sort by time and are a function of what is kept alone."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.flows.store import layout

Kept = dict[int, date | None]  # by article_id


def _ranges(kept: Kept) -> list[tuple[str, list[int]]]:
    ids = np.array(list(kept), np.int64)
    days = layout.day_numbers(pa.array(list(kept.values()), pa.date32()))
    return [(part.label, sorted(ids[part.rows].tolist())) for part in layout.ranges(days, ids)]


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "ARTICLES_PER_PART", 4)
    monkeypatch.setattr(layout, "ROWS_PER_SHARD", 4)


def _daily(first: date, number: int) -> Kept:
    return {at: first + timedelta(at) for at in range(number)}


def test_all_days_are_one_part_until_it_is_full() -> None:
    kept: Kept = {1: date(1912, 4, 15), 2: date(2024, 2, 29), 3: date(1999, 12, 31), 4: date(2001, 1, 1)}
    assert _ranges(kept) == [("1912-04-15", [1, 2, 3, 4])]


def test_an_overflow_splits_one_part_in_two() -> None:
    # 1 January 2021 is day 737,790 from the year 1: the next multiple of four is the third.
    full = _ranges(_daily(date(2021, 1, 1), 4))
    over = _ranges(_daily(date(2021, 1, 1), 5))
    assert full == [("2021-01-01", [0, 1, 2, 3])]
    assert over == [("2021-01-01", [0, 1]), ("2021-01-03", [2, 3, 4])]


def test_a_full_day_is_split_by_the_leading_bits_of_ids() -> None:
    kept: Kept = {bits << 50 | 5: date(2021, 1, 1) for bits in range(8)}
    assert [(label, [one >> 50 for one in ids]) for label, ids in _ranges(kept)] == [
        ("2021-01-01-0000", [0, 1, 2, 3]),
        ("2021-01-01-8000", [4, 5, 6, 7]),
    ]


def test_articles_without_a_day_are_a_range_of_their_own_behind_all_others() -> None:
    kept: Kept = {1: None, 2: date(9999, 12, 31), 3: date(1, 1, 1), 4: None}
    assert _ranges(kept) == [("0001-01-01", [2, 3]), ("unknown", [1, 4])]
    many: Kept = {bits << 50: None for bits in range(8)}
    assert [label for label, _ in _ranges(many)] == ["unknown-0000", "unknown-8000"]


def test_nothing_is_no_part() -> None:
    assert _ranges({}) == []


def test_a_million_articles_of_ten_flat_years_lie_in_228_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "ARTICLES_PER_PART", 8192)
    days = layout.day_numbers(pa.array([date(2010, 1, 1)], pa.date32())) + np.arange(1_000_000) * 3_652 // 1_000_000
    sizes = [len(part.rows) for part in layout.ranges(days, np.arange(1_000_000) << 33)]
    assert (len(sizes), max(sizes)) == (228, 5_477)


kept = st.dictionaries(
    st.integers(0, 2**53 - 1), st.none() | st.dates(date(2019, 12, 1), date(2020, 3, 1)), max_size=40
)


@given(kept=kept, rng=st.randoms())
def test_every_article_is_in_one_part_whatever_their_order(kept: Kept, rng: object) -> None:
    parts = _ranges(kept)
    assert sorted(one for _, ids in parts for one in ids) == sorted(kept)
    shuffled = list(kept.items())
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _ranges(dict(shuffled)) == parts


@given(kept=kept)
def test_labels_are_distinct_and_sort_by_time(kept: Kept) -> None:
    parts = _ranges(kept)
    assert [label for label, _ in parts] == sorted({label for label, _ in parts})
    order = [(kept[one] or date.max, one >> 37) for _, ids in parts for one in sorted(ids, key=lambda i: i >> 37)]
    by_part = [sorted((kept[one] or date.max) for one in ids) for _, ids in parts]
    assert [day for days in by_part for day in days] == sorted(day for day, _ in order)


@given(kept=kept, day=st.dates(date(2019, 12, 1), date(2020, 3, 1)))
def test_a_new_article_changes_one_part_or_splits_it(kept: Kept, day: date) -> None:
    new = 2**53 - 1
    before = {tuple(ids) for _, ids in _ranges({key: value for key, value in kept.items() if key != new})}
    after = {tuple(ids) for _, ids in _ranges({**kept, new: day})}
    assert len(before - after) <= 1
    touched = {one for ids in before - after for one in ids} | {new}
    assert all(set(ids) <= touched for ids in after - before)


def test_shards_are_ranges_of_the_key() -> None:
    keys = np.array([bits << 50 | 5 for bits in range(8)], np.int64)
    assert [(part.label, part.rows.tolist()) for part in layout.shards(keys)] == [
        ("0000", [0, 1, 2, 3]),
        ("8000", [4, 5, 6, 7]),
    ]
    assert list(layout.shards(keys[:0])) == []


def test_a_piece_is_one_block_unless_it_holds_much(monkeypatch: pytest.MonkeyPatch) -> None:
    days = np.array([737_790, 737_791, -1, 737_900], np.int64)
    assert layout.blocks(days) == ["737790-737900", "737790-737900", "unknown", "737790-737900"]
    monkeypatch.setattr(layout, "ARTICLES_PER_BLOCK", 2)
    assert layout.blocks(days) == ["737790-737791", "737790-737791", "unknown", "737900-737900"]


@pytest.mark.parametrize(
    ("block", "days", "overlaps"),
    [
        pytest.param("10-20", [20, 30], True, id="its last day"),
        pytest.param("10-20", [9, 21], False, id="days on both sides of it"),
        pytest.param("10-20", [-1], False, id="no day"),
        pytest.param("unknown", [-1, 15], True, id="articles without a day"),
        pytest.param("unknown", [15], False, id="days only"),
        pytest.param("unknown", [], False, id="nothing"),
    ],
)
def test_a_block_is_read_for_the_days_in_it(block: str, days: list[int], overlaps: bool) -> None:
    assert layout.overlaps(block, np.array(days, np.int64)) == overlaps
