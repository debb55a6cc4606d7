"""What is decided of a collection is the same, however many calls it is decided in."""

import random
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.flows.run.whole import deciding
from broadsheet.flows.store import snapshots
from broadsheet.transforms import shards

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

_WORDS = [
    f"{first}{last}" for first in ("bar", "del", "fin", "gor", "kem", "lun") for last in ("a", "et", "is", "om", "und")
]


def _tell(desk: "Desk", name: str, day: str, sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    (desk.raw / name).write_text(f"# The ferry of {name}\n\nBy Tove Lindahl\n\n{day}\n\n{text}\n")


def _sentences(seed: int, n: int = 9) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(_WORDS, k=18)).capitalize() + "." for _ in range(n)]


@pytest.fixture
def copies(desk: "Desk") -> "Desk":
    """Six stories, each with a copy that is cut and one with another lead, and a sentence that all have."""
    for story in range(6):
        told, shared = _sentences(story), ["The council of the valley will decide on the plan in the last week of May."]
        _tell(desk, f"story-{story}.md", f"2021-02-{story + 1:02}", told + shared)
        _tell(desk, f"cut-{story}.md", f"2021-02-{story + 8:02}", told[:6] + shared)
        _tell(desk, f"lead-{story}.md", f"2021-03-{story + 1:02}", _sentences(100 + story, 2) + told[1:] + shared)
    return desk


@pytest.mark.parametrize("n_bands", [pytest.param(n, id=f"{n} bands") for n in (2, 8)])
def test_any_number_of_bands_and_calls_publishes_the_same_bytes(
    copies: "Desk", monkeypatch: pytest.MonkeyPatch, n_bands: int
) -> None:
    copies.ingest("whole")
    n_prints = _n_prints(copies, monkeypatch)
    monkeypatch.setattr(deciding, "PRINTS_PER_BAND", -(-n_prints // n_bands))
    monkeypatch.setattr(deciding, "PAIRS_PER_CALL", 3)
    bands: list[tuple[int, int]] = []
    band = deciding._band

    def spy(*arguments: Any) -> Any:  # noqa: ANN401 - as _band
        bands.append(arguments[-1])
        return band(*arguments)

    monkeypatch.setattr(deciding, "_band", spy)
    copies.ingest("sharded")
    assert sorted(bands) == [(number, n_bands) for number in range(n_bands)]
    assert copies.published("sharded") == copies.published("whole")
    pairs = snapshots.read_table(copies.raw.parent / "sharded", "copies")
    assert pairs.num_rows == 18


def _n_prints(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> int:
    """The fingerprints of all articles."""
    counts: list[int] = []
    settled = shards.settled

    def spy(known: shards.Identified, *more: Any) -> Any:  # noqa: ANN401 - as settled
        counts.append(sum(known.kept["n_prints"].to_pylist()))
        return settled(known, *more)

    with monkeypatch.context() as patch:
        patch.setattr(shards, "settled", spy)
        desk.ingest("counted")
    return counts[0]
