"""A snapshot for other programs: a database of views, and files in other formats."""
