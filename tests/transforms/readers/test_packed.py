"""Files packed by bzip2, xz and LZ4, tar archives, and ARC."""

import bz2
import gzip
import lzma
import tarfile
from io import BytesIO

import lz4.frame
import pytest

from broadsheet.transforms.readers import read, sniff

ARTICLE = b"# Ferry returns\n\nThe council of Orlova voted for the old ferry on Monday, eleven years after it closed.\n"


def tar(**members: bytes) -> bytes:
    sink = BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, BytesIO(data))
        link = tarfile.TarInfo("link.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return sink.getvalue()


TAR = tar(**{"a.md": ARTICLE, "in/b.md": ARTICLE, ".hidden": b"x"})


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(bz2.compress(ARTICLE), "bzip2", id="bzip2"),
        pytest.param(bz2.compress(ARTICLE[:40]) + bz2.compress(ARTICLE[40:]), "bzip2", id="bzip2 of two streams"),
        pytest.param(lzma.compress(ARTICLE), "xz", id="xz"),
        pytest.param(lz4.frame.compress(ARTICLE), "lz4", id="LZ4"),
    ],
)
def test_a_packed_article(data: bytes, name: str) -> None:
    assert sniff(data) == name
    (record,) = read(data).records
    assert (record.title.text if record.title else None, record.member) == ("Ferry returns", "")


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_the_files_of_a_tar_archive_but_no_links(pack: type[bytes]) -> None:
    assert [record.member for record in read(pack(TAR)).records] == ["a.md", "in/b.md"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(bz2.compress(ARTICLE)[:-8], "malformed", id="bzip2 cut off"),
        pytest.param(lzma.compress(ARTICLE)[:-20], "malformed", id="xz cut off"),
        pytest.param(b"BZh9" + b"x" * 40, "malformed", id="bzip2 that is none"),
        pytest.param(bz2.compress(b"\0" * 40_000_000), "too_large", id="a bomb"),
        pytest.param(lzma.compress(b"\0" * 40_000_000), "too_large", id="a bomb of xz"),
    ],
)
def test_what_cannot_be_unpacked_is_a_reject(data: bytes, code: str) -> None:
    reading = read(data)
    assert (reading.records, [reject.code for reject in reading.rejects]) == ((), [code])


def test_pages_of_arc() -> None:
    page = (
        b"<html><head><title>Ferry back</title></head><body><h1>Ferry back</h1><p>"
        + ARTICLE[16:].strip()
        + b"</p></body></html>"
    )
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = b"filedesc://a.arc 0.0.0.0 20230314101500 text/plain 9\n1 0 Orla\n"
    record = b"\nhttp://orla.example/ferry 1.2.3.4 20230314101500 text/html %d\n" % len(block) + block
    data = head + record + record.replace(b"/ferry", b"/other")
    assert sniff(data) == "arc"
    records = read(data).records
    assert [(one.raw_format, one.url) for one in records] == [
        ("arc", "http://orla.example/ferry"),
        ("arc", "http://orla.example/other"),
    ]
    assert [one.url for one in read(gzip.compress(data)).records] == [one.url for one in records]
