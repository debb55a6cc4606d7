"""From the files in which collections of articles for research are kept to the articles in them."""
