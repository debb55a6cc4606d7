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
