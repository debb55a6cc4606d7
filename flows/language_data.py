"""Our table of syllables, laid out where NLTK looks by itself, so that textstat works offline."""

import sys
from pathlib import Path

from broadsheet.flows.files import make_folder, write_whole
from broadsheet.transforms.features.pronunciation import syllables_in_cmudict

# textstat 0.7.13 asks NLTK for the corpus at first use, and NLTK would download it. The pipeline counts without NLTK;
# this is for those who call textstat beside it, and for the tests that hold our counts against it.
CORPUS = Path("nltk_data") / "corpora" / "cmudict" / "cmudict"


def nltk_corpus() -> str:
    """The words of CMUdict in NLTK's form: word in capitals, number of the pronunciation, phones; a line each.

    One vowel stands for each syllable, which is what textstat counts: for how a word sounds, ask the dictionary itself.
    """
    return "".join(f"{word.upper()} 1 {_phones(count)}\n" for word, count in sorted(syllables_in_cmudict().items()))


def _phones(syllables: int) -> str:
    return " ".join(["AH0"] * syllables) or "HH"


def lay_out(prefix: Path) -> Path:
    """Write the corpus below an environment's prefix; gives its path."""
    path = prefix / CORPUS
    make_folder(path.parent)
    write_whole(path, nltk_corpus().encode())
    return path


if __name__ == "__main__":
    lay_out(Path(sys.prefix))
