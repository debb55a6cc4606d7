"""Whom an article names, and whom a pronoun or a phrase that speaks stands for."""
