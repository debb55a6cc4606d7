"""What several readers share of an article: its fields, its people, and its body without what is not its own."""
