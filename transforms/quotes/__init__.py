"""From an article's text, names and parse to its quotations: what is said, in which words, and by whom."""
