"""Rules that attribute speech by word lists alone, for runs without a parser."""
