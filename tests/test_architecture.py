"""Who may import whom: what is pure stays pure, and no module knows those that come after it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for folder in ("transforms", "flows") for path in (ROOT / folder).rglob("*.py"))

# `flows` in order: a module may import those of earlier lines.
FLOWS = (
    ("conductor", "files", "settings", "slices", "workers"),
    ("executors", "jobs", "language_data", "parquet", "raw", "storage", "versions"),
    ("ledger", "snapshots", "staging", "storage_lease", "storage_raw"),
    ("compaction", "operations", "state", "verify", "work"),
    ("assembly", "batches", "plan", "report", "storage_mirror"),
    ("making",),
    ("ingest",),
    ("backfill", "reporting"),
    ("prefect_flows", "status"),
    ("cli",),
)
# Files, clocks, chance, processes, the network, the environment: none of them in `transforms`.
IMPURE = frozenset(
    {
        "asyncio",
        "concurrent",
        "flows",
        "fcntl",
        "glob",
        "http",
        "httpx",
        "io",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "prefect",
        "random",
        "requests",
        "shutil",
        "signal",
        "socket",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "urllib.request",
        "uuid",
    }
)
IN_MEMORY = frozenset({"io.BytesIO", "io.StringIO"})
IMPURE_CALLS = frozenset({"open", "print", "input", "eval", "exec", "now", "utcnow", "today", "default_rng"})
IMPURE_METHODS = IMPURE_CALLS - {"open"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_of(imported: str, package: str) -> bool:
    return imported == package or imported.startswith(f"{package}.")


@pytest.mark.parametrize("path", [path for path in MODULES if path.is_relative_to(ROOT / "transforms")], ids=_name)
def test_transforms_touch_nothing_outside(path: Path) -> None:
    found = {imported for imported in _imports(path) if any(_is_of(imported, impure) for impure in IMPURE)}
    called = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    names = {one.id for one in called if isinstance(one, ast.Name)}
    methods = {one.attr for one in called if isinstance(one, ast.Attribute)}
    # A member of an archive in memory is opened by a method; a file by the function.
    assert (found - IN_MEMORY, names & IMPURE_CALLS, methods & IMPURE_METHODS) == (set(), set(), set())


@pytest.mark.parametrize("path", [path for path in MODULES if path.is_relative_to(ROOT / "flows")], ids=_name)
def test_flows_import_only_what_comes_before_them(path: Path) -> None:
    layers = {name: place for place, names in enumerate(FLOWS) for name in names}
    if path.stem == "__init__":
        return
    imported = {name.split(".")[1] for name in _imports(path) if _is_of(name, "flows")}
    assert {name for name in imported if layers[name] >= layers[path.stem]} == set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_settings_read_the_environment(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ("os.environ" in text or "getenv" in text) == (path == ROOT / "flows" / "settings.py")


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_prefect_is_known_in_one_module(path: Path) -> None:
    if any(_is_of(imported, "prefect") for imported in _imports(path)):
        assert path == ROOT / "flows" / "prefect_flows.py"


def test_the_order_of_the_stages_is_known_in_one_module() -> None:
    stages = {"transforms.articles", "transforms.sentences", "transforms.collection", "transforms.mentions"}
    uses = {
        _name(path): {stage for stage in stages if any(_is_of(imported, stage) for imported in _imports(path))}
        for path in MODULES
        if path.parent == ROOT / "flows"
    }
    assert {name for name, used in uses.items() if used} == set()
