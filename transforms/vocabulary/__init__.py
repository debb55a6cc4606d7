"""The words of the domain: one lexicon for each concept, whoever asks."""
