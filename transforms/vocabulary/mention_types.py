"""The types of names: the labels of OntoNotes that name something, and one for all others."""

from typing import Final, Literal, get_args

MentionType = Literal["PERSON", "ORG", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "MISC"]
MENTION_TYPES: Final[tuple[MentionType, ...]] = get_args(MentionType)
