"""The amounts that news text names, each with its value and what it is of."""
