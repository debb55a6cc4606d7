"""From an exported recogniser to one that is quicker: one scale for all words where a layer norm gives what is read.

    python -m training.smooth --models DIR --name news --texts TEXTS

`training.export` scales each word piece by its own greatest value, since few channels of what the norms give are up to
ten times as large as the rest. Here each channel is divided by what makes them alike, its weights multiplied by the
same, and one scale is fixed from TEXTS (JSONL, a document a line, "text"): no greatest value is sought any more, and
the product itself adds its bias. What attention and gelu give is still scaled piece by piece: with attention smoothed
as well nothing was gained, with gelu names lost .2. On one machine the same files give the same bytes.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.news_recogniser import CONTEXT, WINDOW, session
from broadsheet.transforms.names.models.windows import framed, streamed, windows
from broadsheet.transforms.names.recogniser import Document, Section
from training.channels import factors, quantised, step

# Windows from which sizes are taken; with 300 names were within a tenth of a point of those of 800.
WINDOWS: Final = 800
PRODUCT: Final = "MatMulIntegerToFloat"
# The nodes by which `training.export` makes bytes of a value, and those behind a product.
TO_BYTES: Final = (".size", ".greatest", ".row", ".unit", ".bytes")
BEHIND: Final = (".unit", ".product", "")

Array = NDArray[Any]


class Released:
    """A graph of a folder of models, with what it takes to run it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / name / "model.onnx"
        self.about = json.loads((folder / name / "model.json").read_text(encoding="utf-8"))
        self.graph = onnx.load(str(self.path), load_external_data=False)
        self.tokenizer = Tokenizer.from_file(str(folder / "common" / "tokenizer.json"))
        table = self.about["words"]
        self._words = np.fromfile(folder / "common" / "words.bin", table["dtype"]).reshape(table["shape"])
        self._constants = {constant.name: constant for constant in self.graph.graph.initializer}

    def normed(self) -> list[str]:
        """The values that layer norms give and that are scaled piece by piece."""
        norms = [node.output[0] for node in self.graph.graph.node if node.op_type == "LayerNormalization"]
        scaled = {node.output[0] for node in self.graph.graph.node if node.op_type == "ReduceMax"}
        return [value for value in norms if f"{value}.greatest" in scaled]

    def readers(self) -> dict[str, list[str]]:
        """For each value that is read as bytes, the products that read it."""
        readers: dict[str, list[str]] = {}
        for node in self.graph.graph.node:
            if node.op_type == PRODUCT:
                value, product = node.input[0].removesuffix(".bytes"), node.output[0].removesuffix(".unit")
                readers.setdefault(value, []).append(product)
        return readers

    def constant(self, name: str) -> Array:
        return np.asarray(numpy_helper.to_array(self._constants[name]))

    def weight(self, product: str) -> Array:
        """The weights of a product as numbers, channels x outputs."""
        return self.constant(f"{product}.weight").astype(np.float32) * self.constant(f"{product}.scale")

    def sizes(self, values: list[str], texts: Path) -> dict[str, Array]:
        """For each value the greatest size of each of its channels over windows of the texts."""
        probed = ModelProto()
        probed.CopyFrom(self.graph)
        probed.graph.output.extend(helper.make_tensor_value_info(value, TensorProto.FLOAT, None) for value in values)
        probe = session(probed.SerializeToString(), self._words)
        sizes: dict[str, Array] = dict.fromkeys(values, np.zeros(1, np.float32))
        for window in islice(self._inputs(texts), WINDOWS):
            for value, rows in zip(values, probe.run(values, window), strict=True):
                sizes[value] = np.maximum(sizes[value], np.abs(rows[0]).max(axis=0))
        return sizes

    def _inputs(self, texts: Path) -> Iterator[dict[str, Array]]:
        first, last = self.about["first"], self.about["last"]
        with texts.open(encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                stream = streamed(self.tokenizer, Document("en", (Section("text", text, ((0, len(text)),)),)))
                for window in windows(stream.joints, WINDOW, CONTEXT) if stream.runs else ():
                    yield framed(stream.pieces, window, first, last)


def smoothed(model: Released, sizes: dict[str, Array]) -> bytes:
    """The graph with one scale for each of the values whose channels' sizes are given."""
    readers = model.readers()
    constants: dict[str, Array] = {}
    instead: dict[str, list[NodeProto]] = {}
    left_out = {f"{value}{part}" for value in sizes for part in TO_BYTES}
    for value, greatest in sizes.items():
        weights = [model.weight(product) for product in readers[value]]
        divided_by = factors(greatest, weights)
        scale, zero = f"{value}.step", f"{value}.zero"
        constants |= {f"{value}.factors": 1 / divided_by, scale: np.asarray(step(greatest, divided_by))}
        even, as_bytes = f"{value}.even", f"{value}.bytes"
        nodes = [
            helper.make_node("Mul", [value, f"{value}.factors"], [even], name=even),
            helper.make_node("QuantizeLinear", [even, scale, zero], [as_bytes], name=as_bytes),
        ]
        for product, weight in zip(readers[value], weights, strict=True):
            constants[f"{product}.weight"], constants[f"{product}.scale"] = quantised(weight, divided_by)
            own = [f"{product}.{part}" for part in ("weight", "scale", "zero", "bias")]
            inputs = [as_bytes, own[0], scale, own[1], zero, own[2], own[3]]
            nodes.append(helper.make_node(PRODUCT, inputs, [product], name=product, domain="com.microsoft"))
            left_out |= {f"{product}{part}" for part in BEHIND}
        instead[as_bytes] = nodes
    return _rebuilt(model.graph, instead, left_out, constants)


def _rebuilt(
    graph: ModelProto, instead: dict[str, list[NodeProto]], left_out: set[str], constants: dict[str, Array]
) -> bytes:
    """The graph with other nodes in the place of one, without those left out, and with the constants that are read."""
    nodes = [
        node
        for old in graph.graph.node
        for node in instead.get(old.output[0], [] if old.output[0] in left_out else [old])
    ]
    read = {name for node in nodes for name in node.input}
    kept = [old for old in graph.graph.initializer if old.name in read and old.name not in constants]
    rebuilt = ModelProto()
    rebuilt.CopyFrom(graph)
    del rebuilt.graph.node[:], rebuilt.graph.initializer[:]
    rebuilt.graph.node.extend(nodes)
    rebuilt.graph.initializer.extend(kept)
    rebuilt.graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    return bytes(rebuilt.SerializeToString(deterministic=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="the folder of models")
    parser.add_argument("--name", required=True)
    parser.add_argument("--texts", type=Path, required=True)
    arguments = parser.parse_args()
    model = Released(arguments.models, arguments.name)
    values = model.normed()
    if not values:
        raise SystemExit(f"{model.path} has one scale for each value already: begin with what training.export wrote")
    content = smoothed(model, model.sizes(values, arguments.texts))
    model.path.write_bytes(content)
    model.about["sha256"][f"{arguments.name}/model.onnx"] = hashlib.sha256(content).hexdigest()
    (model.path.parent / "model.json").write_text(json.dumps(model.about, indent=1) + "\n", encoding="utf-8")
    print(f"{hashlib.sha256(content).hexdigest()}  {model.path}  {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
