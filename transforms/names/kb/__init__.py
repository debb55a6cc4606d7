"""Ids of a knowledge base that the user brings, for the entities it knows for sure."""
