"""From a setting to the recogniser it names; each is loaded only when it is asked for."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from transforms.errors import SettingsError
from transforms.names.recogniser import Document, Name, Recogniser


class NoRecogniser:
    """Finds nothing: mentions are then those of the gazetteers only, ten times as fast."""

    name = "none"

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        """No names for each document."""
        return [[] for _ in documents]


def recogniser_named(setting: str) -> Recogniser:
    """The recogniser of a setting: "none", or "spacy:" and the name of an installed spaCy pipeline.

    Raises SettingsError when there is no such recogniser.
    """
    if setting == NoRecogniser.name:
        return NoRecogniser()
    recogniser_version(setting)
    model = setting.partition(":")[2]
    from transforms.names.spacy_recogniser import SpacyRecogniser  # a second of imports, for those who use it

    return SpacyRecogniser(model)


def recogniser_version(setting: str) -> str:
    """Name and version of a recogniser, without loading it.

    Raises SettingsError when there is no such recogniser.
    """
    kind, _, model = setting.partition(":")
    if setting == NoRecogniser.name:
        return setting
    if kind != "spacy" or not model:
        raise SettingsError(f"unknown recogniser {setting!r}: give none, or spacy:NAME with an installed pipeline")
    try:
        return f"{setting} {version(model.replace('_', '-'))}, spacy {version('spacy')}"
    except PackageNotFoundError as error:
        raise SettingsError(f"recogniser {setting!r}: no package {model} is installed; install it first") from error
