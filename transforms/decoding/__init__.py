"""The text of a file, and its encoding."""
