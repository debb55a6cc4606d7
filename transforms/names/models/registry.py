"""Recognisers by the name that a setting gives them; each is loaded only when it is asked for."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.models.released import version_of
from broadsheet.transforms.names.recogniser import Document, Name, Recogniser

# The models of this package, the default first.
MODELS: Final = ("news", "news-fast")


class NoRecogniser:
    """Finds nothing: mentions are then those of the gazetteers only, ten times as fast."""

    name = "none"

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        """No names for each document."""
        return [[] for _ in documents]


def recogniser_named(setting: str) -> Recogniser:
    """The recogniser of a setting: "news" or "news-fast", "spacy:" and the name of an installed spaCy pipeline, "none".

    Raises SettingsError when there is no such recogniser.
    """
    if setting == NoRecogniser.name:
        return NoRecogniser()
    recogniser_version(setting)
    if setting in MODELS:
        from broadsheet.transforms.names.models.news_recogniser import (
            NewsRecogniser,  # imports onnxruntime, for those who use it
        )

        return NewsRecogniser(setting)
    from broadsheet.transforms.names.models.spacy_recogniser import (
        SpacyRecogniser,  # a second of imports, for those who use it
    )

    return SpacyRecogniser(setting.partition(":")[2])


def recogniser_version(setting: str) -> str:
    """Name and version of a recogniser, and of what computes it, without loading it.

    Raises SettingsError when there is no such recogniser.
    """
    if setting == NoRecogniser.name:
        return setting
    if setting in MODELS:
        computed_by = ", ".join(f"{package} {version(package)}" for package in ("onnxruntime", "tokenizers"))
        return f"{setting} {version_of(setting)}, {computed_by}"
    kind, _, model = setting.partition(":")
    if kind != "spacy" or not model:
        raise SettingsError(
            f"unknown recogniser {setting!r}: give {', '.join(MODELS)}, none, or spacy:NAME with an installed pipeline"
        )
    try:
        return f"{setting} {version(model.replace('_', '-'))}, spacy {version('spacy')}"
    except PackageNotFoundError as error:
        raise SettingsError(f"recogniser {setting!r}: no package {model} is installed; install it first") from error
