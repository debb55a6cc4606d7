"""What is wrong with a dataset, and what is mended of it."""
