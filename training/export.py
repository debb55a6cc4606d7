"""From the weights of a trained name recogniser to what it runs from: an ONNX graph, its tokenizer, and model.json.

    python -m training.export --weights FILE --model DIR --out DIR [--name news] [--float] [--slope S --intercept I]

The graph is written node by node, so that the same weights give the same bytes. It takes one window without padding.
With --float it computes in float throughout, as a yardstick; otherwise the large products are of bytes, and the table
of words is a file of its own, `common/words.bin`, that serves every model taught by the first (see train.py).
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from broadsheet.transforms.names.models.pieces import N_WRITINGS
from training.channels import LARGEST
from training.corpora import LABELS
from training.network import CLS, SEP
from training.windows import WINDOW

HEADS: Final = 12
EPSILON: Final = 1e-12
TINY: Final = 1e-9
# Where the models of a folder keep what they share, and what of it is in the graph only by name.
COMMON: Final = "common"
WORDS: Final = "words"
# The least value of gelu is -0.16997.
GELU_LEAST: Final = -0.17
# com.microsoft holds onnxruntime's fused operators.
FUSED: Final = "com.microsoft"

Array = NDArray[Any]
Number = np.float32 | np.uint8


@dataclass(frozen=True, slots=True)
class Quantised:
    """A value as bytes: (x - zero) * scale * row + least; in a float graph `x` is the value itself."""

    x: str
    scale: str = ""
    zero: str = ""
    row: str = ""
    least: float = 0.0


class Graph:
    """Nodes and constants in the order they were added."""

    def __init__(self, is_int8: bool) -> None:
        self.is_int8 = is_int8
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, name: str, value: Array | Number) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def outside(self, name: str, value: Array) -> str:
        """A constant that is given when the graph is loaded."""
        declared = numpy_helper.from_array(value, name)
        declared.ClearField("raw_data")
        declared.data_location = TensorProto.EXTERNAL
        declared.external_data.add(key="location", value=name)
        self._constants.append(declared)
        return name

    def node(self, operator: str, given: Sequence[str], made: str, domain: str = "", **attributes: object) -> str:
        self._nodes.append(helper.make_node(operator, given, [made], name=made, domain=domain, **attributes))
        return made

    def quantised(self, x: str, least: float | None = None) -> Quantised:
        """`x` as unsigned bytes, each row by its own greatest value: no outlier of another word costs digits.

        `least` bounds `x` from below: bytes then begin there, where they otherwise reach as far down as up.
        """
        if not self.is_int8:
            return Quantised(x)
        shifted, size = x, f"{x}.size"
        if least is None:
            self.node("Abs", [x], size)
        else:
            shifted = size = self.node("Sub", [x, self.constant(f"{x}.least", np.float32(least))], f"{x}.shifted")
        greatest = self.node("ReduceMax", [size, self.constant(f"{x}.axis", np.array([-1]))], f"{x}.greatest")
        row = self.node("Max", [greatest, self.constant(f"{x}.tiny", np.float32(TINY))], f"{x}.row")
        zero = 128 if least is None else 0
        scale = self.constant(f"{x}.scale", np.float32(1 / (255 - zero)))
        middle = self.constant(f"{x}.zero", np.uint8(zero))
        unit = self.node("Div", [shifted, row], f"{x}.unit")
        return Quantised(
            self.node("QuantizeLinear", [unit, scale, middle], f"{x}.bytes"), scale, middle, row, least or 0.0
        )

    def linear(self, given: Quantised, weight: Array, bias: Array, name: str) -> str:
        """given @ weight.T + bias; the bytes of the weights have a scale for each output."""
        if not self.is_int8:
            product = self.node("MatMul", [given.x, self.constant(f"{name}.weight", weight.T)], f"{name}.product")
            return self.node("Add", [product, self.constant(f"{name}.bias", bias)], name)
        scale = (np.maximum(np.abs(weight).max(axis=1), TINY) / LARGEST).astype(np.float32)
        whole = np.rint(weight / scale[:, None]).astype(np.int8)
        weights = self.constant(f"{name}.weight", whole.T)
        scales = self.constant(f"{name}.scale", scale)
        zeros = self.constant(f"{name}.zero", np.zeros(len(bias), np.int8))
        inputs = [given.x, weights, given.scale, scales, given.zero, zeros]
        unit = self.node("MatMulIntegerToFloat", inputs, f"{name}.unit", FUSED)
        product = self.node("Mul", [unit, given.row], f"{name}.product")
        offset = bias + given.least * scale * whole.sum(axis=1, dtype=np.float32)
        return self.node("Add", [product, self.constant(f"{name}.bias", offset.astype(np.float32))], name)

    def normed(self, x: str, y: str, weights: tuple[Array, Array], name: str) -> str:
        """The layer norm of x + y. Two nodes: onnxruntime's fused one is several times as slow on a CPU."""
        gamma, beta = (self.constant(f"{name}.{part}", value) for part, value in zip("gb", weights, strict=True))
        return self.node(
            "LayerNormalization", [self.node("Add", [x, y], f"{name}.sum"), gamma, beta], name, axis=-1, epsilon=EPSILON
        )

    def model(self, n_labels: int) -> ModelProto:
        """From `input_ids` and `token_type_ids`, both (1, n), to `logits`, (1, n, labels)."""
        given = [
            helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in ("input_ids", "token_type_ids")
        ]
        made = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "n", n_labels])]
        graph = helper.make_graph(self._nodes, "names", given, made, self._constants)
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="broadsheet")


def word_table(weights: dict[str, Array], is_int8: bool) -> tuple[Array, Array]:
    """The table of words, and the scale of each row; in a float graph the table itself."""
    words = weights["word_embeddings.weight"]
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), TINY) / 127
    return (np.rint(words / scale).astype(np.int8) if is_int8 else words), scale.astype(np.float32)


def embedded(graph: Graph, weights: dict[str, Array]) -> str:
    """Words, writings and places, added and normed. In an int8 graph each row of the word table has its own scale."""
    values, scale = word_table(weights, graph.is_int8)
    word = graph.node("Gather", [graph.outside(WORDS, values), "input_ids"], "word.stored")
    if graph.is_int8:
        rows = graph.node("Cast", [word], "word.whole", to=1)
        scales = graph.node("Gather", [graph.constant("words.scale", scale), "input_ids"], "word.scale")
        word = graph.node("Mul", [rows, scales], "word")
    writings = graph.constant("writings", weights["token_type_embeddings.weight"])
    places = graph.constant("places", weights["position_embeddings.weight"][: WINDOW + 2])
    zero = graph.constant("zero", np.array([0]))
    n = graph.node("Shape", ["input_ids"], "n", start=1, end=2)
    place = graph.node("Slice", [places, zero, n, zero], "place")
    writing = graph.node("Gather", [writings, "token_type_ids"], "writing")
    norm = weights["LayerNorm.weight"], weights["LayerNorm.bias"]
    return graph.normed(word, graph.node("Add", [writing, place], "where"), norm, "embedded")


def layer(graph: Graph, x: str, weights: dict[str, Array], name: str) -> str:
    """One layer of the encoder: attention, then the two products of its feed-forward part."""

    def linear(given: Quantised, part: str) -> str:
        return graph.linear(given, weights[f"{part}.weight"], weights[f"{part}.bias"], f"{name}.{part}")

    def normed(y: str, before: str, part: str) -> str:
        norm = weights[f"{part}.LayerNorm.weight"], weights[f"{part}.LayerNorm.bias"]
        return graph.normed(y, before, norm, f"{name}.{part}.norm")

    given = graph.quantised(x)
    heads = [linear(given, f"attention.self.{part}") for part in ("query", "key", "value")]
    seen = graph.node("MultiHeadAttention", heads, f"{name}.attention", FUSED, num_heads=HEADS)
    x = normed(linear(graph.quantised(seen), "attention.output.dense"), x, "attention.output")
    wide = graph.node("Gelu", [linear(graph.quantised(x), "intermediate.dense")], f"{name}.gelu")
    return normed(linear(graph.quantised(wide, GELU_LEAST), "output.dense"), x, "output")


def part_of(weights: dict[str, Array], prefix: str) -> dict[str, Array]:
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def exported(weights: dict[str, Array], is_int8: bool) -> bytes:
    """The graph of a network's weights. The classifier is in float: it is small, and its errors would tell most."""
    graph = Graph(is_int8)
    x = embedded(graph, part_of(weights, "bert.embeddings."))
    number = 0
    while own := part_of(weights, f"bert.encoder.layer.{number}."):
        x = layer(graph, x, own, f"layer{number}")
        number += 1
    head = graph.constant("classifier.weight", weights["classifier.weight"].T)
    scores = graph.node("MatMul", [x, head], "scores")
    graph.node("Add", [scores, graph.constant("classifier.bias", weights["classifier.bias"])], "logits")
    return bytes(graph.model(len(weights["classifier.bias"])).SerializeToString(deterministic=True))


def tokenizer_bytes(folder: Path) -> bytes:
    """The pretrained network's tokenizer without padding, truncation and special tokens, which its reader adds."""
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    kept = {**tokenizer, "padding": None, "truncation": None, "post_processor": None, "added_tokens": []}
    return (json.dumps(kept, ensure_ascii=False, sort_keys=True) + "\n").encode()


def described(arguments: argparse.Namespace, files: dict[str, bytes], table: Array) -> bytes:
    """model.json: what the files are, how the graph is fed, and what its scores are worth."""
    description = {
        "name": arguments.name,
        "labels": LABELS,
        "window": WINDOW,
        "words": {"shape": table.shape, "dtype": str(table.dtype)},
        "first": [CLS, N_WRITINGS + arguments.scheme],
        "last": [SEP, 0],
        "calibration": {"slope": arguments.slope, "intercept": arguments.intercept},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return (json.dumps(description, indent=1) + "\n").encode()


def refuse_others(out: Path, files: dict[str, bytes]) -> None:
    """The models of a folder share what is common to them."""
    for name in files:
        held = out / name
        if name.startswith(COMMON) and held.is_file() and held.read_bytes() != files[name]:
            raise SystemExit(f"{held} is that of other models: a model taught by them keeps it (--teacher)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the folder of models")
    parser.add_argument("--name", default="news")
    parser.add_argument("--scheme", type=int, default=0)
    parser.add_argument("--slope", type=float, default=1.0)
    parser.add_argument("--intercept", type=float, default=0.0)
    parser.add_argument("--float", action="store_true")
    arguments = parser.parse_args()
    state = torch.load(arguments.weights, weights_only=True)
    weights = {name: value.to(torch.float32).numpy() for name, value in state.items()}
    table, _ = word_table(part_of(weights, "bert.embeddings."), not arguments.float)
    files = {
        f"{COMMON}/tokenizer.json": tokenizer_bytes(arguments.model),
        f"{COMMON}/words.bin": table.tobytes(),
        f"{arguments.name}/model.onnx": exported(weights, not arguments.float),
    }
    refuse_others(arguments.out, files)
    files[f"{arguments.name}/model.json"] = described(arguments, files, table)
    for name, content in files.items():
        (arguments.out / name).parent.mkdir(parents=True, exist_ok=True)
        (arguments.out / name).write_bytes(content)
        print(f"{hashlib.sha256(content).hexdigest()}  {arguments.out / name}  {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
