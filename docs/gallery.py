"""From gallery.md to the same page with what its blocks print, and to a notebook.

    python docs/gallery.py [--dataset data/processed]

Run in the project's folder, on a published dataset. The pictures are written by the blocks themselves.
"""

import argparse
import contextlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("gallery.md")
_SAMPLE = "data/processed"
_BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prose, or a block of code with what it printed."""

    text: str
    is_code: bool
    printed: str = ""


def run(page: str, dataset: str = _SAMPLE, pictures: str | None = None) -> Iterator[Piece]:
    """The pieces of a page, its blocks run one after the other in one namespace."""
    names: dict[str, Any] = {}
    end = 0
    for block in _BLOCK.finditer(page):
        yield Piece(page[end : block.start()], is_code=False)
        end = block.end()
        code = block["code"].replace(_SAMPLE, dataset)
        if pictures is not None:
            code = code.replace("docs/pictures", pictures)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(PAGE), "exec"), names)
        yield Piece(block["code"], is_code=True, printed=printed.getvalue())
    yield Piece(page[end:], is_code=False)


def markdown(pieces: list[Piece]) -> str:
    """The page, with what each block printed below it."""
    return "".join(
        f"```python\n{piece.text}```\n\n```text\n{_trimmed(piece.printed)}```\n" if piece.is_code else piece.text
        for piece in pieces
    )


def notebook(pieces: list[Piece]) -> str:
    """The page as a Jupyter notebook that has been run."""
    cells = [_cell(number, piece) for number, piece in enumerate(pieces) if piece.text.strip()]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(number: int, piece: Piece) -> dict[str, Any]:
    cell = {"id": f"cell-{number}", "metadata": {}, "source": piece.text.strip().splitlines(keepends=True)}
    if not piece.is_code:
        return {"cell_type": "markdown", **cell}
    lines = _trimmed(piece.printed).splitlines(keepends=True)
    output = {"output_type": "stream", "name": "stdout", "text": lines}
    return {"cell_type": "code", "execution_count": number, "outputs": [output], **cell}


def _trimmed(printed: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--dataset", default=_SAMPLE, help="folder of the published dataset")
    pieces = list(run(PAGE.read_text("utf-8"), options.parse_args().dataset))
    PAGE.write_text(markdown(pieces), "utf-8")
    PAGE.with_suffix(".ipynb").write_text(notebook(pieces), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
