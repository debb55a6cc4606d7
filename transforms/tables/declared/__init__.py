"""Declarations of tables: every column with its type, unit, source and what null means."""
