"""Vectors of meaning: sentences as points of a space in which those that say alike are near each other."""
