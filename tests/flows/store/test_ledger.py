"""Every file that was found is in exactly one state."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from broadsheet.flows.raw.listings import Found, Listing, Refused
from broadsheet.flows.store.ledger import Ledger, file_of, ledger
from broadsheet.transforms.errors import ContractError

_REJECTS = ("raw_path", "raw_sha256", "stage", "code", "message", "excerpt")
_DECIDED = ("article_id", "raw_path", "raw_sha256", "state", "other")


def _ledger(
    found: Sequence[str],
    decided: Sequence[tuple[str, str]],
    rejects: Sequence[str] = (),
    refused: Sequence[Refused] = (),
    listed: Sequence[Refused] = (),
) -> Ledger:
    listing = Listing(tuple(Found(path, path, "0" * 64, 4, 1) for path in found), tuple(listed), ())
    rows = [(1, path, "0" * 64, state, "other.txt") for path, state in decided]
    told = [(path, "0" * 64, "read", "empty", "nothing in it", None) for path in rejects]
    return ledger(listing, refused, _table(_REJECTS, told), _table(_DECIDED, rows))


def _table(names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> pa.Table:
    return pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})


def test_found_is_kept_duplicate_and_rejected() -> None:
    account = _ledger(
        ["a.txt", "b.txt", "c.txt", "d.txt"],
        [("a.txt", "kept"), ("b.txt", "duplicate")],
        rejects=["c.txt"],
        refused=[Refused("d.txt", "reader_crashed", "SIGSEGV")],
        listed=[Refused("pipe", "not_a_file", "a pipe")],
    )
    assert account.files == {"found": 5, "kept": 1, "version": 0, "duplicate": 1, "joined": 0, "rejected": 3}
    assert account.articles == {"found": 5, "kept": 1, "version": 0, "duplicate": 1, "rejected": 3}
    assert account.reject_share == 0.6
    assert [(one.raw_path, one.stage, one.code) for one in account.rejections] == [
        ("c.txt", "read", "empty"),
        ("d.txt", "read", "reader_crashed"),
        ("pipe", "raw", "not_a_file"),
    ]


def test_a_file_of_many_is_kept_when_one_of_its_articles_is() -> None:
    account = _ledger(["a#1.warc"], [("a#1.warc#x", "kept"), ("a#1.warc#y", "duplicate")], rejects=["a#1.warc#z"])
    assert account.files == {"found": 1, "kept": 1, "version": 0, "duplicate": 0, "joined": 0, "rejected": 0}
    assert [(one.raw_path, one.state) for one in account.entries] == [
        ("a#1.warc#x", "kept"),
        ("a#1.warc#y", "duplicate"),
        ("a#1.warc#z", "rejected"),
    ]


def test_an_id_that_two_articles_share_is_a_reject() -> None:
    account = _ledger(["a.txt", "b.txt"], [("a.txt", "kept"), ("b.txt", "id_collision")])
    assert account.files["rejected"] == account.articles["rejected"] == 1
    assert [(one.stage, one.code) for one in account.rejections] == [("collection", "id_collision")]


def test_a_file_that_left_no_trace_is_a_reject() -> None:
    account = _ledger(["silent.txt"], [])
    assert account.files["rejected"] == 1
    assert account.rejections[0].message == "the reader found neither article nor fault"


def test_a_row_of_an_unknown_file_is_a_fault_of_the_code() -> None:
    with pytest.raises(ContractError, match=r"names stray\.txt"):
        _ledger(["a.txt"], [("a.txt", "kept"), ("stray.txt", "kept")])


@pytest.mark.parametrize(
    ("raw_path", "file"),
    [("a", "a"), ("a#1", "a#1"), ("a#1#m", "a#1"), ("a#2", "a"), ("a#2#m#n", "a"), ("b#1", None), ("#", None)],
)
def test_the_file_of_an_article_is_the_longest_name_that_was_found(raw_path: str, file: str | None) -> None:
    assert file_of(raw_path, {"a": 0, "a#1": 0}) == file
