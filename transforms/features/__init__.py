"""Features of texts: counts, scores and measures, from columns of texts to columns of numbers."""
