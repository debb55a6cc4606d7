"""How compressed files and archives are opened: what is in them, and what is refused."""

import gzip
import io
import random
import struct
import warnings
import zipfile

import pytest
import zstandard

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.containers import MAX_MEMBER, MAX_RATIO, Budget, Member, gunzip, unzip, unzstd
from broadsheet.transforms.records.record import Reject

ARTICLE = b"# Ferries return to the Orla\n\nThe council of Orlova voted on Monday to reopen the line.\n"


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as target:
        warnings.simplefilter("ignore")
        for name, data in members:
            target.writestr(name, data)
    return made.getvalue()


def codes(data: bytes) -> list[tuple[str, str]]:
    return [(reject.code, reject.member) for reject in read(data).rejects]


def members(data: bytes) -> list[str]:
    return [record.member for record in read(data).records]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(gzip.compress(ARTICLE), id="gzip"),
        pytest.param(gzip.compress(ARTICLE[:30]) + gzip.compress(ARTICLE[30:]), id="gzip of two parts"),
        pytest.param(gzip.compress(ARTICLE) + b"\0" * 100, id="gzip with padding"),
        pytest.param(zstandard.compress(ARTICLE), id="zstandard"),
        pytest.param(zstandard.compress(ARTICLE[:30]) + zstandard.compress(ARTICLE[30:]), id="zstandard of two frames"),
        pytest.param(gzip.compress(gzip.compress(ARTICLE)), id="gzip in gzip"),
    ],
)
def test_a_compressed_file_is_the_file_in_it(data: bytes) -> None:
    reading = read(data)
    assert not reading.rejects
    (record,) = reading.records
    assert record.title is not None
    assert (record.title.text, record.member) == ("Ferries return to the Orla", "")


def test_the_files_of_an_archive_are_named() -> None:
    lines = b'{"title": "a", "text": "One boat."}\n{"title": "b", "text": "Two boats."}\n'
    inner = archive(("c.md", ARTICLE))
    data = archive(
        ("x/a.md", ARTICLE), ("b.jsonl", lines), ("i.zip", inner), ("__MACOSX/a.md", b"x"), ("x/.DS_Store", b"x")
    )
    assert members(data) == ["x/a.md", "b.jsonl#1", "b.jsonl#2", "i.zip#c.md"]
    assert codes(data) == []


def test_two_members_of_one_name_stay_apart() -> None:
    assert members(archive(("a.md", ARTICLE), ("a.md", ARTICLE))) == ["a.md", "a.md:2"]


@pytest.mark.parametrize("name", ["/etc/x.md", "../x.md", "a/../../x.md", "C:/x.md", "..\\x.md"])
def test_a_name_that_leads_out_is_refused_and_the_others_go_on(name: str) -> None:
    data = archive((name, ARTICLE), ("good.md", ARTICLE))
    assert members(data) == ["good.md"]
    assert [code for code, _ in codes(data)] == ["malformed"]


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(archive(("a.md", ARTICLE)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(data)) == [("malformed", "a.md")]


def test_a_link_is_refused() -> None:
    made = io.BytesIO()
    link = zipfile.ZipInfo("a")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(made, "w") as target:
        target.writestr(link, "/etc/passwd")
    assert codes(made.getvalue()) == [("not_a_file", "a")]


def test_entries_that_share_bytes_are_refused() -> None:
    data = archive(("a.md", ARTICLE), ("b.md", ARTICLE))
    second = data.rindex(b"PK\x01\x02")
    overlapped = data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]
    assert codes(overlapped) == [("malformed", "")]


def test_a_size_that_lies_is_refused() -> None:
    data = bytearray(archive(("a.md", ARTICLE * 50)))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 100)
    assert codes(bytes(data)) == [("malformed", "a.md")]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstandard"])
@pytest.mark.parametrize("size", [128 << 10, MAX_MEMBER + 1], ids=["by its ratio", "by its size"])
def test_what_expands_too_much_is_refused(pack: type, size: int) -> None:
    assert codes(pack(b"a" * size)) == [("too_large", "")]


def noise(size: int) -> bytes:
    """Bytes that cannot be packed."""
    return random.Random(1).randbytes(size)


def test_each_small_member_has_a_ratio_to_keep() -> None:
    data = archive(("a.txt", b"a" * (128 << 10)), ("b.md", ARTICLE), ("c.bin", noise(4 << 10)))
    assert codes(data)[0] == ("too_large", "a.txt")
    assert members(data) == ["b.md"]


def test_many_members_within_their_ratio_may_not_expand_too_much_in_all() -> None:
    data = archive(*((f"{number}.txt", b"a" * (64 << 10)) for number in range(40)))
    found = list(unzip(data, Budget.of(len(data))))
    unpacked = sum(len(one.data) for one in found if isinstance(one, Member))
    assert 0 < unpacked <= MAX_RATIO * len(data)
    assert [type(one) for one in found[-2:]] == [Reject, Reject]
    assert len(found) == 40


def test_what_is_refused_in_the_middle_is_taken_from_the_budget() -> None:
    budget = Budget()
    assert isinstance(gunzip(gzip.compress(b"a" * (16 << 20)), budget), Reject)
    assert 0 < budget.total - budget.left < 8 << 20


def skippable(data: bytes) -> bytes:
    return b"\x5a\x2a\x4d\x18" + struct.pack("<L", len(data)) + data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(skippable(b"index") + zstandard.compress(ARTICLE), None, id="before the others"),
        pytest.param(zstandard.compress(ARTICLE) + skippable(b""), None, id="behind them"),
        pytest.param(
            zstandard.compress(ARTICLE[:30]) + skippable(noise(5_000)) + zstandard.compress(ARTICLE[30:]),
            None,
            id="between two",
        ),
        pytest.param(skippable(b"index"), "empty", id="alone"),
        pytest.param(zstandard.compress(ARTICLE) + skippable(b"index")[:-1], "malformed", id="cut off"),
    ],
)
def test_a_skippable_frame_of_zstandard_holds_nothing(data: bytes, code: str | None) -> None:
    reading = read(data)
    assert [reject.code for reject in reading.rejects] == ([code] if code else [])
    assert [record.title and record.title.text for record in reading.records] == (
        [] if code else ["Ferries return to the Orla"]
    )


def test_an_archive_may_not_expand_too_much_in_all() -> None:
    data = archive(*((f"{number}.txt", b"a" * 1_000) for number in range(5)))
    found = list(unzip(data, Budget(3_500)))
    assert [type(one) for one in found] == [Member, Member, Member, Reject, Reject]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(gzip.compress(ARTICLE)[:-4], "malformed", id="gzip without its end"),
        pytest.param(gzip.compress(ARTICLE)[:40], "malformed", id="gzip cut off"),
        pytest.param(gzip.compress(ARTICLE)[:-8] + b"\0" * 8, "malformed", id="gzip with a wrong checksum"),
        pytest.param(zstandard.compress(ARTICLE)[:-3], "malformed", id="zstandard cut off"),
        pytest.param(b"\x28\xb5\x2f\xfd" + b"\xff" * 40, "malformed", id="zstandard that is none"),
        pytest.param(archive(("a.md", ARTICLE))[:-30], "malformed", id="zip cut off"),
        pytest.param(archive(), "empty", id="zip of nothing"),
        pytest.param(
            archive(("[Content_Types].xml", b"x"), ("a.xml", b"x")), "unsupported_format", id="an office document"
        ),
        pytest.param(
            gzip.compress(gzip.compress(gzip.compress(gzip.compress(ARTICLE)))),
            "unsupported_format",
            id="too many levels",
        ),
        pytest.param(gzip.compress(b""), "empty", id="gzip of nothing"),
    ],
)
def test_what_cannot_be_opened_is_one_reject(data: bytes, code: str) -> None:
    reading = read(data)
    assert not reading.records
    assert [reject.code for reject in reading.rejects] == [code]


def test_what_was_unpacked_is_taken_from_the_budget() -> None:
    budget = Budget(1_000)
    assert gunzip(gzip.compress(b"a" * 600), budget) == Member("", b"a" * 600)
    assert budget.left == 400
    assert isinstance(unzstd(zstandard.compress(b"a" * 600), budget), Reject)
