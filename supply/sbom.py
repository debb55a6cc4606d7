"""From the lock to a software bill of materials: CycloneDX 1.5 as JSON, the same bytes from the same lock.

PYTHONPATH=. python -m supply.sbom > build/sbom.json
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from supply.licenses import PROJECT

LOCK: Final = PROJECT / "requirements.txt"
_PINNED: Final = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> Iterator[dict[str, Any]]:
    """A component for each pinned package of a lock, with the digests of the files it may be installed from."""
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        pinned = _PINNED.match(entry)
        if pinned is None:
            continue
        name, version = pinned.groups()
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(_HASH.findall(entry))],
        }


def document(lock: str) -> str:
    """The bill of materials of a lock."""
    made = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": list(components(lock))}
    return json.dumps(made, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document(Path(LOCK).read_text("utf-8")))
