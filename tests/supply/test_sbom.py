"""What the bill of materials says of a lock."""

import json
import re

from supply.sbom import LOCK, document

ENTRY = f"""\
ferry==1.2 \\
    --hash=sha256:{"b" * 64} \\
    --hash=sha256:{"a" * 64}
bridge[toll]==3 ; python_full_version >= '3.12' \\
    --hash=sha256:{"c" * 64}
"""


def test_a_package_has_name_version_and_digests() -> None:
    ferry, bridge = json.loads(document(ENTRY))["components"]
    assert (ferry["purl"], [one["content"][0] for one in ferry["hashes"]]) == ("pkg:pypi/ferry@1.2", ["a", "b"])
    assert (bridge["name"], bridge["version"]) == ("bridge", "3")


def test_every_package_of_the_lock_is_in_it() -> None:
    lock = LOCK.read_text("utf-8")
    assert len(json.loads(document(lock))["components"]) == len(re.findall(r"^[\w.\[\]-]+==", lock, re.MULTILINE)) > 100
