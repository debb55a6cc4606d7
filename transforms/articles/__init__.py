"""The articles of a batch: their keys, sections and blocks, and the way back to the bytes of their files."""
