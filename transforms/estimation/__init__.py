"""What people would say of a whole column, by a sample that they coded, and how well they agree."""
