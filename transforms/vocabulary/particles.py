"""Particles: words in small letters that belong to a person's name ("van", "de la", "bin")."""

from typing import Final

from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

_ROWS: Final = rows("name_particles.tsv")
# Those of running text, lower case: no common English word among them.
IN_TEXT: Final = frozenset(word for word, use in _ROWS if use)
# Those of bylines, folded; a byline holds names alone, so that common words may be particles there.
IN_BYLINES: Final = frozenset(fold(word) for word, _ in _ROWS)
