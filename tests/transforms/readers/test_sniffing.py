"""How the format of a file is told by its first bytes."""

import gzip
import io
import tarfile

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.sniffing import sniff

TAR = io.BytesIO()
with tarfile.open(fileobj=TAR, mode="w") as made:
    made.addfile(tarfile.TarInfo("a.txt"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"<?xml version='1.0'?>\n<rss version='2.0'/>", "feed", id="RSS"),
        pytest.param(b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "feed", id="Atom, without a declaration"),
        pytest.param(b"<rdf:RDF xmlns:rdf='x'>", "feed", id="RSS 1.0, whose root has a prefix"),
        pytest.param(b"<?xml version='1.0'?><!-- a --><nitf><head><title>", "nitf", id="NITF after a comment"),
        pytest.param(b"<!DOCTYPE nitf SYSTEM 'nitf.dtd'>\n<nitf>", "nitf", id="NITF after a document type"),
        pytest.param(b"<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf><head>", "nitf", id="NITF with entities of its own"),
        pytest.param(b"<NewsML Version='1.2'>", "newsml", id="NewsML 1"),
        pytest.param(b"<newsItem guid='x'>", "newsml_g2", id="an item of NewsML-G2"),
        pytest.param(b"<n:newsMessage xmlns:n='x'>", "newsml_g2", id="a message of NewsML-G2"),
        pytest.param("<?xml version='1.0'?><nitf>".encode("utf-16"), "nitf", id="UTF-16"),
        pytest.param(b"<?xml version='1.0'?><stories><story/></stories>", "xml", id="XML of another vocabulary"),
        pytest.param(b"<?xml version='1.0'?><html xmlns='x'>", "html", id="XHTML"),
        pytest.param(b"<p>A paragraph.</p>", "markdown", id="a fragment of HTML is Markdown"),
        pytest.param(b"\x16\x16\x01A1\n\x02^Head<\n", "wire_text", id="ANPA 1312"),
        pytest.param(b"\x01abc0001 3 i 90 xyz\r\n\r\n\x02Head =\r\n", "wire_text", id="IPTC 7901"),
        pytest.param(b"title,text\na,b\n", "csv", id="a table of articles"),
        pytest.param(b'id;"headline";body;date\n', "csv", id="a table parted by semicolons"),
        pytest.param(b"Well, the text, she said, was long.\n", "markdown", id="a sentence with commas is no table"),
        pytest.param(b"name,age\nAna,3\n", "csv", id="a table of something else"),
        pytest.param(b"title\n\nThe title of a text", "markdown", id="one column is no table"),
        pytest.param(gzip.compress(b"WARC/1.0\r\n"), "warc", id="a compressed web archive"),
        pytest.param(gzip.compress(b"a text"), "gzip", id="a compressed text"),
        pytest.param(b"\x28\xb5\x2f\xfd", "zstd", id="zstandard"),
        pytest.param(TAR.getvalue(), "tar", id="tar"),
        pytest.param(b"\x80\x04\x95\x10\x00", "pickle", id="a pickle, which is never loaded"),
    ],
)
def test_the_format_is_told_by_the_first_bytes(data: bytes, expected: str) -> None:
    assert sniff(data) == expected


def test_objects_as_python_prints_them_are_refused_with_advice() -> None:
    data = b"[{'title': 'Ferries return', 'text': 'The council voted.', 'date': None}]"
    assert sniff(data) == "python"
    (reject,) = read(data).rejects
    assert (reject.code, "json.dump" in reject.message) == ("unsupported_format", True)
