"""The word lists in `transforms/lexicons`."""

from importlib.resources import files


def entries(name: str) -> list[str]:
    """The entries of a list, one a line; text from `#` on is a comment."""
    text = files("broadsheet.transforms").joinpath("lexicons", name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def rows(name: str) -> list[list[str]]:
    """The rows of a table, their cells parted by tabs, all of the width of the widest; missing cells are empty."""
    cells = [[cell.strip() for cell in entry.split("\t")] for entry in entries(name)]
    width = max(map(len, cells), default=0)
    return [row + [""] * (width - len(row)) for row in cells]
