"""The readers of named fields: JSON, tables of articles, ninjs and plain XML."""
