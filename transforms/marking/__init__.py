"""From a text and what is marked in it to pieces that can be shown one after the other."""
