"""How XML is parsed: what is let in, and what is refused."""

import pytest

from broadsheet.transforms.readers.xml.tree import (
    child,
    children,
    descendants,
    first,
    name_of,
    parse_xml,
    raw_text_in,
    text_in,
)
from broadsheet.transforms.records.record import Reject


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"<a>x &amp; y&#233;</a>", "x & yé", id="characters by number"),
        pytest.param(b"<a>x&nbsp;y&eacute;</a>", "x yé", id="entities that HTML names"),
        pytest.param(b"<a>x\x07y\x00z</a>", "x y z", id="controls become spaces"),
        pytest.param(b"\xef\xbb\xbf<?xml version='1.0'?><a>\xc3\xa9</a>", "é", id="after a mark"),
        pytest.param("<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode("utf-16"), "é", id="UTF-16"),
        pytest.param(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", "é", id="the encoding declared"),
        pytest.param(
            b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xc3\xa9</a>", "é", id="UTF-8, whatever is declared"
        ),
        pytest.param(b"<?xml version='1.0' encoding='hex'?><a>x</a>", "x", id="an encoding that is none of text"),
        pytest.param(b"<a>x<!-- y --><?z w?></a>", "x", id="comments and instructions are left out"),
    ],
)
def test_the_text_of_an_element(data: bytes, expected: str) -> None:
    root = parse_xml(data)
    assert not isinstance(root, Reject)
    assert text_in(root) == expected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", id="an entity of its own"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", id="a file as an entity"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://127.0.0.1:9/'> %b;]><a/>", id="an entity of the type"),
        pytest.param(b"<a>&unknown;</a>", id="an entity without a meaning"),
        pytest.param(b"<a><b></a>", id="an element that does not end"),
        pytest.param(b"<a>" * 5_000, id="too deep"),
        pytest.param(b"no mark-up", id="no XML"),
    ],
)
def test_what_is_refused(data: bytes) -> None:
    found = parse_xml(data)
    assert isinstance(found, Reject)
    assert found.code == "malformed"


def test_elements_are_found_whatever_their_namespace() -> None:
    root = parse_xml(b"<x:a xmlns:x='u'><b><c>1</c></b><x:b><c xmlns='v'>2\n3</c></x:b></x:a>")
    assert not isinstance(root, Reject)
    assert name_of(root) == "a"
    assert [name_of(part) for part in children(root, "b")] == ["b", "b"]
    assert [text_in(part) for part in descendants(root, "c")] == ["1", "2 3"]
    assert text_in(child(root, "b", "c")) == "1"
    assert child(root, "b", "d", "c") is None
    assert raw_text_in(first(children(root, "nothing"))) == ""
