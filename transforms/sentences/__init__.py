"""Where sentences end, what stands inside quotation marks, and how the words of a sentence depend on each other."""
