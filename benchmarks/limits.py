"""From articles to what each stage takes of the processor, and how near that is to what the processor can do.

    PYTHONPATH=. python benchmarks/limits.py [--articles 30] [--tier full]

Prints three tables, and writes them as JSON. `stages`: CPU microseconds a word, each stage without those it calls.
`encoder`: microseconds a word piece of the nodes of the name model, the least of many runs, with multiply-adds a second
where a node multiplies matrices. `machine`: multiply-adds a second in bytes (the best rate of any node above) and in
floats (numpy), bytes a second that memory and disk take.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime

from benchmarks.end_to_end import TIERS, table, texts
from benchmarks.loops import on_one_thread
from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile
from broadsheet.transforms.names.models.released import description_of, file_of

ROOT: Final = Path(__file__).parents[1]
STAGES: Final = (
    *(
        "quoted_of",
        "sentences_of",
        "origins_of",
        "parses_of",
        "documents_of",
        "resolved_of",
        "quotes_of",
        "quote_table",
    ),
    *("quote_speaker_table", "mention_table", "sentence_table", "date_table", "article_table", "paragraph_table"),
    *("entity_table", "number_table", "vector_table", "author_table", "image_table", "link_table", "file_table"),
    *("evidence_table", "index_table"),
)
PIECES: Final = 200  # of a window, about the mean on news
RUNS: Final = 60  # of which the least is taken: others are disturbed by what else the machine does
MATRIX: Final = (512, 1024, 1024)
BYTES: Final = 1 << 28


class Watch:
    """CPU seconds by stage, each without what it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, watched."""

        def watched(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
            self._inside.append(0.0)
            started = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                took = time.process_time() - started
                self.seconds[name] += took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        return watched


def stages(n_articles: int, tier: str) -> dict[str, dict[str, float]]:
    """CPU microseconds a word of each stage, and its share."""
    tools = pipeline.tools(*TIERS[tier])
    contents = [content.encode() for content in islice(texts(), 2 * n_articles)]
    files = [RawFile(f"{number}.txt", content) for number, content in enumerate(contents)]
    pipeline.batch(files[n_articles:], tools)
    watch = Watch()
    for name in STAGES:
        setattr(pipeline, name, watch.timed(name, getattr(pipeline, name)))
    recogniser: Any = tools.recogniser
    recogniser.names = watch.timed("word pieces and labels", recogniser.names)
    if hasattr(recogniser, "_session"):
        session = recogniser._session
        recogniser._session = type("Session", (), {"run": staticmethod(watch.timed("encoder", session.run))})
    whole = watch.timed("reading, and the rest", pipeline.batch)
    whole(files[:n_articles], tools)
    words = sum(len(content.split()) for content in contents[:n_articles])
    total = sum(watch.seconds.values())
    return {
        name: {"us_a_word": round(each / words * 1e6, 2), "share": round(each / total, 3)}
        for name, each in sorted(watch.seconds.items(), key=lambda item: -item[1])
    }


def encoder(model: str) -> dict[str, dict[str, float]]:
    """Microseconds a piece of the nodes of a name model by kind, and its thousand million multiply-adds a second."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.enable_profiling = True
    about = description_of(model)["words"]
    words = np.frombuffer(file_of(model, "common/words.bin"), about["dtype"]).reshape(about["shape"])
    options.add_external_initializers(["words"], [onnxruntime.OrtValue.ortvalue_from_numpy(words)])
    with tempfile.TemporaryDirectory() as folder:
        options.profile_file_prefix = f"{folder}/profile"
        session = onnxruntime.InferenceSession(
            file_of(model, f"{model}/model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        chance = np.random.default_rng(7)
        inputs = {
            "input_ids": chance.integers(1_000, len(words), (1, PIECES)),
            "token_type_ids": np.full((1, PIECES), 10),
        }
        for _ in range(RUNS):
            session.run(["logits"], inputs)
        events = json.loads(Path(session.end_profiling()).read_text())
    return _by_kind([event for event in events if event["name"].endswith("_kernel_time")])


def _by_kind(events: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    least: dict[str, float] = defaultdict(lambda: float("inf"))
    kinds: dict[str, tuple[str, float]] = {}
    for event in events:
        name, arguments = event["name"], event["args"]
        least[name] = min(least[name], event["dur"])
        (given, *_), (made, *_) = (
            [next(iter(shape.values())) for shape in arguments[f"{side}_type_shape"]] for side in ("input", "output")
        )
        is_product = arguments["op_name"] in ("MatMulIntegerToFloat", "MatMul")
        kind = f"{arguments['op_name']} {given[-1]} x {made[-1]}" if is_product else arguments["op_name"]
        kinds[name] = kind, float(np.prod(given) * made[-1]) if is_product else 0.0
    total = sum(least.values())
    took: dict[str, float] = defaultdict(float)
    products: dict[str, float] = defaultdict(float)
    for name, (kind, n_products) in kinds.items():
        took[kind] += least[name]
        products[kind] += n_products
    return {
        kind: {"us_a_piece": round(each / PIECES, 2), "share": round(each / total, 3)}
        | ({"thousand_million_a_second": round(products[kind] / each / 1e3, 1)} if products[kind] else {})
        for kind, each in sorted(took.items(), key=lambda item: -item[1])
    }


def machine(nodes: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """What the processor, its memory and its disk do at their best."""
    chance = np.random.default_rng(7)
    rows, inner, columns = MATRIX
    left, right = (chance.random(shape, np.float32) for shape in ((rows, inner), (inner, columns)))
    block = np.zeros(BYTES, np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        disk = _least(lambda: _write(Path(folder) / "block", bytes(block)), 3)
    return {
        "bytes, thousand million multiply-adds": {
            "a_second": max(node.get("thousand_million_a_second", 0.0) for node in nodes.values())
        },
        "floats, thousand million multiply-adds": {
            "a_second": round(rows * inner * columns / _least(lambda: left @ right, 10) / 1e9, 1)
        },
        "memory, GB copied": {"a_second": round(BYTES / _least(lambda: block.copy(), 5) / 1e9, 1)},
        "disk, GB written and synced": {"a_second": round(BYTES / disk / 1e9, 2)},
    }


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _least(work: Callable[[], object], runs: int) -> float:
    """The least seconds of several runs."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> int:
    on_one_thread()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--tier", choices=TIERS, default="full")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "limits.json")
    arguments = parser.parse_args()
    nodes = encoder("news")
    record = {"encoder": nodes, "machine": machine(nodes), "stages": stages(arguments.articles, arguments.tier)}
    for name, figures in record.items():
        print(f"{table(name, figures)}\n")
    arguments.results.write_text(json.dumps(record, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
