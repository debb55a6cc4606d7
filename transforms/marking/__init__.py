"""A text and what is marked in it, cut into pieces that can be shown one after the other."""
