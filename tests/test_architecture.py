"""Who may import whom: what is pure stays pure, and no module knows those that come after it."""

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for folder in ("transforms", "flows") for path in (ROOT / folder).rglob("*.py"))
PYTHON = [*MODULES, *(path for folder in ("tests", "benchmarks", "training") for path in (ROOT / folder).rglob("*.py"))]
MAX_MODULES = 15

# The house from the ground up: a module may import its own room, and rooms of earlier lines.
FLOORS = (
    ("telemetry", "threads", "transforms.errors", "transforms.staged", "transforms"),
    ("transforms.installed", "transforms.caching"),
    (
        "transforms.vocabulary",
        "transforms.records",
        "transforms.charts",
        "transforms.estimation",
        "transforms.comparison",
    ),
    ("transforms.decoding", "transforms.metadata", "transforms.dates", "transforms.numbers", "transforms.tables"),
    ("transforms.readers.markup",),
    ("transforms.readers.story",),
    ("transforms.readers.html", "transforms.readers.markdown", "transforms.readers.xml"),
    ("transforms.readers.fields",),
    ("transforms.readers.tables",),
    ("transforms.readers",),
    ("transforms.articles",),
    ("transforms.sentences",),
    ("transforms.features", "transforms.names", "transforms.collection", "transforms.vectors"),
    ("transforms.quotes",),
    ("transforms.tables.declared",),
    ("transforms.tables.built", "transforms.marking", "transforms.descriptions"),
    ("transforms.memory",),
    ("transforms.pipeline", "transforms.shards"),
    ("flows.files", "flows.settings", "flows.workers"),
    ("flows.raw", "flows.language_data", "flows.accuracy", "flows.configuration"),
    ("flows.store",),
    ("flows.health",),
    ("flows.bucket",),
    ("flows.run",),
    ("flows.exports",),
    ("flows.coding",),
    ("flows.reports",),
    ("flows.orchestration",),
    ("flows.prefect_flows",),
    ("flows.commands",),
    ("flows.cli",),
    ("",),
)
ROOMS = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# Files, clocks, chance, processes, the network, the environment: none of them in `transforms`.
IMPURE = frozenset(
    {
        "asyncio",
        "concurrent",
        "broadsheet.flows",
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


NAMES = {_name(path) for path in MODULES}


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


def _room(module: str) -> str:
    """The innermost room a module is in."""
    parts = module.split(".")
    return next(room for size in range(len(parts), -1, -1) if (room := ".".join(parts[:size])) in ROOMS)


def _modules_imported(path: Path) -> set[str]:
    names = {name.removeprefix("broadsheet.") for name in _imports(path) if _is_of(name, "broadsheet")}
    return {name if name in NAMES else name.rpartition(".")[0] for name in names}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_room_knows_only_those_below_it(path: Path) -> None:
    room = _room(_name(path))
    above = {name for name in _modules_imported(path) if _room(name) != room and ROOMS[_room(name)] >= ROOMS[room]}
    assert above == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    order = TopologicalSorter({_name(path): _modules_imported(path) - {_name(path)} for path in MODULES})
    order.prepare()  # raises CycleError, which names the circle


def test_a_room_has_few_doors() -> None:
    folders = Counter(path.parent for path in MODULES if path.stem != "__init__")
    assert {folder.as_posix(): count for folder, count in folders.items() if count > MAX_MODULES} == {}


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_the_house_is_entered_by_its_own_door(path: Path) -> None:
    """Another folder called flows or transforms may stand on a user's path."""
    assert {name for name in _imports(path) if _is_of(name, "flows") or _is_of(name, "transforms")} == set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_settings_read_the_environment(path: Path) -> None:
    text = path.read_text("utf-8")
    readers = {ROOT / "flows" / "settings.py", ROOT / "flows" / "configuration.py"}
    assert ("os.environ" in text or "getenv" in text) == (path in readers)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_prefect_is_known_in_one_room(path: Path) -> None:
    if any(_is_of(imported, "prefect") for imported in _imports(path)):
        assert path.parent == ROOT / "flows" / "orchestration" or path == ROOT / "flows" / "prefect_flows.py"


def test_the_order_of_the_stages_is_known_in_one_module() -> None:
    stages = {"transforms.articles", "transforms.sentences", "transforms.collection", "transforms.tables.built"}
    uses = {
        _name(path): {room for name in _modules_imported(path) if (room := _room(name)) in stages}
        for path in MODULES
        if path.is_relative_to(ROOT / "flows")
    }
    assert {name for name, used in uses.items() if used} == set()


# Participles and fillers that say of a variable nothing but that it is one.
FILLERS = frozenset({"found", "one", "made", "told", "given", "seen", "held", "taken", "got", "thing", "said", "asked"})
MAX_FILLER_SHARE = 0.01


def _variables(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id.strip("_")
        elif isinstance(node, ast.arg):
            yield node.arg.strip("_")


def test_variables_are_named_by_nouns_of_the_field() -> None:
    names = [name for path in MODULES for name in _variables(path)]
    fillers = Counter(name for name in names if name in FILLERS)
    assert fillers.total() < MAX_FILLER_SHARE * len(names), fillers


# What is read from outside: doors of rooms, a deployment's flow, hooks of Datasette.
ENTERED_FROM_OUTSIDE = frozenset({"__all__", "report_flow", "register_routes", "render_cell"})


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _read(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value  # of __all__, and of names looked up by a string


def test_nothing_is_defined_that_nothing_reads() -> None:
    """A test that alone reads a name does not make it a part of the house."""
    readers = [path for path in PYTHON if not path.is_relative_to(ROOT / "tests")]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in readers}
    names = {name for tree in trees.values() for name in _read(tree)} | ENTERED_FROM_OUTSIDE
    unread = {_name(path): [name for name in _defined(trees[path]) if name not in names] for path in MODULES}
    assert {module: left for module, left in unread.items() if left} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = {
        f"{_name(path)}.{node.name}": lines
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (lines := node.end_lineno - node.lineno + 1) > 40  # type: ignore[operator]
    }
    assert long == {}


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


# Functions that remember every answer, and are asked only by names from our own lists or settings.
ASKED_BY_OUR_OWN = frozenset(
    {
        "transforms.decoding.encodings._words",
        "transforms.features.pronunciation._patterns",
        "transforms.installed.model_package",
        "transforms.metadata.zones._zone",
        "transforms.pipeline._models",
    }
)


@pytest.mark.parametrize("path", [path for path in MODULES if path.is_relative_to(ROOT / "transforms")], ids=_name)
def test_nothing_is_remembered_of_texts_without_a_bound(path: Path) -> None:
    unbounded = {
        f"{_name(path)}.{node.name}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.args.args
        if any(isinstance(decorator, ast.Name) and decorator.id == "cache" for decorator in node.decorator_list)
    }
    assert unbounded - ASKED_BY_OUR_OWN == set()
