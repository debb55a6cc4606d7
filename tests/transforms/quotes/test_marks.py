"""Which regions of a paragraph are quoted, whatever marks are missing."""

import pytest

from broadsheet.transforms.quotes.marks import regions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"Late," he said. "Again."', [("Late,", True), ("Again.", True)], id="straight marks"),
        pytest.param("“Late,” he said.", [("Late,", True)], id="curly marks"),
        pytest.param("``Late,'' he said.", [("Late,", True)], id="marks of a typewriter"),
        pytest.param("«Late», he said.", [("Late", True)], id="guillemets"),
        pytest.param("Mayor sees 'hope' ahead", [("hope", True)], id="single marks"),
        pytest.param("\"It is 'very' late,\" he said.", [("It is 'very' late,", True)], id="single marks inside"),
        pytest.param('"It goes on and on.', [("It goes on and on.", False)], id="never closed"),
        pytest.param("“Late, he said. “Again.”", [("Late,", False), ("Again.", True)], id="opened twice"),
        pytest.param("It is late and dark out,” he said.", [("It is late and dark out,", False)], id="never opened"),
        pytest.param("“Late,“ he said.", [("Late,", True)], id="an opening mark that closes"),
        pytest.param("The dockers' pay isn't late.", [], id="apostrophes"),
        pytest.param('""', [], id="nothing between"),
    ],
)
def test_regions_of_a_paragraph(text: str, expected: list[tuple[str, bool]]) -> None:
    (found,) = regions(text, [(0, len(text))])
    assert [(text[one.start : one.end], one.is_closed) for one in found] == expected


def test_marks_never_pair_over_a_paragraphs_end() -> None:
    text = '"Late\nThen "again"'
    first, second = regions(text, [(0, 5), (6, 18)])
    assert [text[one.start : one.end] for one in first + second] == ["Late", "again"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(("He said, “We wait.", "Nobody came.” So he left."), ["We wait.", "Nobody came."], id="two"),
        pytest.param(
            ('He said, "We wait.', "It rains.", 'Nobody came."'),
            ["We wait.", "It rains.", "Nobody came."],
            id="one between them bears no mark",
        ),
        pytest.param(("He said, “We wait.", "“Nobody came.”"), ["We wait.", "Nobody came."], id="opened anew"),
        pytest.param(("He said, “We wait.", "Nobody came."), ["We wait."], id="nothing closes"),
        pytest.param(("“We wait,” he said.", "Nobody came.” So"), ["We wait,"], id="closed before"),
    ],
)
def test_marks_around_several_paragraphs(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    text = "\n".join(paragraphs)
    starts = [sum(len(one) + 1 for one in paragraphs[:number]) for number in range(len(paragraphs))]
    spans = [(start, start + len(one)) for start, one in zip(starts, paragraphs, strict=True)]
    assert [text[one.start : one.end] for each in regions(text, spans) for one in each] == expected
