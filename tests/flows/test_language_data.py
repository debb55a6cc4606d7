"""CMUdict where NLTK finds it: textstat works in a fresh process with no network."""

import subprocess
import sys
from pathlib import Path

from broadsheet.flows.language_data import lay_out, nltk_corpus

OFFLINE = """
import socket, sys

def refuse(*_: object, **__: object) -> None:
    raise AssertionError("the network was asked")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
sys.prefix = sys.argv[1]
import textstat
sentence = "The ferry council deliberated."
print(textstat.syllable_count(sentence), textstat.difficult_words(sentence))
"""


def test_an_entry_has_a_vowel_for_each_syllable() -> None:
    lines = nltk_corpus().splitlines()
    assert "FERRY 1 AH0 AH0" in lines
    assert "HMM 1 HH" in lines
    assert len(lines) == len({line.split()[0] for line in lines}) == 126_052


def test_textstat_needs_no_network(tmp_path: Path) -> None:
    lay_out(tmp_path)
    command = [sys.executable, "-W", "ignore", "-c", OFFLINE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"HOME": str(tmp_path)})
    # the+fer-ry+coun-cil+de-lib-er-a-ted; all but "the" are long and off the list of easy words
    assert done.stdout.split() == ["10", "3"]
