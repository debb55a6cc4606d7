"""How many speakers have their entity, and persons their role, among quotations and persons labelled by eye.

    python -m benchmarks.speakers [--errors]

Labels are offsets in texts beside the project (benchmarks/speaker_labels.tsv, role_labels.tsv), drawn with seeds and
made before the rules. The third and fourth sample of speakers were run once before anything was looked at (figures in
docs/accuracy.md), then mended by kind, too; of roles every second row was looked at ("seen"), the others were not.
Prints the speakers that are right, wrong and absent among quotations whose source has a name, and those given to
sources without one; then roles and affiliations: precision and recall. With Wilson intervals of 95 %.
"""

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from broadsheet.transforms.names.linking import Resolved, resolve
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.names.recogniser import Document, Section
from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import PASSAGES, Quote, QuoteInput, QuoteSection
from broadsheet.transforms.sentences.parsing import Parser
from broadsheet.transforms.sentences.splitter import sentence_spans
from broadsheet.transforms.staged import DEFAULT_RECOGNISER
from broadsheet.transforms.tables.built.quotes import named_in

HERE: Final = Path(__file__).resolve().parent
GOLD: Final = HERE.parents[1] / "shared" / "gold"
TEXTS: Final = ("ner/wwn.dev.jsonl", "unmarked/bbc.jsonl")
SPEAKERS: Final = HERE / "speaker_labels.tsv"
ROLES: Final = HERE / "role_labels.tsv"
_Z: Final = 1.96  # of a normal distribution, for 95 %
_SAMPLE: Final = "# sample "
_OPEN: Final = frozenset({"?", "x", "~"})  # what a label leaves open, and rows in which nobody speaks

Span = tuple[int, int]


class Label(NamedTuple):
    """A range of a text, what a reader says of it, and the sample it is of."""

    doc_id: str
    span: Span
    said: tuple[str, ...]
    sample: int = 1

    @property
    def is_seen(self) -> bool:
        """Whether the row was looked at while rules were written: one of two, by its offset."""
        return self.span[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its names and quotations."""

    text: str
    resolved: Resolved
    quotes: tuple[Quote, ...]


def labels(path: Path) -> list[Label]:
    """The rows of a file of labels; "# sample N" stands above those of a later sample."""
    rows: list[Label] = []
    sample = 1
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            sample = int(line.split()[2].rstrip(":")) if line.startswith(_SAMPLE) else sample
            continue
        doc_id, start, end, *said = line.split("\t")
        rows.append(Label(doc_id, (int(start), int(end)), tuple(said), sample))
    return rows


def texts(doc_ids: Iterable[str]) -> dict[str, str]:
    """The texts of documents of the gold, by id."""
    wanted = set(doc_ids)
    documents = (json.loads(line) for name in TEXTS for line in (GOLD / name).read_text(encoding="utf-8").splitlines())
    return {document["doc_id"]: document["text"] for document in documents if document["doc_id"] in wanted}


def read(by_id: dict[str, str]) -> Iterator[tuple[str, Read]]:
    """Each text with what the pipeline's stages find in it as one section."""
    recogniser, parser = recogniser_named(DEFAULT_RECOGNISER), Parser()
    for doc_id, text in by_id.items():
        paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
        sentences = tuple((low + a, low + b) for low, high in paragraphs for a, b in sentence_spans(text[low:high]))
        document = Document("en", (Section("text", text, sentences),))
        resolved = resolve(document, recogniser.names([document])[0])
        section = QuoteSection("text", text, paragraphs, sentences, parser.parse(text, paragraphs, sentences))
        yield doc_id, Read(text, resolved, find_quotes(QuoteInput((section,), *named_in(resolved))))


def spans(label: str) -> list[Span]:
    """The offsets of a label's alternatives: "3-9/40-44"."""
    return [(int(start), int(end)) for start, _, end in (part.partition("-") for part in label.split("/"))]


def entities_at(resolved: Resolved, label: str) -> set[int]:
    """The entities of the mentions that overlap one of a label's alternatives."""
    return {
        mention.entity
        for mention in resolved.mentions
        if any(mention.start < end and start < mention.end for start, end in spans(label))
    }


def speaker_verdict(article: Read, label: Label) -> str:
    """Whether the speakers of a labelled quotation are right, wrong or absent; of a source without name: false, open.

    Of several speakers all must be told, and no other.
    """
    quote = _quote_at(article.quotes, label.span)
    told = set(quote.speaker_entities) if quote is not None else set()
    if label.said[0] == "-":
        return "false" if told else "open"
    wanted = [entities_at(article.resolved, part) for part in label.said[0].split("|")]
    if not told:
        return "absent"
    is_right = told <= set().union(*wanted) and all(told & entities for entities in wanted)
    return "right" if is_right else "wrong"


def _quote_at(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """The quotation that shares most with a span."""
    shared = [
        (min(quote.char_end, span[1]) - max(quote.char_start, span[0]), -(quote.char_end - quote.char_start), at)
        for at, quote in enumerate(quotes)
        if quote.kind not in PASSAGES
    ]
    most = max(shared, default=(0, 0, 0))
    return quotes[most[2]] if most[0] > 0 else None


def role_verdicts(article: Read, label: Label) -> tuple[str, str]:
    """Whether the role and the affiliation of a labelled person are right, wrong, absent, false or open."""
    near = [m for m in article.resolved.mentions if m.start < label.span[1] and label.span[0] < m.end]
    mention = near[0] if near else None
    role = mention.role if mention is not None else None
    affiliation = mention.affiliation if mention is not None else None
    heads = (
        {article.text[start:end] for start, end in spans(label.said[0])} if "-" != label.said[0] not in _OPEN else set()
    )
    role_is = _verdict(label.said[0], role is not None, any(head in (role or "") for head in heads))
    wanted = entities_at(article.resolved, label.said[1]) if label.said[1] not in {"-", *_OPEN} else set()
    return role_is, _verdict(label.said[1], affiliation is not None, affiliation in wanted)


def _verdict(label: str, is_told: bool, is_right: bool) -> str:
    if label in _OPEN:
        return "left"
    if label == "-":
        return "false" if is_told else "open"
    return "absent" if not is_told else "right" if is_right else "wrong"


def wilson(hits: int, trials: int) -> str:
    """A share in per cent with its interval (Wilson 1927)."""
    if not trials:
        return "-"
    share, square = hits / trials, _Z * _Z / trials
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / trials + square / trials / 4)
    return f"{share:6.1%} ({max(middle - half, 0):.1%} to {middle + half:.1%}) of {trials}"


def _print_speakers(counts: Counter[str], title: str) -> None:
    named = counts["right"] + counts["wrong"] + counts["absent"]
    print(f"speakers, {title}")
    for verdict in ("right", "wrong", "absent"):
        print(f"  {verdict:<8}{wilson(counts[verdict], named)}")
    print(f"  false   {wilson(counts['false'], counts['false'] + counts['open'])} without a name")


def _print_told(counts: Counter[str], title: str) -> None:
    told = counts["right"] + counts["wrong"] + counts["false"]
    there = counts["right"] + counts["wrong"] + counts["absent"]
    print(f"{title}\n  precision{wilson(counts['right'], told)}\n  recall   {wilson(counts['right'], there)}")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--errors", action="store_true", help="print the rows that are not right, of roles the seen ones"
    )
    arguments = parser.parse_args()
    if not GOLD.is_dir():
        raise SystemExit("the development gold (../shared/gold) is not beside the project")
    speakers, roles = labels(SPEAKERS), labels(ROLES)
    articles = dict(read(texts(label.doc_id for label in (*speakers, *roles))))
    report(articles, speakers, roles, with_errors=arguments.errors)


def report(articles: dict[str, Read], speakers: list[Label], roles: list[Label], *, with_errors: bool) -> None:
    """Print what is right of the labels."""
    of_speakers = [
        (label, speaker_verdict(articles[label.doc_id], label)) for label in speakers if label.said[0] not in _OPEN
    ]
    of_roles = [(label, *role_verdicts(articles[label.doc_id], label)) for label in roles]
    for title, samples in (("all", {1, 3, 4}), ("samples 1, 2", {1}), ("sample 3", {3}), ("sample 4", {4})):
        _print_speakers(Counter(verdict for label, verdict in of_speakers if label.sample in samples), title)
    for title, halves in (("all", {True, False}), ("seen", {True}), ("unseen", {False})):
        _print_told(Counter(role for label, role, _ in of_roles if label.is_seen in halves), f"roles, {title}")
        _print_told(Counter(body for label, _, body in of_roles if label.is_seen in halves), f"affiliations, {title}")
    if with_errors:
        judged = [(label, (verdict,)) for label, verdict in of_speakers]
        for mine, verdicts in (*judged, *((label, told) for label, *told in of_roles)):
            if (mine.is_seen or len(verdicts) == 1) and not {"right", "open", "left"}.issuperset(verdicts):
                print(mine.doc_id, mine.span, *mine.said, *verdicts)


if __name__ == "__main__":
    main()
