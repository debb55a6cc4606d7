"""The named mentions of an article, and the entities they name."""
