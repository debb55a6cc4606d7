"""What only the whole collection can tell: which articles are duplicates, which are near copies, and whose."""
