"""From declared tables and exported files to what catalogues and citing authors read."""
