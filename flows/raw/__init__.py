"""What is delivered: files in a folder, and slices of large archives."""
