"""From the package's word lists to Python values."""

from importlib.resources import files


def lines(name: str) -> tuple[str, ...]:
    """The entries of a word list, in order; comments and empty lines left out."""
    text = files("transforms").joinpath("lexicons", name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def rows(name: str) -> tuple[tuple[str, str], ...]:
    """The entries of a list of two columns parted by a tab; a missing second column is empty."""
    return tuple((first, second) for first, _, second in (line.partition("\t") for line in lines(name)))
