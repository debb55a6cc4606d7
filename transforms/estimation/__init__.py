"""From a sample that people coded to what they would say of a whole column, and how well they agree."""
