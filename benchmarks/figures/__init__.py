"""Figures of accuracy on annotated news, table by table: for all rows, by group, by score."""
