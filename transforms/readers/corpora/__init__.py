"""Files in which collections of articles for research are kept."""
