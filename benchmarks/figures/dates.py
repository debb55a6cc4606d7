"""From annotated dates to the accuracy of ours: of spans, and of the days they mean, by the years of the texts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.dates import documents, scorer
from benchmarks.figures.shares import Subject, precision_recall, shares
from broadsheet.flows.accuracy import Figure
from broadsheet.transforms.dates.expressions import TimeExpression, time_expressions

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dates" / "dates.dev.jsonl"
_TITLE = "TimeBank and AQUAINT, development part"
# The sets hold newspapers of 1989 to 1991, and agencies and broadcasts of 1998 to 2000.
_NINETIES = 1995

Time = dict[str, Any]


def figures(every: int) -> Iterator[Figure]:
    """The figures on each Nth document."""
    interval = scorer(GOLD).interval
    counts = [0, 0, 0]
    days: dict[str, list[bool]] = defaultdict(list)
    for document in list(documents(GOLD))[::every]:
        anchor = date.fromisoformat(document["published_date"]) if document["published_date"] else None
        ours = time_expressions(document["text"], anchor)
        marked = [time for time in document["times"] if not time["value"].endswith("_REF")]
        answers = [_overlapping(time, ours) for time in marked]
        references = [time for time in document["times"] if time["value"].endswith("_REF")]
        asked = [each for each in ours if not any(_overlaps(time, each) for time in references)]
        counts[0] += sum(answer is not None for answer in answers)
        counts[1] += len(asked)
        counts[2] += len(marked)
        for time, answer in zip(marked, answers, strict=True):
            wanted = interval(time["value"]) if time["type"] in ("DATE", "TIME") else None
            if wanted is not None:
                is_right = answer is not None and (answer.resolved_start, answer.resolved_end) == wanted
                for part in ("all", *_years(anchor)):
                    days[part].append(is_right)
    right, n_given, n_marked = counts
    yield from precision_recall("date", Subject("date", "dates", _TITLE), "all", (right, n_given, n_marked))
    yield from shares(Subject("day_right", "dates", _TITLE), days)


def _years(day: date | None) -> tuple[str, ...]:
    if day is None:
        return ()
    return ("texts of 1998 to 2000" if day.year > _NINETIES else "texts of 1989 to 1991",)


def _overlapping(time: Time, ours: Sequence[TimeExpression]) -> TimeExpression | None:
    return next((each for each in ours if _overlaps(time, each)), None)


def _overlaps(time: Time, expression: TimeExpression) -> bool:
    return bool(expression.start < time["end"] and expression.end > time["start"])
