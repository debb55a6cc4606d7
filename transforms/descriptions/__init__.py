"""What catalogues and citing authors read: descriptions of declared tables and exported files."""
