"""Names in bold that stand as the byline of a saved text."""

import pytest

from broadsheet.transforms.readers import read

PROSE = "\n\n".join(
    f"The harbour council voted {n} to 9 on Monday to reopen the old ferry line, eleven years after it was closed."
    for n in range(4)
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("**Lena Fisk**", ["Lena Fisk"], id="a name"),
        pytest.param("*Lena Fisk*", ["Lena Fisk"], id="in italics"),
        pytest.param("**Lena Fisk and Ivo Brandt**", ["Lena Fisk", "Ivo Brandt"], id="two names"),
        pytest.param("**The long way home**", [], id="a heading"),
    ],
)
def test_a_bold_line_below_the_date(line: str, names: list[str]) -> None:
    (record,) = read(f"# Ferries return\n\n4 March 2024\n\n{line}\n\n{PROSE}\n".encode()).records
    assert [author.name for author in record.authors] == names
