"""From the sections of an article to its named mentions and the entities they name."""
