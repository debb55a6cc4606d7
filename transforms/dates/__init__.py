"""The dates that news text names, each with the days it means."""
