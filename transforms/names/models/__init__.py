"""Recognisers of names, each loaded when asked for, and the weights they read."""
