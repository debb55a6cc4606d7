"""From annotated news to the weights of the name recogniser.

    python -m training.train --gold DIR --base DIR --out DIR [--fold K/N] [--epochs N] [--start DIR]
                             [--layers N] [--width N] [--teacher DIR] [--texts FILE]

With --fold K/N part K of the world-news corpus (whole outlets) is kept out and scored after each epoch. --start goes on
from weights trained before; with --teacher the network also learns from the teacher's probabilities, and keeps the
teacher's table of words as it is, so that one file serves both. --texts are news whose names nobody marked: of them
only the teacher tells.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import BertForTokenClassification

from training.corpora import OTHERS, WWN, Annotated, folds, load, unmarked
from training.network import WEIGHTS, inputs, pretrained, smaller, trained
from training.predict import f1, predicted
from training.windows import Example, Window, batches, example

SEED: Final = 20261122
_BATCH: Final = 8
_HEAD_RATE: Final = 5  # times the rate of the pretrained weights
_WARM_UP: Final = 0.06
_LOWEST: Final = 0.02
_DECAY: Final = 0.99
_TAUGHT: Final = 0.7
_SHOWN_EVERY: Final = 50


def loss_of(logits: torch.Tensor, batch: Sequence[Window]) -> torch.Tensor:
    """The mean over pieces of -log of the probability of all the labels a piece may have."""
    scores = logits.log_softmax(-1)
    own = []
    for row, window in enumerate(batch):
        allowed = torch.from_numpy(window.allowed)
        own.append(scores[row, 1 : len(allowed) + 1].masked_fill(~allowed, -1e4).logsumexp(-1))
    return -torch.cat(own).mean()


def divergence(logits: torch.Tensor, taught: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean over pieces of the divergence of the student's labels from the teacher's."""
    target = taught.log_softmax(-1)
    return ((target.exp() * (target - logits.log_softmax(-1))).sum(-1) * mask).sum() / mask.sum()


class Training:
    """One training: the network, its optimiser and the moving average of its weights, which is what is kept."""

    def __init__(
        self, model: BertForTokenClassification, teacher: BertForTokenClassification | None, n_steps: int, rate: float
    ) -> None:
        """`n_steps` is the length of the schedule: a warm-up, then a straight line down."""
        self.model, self.teacher, self.n_steps = model, teacher, n_steps
        if teacher is not None:
            words = model.bert.embeddings.word_embeddings.weight
            words.data.copy_(teacher.bert.embeddings.word_embeddings.weight)
            words.requires_grad_(False)
        new = [*model.classifier.parameters(), model.bert.embeddings.token_type_embeddings.weight]
        known = {id(parameter) for parameter in new}
        old = [parameter for parameter in model.parameters() if id(parameter) not in known]
        self.optimiser = torch.optim.AdamW(
            [{"params": old, "lr": rate}, {"params": new, "lr": rate * _HEAD_RATE}], weight_decay=0.01
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._share)
        self.average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(_DECAY))

    def _share(self, step: int) -> float:
        return min(1.0, (step + 1) / (_WARM_UP * self.n_steps)) * max(_LOWEST, 1 - step / self.n_steps)

    def step(self, batch: Sequence[Window]) -> float:
        """Learn from a batch; its loss."""
        given = inputs(batch)
        logits = self.model(**given).logits
        loss = loss_of(logits, batch)
        if self.teacher is not None:
            with torch.no_grad():
                taught = self.teacher(**given).logits
            loss = (1 - _TAUGHT) * loss + 2 * _TAUGHT * divergence(logits, taught, given["attention_mask"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad()
        self.average.update_parameters(self.model)
        return float(loss)


def epoch(training: Training, examples: Sequence[Example], rng: random.Random) -> None:
    """Once through the documents."""
    training.model.train()
    began = time.monotonic()
    for number, batch in enumerate(batches(examples, _BATCH, rng), 1):
        loss = training.step(batch)
        if number % _SHOWN_EVERY == 0:
            print(f"  batch {number}, loss {loss:.4f}, {time.monotonic() - began:.0f} s", flush=True)


def save(model: torch.nn.Module, out: Path, kept_out: Sequence[Annotated], tokenizer: Tokenizer) -> None:
    """Write the weights and, where documents were kept out, the names found in them."""
    torch.save(model.state_dict(), out / WEIGHTS)
    if not kept_out:
        return
    names = predicted(model, tokenizer, kept_out)
    print(f"kept out: {f1(kept_out, names)}", flush=True)
    with (out / "predicted.jsonl").open("w", encoding="utf-8") as lines:
        for document, found in zip(kept_out, names, strict=True):
            entities = [[one.start, one.end, one.type, one.score] for one in found]
            print(json.dumps({"doc_id": document.doc_id, "entities": entities}), file=lines)


def documents_of(gold: Path, fold: str | None) -> tuple[list[Annotated], list[Annotated]]:
    """The documents to train on, and those kept out; `fold` is "K/N" or None (none are kept out)."""
    world, kept_out = load(gold, WWN), []
    if fold:
        part, n_parts = map(int, fold.split("/"))
        parts = folds(world, n_parts)
        kept_out = parts.pop(part)
        world = [document for these in parts for document in these]
    return world + [document for corpus in OTHERS for document in load(gold, corpus)], kept_out


def start_of(arguments: argparse.Namespace) -> BertForTokenClassification:
    """The network to train: MiniLM, or one trained before, made as small as asked for."""
    model = trained(arguments.base, arguments.start) if arguments.start else pretrained(arguments.base)
    return smaller(model, arguments.layers, arguments.width)


def main() -> None:
    """Train, and write what was learnt after each epoch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--gold", "--base", "--out"):
        parser.add_argument(name, type=Path, required=True)
    for name in ("--start", "--teacher", "--texts"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--fold")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--width", type=int, default=1536)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    arguments = parser.parse_args()
    if arguments.texts and not arguments.teacher:
        parser.error("--texts tell nothing without a --teacher")
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(arguments.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    documents, kept_out = documents_of(arguments.gold, arguments.fold)
    documents += unmarked(arguments.texts) if arguments.texts else []
    examples = [example(tokenizer, document) for document in documents]
    n_steps = arguments.epochs * sum(1 for _ in batches(examples, _BATCH, random.Random(SEED)))
    teacher = trained(arguments.base, arguments.teacher) if arguments.teacher else None
    training = Training(start_of(arguments), teacher, n_steps, arguments.rate)
    arguments.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    for number in range(arguments.epochs):
        print(f"epoch {number + 1} of {arguments.epochs}, {n_steps // arguments.epochs} batches", flush=True)
        epoch(training, examples, rng)
        save(training.average.module, arguments.out, kept_out, tokenizer)


if __name__ == "__main__":
    main()
