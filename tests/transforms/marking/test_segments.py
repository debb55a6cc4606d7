"""A text with spans that overlap is shown piece by piece, each with the spans that cover it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.marking.segments import Span, segments

TEXT = '"Tides wait," Ola Brink said.'


def _pieces(*spans: tuple[int, int, str], start: int = 0) -> list[tuple[str, str, str]]:
    marks = [Span(low, high, kind, "", number) for number, (low, high, kind) in enumerate(spans)]
    return [
        (piece.text, " ".join(span.kind for span in piece.spans), " ".join(span.kind for span in piece.ending))
        for piece in segments(TEXT, start, marks)
    ]


def test_a_text_without_marks_is_one_piece() -> None:
    assert _pieces() == [(TEXT, "", "")]


def test_a_name_inside_a_quotation_has_both() -> None:
    assert _pieces((0, 13, "quote"), (1, 6, "name")) == [
        ('"', "quote", ""),
        ("Tides", "quote name", "name"),
        (' wait,"', "quote", "quote"),
        (" Ola Brink said.", "", ""),
    ]


def test_spans_that_cross_are_cut_at_each_other() -> None:
    assert _pieces((0, 6, "a"), (4, 13, "b")) == [
        ('"Tid', "a", ""),
        ("es", "a b", "a"),
        (' wait,"', "b", "b"),
        (" Ola Brink said.", "", ""),
    ]


def test_a_span_that_leaves_the_text_ends_with_it_and_one_outside_or_empty_marks_nothing() -> None:
    assert _pieces((90, 110, "a"), (129, 140, "b"), (105, 105, "c"), (120, 200, "d"), start=100) == [
        ('"Tides wai', "a", "a"),
        ('t," Ola Br', "", ""),
        ("ink said.", "d", "d"),
    ]


@settings(deadline=None)  # a busy machine says nothing of the code
@given(st.text(max_size=40), st.integers(0, 9), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_the_pieces_are_the_text_and_each_span_ends_once(text: str, start: int, bounds: list[tuple[int, int]]) -> None:
    spans = [Span(low, high, "x", "", number) for number, (low, high) in enumerate(bounds)]
    pieces = list(segments(text, start, spans))
    assert "".join(piece.text for piece in pieces) == text
    inside = [span.number for span in spans if max(span.start, start) < min(span.end, start + len(text))]
    assert sorted(span.number for piece in pieces for span in piece.ending) == inside
