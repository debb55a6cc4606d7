"""Which place a name stands for: lists of GeoNames, senses, and the countries an article speaks of."""
