"""Builders of tables: one function for each, from articles and what the stages see in them."""
