"""Digests of the installed code by stage: what of it computes what, docstrings and comments left out."""

import ast
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from broadsheet import transforms

_ROOT = Path(transforms.__file__).parent
# The rooms whose code and word lists each stage follows from. What models answer is kept by the first two; the others
# are recomputed together, at a small part of the cost.
STAGES = {
    "parse": ("sentences/parsing.py",),
    "names": ("names", "vocabulary", "lexicons"),
    "reading": ("readers", "decoding", "records", "metadata", "articles", "vocabulary", "lexicons"),
    "sentences": ("sentences", "lexicons"),
    "features": ("features", "lexicons"),
    "quotes": ("quotes", "lexicons"),
    "dates": ("dates", "lexicons"),
    "numbers": ("numbers", "lexicons"),
    "vectors": ("vectors",),
    "layout": (
        "tables",
        "collection",
        "pipeline.py",
        "memory.py",
        "staged.py",
        "installed.py",
        "errors.py",
        "__init__.py",
    ),
}
# The stages whose answers are kept: to renew the others asks no model.
MODELS = frozenset({"parse", "names"})
_KINDS = (".py", ".txt", ".tsv", ".csv", ".json")


def stages() -> str:
    """The digests of the stages as JSON."""
    return json.dumps({stage: _digest(parts) for stage, parts in STAGES.items()}, sort_keys=True)


def changed(made_by: str, now: str) -> tuple[str, ...]:
    """The stages whose code is another now, in their order."""
    before, after = json.loads(made_by or "{}"), json.loads(now)
    return tuple(stage for stage in STAGES if before.get(stage) != after.get(stage))


@cache
def _digest(parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for path in _sources(_ROOT / part):
            digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + _meaning(path))
    return digest.hexdigest()


@cache
def _meaning(path: Path) -> bytes:
    """What of a file changes rows: of code all but comments, docstrings and spelling."""
    data = path.read_bytes()
    if path.suffix == ".py":
        tree = ast.parse(data)
        for node in ast.walk(tree):
            _drop_docstring(node)
        data = ast.dump(tree).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).digest()


def _drop_docstring(node: ast.AST) -> None:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
        del node.body[0]


def _sources(place: Path) -> Iterator[Path]:
    paths = [place] if place.is_file() else sorted(place.rglob("*"))
    return (path for path in paths if path.suffix in _KINDS)
