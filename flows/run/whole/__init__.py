"""What is decided, collected and laid out of the collection as a whole."""
