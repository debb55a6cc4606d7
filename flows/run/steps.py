"""The steps between a plan and a published snapshot: what is new is computed, what is not is carried over."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from broadsheet.flows.health import trust
from broadsheet.flows.raw import listings
from broadsheet.flows.run import batches, computation
from broadsheet.flows.run.conductor import Conductor, Progress, Stage
from broadsheet.flows.run.planning import Plan, known_files, unread
from broadsheet.flows.run.ticking import ticking
from broadsheet.flows.run.whole import assembly, deciding
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import cache, code, compaction, journal, snapshots, state, versions
from broadsheet.flows.store.ledger import Ledger
from broadsheet.flows.workers import executors
from broadsheet.flows.workers.processes import WorkerDiedError
from broadsheet.transforms.errors import RunError
from broadsheet.transforms.tables.declared.dataset import ARTICLES

# Imported once in the fork server, so that workers share its pages.
PRELOAD = ("broadsheet.flows.run.computation",)
# Finishing a part is our own code on bounded tables; only a machine that hangs takes this long. Set by hand.
PART_SECONDS = 3600.0
# One that kills its worker this often has a fault of its own. Set by hand.
PART_TRIES = 3
# A batch of fewer files would cost more to send and to store than a worker that idles. Set by hand.
SMALL_BATCH = 16
# So many files may take all the time or memory that a file has, in one run: with the usual settings some two hours.
# Set by hand.
MAX_COSTLY = 100
# Between two words on batches that are under way: a person who watches takes less for going on, and more for a halt.
# Set by hand.
TELL_SECONDS = 15.0
# A reader that fails on this many files, and on this share of them, has a fault of its own; fewer are strange files.
# Set by hand.
MAX_CRASHES = 3
MAX_CRASH_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the steps of a run have in common. `seconds` gathers how long each took."""

    settings: Settings
    conductor: Conductor
    executor: executors.Executor
    versions: Mapping[str, str]
    before: state.State | None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def crew(self) -> deciding.Crew:
        """Who carries out calls, and where."""
        return deciding.Crew(self.conductor, self.executor)

    def remembered(self, files: Sequence[listings.Found]) -> tuple[str, ...]:
        """The pieces that hold what models answered for these files before."""
        known = self.before.files if self.before else {}
        return tuple(sorted({known[file.raw_path].piece for file in files if file.raw_path in known}))

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the time of a step after the batches; while it lasts, tell of it."""
        started = time.monotonic()

        def tell() -> None:
            states = tuple(self.executor.states())
            self.conductor.tell(Stage(name, time.monotonic() - started, states))

        with ticking(tell, TELL_SECONDS):
            yield
        self.spend(name, time.monotonic() - started)

    def spend(self, name: str, seconds: float) -> None:
        """Add to the time of a step."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


@contextmanager
def workshop(
    settings: Settings, conductor: Conductor, now: Mapping[str, str], before: state.State | None
) -> Iterator[Workshop]:
    """A workshop, whose workers end with it."""
    settings = settings.from_any_folder()
    check = partial(computation.check_worker, settings, dict(now))
    executor = executors.executor(settings.executor, PRELOAD, check)
    try:
        yield Workshop(settings, conductor, executor, now, before)
    finally:
        executor.close()


@dataclass(frozen=True, slots=True)
class Ready:
    """A snapshot that is ready to be published, what it is made of, the account of the files, and of the tables among
    those that were computed the columns as they were recognised, by raw path."""

    content: snapshots.Manifest
    state: state.State
    account: Ledger
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def snapshot_id(self) -> str:
        """The id it will have."""
        return snapshots.snapshot_id(self.content)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What becomes of each article: the plan as it was carried out, the piece of each file, and what was decided."""

    plan: Plan
    owner: dict[str, str]
    sources: list[deciding.Source]
    decided: assembly.Decided


def compute(shop: Workshop, files: Sequence[listings.Found]) -> list[batches.Outcome]:
    """Stage files in batches; the order they come in does not matter to what follows.

    Raises  RunError, when too many files take all they may; what is staged stays, and the next run goes on from there
    """
    # A few files are shared out evenly, so that no worker idles; what is published does not depend on it.
    share = max(SMALL_BATCH, -(-len(files) // shop.executor.width))
    cut = [
        replace(batch, remembered=shop.remembered(batch.files))
        for batch in batches.cut(files, min(shop.settings.batch_size, share), shop.versions)
    ]
    calls = [partial(batches.compute, batch, shop.settings, shop.versions, shop.executor) for batch in cut]
    started = time.monotonic()
    outcomes: list[batches.Outcome] = []

    def tell(states: Sequence[str] = ()) -> None:
        n_refused = sum(len(batch.refused) for batch in outcomes)
        n_files, took = sum(batch.files for batch in outcomes), time.monotonic() - started
        shop.conductor.tell(Progress(len(outcomes), len(cut), n_files, len(files), took, n_refused, tuple(states)))

    with ticking(lambda: tell(shop.executor.states()), TELL_SECONDS):
        for outcome in shop.conductor.each("batch", calls, shop.executor):
            outcomes.append(outcome)
            _refuse_a_flood([path for batch in outcomes for path in batch.costly])
            tell()
    shop.spend("batches", time.monotonic() - started)
    if len(outcomes) != len(cut):
        raise RunError(f"{len(cut) - len(outcomes)} of {len(cut)} batches were lost: run again")
    return sorted(outcomes, key=lambda outcome: outcome.number)


def make(shop: Workshop, plan: Plan, read_ns: int) -> Ready:
    """Compute what the plan asks for, up to all that is published but the names of it.

    Raises  RunError, when too many files are rejected or crash their reader, or rows of two schemas would be mixed
    """
    before = shop.before
    outcomes = compute(shop, plan.compute)
    folder = shop.settings.processed / cache.FOLDER
    columns = batches.columns_of(folder, (piece for outcome in outcomes for piece in outcome.pieces))
    with shop.timed("decide"):
        verdict = shop.conductor.step("decide", partial(_decide, shop, plan, outcomes))
    with shop.timed("finish"):
        parts = _finish(shop, verdict.decided, before)
    with shop.timed("manifest"):
        content = shop.conductor.step("manifest", partial(_content, shop, verdict, parts))
        known = {
            path: _settled(file, verdict.owner[path], verdict.decided.articles.get(path, 0))
            for path, file in known_files(verdict.plan, before, read_ns).items()
            if path in verdict.owner
        }
        after = state.State(known, content["raw"]["sha256"], code.digest(), parts)
        trusted = {file.piece for file in before.files.values()} if before else set()
        for source in verdict.sources:
            if source.piece.key not in trusted:
                cache.sync(folder, source.piece)
    return Ready(content, after, verdict.decided.account, columns)


def _settled(file: state.Known, piece: str, articles: int) -> state.Known:
    """A file with its piece and articles; most are as they were, and to make a million anew takes seconds."""
    is_as_before = (file.piece, file.articles) == (piece, articles)
    return file if is_as_before else replace(file, piece=piece, articles=articles)


def _decide(shop: Workshop, plan: Plan, outcomes: Sequence[batches.Outcome]) -> _Verdict:
    """What becomes of each article."""
    settings = shop.settings
    folder = settings.processed / cache.FOLDER
    refused = [refusal for outcome in outcomes for refusal in outcome.refused]
    _refuse_a_fault_of_ours(refused, len(plan.listing.found))
    plan, refused = _spare_unreadable(plan, shop.before, refused)
    pieces = {piece.key: piece for piece in cache.pieces(folder)}
    owner = {path: piece.key for outcome in outcomes for piece in outcome.pieces for path in piece.files}
    owner = {**owner, **plan.carried}
    _refuse_a_mixture(_sources(pieces, owner), shop.versions, plan)
    owner = compaction.merged(folder, pieces, owner, settings.batch_size)
    sources = _sources(pieces, owner)
    made_by = assembly.MadeBy(shop.crew, shop.versions["code"])
    return _Verdict(plan, owner, sources, assembly.decide(settings, plan.listing, sources, refused, made_by))


def _content(shop: Workshop, verdict: _Verdict, parts: Mapping[str, list[snapshots.Part]]) -> snapshots.Manifest:
    """The manifest of what was finished."""
    flat = [part for group in parts.values() for part in group]
    origins = [source.piece.versions for source in verdict.sources]
    return assembly.content(shop.settings, verdict.plan.listing, verdict.decided.account, flat, origins)


def publish(settings: Settings, ready: Ready) -> snapshots.Published:
    """Make a snapshot current, in one step; what is pending in the operational tables goes with it."""
    processed = settings.processed
    state.save(processed, ready.snapshot_id, ready.state)
    published = snapshots.publish(processed, ready.content, settings.keep)
    journal.settle(processed, published.snapshot_id)
    state.forget_others(processed, published.snapshot_id)
    trust.save(processed)
    return published


def _finish(shop: Workshop, decided: assembly.Decided, before: state.State | None) -> dict[str, list[snapshots.Part]]:
    """The parts of each cause; those that have the cause they had before are taken as they are."""
    processed = shop.settings.processed
    known = {
        cause: parts
        for cause, parts in (before.parts if before else {}).items()
        if all(snapshots.holds(processed, part) for part in parts)
    }
    finished_parts: dict[str, list[snapshots.Part]] = {}
    orders: list[computation.PartOrder] = []
    for order in decided.orders:
        stale = {name for name, cause in order.causes.items() if cause not in known}
        finished_parts |= {cause: known[cause] for cause in order.causes.values() if cause in known}
        if computation.ROWS in stale:
            orders.append(order)
        elif stale:
            orders.append(replace(order, tables=(ARTICLES.name,)))
    for shard in decided.shards:
        parts = known.get(shard.cause)
        finished_parts[shard.cause] = parts or [snapshots.add_part(processed, shard.name, shard.label, shard.rows)]
    calls = [partial(_finish_part, shop.executor, order) for order in orders]
    finished = 0
    for parts_by_cause in shop.conductor.each("part", calls, shop.executor):
        finished_parts |= parts_by_cause
        finished += 1
    if finished != len(calls):
        raise RunError(f"{len(calls) - finished} of {len(calls)} parts were lost: run again")
    return finished_parts


def _finish_part(executor: executors.Executor, order: computation.PartOrder) -> dict[str, list[snapshots.Part]]:
    parts = _parts(executor, order)
    finished = {order.causes[ARTICLES.name]: [part for part in parts if part.table == ARTICLES.name]}
    if len(order.tables) > 1:
        finished[order.causes[computation.ROWS]] = [part for part in parts if part.table != ARTICLES.name]
    return finished


def _parts(executor: executors.Executor, order: computation.PartOrder) -> Sequence[snapshots.Part]:
    """The parts of an order. A worker that is killed meanwhile, for its memory say, says nothing against the order."""
    for _ in range(PART_TRIES - 1):
        try:
            return executor.call(PART_SECONDS, computation.finish_part, order)
        except WorkerDiedError:
            continue
    return executor.call(PART_SECONDS, computation.finish_part, order)


def _sources(pieces: Mapping[str, cache.Piece], owner: Mapping[str, str]) -> list[deciding.Source]:
    live: dict[str, set[str]] = {}
    for path, key in owner.items():
        live.setdefault(key, set()).add(path)
    return [deciding.Source(pieces[key], frozenset(live[key])) for key in sorted(live)]


def _spare_unreadable(
    plan: Plan, before: state.State | None, refused: Sequence[listings.Refused]
) -> tuple[Plan, list[listings.Refused]]:
    """A known file that changed while it was read keeps its old rows until the next run: no row is lost to a race."""
    known = before.files if before else {}
    spared = {
        refusal.raw_path: known[refusal.raw_path]
        for refusal in refused
        if refusal.code == "unreadable" and refusal.raw_path in known
    }
    if not spared:
        return plan, list(refused)
    all_files = [unread(spared[file.raw_path]) if file.raw_path in spared else file for file in plan.listing.found]
    carried = plan.carried | {path: file.piece for path, file in spared.items()}
    return replace(plan, listing=replace(plan.listing, found=tuple(all_files)), carried=carried), list(refused)


def _refuse_a_flood(costly: Sequence[str]) -> None:
    if len(costly) >= MAX_COSTLY:
        raise RunError(
            f"{len(costly)} files took all the time or memory that a file may: nothing was published. They are not"
            f" tried again, and the next run goes on with the rest. First: {costly[0]}"
        )


def _refuse_a_fault_of_ours(refused: Sequence[listings.Refused], n_files: int) -> None:
    crashed = [refusal for refusal in refused if refusal.code == "reader_crashed"]
    if len(crashed) >= MAX_CRASHES and len(crashed) > MAX_CRASH_SHARE * n_files:
        raise RunError(
            f"the reader crashed on {len(crashed)} of {n_files} files, which is a fault of the program: nothing was"
            f" published. First: {crashed[0].raw_path}: {crashed[0].message}"
        )


def _refuse_a_mixture(sources: Sequence[deciding.Source], now: Mapping[str, str], plan: Plan) -> None:
    old = [source for source in sources if versions.stale_cause(source.piece.versions, now) == "schema"]
    if not old:
        return
    paths = {path for source in old for path in source.live}
    if gone := sorted(paths & plan.removed):
        raise RunError(
            f"rows of {len(gone)} files that are gone from the raw folder ({gone[0]}, for one) have another schema"
            " version, and cannot be computed again: put the files back, or give --prune to go on without them"
        )
    raise RunError(
        f"the rows of {len(paths)} files have schema version {old[0].piece.versions['schema_version']}, the program"
        f" {now['schema_version']}, or other columns, and are never mixed: give --renew to compute all files again"
    )
