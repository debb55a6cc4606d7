"""The recogniser of this package: a model fine-tuned on news."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.label_decoding import Scores, decoded
from broadsheet.transforms.names.models.pieces import Numbers, Pieces
from broadsheet.transforms.names.models.released import description_of, file_of, version_of
from broadsheet.transforms.names.models.windows import framed, streamed, windows
from broadsheet.transforms.names.recogniser import Document, Name
from broadsheet.transforms.vocabulary.mention_types import MentionType

# The model's labels of other things, dates and money, are no names.
_TYPES: Final[dict[str, MentionType]] = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
    "FAC": "FAC",
    "NORP": "NORP",
    "PRODUCT": "PRODUCT",
    "MISC": "MISC",
}
# Pieces read at once, of those that a model can read, and pieces before its own that a window also reads. On the names
# of world news and of conll2020 F1 is .2 above and .1 under that of 254 and 32, which take a tenth longer.
WINDOW: Final = 200
CONTEXT: Final = 8
_ERRORS_ONLY: Final = 3  # a level of onnxruntime: 0 is verbose, 3 errors, 4 fatal ones


class NewsRecogniser:
    """The package's own model. Each window is computed alone, on one thread, so that nothing depends on neighbours.

    It knows English only: documents in another language, or an unknown one, have no names.
    """

    def __init__(self, model: str = "news") -> None:
        """Load a model of the package; raises SettingsError when there is none, or its files are not as released."""
        about = description_of(model)
        self.name = f"{model}/{version_of(model)}"
        self._labels = tuple(about["labels"])
        self._window = min(WINDOW, about["window"])
        self._first, self._last = about["first"], about["last"]
        self._slope: float = about["calibration"]["slope"]
        self._intercept: float = about["calibration"]["intercept"]
        self._tokenizer = Tokenizer.from_buffer(file_of(model, "common/tokenizer.json"))
        table = about["words"]
        words = np.frombuffer(file_of(model, "common/words.bin"), table["dtype"]).reshape(table["shape"])
        self._session = session(file_of(model, f"{model}/model.onnx"), words)

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        """The names of each document."""
        return [self._names(document) if document.language == "en" else [] for document in documents]

    def _names(self, document: Document) -> list[Name]:
        stream = streamed(self._tokenizer, document)
        if not stream.runs:
            return []
        probabilities = self._probabilities(stream.pieces, stream.joints)
        names = []
        for section, begin, end in sorted(stream.runs):
            part = slice(begin, end)
            names += [
                Name(section, name.start, name.end, _TYPES[name.type], self._calibrated(name.score))
                for name in decoded(stream.pieces[part], probabilities[part], self._labels)
                if name.type in _TYPES
            ]
        return names

    def _probabilities(self, pieces: Pieces, joints: Numbers) -> Scores:
        """A row for each piece, a column for each label."""
        rows = []
        for window in windows(joints, self._window, CONTEXT):
            (logits,) = self._session.run(["logits"], framed(pieces, window, self._first, self._last))
            kept = logits[0, 1 + window.start - window.first : -1]
            raised = np.exp(kept - kept.max(axis=1, keepdims=True))
            rows.append(raised / raised.sum(axis=1, keepdims=True))
        return np.concatenate(rows)

    def _calibrated(self, score: float) -> float:
        """The share of such names that are right, by a logistic fit on news the model had not seen."""
        inside = min(max(score, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-(self._slope * math.log(inside / (1 - inside)) + self._intercept)))


def session(graph: bytes, words: NDArray[np.generic]) -> onnxruntime.InferenceSession:
    """One thread, all in order; the graph as it was written, which is already fused, with the table of words."""
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.use_deterministic_compute = True
    options.log_severity_level = _ERRORS_ONLY
    options.add_external_initializers(["words"], [onnxruntime.OrtValue.ortvalue_from_numpy(words)])
    wanted = ("CUDAExecutionProvider", "CPUExecutionProvider")
    offered = onnxruntime.get_available_providers()
    return onnxruntime.InferenceSession(graph, options, providers=[name for name in wanted if name in offered])
