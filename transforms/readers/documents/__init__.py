"""Documents of word processors, page files, books and mail."""
