"""What several readers share of mark-up: a parsed page, its JSON-LD, its blocks and its text."""
