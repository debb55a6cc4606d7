"""Digests of the installed code by stage: what of it computes what, docstrings and comments left out."""

import ast
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from broadsheet import transforms
from broadsheet.flows.store import notes

_ROOT = Path(transforms.__file__).parent
# The rooms, or modules by a pattern, whose code and word lists each stage follows from. The answers of models are kept
# by the first two, which hold all that the models are asked by, and no rule; their weights are among the versions of
# models. The other stages are recomputed together, at a small part of the cost.
STAGES = {
    "parse": ("sentences/parsing.py", "sentences/parts_of_speech.py", "records/spans.py", "installed.py"),
    "recogniser": ("names/models/*.py", "names/recogniser.py", "installed.py"),
    "names": ("names", "vocabulary", "lexicons"),
    "reading": ("readers", "decoding", "records", "metadata", "articles", "vocabulary", "lexicons"),
    "sentences": ("sentences", "lexicons"),
    "features": ("features", "lexicons"),
    "quotes": ("quotes", "lexicons"),
    "dates": ("dates", "lexicons"),
    "numbers": ("numbers", "lexicons"),
    "vectors": ("vectors", "installed.py"),
    "layout": (
        "tables",
        "collection",
        "pipeline.py",
        "shards.py",
        "caching.py",
        "memory.py",
        "staged.py",
        "installed.py",
        "errors.py",
        "__init__.py",
    ),
}
# The stages whose answers are kept: to renew the others asks no model.
MODELS = frozenset({"parse", "recogniser"})
_KINDS = (".py", ".txt", ".tsv", ".csv", ".json")


@cache
def digest() -> str:
    """One digest of the bytes of all code and word lists that compute tables, whatever they mean."""
    whole = hashlib.sha256()
    for path in _files_below(_ROOT):
        data = hashlib.sha256(path.read_bytes()).digest()
        whole.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + data)
    return whole.hexdigest()


def stages(processed: Path | None = None) -> str:
    """The digests of the stages as JSON. To read all code for its meaning takes seconds, so a dataset notes them."""
    if processed is None:
        return json.dumps({stage: _digest(parts) for stage, parts in STAGES.items()}, sort_keys=True)
    now = digest()
    noted = notes.read(processed, notes.CODE)
    if noted is not None and noted.get("bytes") == now:
        return str(noted["stages"])
    content = stages()
    if (processed / notes.FOLDER).is_dir():
        notes.try_to_write(processed, notes.CODE, {"bytes": now, "stages": content})
    return content


def changed(made_by: str, now: str) -> tuple[str, ...]:
    """The stages whose code is another now, in their order."""
    before, after = json.loads(made_by or "{}"), json.loads(now)
    return tuple(stage for stage in STAGES if before.get(stage) != after.get(stage))


def sources(part: str) -> Iterator[Path]:
    """The files of code and words of a room, or of a pattern of modules, in their order."""
    for place in sorted(_ROOT.glob(part)):
        yield from _files_below(place)


def _files_below(place: Path) -> Iterator[Path]:
    paths = [place] if place.is_file() else sorted(place.rglob("*"))
    return (path for path in paths if path.suffix in _KINDS)


@cache
def _digest(parts: tuple[str, ...]) -> str:
    of_stage = hashlib.sha256()
    for part in parts:
        for path in sources(part):
            of_stage.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + meaning(path))
    return of_stage.hexdigest()


@cache
def meaning(path: Path) -> bytes:
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
