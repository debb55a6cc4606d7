"""What a span is, wherever text is cut: half-open, from its first code point up to the one behind its last."""

Span = tuple[int, int]
