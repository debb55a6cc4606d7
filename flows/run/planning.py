"""What a run must compute, what it carries over, and what is gone, by what is there and what is known."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace

from broadsheet.flows.raw import listings
from broadsheet.flows.store.state import Known, State
from broadsheet.transforms.errors import RunError


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does.

    `listing`: what the next snapshot is made of: the files found, and those that are gone but carried over (`removed`).
    `compute`: files to read, and `carried`: the piece of each other file, by raw path. `lessened`: files that are
    carried with what was read with them, though that is gone.
    """

    listing: listings.Listing
    compute: tuple[listings.Found, ...]
    carried: dict[str, str]
    removed: frozenset[str]
    new: int
    changed: int
    gone: int
    lessened: frozenset[str] = frozenset()

    @property
    def unchanged(self) -> int:
        """Files found as they were."""
        return len(self.listing.found) - len(self.removed) - self.new - self.changed


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run was asked for: to drop the rows of files that are gone, and which known files to compute again."""

    prune: bool = False
    max_prune_share: float = 1.0
    renew: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Cache:
    """The pieces there are: keys of all, and by raw path and digest of a file the one that is as if computed now."""

    keys: Container[str]
    ready: Mapping[tuple[str, str], str]


def make(listing: listings.Listing, state: State | None, cache: Cache, wishes: Wishes) -> Plan:
    """Plan a run.

    Raises  RunError, when pruning would drop more than the set share of the known files, or rows that should be carried
            over are not in the cache any more
    """
    known = state.files if state else {}
    compute: list[listings.Found] = []
    carried: dict[str, str] = {}
    lessened = frozenset() if wishes.prune else _lessened(listing, known)
    new = changed = 0
    for file in listing.found:
        before = known.get(file.raw_path)
        is_same = before is not None and (before.unit == file.unit or file.raw_path in lessened)
        new += before is None or before.is_removed
        changed += before is not None and not before.is_removed and before.raw_sha256 != file.raw_sha256
        if file.joined_to is not None:
            continue
        if is_same and before is not None and before.piece in cache.keys and not wishes.renew(file.raw_path):
            carried[file.raw_path] = before.piece
        elif piece := cache.ready.get((file.raw_path, file.unit)):
            carried[file.raw_path] = piece
        else:
            compute.append(file)
    carried |= {file.raw_path: carried[file.joined_to] for file in listing.found if file.joined_to in carried}
    kept, removed, gone = _absent(listing, known, wishes)
    lost = [file.raw_path for file in kept if file.piece not in cache.keys]
    if lost:
        raise RunError(
            f"{len(lost)} files are gone from the raw folder, and their rows from the cache ({lost[0]}, for one): put"
            " them back, or give --prune to go on without them"
        )
    carried |= {file.raw_path: file.piece for file in kept}
    all_files = sorted((*listing.found, *(unread(file) for file in kept)), key=lambda file: file.raw_path)
    whole = replace(listing, found=tuple(all_files))
    return Plan(whole, tuple(compute), carried, frozenset(removed), new, changed, gone, lessened & carried.keys())


def _lessened(listing: listings.Listing, known: Mapping[str, Known]) -> frozenset[str]:
    """The files that are as they were but for companions that are gone from the folder: their rows stay."""
    there = {file.raw_path for file in listing.found}
    lessened: set[str] = set()
    for file in listing.found:
        before = known.get(file.raw_path)
        if before is None or not before.companions or before.raw_sha256 != file.raw_sha256:
            continue
        left = {companion.raw_path for companion in file.companions}
        if not there.issuperset(before.companions) and left <= set(before.companions):
            lessened.add(file.raw_path)
    return frozenset(lessened)


def _absent(
    listing: listings.Listing, known: Mapping[str, Known], wishes: Wishes
) -> tuple[list[Known], frozenset[str], int]:
    """Of the known files that were not found: those carried over, which of them are gone, how many went since."""
    there = {file.raw_path for file in listing.found}
    absent = [file for path, file in known.items() if path not in there]
    unsure = [file for file in absent if _is_unreadable(file.raw_path, listing.refused)]
    is_unsure = {file.raw_path for file in unsure}
    lost = [file for file in absent if file.raw_path not in is_unsure]
    gone = sum(not file.is_removed for file in lost)
    digests = {file.raw_sha256 for file in listing.found}
    refused = {refusal.raw_path for refusal in listing.refused}
    with_rows = [
        file for file in lost if file.articles and file.raw_sha256 not in digests and file.raw_path not in refused
    ]
    if not wishes.prune:
        return unsure + with_rows, frozenset(file.raw_path for file in with_rows), gone
    if len(with_rows) > wishes.max_prune_share * len(known):
        raise RunError(
            f"{len(with_rows)} of {len(known)} known files are gone from the raw folder, more than the share of"
            f" {wishes.max_prune_share:g} that may be pruned at once: is the folder mounted? If so, raise"
            " --max-prune-share"
        )
    return unsure, frozenset(), gone


def _is_unreadable(raw_path: str, refused: Iterable[listings.Refused]) -> bool:
    """Whether the file system refused a file (or that of a slice), or a folder it is in: its rows stay for now."""
    return any(
        refusal.code == "unreadable"
        and (raw_path == refusal.raw_path or raw_path.startswith((f"{refusal.raw_path}/", f"{refusal.raw_path}#")))
        for refusal in refused
    )


def unread(file: Known) -> listings.Found:
    """A known file as it was when it was last read; without a path, since it is not there to be read."""
    return listings.Found(file.raw_path, "", file.raw_sha256, file.size_bytes, file.mtime_ns, hint=file.hint)


def known_files(plan: Plan, before: State | None, read_ns: int) -> dict[str, Known]:
    """What is known of the files of a plan whose listing was made at `read_ns`; piece and articles are as they were."""
    files = before.files if before else {}
    trusted = before.trusted() if before else {}
    known: dict[str, Known] = {}
    for file in plan.listing.found:
        old = files.get(file.raw_path)
        stamp = (file.size_bytes, file.mtime_ns, file.raw_sha256, file.hint)
        unit, beside = file.unit, [companion.raw_path for companion in file.companions]
        if old is not None and (not file.path or file.raw_path in plan.lessened):
            unit, beside = old.unit, old.companions
        if old is not None and (not file.path or trusted.get(file.raw_path) == stamp):
            is_gone = file.raw_path in plan.removed
            is_as_before = (old.is_removed, old.unit, old.companions) == (is_gone, unit, beside)
            known[file.raw_path] = (
                old if is_as_before else replace(old, is_removed=is_gone, unit=unit, companions=beside)
            )
        else:
            piece, articles = (old.piece, old.articles) if old else ("", 0)
            known[file.raw_path] = Known(
                file.raw_path,
                file.raw_sha256,
                file.size_bytes,
                file.mtime_ns,
                read_ns,
                piece,
                articles,
                is_removed=False,
                hint=file.hint,
                unit=unit,
                companions=beside,
            )
    return known
