"""The local site of a dataset: datasette, with our page for an article."""
