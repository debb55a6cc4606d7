"""From a pretrained MiniLM to a token classifier that also reads how words are written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from transformers import BertConfig, BertForTokenClassification

from broadsheet.transforms.names.models.pieces import N_WRITINGS
from training.corpora import LABELS, N_SCHEMES
from training.windows import Window

CLS: Final = 101
SEP: Final = 102
WEIGHTS: Final = "weights.pt"
_NOISE: Final = 0.02


def pretrained(folder: Path) -> BertForTokenClassification:
    """MiniLM from its folder; the rows of the second input and the classifier are new."""
    config = BertConfig.from_pretrained(folder)
    config.num_labels = len(LABELS)
    model = BertForTokenClassification.from_pretrained(folder, config=config)
    old = model.bert.embeddings.token_type_embeddings.weight.data[0]
    rows = torch.nn.Embedding(N_WRITINGS + N_SCHEMES, model.config.hidden_size)
    rows.weight.data = old + _NOISE * torch.randn(rows.weight.shape)
    model.bert.embeddings.token_type_embeddings = rows
    model.config.type_vocab_size = N_WRITINGS + N_SCHEMES
    return model


def smaller(model: BertForTokenClassification, n_layers: int, width: int) -> BertForTokenClassification:
    """Keep `n_layers` of a model's layers, evenly, and the `width` neurons of each that carry the most weight."""
    layers = model.bert.encoder.layer
    kept = [round((number + 1) * len(layers) / n_layers) - 1 for number in range(n_layers)]
    model.bert.encoder.layer = torch.nn.ModuleList(layers[index] for index in kept)
    for layer in model.bert.encoder.layer:
        into, out = layer.intermediate.dense, layer.output.dense
        carried = into.weight.data.norm(dim=1) * out.weight.data.norm(dim=0)
        best = carried.topk(min(width, len(carried))).indices.sort().values
        into.weight.data, into.bias.data = into.weight.data[best], into.bias.data[best]
        out.weight.data = out.weight.data[:, best].contiguous()
    return model


def trained(base: Path, folder: Path) -> BertForTokenClassification:
    """A model of ours from the folder it was trained into; `base` is the folder of MiniLM."""
    weights = torch.load(folder / WEIGHTS, weights_only=True)
    n_layers = sum(name.endswith("intermediate.dense.weight") for name in weights)
    width = len(weights["bert.encoder.layer.0.intermediate.dense.weight"])
    model = smaller(pretrained(base), n_layers, width)
    model.load_state_dict(weights)
    return model.eval()


def inputs(windows: Sequence[Window]) -> dict[str, torch.Tensor]:
    """Windows as one padded batch; the scheme goes in as the writing of the first token."""
    width = max(len(window.ids) for window in windows) + 2
    made = {name: torch.zeros(len(windows), width, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    made["token_type_ids"] = torch.zeros_like(made["input_ids"])
    for row, window in enumerate(windows):
        n = len(window.ids)
        made["input_ids"][row, : n + 2] = torch.tensor([CLS, *window.ids.tolist(), SEP])
        made["attention_mask"][row, : n + 2] = 1
        made["token_type_ids"][row, : n + 1] = torch.tensor([N_WRITINGS + window.scheme, *window.writings.tolist()])
    return made
