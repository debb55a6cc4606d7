"""What kind of source speaks: a codebook's types, by role, body, noun and name."""
