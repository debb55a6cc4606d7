"""From tables of articles, one a row, whatever file they stand in, to the articles in them."""
