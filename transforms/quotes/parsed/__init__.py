"""Rules that attribute speech by the syntax of its sentences."""
