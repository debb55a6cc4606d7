"""Tables of articles, one a row, whatever file they stand in."""
